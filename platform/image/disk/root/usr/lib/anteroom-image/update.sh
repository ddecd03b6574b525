#!/bin/sh
# Installs the stick's anteroom*.raucb once: not the version that runs, not one that was tried and went back.
set -eu
tried=/data/rauc/tried
# shellcheck source=/dev/null
running=$(. /etc/os-release && echo "$IMAGE_VERSION")
mount -o ro,nosuid,nodev,noexec /dev/anteroom-stick /run/anteroom-update
bundle=$(find /run/anteroom-update -maxdepth 1 -name 'anteroom*.raucb' | sort | tail -n 1)
[ -n "$bundle" ] || exit 0
say=/usr/lib/anteroom-image/say-update.sh
if ! facts=$(rauc info --output-format=shell "$bundle"); then
  $say "the stick's update is not signed by whom this kiosk trusts, or damaged"
  exit 1
fi
version=$(printf '%s\n' "$facts" | sed -n "s/^RAUC_MF_VERSION='\(.*\)'\$/\1/p")
if [ "$version" = "$running" ] || grep -qxF "$version" $tried 2>/dev/null; then
  echo "version $version runs already or was tried before"
  exit 0
fi
$say "version $version is being installed; leave the stick in the kiosk"
rauc install "$bundle" || { $say "version $version could not be installed; this system stays"; exit 1; }
echo "$version" >>$tried
sync $tried
$say "version $version is installed; it starts at 03:00, or with the next start; the stick can be taken out"
systemctl reboot --when=03:00
