#!/usr/bin/env bash
# The tests drive a real browser: find one, or install it with the system's package manager.
set -euo pipefail
find_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }
if [ -n "$(find_browser)" ]; then exit 0; fi
if command -v apt-get >/dev/null; then
  run=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then run=(sudo -n); else run=(false); fi
  fi
  if [ "${run[0]:-}" != false ]; then
    echo "検査用のブラウザ（chromium）を入れます / installing a browser for the tests (chromium)"
    "${run[@]}" apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends chromium >/dev/null
  fi
fi
if [ -z "$(find_browser)" ]; then
  echo "検査にはブラウザ chromium が必要です（sudo apt-get install chromium） / the tests need chromium" >&2
  exit 1
fi
