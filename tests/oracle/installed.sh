#!/usr/bin/env bash
# installed.sh FOLDER: installs what package-lock.json names into FOLDER, once for that lock file, and prints where it is.
# Without a network it says so and fails; it never waits long.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
lock=$(cat "$here/package.json" "$here/package-lock.json" | sha256sum | cut -c1-16)
installed=$folder/$lock
if [ ! -e "$installed/complete" ]; then
  exec 9>"$folder/installing"
  flock 9
  if [ ! -e "$installed/complete" ]; then
    rm -rf "$installed"
    mkdir -p "$installed"
    cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$installed/"
    if ! (cd "$installed" && timeout 180 npm ci --ignore-scripts --fetch-retries=1 --fetch-timeout=30000 \
        --cache "$folder/cache" >"$installed/npm.log" 2>&1); then
      tail -n 5 "$installed/npm.log" >&2
      echo "installed.sh: the packages could not be installed; this test needs a way to npm's packages once" >&2
      exit 1
    fi
    touch "$installed/complete"
  fi
  exec 9>&-
fi
echo "$installed"
