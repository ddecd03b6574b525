#!/usr/bin/env bash
# A nurse's day through the real window. nurse_day.sh [PATIENTS]
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH=$PWD/build/release/bin:$PATH
exec build/release/bin/nurse_day "$@"
