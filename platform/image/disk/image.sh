#!/usr/bin/env bash
# ./dev image, inside its ground: the disk image of a device, from our packages and Debian's. image.sh [OPTION…]
#   --settings FILE  the anteroom.toml that stands on the boot partition from the start
#   --keys FOLDER    key.pem and certificate.pem, which updates are signed with and the image trusts. Without it a pair for
#                    development is made once and kept in the cache: whoever has it can update every device of such an image
#   --kernel PACKAGE, --source LINE  another kernel, of one more archive (sources.list's own words): README.md, Raspberry Pi 5
# No loop device, no mount: each partition is made as a file and laid into the image.
set -euo pipefail
cd "$(dirname "$0")/../../.."
disk=platform/image/disk out=$PWD/out/image work=$PWD/out/image/work
say() { printf 'image: %s\n' "$*" >&2; }
settings= keys= kernel=linux-image-arm64
arguments=("$@")
while [ $# -gt 0 ]; do
  case $1 in
    --settings) settings=$2; shift 2 ;;
    --kernel) kernel=$2; shift 2 ;;
    --source) export ANTEROOM_SOURCE_LINE=$2; shift 2 ;;
    --keys) keys=$2; shift 2 ;;
    *) say "there is no option '$1'"; exit 64 ;;
  esac
done
if [ "${ANTEROOM_EMULATED:-}" != 1 ]; then
  ANTEROOM_EMULATED=1 exec $disk/emulator.sh "$0" "${arguments[@]}"
fi

version=$(sed -n '1s/.*(\(.*\)).*/\1/p' platform/image/debian/changelog)
SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's/^ -- .*>  //p' platform/image/debian/changelog | head -n 1)" +%s)
export SOURCE_DATE_EPOCH
section() { sed -e 's/#.*//' platform/packages.txt | awk -v named="$1" '/^\[/ { wanted = $0 == "[" named "]"; next } wanted' | tr -s ' \n' '\n' | sed '/^$/d'; }

# ---- Debian, once for a list of packages --------------------------------------------------------------------------------------
packages=$( { section run; section device; } | sed "s/^linux-image-arm64$/$kernel/" | sort -u)
base=/cache/device-$( { printf '%s\n' "$packages" ${ANTEROOM_SOURCE_LINE:+"$ANTEROOM_SOURCE_LINE"}; cat $disk/base.sh; } | sha256sum | cut -c1-12)
if [ ! -d "$base" ]; then
  say "making Debian 13 for arm64 once, about a quarter of an hour: $base"
  rm -rf "$base.part"
  # shellcheck disable=SC2086
  $disk/base.sh "$base.part" $packages
  mv "$base.part" "$base"
fi
touch "$base"

if [ -z "$keys" ]; then
  keys=/cache/update-keys
  if [ ! -e $keys/certificate.pem ]; then
    say "making a development key for updates, kept in $keys of the cache"
    mkdir -p $keys
    (umask 077; openssl req -x509 -newkey rsa:4096 -nodes -sha256 -days 7300 -subj "/O=Anteroom/CN=development key, not for a clinic" \
      -keyout $keys/key.pem -out $keys/certificate.pem 2>/dev/null)
  fi
fi

# ---- the root: ours on top of it ----------------------------------------------------------------------------------------------
rm -rf "$work"
mkdir -p "$work"
root=$work/root
cp -a "$base" "$root"
cp -r $disk/root/. "$root/"
cp "$keys/certificate.pem" "$root/etc/rauc/keyring.pem"
chmod 0644 "$root/etc/rauc/keyring.pem"
cp out/package/anteroom_"${version}"_arm64.deb out/package/anteroom-kiosk_"${version}"_all.deb "$root/tmp/"
in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" "$@"; }
say "installing our packages"
in_root sh -c 'systemd-sysusers && dpkg --install --force-unsafe-io /tmp/*.deb' >"$work/install.log" 2>&1 || { tail -n 30 "$work/install.log" >&2; exit 70; }
in_root /usr/lib/anteroom-image/finish.sh "$version" >"$work/finish.log" 2>&1 || { tail -n 30 "$work/finish.log" >&2; exit 70; }

slot=$work/slot
mkdir "$slot"
mv "$root"/boot/vmlinuz-* "$slot/linux"
mv "$root/boot/initrd" "$slot/initrd"
cp "$root"/usr/lib/linux-image-*/broadcom/bcm271[12]-rpi-*.dtb "$slot/"
cp $disk/options "$slot/options"
$disk/sbom.py "$root" "$version" "$SOURCE_DATE_EPOCH" >"$out/anteroom-$version-sbom.spdx.json"

# ---- partitions ---------------------------------------------------------------------------------------------------------------
say "making the partitions"
system=$out/anteroom-$version-system.erofs
rm -f "$system"
mv "$root/opt/raspi" "$work/raspi-package"
rm -rf "$root"/boot/* "$root"/tmp/* "$root"/run/* "$root"/var/lib/apt/lists/* "$root"/var/cache/* "$root"/var/log/* "$root"/usr/lib/linux-image-*
mkfs.erofs --quiet -zlz4hc,9 -C65536 -T"$SOURCE_DATE_EPOCH" -U 0a7e0000-0000-4000-8000-000000000001 "$system" "$root"

# One image for each way to start; they differ in the boot partition only.
mebibytes_of_boot=512 mebibytes_of_system=1024
choose() { ANTEROOM_BOOT=$1 ANTEROOM_CMDLINE=/dev/null $disk/root/usr/lib/anteroom-image/boot-choice.sh "${@:2}"; }
lay() { dd if="$1" of="$image" bs=1M seek="$2" conv=notrunc,sparse status=none; }
make_image() {
  local image=$1 boot=$2
  cp platform/anteroom.example.toml "$boot/anteroom.example.toml"
  [ -z "$settings" ] || cp "$settings" "$boot/anteroom.toml"
  find "$boot" -exec touch --no-dereference -d "@$SOURCE_DATE_EPOCH" {} +
  rm -f "$work/boot.vfat" "$image"
  truncate -s ${mebibytes_of_boot}M "$work/boot.vfat"
  mkfs.vfat --invariant -F 32 -n ANTEROOM "$work/boot.vfat" >/dev/null
  mcopy -Q -m -s -i "$work/boot.vfat" "$boot"/* ::/
  truncate -s $((2 + mebibytes_of_boot + 2 * mebibytes_of_system))M "$image"
  # The systems' type is a root of arm64, so that systemd-repart takes neither for the data partition.
  sfdisk --quiet "$image" <<TABLE
label: gpt
label-id: 0a7e0000-0000-4000-8000-000000000002
first-lba: 2048
size=${mebibytes_of_boot}MiB, type=uefi, name=anteroom-boot, uuid=0a7e0000-0000-4000-8000-000000000003
size=${mebibytes_of_system}MiB, type=B921B045-1DF0-41C3-AF44-4C6F280D3FAE, name=anteroom-a, uuid=0a7e0000-0000-4000-8000-000000000004
size=${mebibytes_of_system}MiB, type=B921B045-1DF0-41C3-AF44-4C6F280D3FAE, name=anteroom-b, uuid=0a7e0000-0000-4000-8000-000000000005
TABLE
  lay "$work/boot.vfat" 1
  lay "$system" $((1 + mebibytes_of_boot))
}

mkdir -p "$work"/{uefi,raspi}/network "$work"/uefi/{EFI/BOOT,loader/entries}
cp -r "$slot" "$work/uefi/a"
cp "$root/usr/lib/systemd/boot/efi/systemd-bootaa64.efi" "$work/uefi/EFI/BOOT/BOOTAA64.EFI"
printf 'timeout 0\neditor no\nauto-entries no\nauto-firmware no\ndefault anteroom-*\n' >"$work/uefi/loader/loader.conf"
choose "$work/uefi" set-primary a
choose "$work/uefi" set-state a good
make_image "$out/anteroom-$version-arm64.img" "$work/uefi"

dpkg-deb --extract "$work"/raspi-package/raspi-firmware_*.deb "$work/raspi-firmware"
cp "$work"/raspi-firmware/usr/lib/raspi-firmware/{start4.elf,fixup4.dat} "$work/raspi/"
cp $disk/raspi/config.txt "$work/raspi/"
cp -r "$slot" "$work/raspi/a"
choose "$work/raspi" write-slot a
make_image "$out/anteroom-$version-raspi.img" "$work/raspi"

say "making the update"
$disk/bundle.sh "$system" "$slot" "$keys" "$version" "$out/anteroom-$version-arm64.raucb"

rm -rf "$work"
cd "$out"
sha256sum anteroom-"$version"-* | tee SHA256SUMS
du -m --apparent-size "$system" "anteroom-$version-arm64.raucb" | sed "s|$out/||; s|\t| MiB  |"
du -m "anteroom-$version-arm64.img" "anteroom-$version-raspi.img" | sed 's|\t| MiB (without its empty parts)  |'
