#!/usr/bin/env bash
# bundle.sh SYSTEM BOOT KEYS VERSION BUNDLE: a signed update, of a system's file and the folder of kernel, initrd and options that
# belongs to it. KEYS has key.pem and certificate.pem.
set -euo pipefail
system=$1 boot=$2 keys=$3 version=$4 bundle=$5
disk=$(dirname "$0")
work=$(mktemp -d "$(dirname "$bundle")/bundle.XXXX")
trap 'rm -rf "$work"' EXIT
# A bundle has no folders.
for file in "$boot"/*; do cp "$file" "$work/boot-$(basename "$file")"; done
ln "$system" "$work/system.img" 2>/dev/null || cp "$system" "$work/system.img"
cp "$disk/bundle/hook.sh" "$work/"
cat >"$work/manifest.raucm" <<MANIFEST
[update]
compatible=anteroom-arm64
version=$version

[bundle]
format=verity

[hooks]
filename=hook.sh

[image.system]
filename=system.img
hooks=post-install
MANIFEST
rm -f "$bundle"
rauc --cert="$keys/certificate.pem" --key="$keys/key.pem" bundle "$work" "$bundle" >"$bundle.log" 2>&1 || { cat "$bundle.log" >&2; exit 70; }
rm -f "$bundle.log"
