#!/bin/sh
# The data partition did not open: a system on trial gives way to the one before, any other says it on its screen.
set -eu
if /usr/lib/anteroom-image/boot-choice.sh on-trial; then
  echo "the updated system cannot use the data partition: starting again"
  sleep 30
  exec systemctl --force reboot
fi
said=/run/anteroom-trouble
[ -s $said ] || echo "the data partition (anteroom-data on the card) cannot be used; start again, else restore a backup onto a fresh card" >$said
chmod 0644 $said
