#!/usr/bin/env bash
# ./dev bench [--browser], inside the ground: the release build is on the PATH. Only --browser needs a browser, so only it
# installs Debian's Chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "${1:-}" = --browser ] && ! command -v chromium >/dev/null; then
  echo "bench: installing Debian's chromium to measure against" >&2
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >&2 \
    || { echo "bench: chromium could not be installed; as root: apt-get install chromium" >&2; exit 69; }
fi
export PATH=$PWD/build/release/bin:$PATH
exec build/release/bin/bench_outside "$@"
