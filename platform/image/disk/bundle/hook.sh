#!/bin/sh
# From the signed bundle, after its system has been written: the kernel that belongs to it, beside the other slot's.
set -eu
[ "$1" = slot-post-install ] || exit 0
slot=$RAUC_SLOT_BOOTNAME
rm -rf "/boot/$slot"
mkdir "/boot/$slot"
for file in "$RAUC_BUNDLE_MOUNT_POINT"/boot-*; do
  name=${file##*/}
  cp "$file" "/boot/$slot/${name#boot-}"
done
sync -f /boot
