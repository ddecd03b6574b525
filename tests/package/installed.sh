#!/usr/bin/env bash
# ./dev package-test, inside a fresh Debian 13: the package is installed as IT staff would, and the kiosk opens. Leaves
# what the first screen looked like in out/package/first-screen.png.
set -euo pipefail
cd "$(dirname "$0")/../.."
deb=$PWD/$(ls -t out/package/anteroom_*_"$(dpkg --print-architecture)".deb | head -n 1)
picture=$PWD/out/package/first-screen.png
work=$(mktemp -d)
cd "$work"
export DEBIAN_FRONTEND=noninteractive
claim() { printf 'holds: %s\n' "$1"; }
fail() { printf 'FAILS: %s\n' "$1" >&2; exit 1; }

apt-get update -qq
apt-get install -y -qq --no-install-recommends "$deb" >install.log 2>&1 || { cat install.log >&2; fail "apt-get install"; }
claim "apt-get installs it, with what it depends on and nothing else"
[ -z "$(ldd /usr/bin/anteroom | grep 'not found')" ] || fail "a library is missing"

anteroom --version | grep -E '^anteroom [0-9.]+, commit .+, schema [0-9]+, [0-9]+ forms$' || fail "anteroom --version"
claim "it says its version, commit, schema and forms"
forms=$(anteroom forms list | grep -o '"phq-9"' | head -n 1)
[ "$forms" = '"phq-9"' ] || fail "anteroom forms list"
claim "it has its forms"

example=/usr/share/doc/anteroom/anteroom.example.toml
anteroom config check $example || fail "the example is refused"
sed -e "s|^# data_folder = .*|data_folder = \"$work/data\"|" $example >kiosk.toml
printf 'width = 3\n' | cat - kiosk.toml >wrong.toml
code=0; said=$(anteroom config check wrong.toml) || code=$?
[ $code = 78 ] && [[ $said == wrong.toml:1:1:* ]] || fail "a wrong file is taken: $code $said"
claim "it checks a settings file"

anteroom --config kiosk.toml admin init --nurse 'R. Meyer' >/dev/null || fail "admin init"
claim "a kiosk is set up"

apt-get install -y -qq --no-install-recommends xvfb x11-apps netpbm man-db bash-completion >install.log 2>&1 || { cat install.log >&2; fail "the X server of this test"; }
mkdir frame
Xvfb :7 -screen 0 1280x800x24 -nolisten tcp -noreset -fbdir "$work/frame" 2>xvfb.log &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -S /tmp/.X11-unix/X7 ] && break; sleep 0.1; done
export DISPLAY=:7

# Without a printer and a lamp some of it is broken here; display, fonts, database, keys and forms are not.
anteroom --config kiosk.toml doctor >doctor.txt || true
for part in settings display fonts words database disk keys forms; do
  grep -qE "^(ok|note) +$part " doctor.txt || { cat doctor.txt >&2; fail "doctor: $part"; }
  ! grep -qE "^BROKEN +$part " doctor.txt || { cat doctor.txt >&2; fail "doctor: $part"; }
done
claim "doctor finds display, fonts, words, database, keys and forms in order"

anteroom --config kiosk.toml run --marks-fd 9 9>marks.txt 2>run.log &
kiosk=$!
for _ in $(seq 200); do grep -q '"screen":"patient.welcome"' marks.txt && break; sleep 0.1; done
grep -q '"screen":"patient.welcome"' marks.txt || { cat run.log >&2; fail "the welcome screen"; }
sleep 0.5
xwdtopnm "$work/frame/Xvfb_screen0" 2>/dev/null >screen.ppm
colours=$(ppmhist -noheader screen.ppm 2>/dev/null | wc -l)
[ "$colours" -gt 20 ] || fail "the screen is empty: $colours colours"
pnmtopng screen.ppm 2>/dev/null >"$picture"
claim "the welcome screen is on the display ($colours colours)"
kill -TERM $kiosk
wait $kiosk || fail "the kiosk did not end well"
claim "it ends when it is told to"

code=0; timeout 10 anteroom --config wrong.toml run --marks-fd 9 9>marks.txt 2>run.log || code=$?
grep -q '"screen":"it.start_trouble"' marks.txt || { cat run.log >&2; fail "the screen of wrong settings"; }
claim "wrong settings are said on the display"

bash -c '. /usr/share/bash-completion/bash_completion; . /usr/share/bash-completion/completions/anteroom
  COMP_WORDS=(anteroom --config x admin ro); COMP_CWORD=4; COMP_LINE="anteroom --config x admin ro"; COMP_POINT=${#COMP_LINE}
  _anteroom; [ "${COMPREPLY[*]}" = rotate ]' || fail "bash completion"
man --warnings 8 anteroom 2>&1 | grep -q 'questionnaire kiosk' || fail "man 8 anteroom"
claim "man page and completion are found"

apt-get install -y -qq --no-install-recommends "${deb%/*}"/anteroom-kiosk_*_all.deb >install.log 2>&1 || { cat install.log >&2; fail "the kiosk package"; }
[ "$(stat -c '%U %a' /var/lib/anteroom)" = 'anteroom-vault 700' ] || fail "the kiosk's data folder"
runuser -u anteroom -- anteroom --config $example config check $example || fail "the kiosk's user runs the program"
sed -i 's/^# allowed = \[\]/allowed = ["0eef:0001", "04b8:0e15:X1"]/' kiosk.toml
anteroom config usb-rules kiosk.toml >usb.rules && udevadm verify --no-summary usb.rules /usr/lib/udev/rules.d/7?-anteroom*.rules || fail "udev does not take its rules"
[ "$(grep -c 'ANTEROOM_USB' usb.rules)" = 2 ] || fail "the rules of the settings"
systemd-analyze verify --man=no anteroom.service anteroom-vault.socket anteroom-notifier.socket anteroom-usb.service 'run-anteroom\x2dstick.mount' 'run-anteroom\x2dstick.automount' 2>&1 | grep -E 'anteroom' && fail "systemd does not take the units"
systemctl is-enabled anteroom.service anteroom-vault.socket anteroom-notifier.socket anteroom-usb.service >/dev/null || fail "the units are not on for the next start"
claim "the kiosk package makes its users, its folder, its units and its rules"
Xorg :8 -configdir /usr/share/anteroom/xorg -logfile "$work/xorg.log" -nolisten tcp >/dev/null 2>&1 || true
grep -q 'Using config directory: "/usr/share/anteroom/xorg"' xorg.log || { cat xorg.log >&2; fail "the X server does not read its settings"; }
! grep -iE 'parse error|problem parsing' xorg.log || fail "the X server does not take its settings"
claim "the X server takes its settings"

apt-get purge -y -qq anteroom-kiosk anteroom >install.log 2>&1 || { cat install.log >&2; fail "apt-get purge"; }
[ ! -e /usr/bin/anteroom ] && [ ! -e /usr/share/anteroom ] || fail "something stayed behind"
claim "it goes without a trace; the clinic's data stays"
[ -e "$work/data/records.db" ] || fail "the clinic's data went with it"
