#!/bin/sh
# RAUC asks this before it writes anything.
set -eu
free=$(df --output=avail -m /boot | tail -n 1)
[ "$free" -ge 120 ] || { echo "the boot partition has $free MiB left, an update needs 120"; exit 1; }
exec /usr/lib/anteroom-image/health.sh note
