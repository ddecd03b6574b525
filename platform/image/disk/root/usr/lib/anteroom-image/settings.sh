#!/bin/sh
# /etc/anteroom/anteroom.toml points into /run/anteroom-settings: only root reads the boot partition.
set -eu
give() { [ ! -f "$1" ] || install -D -m 0644 "$1" "$2"; }
give /boot/anteroom.toml /run/anteroom-settings/anteroom.toml
for file in /boot/network/*.network /boot/network/*.netdev /boot/network/*.link; do
  give "$file" "/run/systemd/network/$(basename "$file")"
done
give /boot/network/timesyncd.conf /run/systemd/timesyncd.conf.d/site.conf
