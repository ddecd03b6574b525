#!/bin/sh
# Which of the two system slots starts next: RAUC's custom backend, for the two ways a device starts.
#   systemd-boot  an entry a slot in loader/entries. "+2" in its name: two tries are left, and each start takes one (systemd-boot
#                 renames the file). One without tries comes last, so the other slot starts. The highest version comes first.
#   Raspberry Pi  config.txt names the slot that starts, tryboot.txt the one to be tried. The firmware reads tryboot.txt at one
#                 start only, after `reboot "0 tryboot"`, so that whatever happens then, the next start is config.txt's.
# boot-choice.sh get-primary | set-primary SLOT | get-state SLOT | set-state SLOT good|bad | get-current | on-trial | write-slot SLOT (Raspberry Pi)
set -eu
boot=${ANTEROOM_BOOT:-/boot} cmdline=${ANTEROOM_CMDLINE:-/proc/cmdline} run=${ANTEROOM_RUN:-/run}
current=$(sed -n 's/.*\brauc\.slot=\([ab]\)\b.*/\1/p' "$cmdline")
tries=2

# A file on the FAT partition is there whole or not at all. The whole file system is synced each time: a folder's own sync leaves
# the size of a file that was renamed in memory, and a power cut then leaves an entry of no bytes, which nothing starts from.
put() { cat >"$1.new"; sync "$1.new"; mv "$1.new" "$1"; sync -f "$boot"; }

# What the slot's system wants, and what is this machine's own, for the kernel.
options_of() { echo "root=PARTLABEL=anteroom-$1 rauc.slot=$1 $(cat "$boot/$1/options") $(cat "$boot/machine-options" 2>/dev/null)"; }

if [ -d "$boot/loader/entries" ]; then
  entries=$boot/loader/entries
  entry_of() { find "$entries" -name "anteroom-$1.conf" -o -name "anteroom-$1+*.conf"; }
  number_of() { sed -n 's/^version //p' "$1"; }
  is_exhausted() { case $1 in *+0.conf | *+0-*.conf) return 0 ;; *) return 1 ;; esac; }
  primary() {
    for entry in "$entries"/anteroom-*.conf; do
      is_exhausted "$entry" || printf '%s %s\n' "$(number_of "$entry")" "$entry"
    done | sort -rn | sed -n '1s/.*anteroom-\([ab]\).*/\1/p'
  }
  make_primary() {
    highest=$(find "$entries" -name 'anteroom-*.conf' -exec sed -n 's/^version //p' {} + | sort -n | tail -n 1)
    old=$(entry_of "$1")
    new=$entries/anteroom-$1+$tries.conf
    # One that proved well needs no trial.
    [ "$old" != "$entries/anteroom-$1.conf" ] || new=$old
    {
      printf 'title Anteroom\nsort-key anteroom\nversion %s\nlinux /%s/linux\ninitrd /%s/initrd\n' $((${highest:-0} + 1)) "$1" "$1"
      printf 'options %s\n' "$(options_of "$1")"
    } | put "$new"
    [ -z "$old" ] || [ "$old" = "$new" ] || { rm -f "$old"; sync -f "$boot"; }
  }
  state() { entry=$(entry_of "$1"); if [ -z "$entry" ] || is_exhausted "$entry"; then echo bad; else echo good; fi; }
  good() { entry=$(entry_of "$1"); [ -z "$entry" ] || [ "$entry" = "$entries/anteroom-$1.conf" ] || mv "$entry" "$entries/anteroom-$1.conf"; sync -f "$boot"; }
  bad() { entry=$(entry_of "$1"); [ -z "$entry" ] || rm -f "$entry"; sync -f "$boot"; }
  is_on_trial() { [ ! -e "$entries/anteroom-$current.conf" ]; }
else
  slot_of() { sed -n 's|^os_prefix=\([ab]\)/$|\1|p' "$1" 2>/dev/null || true; }
  starts=$(slot_of "$boot/config.txt") tried=$(slot_of "$boot/tryboot.txt")
  primary() { echo "${tried:-$starts}"; }
  write_slot() { options_of "$1" | put "$boot/$1/cmdline.txt"; }
  make_primary() {
    write_slot "$1"
    if [ "$1" = "$starts" ]; then rm -f "$boot/tryboot.txt" "$run/systemd/reboot-param"; return; fi
    sed "s|^os_prefix=.*|os_prefix=$1/|" "$boot/config.txt" | put "$boot/tryboot.txt"
    mkdir -p "$run/systemd"
    echo '0 tryboot' >"$run/systemd/reboot-param"
  }
  # A slot whose files are taken away is not started by anybody.
  state() { if [ -e "$boot/$1/cmdline.txt" ]; then echo good; else echo bad; fi; }
  good() {
    [ "$1" = "$current" ] && [ "$1" != "$starts" ] || return 0
    sed "s|^os_prefix=.*|os_prefix=$1/|" "$boot/config.txt" | put "$boot/config.txt"
    rm -f "$boot/tryboot.txt"
  }
  bad() { rm -f "$boot/$1/cmdline.txt"; [ "$1" != "$tried" ] || rm -f "$boot/tryboot.txt"; }
  is_on_trial() { [ "$current" != "$starts" ]; }
fi

case ${1:-}/${2:-}/${3:-} in
  get-primary//) primary ;;
  set-primary/[ab]/) make_primary "$2" ;;
  get-state/[ab]/) state "$2" ;;
  write-slot/[ab]/) write_slot "$2" ;;
  set-state/[ab]/good) good "$2" ;;
  set-state/[ab]/bad) bad "$2" ;;
  get-current//) echo "$current" ;;
  on-trial//) is_on_trial ;;
  *) echo "boot-choice.sh: '$*' is no command" >&2; exit 64 ;;
esac
