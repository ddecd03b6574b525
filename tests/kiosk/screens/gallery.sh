#!/usr/bin/env bash
# ./dev gallery [PANEL|LANGUAGE|SIZE|THEME…], inside the ground: a picture of every screen on every panel, in every
# language, text size and theme, into out/gallery/ with an index.html. Words after it keep only what they name, for
# example `./dev gallery 10-inch en de 1 light`. Its exit code says whether anything was cut off.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

# gallery.sh --one PANEL LANGUAGE SIZE THEME: the pictures of one combination, on the display that xvfb-run gives.
if [ "${1:-}" = --one ]; then
  name=$2-$3-$4-$5
  build/release/bin/screens_gallery "$out/$name" "$2" "$3" "$4" "$5" >"$out/$name.txt" 2>&1 && rm -f "$out/$name.txt"
  printf '.' >&2
  exit 0
fi

panels=(7-inch 7-inch-upright 10-inch 10-inch-upright 10-inch-flat 15-inch)
languages=(en es fr de pl vi)
sizes=(0 1 2 3)
themes=(light dark contrast)

# chosen LIST WORD…: the words that the list has, or the whole list when none of them is in it.
chosen() {
  local -n all=$1; shift
  local word kept=()
  for word in "$@"; do [[ " ${all[*]} " != *" $word "* ]] || kept+=("$word"); done
  if [ ${#kept[@]} -gt 0 ]; then all=("${kept[@]}"); fi
}
for word in "$@"; do
  [[ " ${panels[*]} ${languages[*]} ${sizes[*]} ${themes[*]} " == *" $word "* ]] \
    || { echo "gallery: there is no '$word'; choose among: ${panels[*]} ${languages[*]} ${sizes[*]} ${themes[*]}" >&2; exit 64; }
done
chosen panels "$@"; chosen languages "$@"; chosen sizes "$@"; chosen themes "$@"

out=$PWD/out/gallery
rm -rf "$out"
mkdir -p "$out"
export out
combinations() {
  local panel language size theme
  for panel in "${panels[@]}"; do for language in "${languages[@]}"; do for size in "${sizes[@]}"; do
    for theme in "${themes[@]}"; do echo "$panel $language $size $theme"; done; done; done; done
}
combinations >"$out/combinations"
xvfb-run -a -s "-screen 0 1920x1280x24 -nolisten tcp" \
  xargs -P "$(nproc)" -L 1 tests/kiosk/screens/gallery.sh --one <"$out/combinations"
echo >&2

{
  cat <<'HTML'
<!doctype html><html lang="en"><meta charset="utf-8"><title>Anteroom: every screen</title>
<style>body{font:16px sans-serif;margin:2rem;background:#f5f0e8;color:#1c2529}h2{margin:2.5rem 0 .5rem}
figure{display:inline-block;margin:.5rem;vertical-align:top}img{width:400px;border:1px solid #857a6d}
figcaption{font-size:14px}.cut{background:#f9dfdb;padding:.5rem;white-space:pre-wrap}</style>
<h1>Every screen</h1><p>Panel, language, text size (0 to 3), theme.</p><ul>
HTML
  while read -r panel language size theme; do
    name=$panel-$language-$size-$theme
    echo "<li><a href=\"#$name\">$name</a>"
  done <"$out/combinations"
  echo '</ul>'
  while read -r panel language size theme; do
    name=$panel-$language-$size-$theme
    echo "<h2 id=\"$name\">$name</h2>"
    [ ! -s "$out/$name.txt" ] || echo "<p class=\"cut\">$(sed 's/&/\&amp;/g;s/</\&lt;/g' "$out/$name.txt")</p>"
    for picture in "$out/$name"/*.png; do
      file=${picture##*/}
      echo "<figure><img loading=\"lazy\" src=\"$name/$file\" alt=\"$file\"><figcaption>${file%.png}</figcaption></figure>"
    done
  done <"$out/combinations"
  echo '</html>'
} >"$out/index.html"

cut=$(find "$out" -name '*.txt' -size +0 | wc -l)
pictures=$(find "$out" -name '*.png' | wc -l)
echo "$pictures pictures in out/gallery/, $(wc -l <"$out/combinations") combinations, $cut with something cut off"
rm -f "$out/combinations"
[ "$cut" = 0 ]
