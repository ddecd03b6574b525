#!/usr/bin/env bash
# The visits of a day, searched for what is left of them. canary.sh [VISITS [SEED]]
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH=$PWD/build/release/bin:$PATH
mkdir -p out
exec build/release/bin/canary "$@"
