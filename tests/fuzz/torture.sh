#!/usr/bin/env bash
# ./dev torture [TARGET…], inside the ground: every fuzzer for an hour, as many at once as there are processors. What
# each found and its corpus stay in out/torture/TARGET, so the next run goes on from there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${ANTEROOM_TORTURE_SECONDS:-3600}
targets=("$@")
[ $# -gt 0 ] || targets=($(ls build/fuzz/bin | sed -n 's/^fuzz_//p'))
mkdir -p out/torture
export seconds ANTEROOM_FUZZ_SEED=${ANTEROOM_FUZZ_SEED:-$RANDOM}
printf '%s\n' "${targets[@]}" | xargs -P "${ANTEROOM_JOBS:-2}" -I{} \
  sh -c 'tests/fuzz/fuzz.sh {} "$seconds" "$PWD/out/torture/{}" >"out/torture/{}.log" 2>&1 || true'
figure() { sed -n "s/^stat::$2: *//p" "out/torture/$1.log"; }
status=0
printf '%-16s %12s %10s %10s %10s\n' target inputs a_second peak_MiB crashers
for target in "${targets[@]}"; do
  crashers=$(find "out/torture/$target/crashers" -type f | wc -l)
  [ "$crashers" = 0 ] && [ -n "$(figure "$target" number_of_executed_units)" ] || status=1
  printf '%-16s %12s %10s %10s %10s\n' "$target" "$(figure "$target" number_of_executed_units)" \
    "$(figure "$target" average_exec_per_sec)" "$(figure "$target" peak_rss_mb)" "$crashers"
done
[ $status = 0 ] || echo "look at out/torture/*.log and out/torture/*/crashers"
exit $status
