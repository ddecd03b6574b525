#!/usr/bin/env bash
# fuzz.sh TARGET SECONDS [FOLDER]: runs one fuzzer from a fixed seed. Crashers and slow inputs are left in FOLDER, and
# so is the corpus that it grew, for the next run; without FOLDER nothing is left and a crasher is printed as base64.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
target=$1 seconds=$2 kept=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -n "$kept" ] || kept=$work
mkdir -p "$kept/corpus" "$kept/crashers"
"$here/gather_seeds.py" "$target" "$work/seeds"
dictionary=$here/$target.dict
[ -e "$dictionary" ] || dictionary=$here/forms.dict
options=(-max_total_time="$seconds" -seed="${ANTEROOM_FUZZ_SEED:-20261123}" -timeout=10 -rss_limit_mb=1024
  -dict="$dictionary" -artifact_prefix="$kept/crashers/" -print_final_stats=1 -print_funcs=0 -verbosity=0)
status=0
"$here/../../build/fuzz/bin/fuzz_$target" "${options[@]}" "$kept/corpus" "$work/seeds" 2>&1 |
  sed "/Recommended dictionary/,/End of recommended/d" || status=$?
for crasher in "$kept"/crashers/*; do
  [ -e "$crasher" ] || continue
  echo "found: $crasher"
  [ "$kept" != "$work" ] || base64 "$crasher"
done
exit $status
