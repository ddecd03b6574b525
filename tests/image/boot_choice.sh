#!/usr/bin/env bash
# Which system starts next, for both ways a device starts, on folders that stand for its boot partition: no machine starts here.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$PWD/platform/image/disk/root/usr/lib/anteroom-image/boot-choice.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
boot=$work/boot
status=0
runs() { printf 'root=x rauc.slot=%s quiet\n' "$1" >"$work/cmdline"; }
choice() { ANTEROOM_BOOT=$boot ANTEROOM_CMDLINE=$work/cmdline ANTEROOM_RUN=$work/run "$program" "$@"; }
is() { [ "$2" = "$3" ] && return; printf 'FAILS: %s: %s and not %s\n' "$1" "$2" "$3"; status=1; }
holds() { "${@:2}" || { printf 'FAILS: %s\n' "$1"; status=1; }; }
refuses() { ! "${@:2}" 2>/dev/null || { printf 'FAILS: %s\n' "$1"; status=1; }; }
fresh() {
  rm -rf "$boot" "$work/run"
  mkdir -p "$boot"/{a,b}
  printf 'rootfstype=erofs ro\n' | tee "$boot/a/options" >"$boot/b/options"
  printf 'systemd.machine_id=0123\n' >"$boot/machine-options"
  runs a
}

# ---- systemd-boot -------------------------------------------------------------------------------------------------------------
fresh
entries=$boot/loader/entries
mkdir -p "$entries"
listed() { (cd "$entries" && printf '%s ' *); }
choice set-primary a
choice set-state a good
is 'a fresh image has one entry, without a trial' "$(listed)" 'anteroom-a.conf '
is 'and starts it' "$(choice get-primary)" a
is 'with what the kernel needs' "$(sed -n 's/^options //p' "$entries/anteroom-a.conf")" 'root=PARTLABEL=anteroom-a rauc.slot=a rootfstype=erofs ro systemd.machine_id=0123'
is 'the other slot is bad' "$(choice get-state b)" bad
refuses 'the system that was flashed is not on trial' choice on-trial
# As RAUC installs.
choice set-state b bad
choice set-primary b
is 'an update is tried twice' "$(listed)" 'anteroom-a.conf anteroom-b+2.conf '
is 'before the old system' "$(choice get-primary)" b
# As systemd-boot counts.
mv "$entries/anteroom-b+2.conf" "$entries/anteroom-b+1-1.conf"
runs b
holds 'it is on trial' choice on-trial
mv "$entries/anteroom-b+1-1.conf" "$entries/anteroom-b+0-2.conf"
is 'after two tries it is bad' "$(choice get-state b)" bad
is 'and the old system starts' "$(choice get-primary)" a
runs a
refuses 'which is not on trial' choice on-trial
choice set-state b bad
choice set-primary b
mv "$entries/anteroom-b+2.conf" "$entries/anteroom-b+1-1.conf"
runs b
choice set-state b good
is 'one that proved well stays' "$(listed)" 'anteroom-a.conf anteroom-b.conf '
is 'and starts' "$(choice get-primary)" b
refuses 'its trial is over' choice on-trial
choice set-primary a
is 'by hand the old one can be taken again' "$(choice get-primary)" a
is 'without a trial' "$(listed)" 'anteroom-a.conf anteroom-b.conf '

# ---- Raspberry Pi ---------------------------------------------------------------------------------------------------------------
fresh
cp platform/image/disk/raspi/config.txt "$boot/config.txt"
choice write-slot a
is 'a Pi starts what config.txt names' "$(choice get-primary)" a
is 'with what the kernel needs' "$(cat "$boot/a/cmdline.txt")" 'root=PARTLABEL=anteroom-a rauc.slot=a rootfstype=erofs ro systemd.machine_id=0123'
is 'the other slot is bad' "$(choice get-state b)" bad
before=$(cat "$boot/config.txt")
choice set-state b bad
choice set-primary b
is 'an update is tried by tryboot.txt' "$(sed -n 's/^os_prefix=//p' "$boot/tryboot.txt")" b/
is 'which differs in nothing else' "$(sed 's|^os_prefix=b/|os_prefix=a/|' "$boot/tryboot.txt")" "$before"
is 'config.txt stays' "$(cat "$boot/config.txt")" "$before"
is 'the next restart asks the firmware for it' "$(cat "$work/run/systemd/reboot-param")" '0 tryboot'
is 'that is what starts next' "$(choice get-primary)" b
runs b
holds 'it is on trial' choice on-trial
choice set-state b good
is 'one that proved well is in config.txt' "$(sed -n 's/^os_prefix=//p' "$boot/config.txt")" b/
is 'which differs in nothing else' "$(sed 's|^os_prefix=b/|os_prefix=a/|' "$boot/config.txt")" "$before"
holds 'and tryboot.txt is gone' test ! -e "$boot/tryboot.txt"
refuses 'its trial is over' choice on-trial
choice set-primary a
runs b
choice set-state a bad
is 'one that is taken back is not tried' "$(choice get-primary)" b

refuses 'anything else' choice set-state c good
[ $status = 0 ] && echo 'holds: the next system is chosen rightly, by systemd-boot and by tryboot.txt'
exit $status
