#!/usr/bin/env bash
# ./dev package, inside the ground: package.sh BUILD ARCHITECTURE makes the .deb of a release build, and looks whether it
# is right: lintian has nothing to say, the program is hardened, the man page is well-formed. They stay in out/package/.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD build=$PWD/$1 architecture=$2
work=$PWD/out/package/work-$architecture
say() { printf 'package: %s\n' "$*" >&2; }

release=$(sed -n 's/^project(anteroom VERSION \([0-9.]*\) .*/\1/p' CMakeLists.txt)
packaged=$(dpkg-parsechangelog -l platform/image/debian/changelog -S Version)
[ "$release" = "$packaged" ] || { say "CMakeLists.txt says $release and platform/image/debian/changelog $packaged"; exit 65; }

man --warnings --local-file platform/image/anteroom.8 2>&1 >/dev/null | { ! grep .; } || { say "anteroom.8 has errors"; exit 65; }

rm -rf "$work"
mkdir -p "$work/tree"
cp -r platform/image/debian "$work/tree/debian"
cp platform/image/anteroom.8 platform/image/anteroom.bash "$work/tree/"
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l platform/image/debian/changelog -S Timestamp)
export SOURCE_DATE_EPOCH ANTEROOM_SOURCE=$here ANTEROOM_BUILD=$build
# -d: what builds the program is platform/packages.txt, and it is built.
(cd "$work/tree" && dpkg-buildpackage --build=binary --unsigned-changes --unsigned-buildinfo -d -a"$architecture") \
  >"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2; say "the package could not be made"; exit 70; }

program=$work/tree/debian/anteroom/usr/bin/anteroom
case $architecture in
  # The marks of control-flow protection are missing in Debian's own crt1.o, and so in every amd64 program; that ours is
  # compiled with it shows below. Branch protection is what arm64 calls it.
  amd64) spared=(--nocfprotection --nobranchprotection) landing=endbr64 tool=objdump ;;
  arm64) spared=(--nocfprotection) landing='paciasp\|bti' tool=aarch64-linux-gnu-objdump ;;
  *) say "nobody has looked at how a program is hardened for $architecture"; exit 69 ;;
esac
mkdir "$work/tools" && ln -s "$(command -v "$tool")" "$work/tools/objdump"  # the one that knows the architecture
if ! hardening=$(PATH=$work/tools:$PATH hardening-check "${spared[@]}" "$program"); then
  printf '%s\n' "$hardening" >&2
  say "the program is not hardened"
  exit 70
fi
# What hardening-check does not look at.
readelf --wide --program-headers "$program" | grep -q 'GNU_STACK.* RW ' || { say "its stack is executable"; exit 70; }
readelf --wide --dynamic "$program" | grep -q 'FLAGS_1.*NOW.*PIE' || { say "it is no PIE that is bound at its start"; exit 70; }
landings=$("$tool" --disassemble --no-show-raw-insn "$program" | grep -c "\s$landing\b" || true)
[ "$landings" -gt 1000 ] || { say "its jumps and returns are not protected: $landings places"; exit 70; }

mapfile -t debs < <(find "$work" -maxdepth 1 -name '*.deb' | sort)
lintian --allow-root --fail-on error,warning,info,pedantic --display-info --pedantic --tag-display-limit 0 "$work"/*.changes ||
  { say "lintian has something to say"; exit 70; }
cp "${debs[@]}" out/package/
for deb in "${debs[@]}"; do printf '%s\n' "out/package/$(basename "$deb")"; done
