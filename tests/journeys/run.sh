#!/usr/bin/env bash
# ./dev run, inside the ground: the kiosk in a window, with a clinic made for the occasion.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -z "${DISPLAY:-}" ]; then
  echo "run: there is no display to open a window on (DISPLAY is not set); ./dev demo needs none" >&2
  exit 69
fi
export PATH=$PWD/build/release/bin:$PATH
exec build/release/bin/run_kiosk "$@"
