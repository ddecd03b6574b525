#!/bin/sh
# say-update.sh TEXT: what became of an update, into the journal and, with the time, to where the screen for IT shows it, also after
# the next start (anteroom-folders.service).
set -eu
echo "$1"
printf '%s: %s\n' "$(date '+%Y-%m-%d %H:%M')" "$1" >/data/rauc/last-update.new
sync /data/rauc/last-update.new
mv /data/rauc/last-update.new /data/rauc/last-update
install -D -m 0644 /data/rauc/last-update /run/anteroom-settings/update
