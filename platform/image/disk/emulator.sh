#!/usr/bin/env bash
# emulator.sh CMD…: runs CMD while this kernel runs arm64 programs by QEMU's user mode, from Debian 13's static binary. What was
# registered here is unregistered at the end; where somebody else has registered one, that one is used.
set -euo pipefail
if arch-test arm64 >/dev/null 2>&1; then exec "$@"; fi
table=/proc/sys/fs/binfmt_misc
[ -e $table/register ] || mount -t binfmt_misc binfmt_misc $table
# The first bytes of an ELF file for 64-bit ARM, and which of them count. F: the emulator is opened now, so that it is found in
# every root; O: the program is handed over open.
entry=anteroom-arm64
printf '%s' ":$entry:M::"'\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:/usr/bin/qemu-aarch64:OF' >$table/register
trap 'echo -1 >$table/$entry' EXIT
"$@"
