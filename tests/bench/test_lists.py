"""What is measured of lists is the whole way of a list, as a file of each kind."""

from pathlib import Path

from bench.lists import measure, workbook_of
from bench.rosters import make_roster
from storage.store.engine import sqlite_url
from tests.toy_city import make_toy_bundle
from use_cases.upload_roster import upload_roster


def test_every_step_is_measured(tmp_path: Path):
    steps = measure(sqlite_url(tmp_path / "s.db"), tmp_path / "k.json", make_toy_bundle(), rows=30)
    assert [name for name, *_ in steps] == [
        "CSV read and checked", ".xlsx read and checked", "previewed", "committed",
        "the same again: previewed", "counted for planning",
    ]  # fmt: skip
    assert all(seconds > 0 for _, seconds, _processor in steps)


def test_the_workbook_holds_the_same_people():
    strength = make_toy_bundle().strength
    content = make_roster(20, [str(org_id) for org_id in strength.organisations.index])
    one, other = (upload_roster(file, strength, year=2026) for file in (content, workbook_of(content)))
    assert one.counts.equals(other.counts)
