#!/usr/bin/env bash
# fhir.sh WRITE_BUNDLES FOLDER: holds FHIR exports against two validators, which are installed into FOLDER.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
write_bundles=$(realpath "$1")
installed=$("$here/installed.sh" "$2")
ANTEROOM_ORACLE_MODULES=$installed exec node "$here/fhir.mjs" "$write_bundles"
