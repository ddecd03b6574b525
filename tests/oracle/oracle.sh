#!/usr/bin/env bash
# oracle.sh RUN_FORMS FOLDER: compares with fhirpath.js, which is installed into FOLDER.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
run_forms=$(realpath "$1")
installed=$("$here/installed.sh" "$2")
ANTEROOM_ORACLE_MODULES=$installed exec node "$here/oracle.mjs" "$run_forms" "$here"/forms/*.json
