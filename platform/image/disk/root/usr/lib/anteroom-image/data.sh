#!/bin/sh
# Opens the data partition; at the first boot makes it. systemd-repart writes the partition into the table only when it is whole,
# so that a power cut before that leaves a first boot.
set -eu
part=/dev/disk/by-partlabel/anteroom-data
key=/boot/data.key
if [ ! -e $part ]; then
  if [ ! -e $key ]; then
    umask 077
    head -c 64 /dev/urandom >$key.new
    sync $key.new
    mv $key.new $key
    sync -f /boot
  fi
  boot=$(readlink -f /dev/disk/by-partlabel/anteroom-boot)
  systemd-repart --dry-run=no --definitions=/usr/lib/anteroom-image/repart.d --key-file=$key "/dev/$(lsblk -no PKNAME "$boot")"
  udevadm settle
fi
# Without its key it is never made anew: somebody may have taken a card apart that holds answers.
if [ ! -e $key ]; then
  echo "data.key is missing on the boot partition: put it back, or restore a backup onto a fresh card" | tee /run/anteroom-trouble
  exit 1
fi
# The journal goes by the machine's id, which a read-only system cannot keep: the kernel is told it, from the next start on.
if [ ! -e /boot/machine-options ]; then
  echo "systemd.machine_id=$(tr -d - </proc/sys/kernel/random/uuid)" >/boot/machine-options
  /usr/lib/anteroom-image/boot-choice.sh set-primary "$(/usr/lib/anteroom-image/boot-choice.sh get-current)"
fi
[ -e /dev/mapper/anteroom-data ] || exec /usr/lib/systemd/systemd-cryptsetup attach anteroom-data $part $key luks
