#!/usr/bin/env bash
# Keys, buttons and random touches against the whole-screen kiosk. escape.sh [SECONDS [SEED]]
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH=$PWD/build/release/bin:$PATH
mkdir -p out
exec build/release/bin/escape "$@"
