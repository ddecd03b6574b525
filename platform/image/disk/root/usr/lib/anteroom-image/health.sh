#!/bin/sh
# health.sh note   before an update: what works now
# health.sh prove  after it: within ten minutes the kiosk has drawn its window and read its database (that is when its service is
#                  ready), and nothing is broken that worked before, be it the printer; then this system stays
set -eu
before=/data/rauc/worked-before
# shellcheck source=/dev/null
version=$(. /etc/os-release && echo "${IMAGE_VERSION:-}")
doctor() {
  setpriv --reuid=anteroom-vault --regid=anteroom-vault --groups=anteroom-vault,anteroom-x,lp env DISPLAY=:0 XAUTHORITY=/run/anteroom-x/authority anteroom doctor 2>/dev/null
}
# The names of the checks with nothing broken.
works() {
  said=$(doctor || true)
  printf '%s\n' "$said" | awk '$1 == "BROKEN" { broken[$2] = 1 } { seen[$2] = 1 } END { for (name in seen) if (name != "" && !(name in broken)) print name }' | sort
}
case ${1:-} in
  note) works >"$before.new"; mv "$before.new" "$before" ;;
  prove)
    for try in $(seq 40); do
      if systemctl --quiet is-active anteroom.service; then
        now=$(mktemp); works >"$now"
        lost=$(comm -23 "$before" "$now" | tr '\n' ' '); rm -f "$now"
        if [ -z "$lost" ]; then
          rauc status mark-good
          /usr/lib/anteroom-image/say-update.sh "the updated system, version $version, is well and stays"
          exit 0
        fi
        echo "what worked before does not: $lost"
      elif [ "$(systemctl show --property=NRestarts --value anteroom.service)" -ge 5 ]; then
        echo "the kiosk has ended five times"
        break
      else
        echo "the kiosk has not started yet"
      fi
      sleep 15
    done
    /usr/lib/anteroom-image/say-update.sh "version $version did not prove well: the one before starts"
    exit 1 ;;
  *) echo "health.sh note|prove" >&2; exit 64 ;;
esac
