#!/usr/bin/env bash
# ./dev torture [NAME…], inside the ground: every fuzzer for an hour, as many at once as there are processors, then what
# the store endures (power-cuts: 20,000 images; kills: 1,000; memory and syscalls: each single one; bit-rot: 10,000 bytes),
# then the journeys that take long: canary (200 visits searched for what is left of them) and escape (ten minutes of keys
# and random touches) and nurse-day (twelve patients, an alert, no paper, a power cut, wrong PINs). What a fuzzer found and its corpus stay in out/torture/NAME, so the next run goes on from there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${ANTEROOM_TORTURE_SECONDS:-3600}
targets=() proofs=() journeys=()
[ $# -gt 0 ] || set -- $(ls build/fuzz/bin | sed -n 's/^fuzz_//p') power-cuts kills memory syscalls bit-rot canary escape nurse-day
for name in "$@"; do
  case $name in
    canary|escape|nurse-day) journeys+=("$name") ;;
    power-cuts|kills|memory|syscalls|bit-rot) proofs+=("$name") ;;
    *) targets+=("$name") ;;
  esac
done
mkdir -p out/torture
status=0

if [ ${#targets[@]} -gt 0 ]; then
  export seconds ANTEROOM_FUZZ_SEED=${ANTEROOM_FUZZ_SEED:-$RANDOM}
  printf '%s\n' "${targets[@]}" | xargs -P "${ANTEROOM_JOBS:-2}" -I{} \
    sh -c 'tests/fuzz/fuzz.sh {} "$seconds" "$PWD/out/torture/{}" >"out/torture/{}.log" 2>&1 || true'
  figure() { sed -n "s/^stat::$2: *//p" "out/torture/$1.log"; }
  printf '%-16s %12s %10s %10s %10s\n' target inputs a_second peak_MiB crashers
  for target in "${targets[@]}"; do
    crashers=$(find "out/torture/$target/crashers" -type f | wc -l)
    [ "$crashers" = 0 ] && [ -n "$(figure "$target" number_of_executed_units)" ] || status=1
    printf '%-16s %12s %10s %10s %10s\n' "$target" "$(figure "$target" number_of_executed_units)" \
      "$(figure "$target" average_exec_per_sec)" "$(figure "$target" peak_rss_mb)" "$crashers"
  done
fi

for proof in "${proofs[@]}"; do
  case $proof in
    power-cuts) times=50 filter='PowerCuts.*' ;;
    kills) times=5 filter='KilledWriter.*' ;;
    memory) times=1 filter='NoMemory.*' ;;
    syscalls) times=1 filter='FailingSyscalls.*:CutShort.*' ;;
    bit-rot) times=10 filter='BitRot.*' ;;
  esac
  ANTEROOM_TORTURE_TIMES=$times build/release/bin/store_test --gtest_filter="$filter" >"out/torture/$proof.log" 2>&1 || status=1
  sed -n 's/^\(power cuts\|kills\|allocations\|syscalls\|set aside\|bit rot\)/\n&/p; /Failure$\|FAILED\|SKIPPED/p' "out/torture/$proof.log"
done

if [ ${#journeys[@]} -gt 0 ]; then
  figure() { sed -n "s/^$2  *//p" "out/torture/$1.log"; }
  ended() { [ "$2" = 0 ] || { status=1; sed -n '/FOUND\|NOT TRUE/p' "out/torture/$1.log"; }; }
  printf '\n%-16s %12s %12s %10s\n' journey done of found
  for journey in "${journeys[@]}"; do
    code=0
    case $journey in
      canary)
        tests/journeys/canary.sh "${ANTEROOM_TORTURE_VISITS:-200}" >out/torture/canary.log 2>&1 || code=$?
        printf '%-16s %12s %12s %10s\n' canary "$(figure canary visits)" visits "$(figure canary 'found afterwards')" ;;
      escape)
        length=$((seconds < 600 ? seconds : 600))
        tests/journeys/escape.sh "$length" >out/torture/escape.log 2>&1 || code=$?
        printf '%-16s %12s %12s %10s\n' escape "$(figure escape 'touches and keys at random')" touches "$(figure escape 'ways out')" ;;
      nurse-day)
        tests/journeys/nurse_day.sh 12 >out/torture/nurse-day.log 2>&1 || code=$?
        printf '%-16s %12s %12s %10s\n' nurse-day "$(figure nurse-day patients)" patients "$(grep -c 'NOT TRUE' out/torture/nurse-day.log || true)" ;;
    esac
    ended "$journey" $code
  done
fi
[ $status = 0 ] || echo "look at out/torture/*.log and out/torture/*/crashers"
exit $status
