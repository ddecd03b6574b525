#!/usr/bin/env bash
# The kiosk's processes apart from each other. It needs the release build.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH=$PWD/build/release/bin:$PATH
exec build/release/bin/parted
