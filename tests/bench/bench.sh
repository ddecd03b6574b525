#!/usr/bin/env bash
# ./dev bench, inside the ground: the release build is on the PATH.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH=$PWD/build/release/bin:$PATH
exec build/release/bin/bench_outside
