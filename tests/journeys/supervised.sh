#!/usr/bin/env bash
# The kiosk under a service manager. It needs the release build.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH=$PWD/build/release/bin:$PATH
exec build/release/bin/supervised
