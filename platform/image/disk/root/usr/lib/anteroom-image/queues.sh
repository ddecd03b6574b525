#!/bin/sh
# Wrong settings have no queues; the kiosk's screen says what is wrong with them.
queues=$(anteroom config queues /etc/anteroom/anteroom.toml) || exit 0
missing=0
while read -r queue address; do
  [ -n "$queue" ] || continue
  lpadmin -p "$queue" -v "$address" -m everywhere -E || missing=1
done <<END
$queues
END
exit $missing
