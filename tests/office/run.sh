#!/usr/bin/env bash
# Opens the workbook of the example in LibreOffice, which is installed from Debian where it is absent.
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! command -v soffice >/dev/null && command -v apt-get >/dev/null; then
  root=$([ "$(id -u)" = 0 ] || echo sudo)
  $root apt-get update -qq
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends libreoffice-calc >/dev/null
fi
cargo test --quiet --test suite libreoffice -- --nocapture
