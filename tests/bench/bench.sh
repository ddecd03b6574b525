#!/usr/bin/env bash
# ./dev bench [--browser], inside the ground: the release build is on the PATH. Only --browser needs a browser and a
# questionnaire for it, so only it installs Debian's Chromium and, from npm, the SurveyJS of package-lock.json, as the
# oracle installs its readers (installed.sh and .npmrc are the oracle's own). Without them it measures nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
page=()
if [ "${1:-}" = --browser ]; then
  survey=$(tests/bench/installed.sh build/release/tests/bench/survey) \
    || { echo "bench: SurveyJS, the questionnaire to measure against, could not be installed from npm" >&2; exit 69; }
  if ! command -v chromium >/dev/null; then
    echo "bench: installing Debian's chromium to measure against" >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >&2 \
      || { echo "bench: chromium could not be installed; as root: apt-get install chromium" >&2; exit 69; }
  fi
  cp tests/bench/page.html "$survey/page.html"
  page=("$survey/page.html")
fi
export PATH=$PWD/build/release/bin:$PATH
exec build/release/bin/bench_outside "${page[@]}"
