#!/usr/bin/env bash
# Do the units of kiosk, vault and notifier allow what these do? The release build is traced from its start to its end, each
# process by itself, and each system call that its unit would refuse must stand below with the reason why it does without.
set -euo pipefail
cd "$(dirname "$0")/../.."
units=$PWD/platform/image/device
work=$(mktemp -d)
started=()
trap 'for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done; rm -rf "$work"' EXIT
export PATH=$PWD/build/release/bin:$PATH

# Refused with EPERM, and nothing is missed.
missed='
fchown             SQLite, as root only, gives a file to the owner of its database; the unit is not root
sched_setaffinity  Mesa asks its threads onto neighbouring processors; they run where they are
setpriority        Mesa makes the thread that compiles shaders nicer; it is not
sched_setscheduler likewise
'

# The nurses have a printer that is not there: the notifier looks for it, and the kiosk says so.
printf '[kiosk]\nname = "Kiosk 1"\ndata_folder = "%s/data"\n[display]\nwidth_mm = 217\n[nurses_printer]\nqueue = "nurses"\n[safety]\ncontact = "Nurse"\n[metrics]\nfile = "%s/a.prom"\n' "$work" "$work" >"$work/anteroom.toml"
anteroom --config "$work/anteroom.toml" admin init --nurse 'R. Meyer' >/dev/null 2>&1
exec 8> >(cat >"$work/display")
Xvfb -displayfd 8 -screen 0 1280x800x24 -nolisten tcp -noreset 2>/dev/null &
started+=($!)
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done

trace() { exec strace -D -f -qq -e signal=none -o "$work/trace-$1" "${@:2}"; }
for service in vault notifier; do
  # -D: what is traced keeps its number, by which it knows that the socket is its own.
  systemd-socket-activate --listen "$work/$service" strace -D -f -qq -e signal=none -o "$work/trace-$service" \
    anteroom --config "$work/anteroom.toml" "$service" 2>"$work/log-$service" &
  started+=($!)
done
for _ in $(seq 100); do [ -S "$work/vault" ] && [ -S "$work/notifier" ] && break; sleep 0.1; done
export DISPLAY; DISPLAY=:$(cat "$work/display")
trace kiosk anteroom --config "$work/anteroom.toml" run --vault "$work/vault" --notifier "$work/notifier" --marks-fd 9 \
  9>"$work/marks" 2>"$work/log-kiosk" &
kiosk=$!
for _ in $(seq 200); do grep -qs '"patient.welcome"' "$work/marks" && [ -e "$work/a.prom" ] && [ -s "$work/trace-notifier" ] && break; sleep 0.1; done
grep -q '"patient.welcome"' "$work/marks" || { cat "$work"/log-*; echo "FAILS: the kiosk did not open"; exit 1; }
kill -TERM "$kiosk"
wait "$kiosk" || { echo "FAILS: the kiosk did not end well"; exit 1; }
wait "${started[1]}" || { cat "$work/log-vault"; echo "FAILS: the vault did not end well"; exit 1; }

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
  local name
  for name in "$@"; do
    case $name in @*) expanded "$name" ;; *) printf '%s\n' "$name" ;; esac
  done | sort -u >"$work/taken"
  sort -u "$allowed" | comm -23 - "$work/taken" >"$work/rest"
  mv "$work/rest" "$allowed"
}
status=0
look_at() {
  local process=$1 unit=$2 filter call
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
  sed -n 's/^[0-9]* *\([a-z0-9_]*\)(.*/\1/p' "$work/trace-$process" | sort -u >"$work/made"
  comm -23 "$work/made" "$allowed" >"$work/refused"
  while read -r call; do
    printf '%s' "$missed" | grep -q "^$call " || { echo "FAILS: the $process calls $call, and its unit refuses that"; status=1; }
  done <"$work/refused"
  echo "$process: $(wc -l <"$work/made") system calls, refused and not missed: $(paste -sd' ' "$work/refused")"
}
look_at kiosk "$units/anteroom.service"
look_at vault "$units/anteroom-vault.service"
look_at notifier "$units/anteroom-notifier.service"
exit $status
