#!/bin/sh
# /etc/anteroom/anteroom.toml points into /run/anteroom-settings: only root reads the boot partition.
set -eu
mkdir -p /run/anteroom-settings
# The kiosk sees no kernel command line.
sed -n 's/.*\brauc\.slot=\([ab]\)\b.*/\1/p' /proc/cmdline >/run/anteroom-settings/slot
chmod 0644 /run/anteroom-settings/slot
give() { [ ! -f "$1" ] || install -D -m 0644 "$1" "$2"; }
give /boot/anteroom.toml /run/anteroom-settings/anteroom.toml
for file in /boot/network/*.network /boot/network/*.netdev /boot/network/*.link; do
  give "$file" "/run/systemd/network/$(basename "$file")"
done
# ssh.service and ssh.socket look for it; the program asks the settings, and wrong ones allow nothing.
if anteroom config ssh /run/anteroom-settings/anteroom.toml 2>/dev/null; then : >/run/anteroom-settings/ssh; fi
give /boot/network/timesyncd.conf /run/systemd/timesyncd.conf.d/site.conf
