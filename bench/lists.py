"""Rows a second that a list takes from its file into the store: read and checked, previewed, committed.

``python -m bench.lists`` (SQLite) or ``python -m bench.lists --postgresql`` (a server of its own).
"""

import argparse
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from openpyxl import Workbook

from bench.measure import timed
from bench.rosters import make_roster
from domain.bundle import CityBundle
from storage.store.engine import sqlite_url
from storage.store.reader import Reader
from storage.store.store import Store
from tests.postgres import started
from use_cases.commit_list import commit_list, preview_list, ready_members
from use_cases.load_bundle import load_bundle
from use_cases.upload_roster import upload_roster

_YEAR = 2026
_HEAD = Reader.headquarters("bench")


def measure(url: sa.URL, keys: Path, city: CityBundle, *, rows: int) -> list[tuple[str, float]]:
    """Return what each step takes [s], the file as CSV and as a workbook."""
    org_ids = [str(org_id) for org_id in city.strength.organisations.index]
    content = make_roster(rows, org_ids)
    store = Store.open(url, keys=keys)
    found: list[tuple[str, float]] = []

    def step(name: str, call: Callable[[], object]) -> object:
        result, seconds = timed(call, repeats=1)
        found.append((name, seconds))
        return result

    for kind, file in (("CSV", content), (".xlsx", workbook_of(content))):
        upload = upload_roster(file, city.strength, year=_YEAR)
        step(f"{kind} read and checked", lambda file=file: upload_roster(file, city.strength, year=_YEAR))
    ready = ready_members(upload, city)
    seen = preview_list(store, _HEAD, city, ready)
    step("previewed", lambda: preview_list(store, _HEAD, city, ready))
    step("committed", lambda: commit_list(store, _HEAD, ready, seen))
    step("the same again: previewed", lambda: preview_list(store, _HEAD, city, ready))
    step("counted for planning", lambda: store.counts.read(_HEAD, year=_YEAR))
    store.close()
    return found


def workbook_of(content: bytes) -> bytes:
    """Return a CSV as a workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名簿")
    for line in content.decode().splitlines():
        sheet.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    city = load_bundle(None)
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys.json"
        if asked.postgresql:
            with started() as server:
                costs = measure(server.empty_database(), keys, city, rows=asked.rows)
        else:
            costs = measure(sqlite_url(Path(folder) / "store.db"), keys, city, rows=asked.rows)
    for name, seconds in costs:
        print(f"{asked.rows:,} rows {name}: {seconds:.2f} s, {asked.rows / seconds:,.0f} rows a second")


if __name__ == "__main__":
    main()
