#!/usr/bin/env bash
# Does the kiosk's unit allow what the kiosk does? The release build is traced from its start to its end, and each system
# call that the unit would refuse must stand below with the reason why the kiosk does without it.
set -euo pipefail
cd "$(dirname "$0")/../.."
unit=platform/image/device/anteroom.service
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
export PATH=$PWD/build/release/bin:$PATH

# Refused with EPERM, and nothing is missed.
missed='
fchown             SQLite, as root only, gives a file to the owner of its database; the unit is not root
sched_setaffinity  Mesa asks its threads onto neighbouring processors; they run where they are
setpriority        Mesa makes the thread that compiles shaders nicer; it is not
sched_setscheduler likewise
'

printf '[kiosk]\nname = "Kiosk 1"\ndata_folder = "%s/data"\n[display]\nwidth_mm = 217\n[metrics]\nfile = "%s/a.prom"\n' "$work" "$work" >"$work/anteroom.toml"
anteroom --config "$work/anteroom.toml" admin init --nurse 'R. Meyer' >/dev/null 2>&1
exec 8> >(cat >"$work/display")
Xvfb -displayfd 8 -screen 0 1280x800x24 -nolisten tcp -noreset 2>/dev/null &
server=$!
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display") strace -f -qq -e signal=none -o "$work/trace" \
  anteroom --config "$work/anteroom.toml" run --marks-fd 9 9>"$work/marks" 2>"$work/log" &
kiosk=$!
for _ in $(seq 200); do grep -qs '"patient.welcome"' "$work/marks" && [ -e "$work/a.prom" ] && break; sleep 0.1; done
grep -q '"patient.welcome"' "$work/marks" || { cat "$work/log"; echo "FAILS: the kiosk did not open"; exit 1; }
kill -TERM "$(ps -o pid= --ppid "$kiosk" | tr -d ' ')"
wait $kiosk || { echo "FAILS: the kiosk did not end well"; exit 1; }

# The names that stand in groups of system calls, and those of the groups in them.
expanded() {
  local group
  for group in "$@"; do
    systemd-analyze syscall-filter --no-pager "$group" | sed -n 's/^    \([a-z0-9_]\+\)$/\1/p'
    # shellcheck disable=SC2046
    set -- $(systemd-analyze syscall-filter --no-pager "$group" | sed -n 's/^    \(@[a-z-]*\)$/\1/p')
    [ $# = 0 ] || expanded "$@"
  done
}
allowed=$work/allowed
filters_out() {
  expanded "$@" | sort -u >"$work/taken"
  sort -u "$allowed" | comm -23 - "$work/taken" >"$work/rest"
  mv "$work/rest" "$allowed"
}
: >"$allowed"
while read -r filter; do
  case $filter in
    '~'*) filters_out ${filter#'~'} ;;
    @*) expanded $filter >>"$allowed" ;;
    *) printf '%s\n' $filter >>"$allowed" ;;
  esac
done < <(sed -n 's/^SystemCallFilter=//p' "$unit")
# It forbids the same by itself, whatever the filters allow.
if grep -qE '^ProtectClock=(yes|true)' "$unit"; then filters_out @clock; fi
sort -u -o "$allowed" "$allowed"

made=$(sed -n 's/^[0-9]* *\([a-z0-9_]*\)(.*/\1/p' "$work/trace" | sort -u)
printf '%s\n' "$made" | comm -23 - "$allowed" >"$work/refused"
status=0
while read -r call; do
  printf '%s' "$missed" | grep -q "^$call " || { echo "FAILS: the kiosk calls $call, and its unit refuses that"; status=1; }
done <"$work/refused"
echo "$(printf '%s\n' "$made" | wc -l) system calls, refused and not missed: $(paste -sd' ' "$work/refused")"
exit $status
