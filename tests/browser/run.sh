#!/bin/sh
# The tests in a browser, where there is one to be had; without, says so.
set -eu
cd "$(dirname "$0")"
chromium() { command -v chromium || command -v chromium-browser; }
if ! chromium >/dev/null && [ "${CI:-}" = true ]; then
    apt-get update -q >/dev/null 2>&1 && apt-get install -y -q --no-install-recommends chromium >/dev/null 2>&1 || true
fi
if ! chromium >/dev/null || ! command -v npm >/dev/null; then
    echo "no chromium or no npm here: the tests in a browser skip"
    exit 0
fi
npm ci --silent --ignore-scripts --no-audit --no-fund || { echo "npm has no packages here: the tests in a browser skip"; exit 0; }
cargo build --quiet --locked -p attache
node run.mjs
