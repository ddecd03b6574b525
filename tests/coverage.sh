#!/usr/bin/env bash
# ./dev coverage, inside the ground: what the tests of store and vault walk through of platform/store and platform/vault,
# in lines and branches. The table goes to standard output, every line to out/coverage/index.html.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
find build/coverage -name '*.gcda' -delete
for test in store_test vault_test; do
  quiet=$(build/coverage/bin/$test 2>&1) || { printf '%s\n' "$quiet"; exit 1; }
done
mkdir -p out/coverage
# A branch that only an exception takes is the compiler's, not ours: exceptions do not cross a room here. Nor is the brace
# behind a return. Functions in headers are counted only where the tests' own copy of them is not the one that is linked.
# Still counted, and taken by nothing: what GCC makes to undo half an aggregate or an argument list when a part of it
# throws (the rows that a lambda makes, in every file of the store), and a libsodium that does not start.
counted() {
  gcovr --root . --object-directory build/coverage --filter 'platform/store/' --filter 'platform/vault/' \
    --exclude-throw-branches --exclude-unreachable-branches --exclude-noncode-lines "$@" build/coverage/platform
}
counted --txt - --txt-summary --html-details out/coverage/index.html
counted --txt-metric branch --txt -
