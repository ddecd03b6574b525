#!/usr/bin/env bash
# ./dev summaries [NAME…], inside the ground: the page of each made patient as PDF and PNG into out/summaries/, with an
# index.html; names keep only what they name, for example `./dev summaries item9`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
out=$PWD/out/summaries
rm -rf "$out"
mkdir -p "$out"
build/release/bin/summaries "$out" "$@"
find "$out" -name '*.pdf' -print0 |
  xargs -0 -P "$(nproc)" -I{} sh -c 'pdftoppm -r 100 -png "$1" "${1%.pdf}"' sh {}
{
  cat <<'HTML'
<!doctype html><html lang="en"><meta charset="utf-8"><title>Anteroom: the page of twenty made patients</title>
<style>body{font:16px sans-serif;margin:2rem;background:#eee}img{width:620px;margin:.5rem;border:1px solid #888}</style>
HTML
  for pdf in "$out"/*.pdf; do
    name=$(basename "$pdf" .pdf)
    echo "<h2><a href=\"$name.pdf\">$name</a></h2>"
    for picture in "$out/$name"-*.png; do echo "<img loading=\"lazy\" src=\"${picture##*/}\" alt=\"$name\">"; done
  done
} >"$out/index.html"
echo "$(find "$out" -name "*.pdf" | wc -l) PDF files in out/summaries/"
