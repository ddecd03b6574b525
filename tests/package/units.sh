#!/usr/bin/env bash
# What turns a machine into a kiosk, looked at without starting it: systemd, udev and CUPS take the files, and each unit
# keeps below the exposure that is its limit. units.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
device=$(realpath "${1:-platform/image/device}")
status=0
fail() { printf 'FAILS: %s\n' "$1"; status=1; }

# Tenths, as systemd-analyze wants them. The kiosk's and the vault's are the issue's own. The notifier has the network and
# the lamp; the X server owns the display and the input devices
# and logind knows it by its user, which takes PrivateDevices, PrivateUsers and PrivateTmp away; what allows USB devices
# writes into sysfs as root for a second.
exposure_is_at_most() {
  local said
  said=$(systemd-analyze security --no-pager --offline=true --threshold="$2" "$device/$1" 2>&1) ||
    { printf '%s\n' "$said" | grep -E '✗|Overall' || printf '%s\n' "$said"; fail "$1 is more exposed than $2 tenths"; }
  printf '%s\n' "$said" | sed -n 's/^→ //p'
}
exposure_is_at_most anteroom.service 10
exposure_is_at_most anteroom-vault.service 6
exposure_is_at_most anteroom-notifier.service 15
exposure_is_at_most anteroom-x.service 20
exposure_is_at_most anteroom-usb.service 20

# As if installed: its programs are not here, so they are stood in for.
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/usr/{bin,sbin,lib/systemd/system,lib/xorg,share/man} "$root"/etc
cp -r /usr/lib/systemd/system/. "$root/usr/lib/systemd/system/"
cp "$device"/*.service "$device"/*.socket "$device"/*.path "$device"/*.mount "$device"/*.automount "$root/usr/lib/systemd/system/"
mkdir -p "$root/usr/lib/systemd/system/cups.service.d" && cp "$device/cups.conf" "$root/usr/lib/systemd/system/cups.service.d/"
ln -s usr/bin "$root/bin" && ln -s usr/lib "$root/lib" && ln -s usr/sbin "$root/sbin"
for program in bin/anteroom bin/sh bin/udevadm bin/kill bin/rm bin/systemctl lib/xorg/Xorg sbin/cupsd; do printf '#!/bin/sh\n' >"$root/usr/$program"; chmod 755 "$root/usr/$program"; done
# Of our own units only, and not of what they want of the rest of the system.
said=$(systemd-analyze verify --man=no --recursive-errors=no --root="$root" \
  anteroom.service anteroom-vault.service anteroom-vault.socket anteroom-notifier.service anteroom-notifier.socket \
  anteroom-x.service anteroom-usb.service anteroom-restart.path anteroom-restart.service cups.service \
  'run-anteroom\x2dstick.mount' 'run-anteroom\x2dstick.automount' 2>&1 || true)
if printf '%s\n' "$said" | grep -E 'anteroom|cups.service'; then fail "systemd does not take the units"; fi

udevadm verify --resolve-names=never --no-style --no-summary "$device"/*.rules || fail "udev does not take the rules"

sed -e "s|/run/anteroom-cups|$root/run|" "$device/cups-files.conf" >"$root/cups-files.conf"
# As systemd makes them.
mode=$(sed -n 's/^RuntimeDirectoryMode=//p' "$device/cups.conf")
chmod 711 "$root"
for folder in run run/spool run/spool/tmp run/cache; do mkdir -m "$mode" "$root/$folder"; done
cupsd -t -c "$device/cupsd.conf" -s "$root/cups-files.conf" >"$root/cups.log" 2>&1 || fail "CUPS does not take its settings"
grep -q '^PreserveJobHistory [1-9]' "$device/cupsd.conf" || fail "a job that has ended is gone before the kiosk has seen how"
# And with them root makes a queue, and nobody else: its socket alone says who asks.
chmod 0755 "$root"
sed "s|/run/cups/cups.sock|$root/cups.sock|" "$device/cupsd.conf" >"$root/cupsd.conf"
mkdir -p "$root/cups"
echo "ServerRoot $root/cups" >>"$root/cups-files.conf"
cupsd -f -c "$root/cupsd.conf" -s "$root/cups-files.conf" >"$root/cupsd.log" 2>&1 &
cupsd=$!
trap 'kill $cupsd 2>/dev/null; wait $cupsd 2>/dev/null; rm -rf "$root"' EXIT
for _ in $(seq 50); do [ -S "$root/cups.sock" ] && break; sleep 0.1; done
add_queue() { "$@" lpadmin -h "$root/cups.sock" -p summary -v ipp://127.0.0.1:9/ipp/print -m raw -E >/dev/null 2>&1 </dev/null; }
if [ "$(id -u)" = 0 ]; then
  if add_queue setpriv --reuid=65534 --regid=65534 --clear-groups; then fail "anybody can make a print queue"; fi
fi
add_queue || fail "a device cannot make its own print queue: $(tail -n 1 "$root/cupsd.log")"
# Filters run as lp: a document that they cannot reach is never printed.
install -o root -g lp -m 640 /dev/null "$root/run/spool/d00001-001"
runuser -u lp -- cat "$root/run/spool/d00001-001" || fail "what is printed cannot be read by CUPS's own filters"

grep -v ' is OK' "$root/cups.log" | grep -i 'unknown\|bad\|unable\|error' && fail "CUPS does not take its settings" || true

exit $status
