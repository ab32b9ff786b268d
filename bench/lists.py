"""Rows a second that a list takes from its file into the store: read and checked, previewed, committed.

``python -m bench.lists`` (SQLite) or ``python -m bench.lists --postgresql`` (a server of its own).
"""

import argparse
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from xlsxwriter import Workbook

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


def measure(url: sa.URL, keys: Path, city: CityBundle, *, rows: int) -> list[tuple[str, float, float]]:
    """Return what each step takes [s], and of it on the processor [s]; the file as CSV and as a workbook.

    The processor's share is of this process: a PostgreSQL server's own work is in the first number only.
    """
    org_ids = [str(org_id) for org_id in city.strength.organisations.index]
    content = make_roster(rows, org_ids)
    store = Store.open(url, keys=keys)
    found: list[tuple[str, float, float]] = []

    def step(name: str, call: Callable[[], object]) -> object:
        begun = time.process_time()
        result, seconds = timed(call, repeats=1)
        found.append((name, seconds, time.process_time() - begun))
        return result

    for kind, file in (("CSV", content), (".xlsx", workbook_of(content))):
        step(f"{kind} read and checked", lambda file=file: upload_roster(file, city.strength, year=_YEAR))
    ready = ready_members(upload_roster(content, city.strength, year=_YEAR), city)
    seen = preview_list(store, _HEAD, city, ready)
    step("previewed", lambda: preview_list(store, _HEAD, city, ready))
    step("committed", lambda: commit_list(store, _HEAD, ready, seen))
    step("the same again: previewed", lambda: preview_list(store, _HEAD, city, ready))
    step("counted for planning", lambda: store.counts.read(_HEAD, year=_YEAR))
    store.close()
    return found


def workbook_of(content: bytes) -> bytes:
    """Return a CSV as a workbook of one sheet, its texts shared as Excel writes them."""
    out = io.BytesIO()
    book = Workbook(out)
    sheet = book.add_worksheet("名簿")
    for number, line in enumerate(content.decode().splitlines()):
        for place, cell in enumerate(line.split(",")):
            if cell:
                sheet.write_string(number, place, cell)
    book.close()
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
    for name, seconds, of_processor in costs:
        print(
            f"{asked.rows:,} rows {name}: {seconds:.2f} s ({of_processor:.2f} s of a processor,"
            f" {asked.rows / of_processor:,.0f} rows a second)"
        )


if __name__ == "__main__":
    main()
