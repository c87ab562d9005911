#!/bin/sh
# Makes target/other-programs, a Python environment with the programs that the tests open our exports with.
# Needs python3 (3.11 or later) and a package registry; the tests that use it skip where it is not there.
set -eu
cd "$(dirname "$0")/.."
list=crates/export/tests/exports/requirements.txt
place=target/other-programs
if [ -x "$place/bin/python" ] && cmp -s "$list" "$place/requirements.txt"; then
    echo "$place is as $list wants it"
    exit 0
fi
rm -rf "$place"
python3 -m venv "$place"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$list"
cp "$list" "$place/requirements.txt"
echo "$place is made"
