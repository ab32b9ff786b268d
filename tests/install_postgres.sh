#!/usr/bin/env bash
# The store is tested on a real PostgreSQL: find its server, or install it with the system's package manager.
set -euo pipefail
find_server() {
  command -v initdb || ls -1 /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb 2>/dev/null | sort -V | tail -1
}
if [ -n "$(find_server || true)" ]; then exit 0; fi
if command -v apt-get >/dev/null; then
  run=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then run=(sudo -n); else run=(false); fi
  fi
  if [ "${run[0]:-}" != false ]; then
    echo "検査用のデータベース（postgresql）を入れます / installing a database for the tests (postgresql)"
    "${run[@]}" apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends postgresql >/dev/null
  fi
fi
if [ -z "$(find_server || true)" ]; then
  echo "検査には PostgreSQL が必要です（sudo apt-get install postgresql） / the tests need PostgreSQL" >&2
  exit 1
fi
