#!/usr/bin/env bash
# base.sh FOLDER PACKAGE…: a Debian 13 of the device's architecture with these packages and nothing of ours, as a folder; its
# initramfs is made, once, at the end. ANTEROOM_SOURCE_LINE: one more archive, as sources.list names it. It takes a quarter of an
# hour, since the packages' scripts run in an emulator, so image.sh keeps it.
set -euo pipefail
folder=$1; shift

# Each kernel hook would make the initramfs anew, minutes each time under the emulator.
# shellcheck disable=SC2016 # expanded by mmdebstrap's shell
divert_initramfs='chroot "$1" dpkg-divert --quiet --local --rename --add /usr/sbin/update-initramfs; ln -s /bin/true "$1/usr/sbin/update-initramfs"'
# What a Raspberry Pi's own start reads lies on the boot partition, so the package is kept whole and not installed: its hooks write
# into a mounted one.
# shellcheck disable=SC2016
keep_raspi_firmware='mkdir "$1/opt/raspi" && cd "$1/opt/raspi" && APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get download --quiet raspi-firmware'
# Beside the archive that mmdebstrap takes by itself.
more=()
if [ -n "${ANTEROOM_SOURCE_LINE:-}" ]; then
  more+=(--setup-hook="mkdir -p \"\$1/etc/apt/sources.list.d\"; printf '%s\\n' $(printf %q "$ANTEROOM_SOURCE_LINE") >\"\$1/etc/apt/sources.list.d/more.list\"")
fi
mkdir -p "$folder"
mmdebstrap --quiet --mode=root --architectures=arm64 --variant=apt --components=main,non-free-firmware \
  --include="$(printf '%s\n' "$@" | sort -u | paste -sd,)" \
  --aptopt='Apt::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-include=/usr/share/doc/anteroom*' \
  --essential-hook="$divert_initramfs" --customize-hook="$keep_raspi_firmware" "${more[@]}" trixie "$folder"

# Every module that a root may need, so that the same one starts in QEMU and on a board.
printf 'erofs\n' >>"$folder/etc/initramfs-tools/modules"
printf 'COMPRESS=zstd\nCOMPRESSLEVEL=10\n' >"$folder/etc/initramfs-tools/conf.d/anteroom"
kernel=$(basename "$folder"/boot/vmlinuz-*)
chroot "$folder" /usr/bin/env -i PATH=/usr/sbin:/usr/bin LANG=C.UTF-8 SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" \
  mkinitramfs -o /boot/initrd "${kernel#vmlinuz-}"
