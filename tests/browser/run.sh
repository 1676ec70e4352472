#!/usr/bin/env bash
# Opens index.html of the example, and of a register of hostile names, in headless Chromium.
# Installs Chromium, a Chinese font and Node from Debian where they are absent. Screenshots land in
# the folder named by SHOTS, or in a temporary one.
set -euo pipefail
cd "$(dirname "$0")"
browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
missing=()
browser >/dev/null || missing+=(chromium fonts-noto-cjk)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
  root=$([ "$(id -u)" = 0 ] || echo sudo)
  $root apt-get update -qq
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
fi
npm ci --silent --no-audit --no-fund
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run=(cargo run --release --quiet --manifest-path ../../Cargo.toml --)
"${run[@]}" demo --quiet --out "$work/demo"
"${run[@]}" run --quiet --register hostile.csv --zone hostile.yaml --date 2026-06-30 --out "$work/hostile"
export PAGES="$work" SHOTS="${SHOTS:-$work/shots}"
CHROMIUM=$(browser) npm test --silent
