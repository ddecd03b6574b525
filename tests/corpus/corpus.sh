#!/usr/bin/env bash
# ./dev exec tests/corpus/corpus.sh [FOLDER]: how many of the Questionnaires in the packages of packages.txt Anteroom runs,
# and why it refuses the others. It unpacks them into FOLDER (out/corpus) and keeps them there; it needs a way to npm's
# packages once. No part of CI: nobody's tests may fail because a package went away.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here/../../out/corpus}
mkdir -p "$folder/packages"
folder=$(cd "$folder" && pwd)
[ -d "$folder/node_modules/typescript" ] ||
  npm install --silent --no-save --ignore-scripts --prefix "$folder" typescript@5.9.3
while read -r package; do
  place=$folder/packages/${package//\//+}
  [ ! -d "$place" ] || continue
  archive=$(cd "$folder" && npm pack --silent "$package")
  mkdir "$place.part"
  tar -xzf "$folder/$archive" -C "$place.part"
  rm "$folder/$archive"
  mv "$place.part" "$place"
done < <(sed '/^#/d' "$here/packages.txt")
exec node "$here/corpus.mjs" "$here/packages.txt" "$folder" "$(command -v anteroom)"
