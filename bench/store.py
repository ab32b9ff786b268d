"""What the store takes for a roster of a whole city: committed, committed again unchanged, read, changed.

``python -m bench.store`` (SQLite) or ``python -m bench.store --postgresql`` (a server of its own).
"""

import argparse
import tempfile
from pathlib import Path

import sqlalchemy as sa

from bench.measure import timed
from domain.registers import RegisterName
from storage.store.engine import sqlite_url
from storage.store.store import Store
from storage.store.upkeep import Upkeep
from tests.postgres import started
from tests.storage.store.made import AREAS, HEAD, add_organisations, frame, row

_MEMBERS = RegisterName.MEMBERS


def measure(url: sa.URL, keys: Path, *, rows: int) -> list[tuple[str, float]]:
    """Return what each step takes [s]."""
    store = Store.open(url, keys=keys)
    add_organisations(store)
    orgs = list(AREAS)
    people = [
        row(
            _MEMBERS, orgs[i % len(orgs)], name=f"見本 {i}", kana=f"ミホン {i}", phone=f"090-{i:08d}",
            address="堺市堺区見本町1-2-3", born_on="1951-04-01", skills="防災士",
        )
        for i in range(rows)
    ]  # fmt: skip
    roster = frame(_MEMBERS, people)
    moved = frame(
        _MEMBERS, [one | ({"phone": "072-1"} if i % 100 == 0 else {}) for i, one in enumerate(people)]
    )
    found = [
        ("committed", timed(lambda: store.commit(HEAD, _MEMBERS, roster), repeats=1)[1]),
        ("committed again, unchanged", timed(lambda: store.commit(HEAD, _MEMBERS, roster), repeats=1)[1]),
        ("previewed, 1 in 100 changed", timed(lambda: store.preview(HEAD, _MEMBERS, moved), repeats=1)[1]),
        ("committed, 1 in 100 changed", timed(lambda: store.commit(HEAD, _MEMBERS, moved), repeats=1)[1]),
        ("read and opened", timed(lambda: store.read(HEAD, _MEMBERS), repeats=1)[1]),
        ("counted, nothing opened", timed(lambda: store.read(HEAD, _MEMBERS, personal=False), repeats=1)[1]),
        ("one name found", timed(lambda: store.find(HEAD, _MEMBERS, "name", "見本7"), repeats=1)[1]),
    ]
    store.close()
    upkeep = Upkeep(url, keys=keys)
    found.append(("checked", timed(upkeep.check, repeats=1)[1]))
    found.append(("backed up", timed(lambda: upkeep.backup(keys.with_name("backup")), repeats=1)[1]))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys.json"
        if asked.postgresql:
            with started() as server:
                costs = measure(server.empty_database(), keys, rows=asked.rows)
        else:
            costs = measure(sqlite_url(Path(folder) / "store.db"), keys, rows=asked.rows)
    for step, seconds in costs:
        print(f"{asked.rows:,} members {step}: {seconds:.2f} s")


if __name__ == "__main__":
    main()
