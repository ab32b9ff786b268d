"""Drills within 12 months: no entry is not no drill."""

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from community.drill_record import drill_record
from domain.tables.registers import DrillRegister
from tests.community.registers import register

ON = dt.date(2026, 11, 28)


def table_of(org_ids, drills, people):
    columns = {"drills_in_year": drills, "drill_participants": people}
    return pd.DataFrame(
        {"org_id": org_ids, **{name: pd.array(given, dtype="Int64") for name, given in columns.items()}}
    )


def record(given_drills, *drills, people=None):
    organisations = table_of(["A"], [given_drills], [people])
    row = drill_record(organisations, register(DrillRegister, drills), ON).loc["A"]
    most = row["drills_max"]
    return row["drills_min"], None if pd.isna(most) else most, row["participants"], row["uncounted_drills"]


def test_nothing_said_is_at_least_none_and_without_bound():
    assert record(None) == (0, None, 0, 0)


def test_the_number_given_bounds_what_was_held():
    assert record(0) == (0, 0, 0, 0)
    # Two drills of which nobody has counted who took part: 0 and 「2 not counted」, never 0 alone.
    assert record(2) == (2, 2, 0, 2)


def test_who_took_part_is_what_the_organisation_gives_else_what_its_entries_count():
    entry = {"held_on": "2026-09-01", "participants": 40}
    assert record(2, people=317) == (2, 2, 317, 0)
    assert record(2, entry, people=317) == (2, 2, 317, 0)
    assert record(2, entry) == (2, 2, 40, 1)  # one of the two has no entry
    assert record(0, people=0) == (0, 0, 0, 0)


def test_entries_within_the_months_count_with_those_who_took_part():
    held = {"held_on": "2026-09-01", "participants": 40}
    uncounted = {"held_on": "2026-03-01"}
    before = {"held_on": "2025-03-01", "participants": 100}
    assert record(1, held, uncounted, before) == (2, 2, 40, 1)


def test_a_drill_of_an_unknown_day_may_be_one_more():
    assert record(0, {"held_on": "", "participants": 30}) == (0, 1, 0, 0)
    assert record(None, {"held_on": "2026-09-01"}) == (1, None, 0, 1)


@settings(max_examples=50)
@given(
    st.one_of(st.none(), st.integers(0, 4)),
    st.lists(st.sampled_from(["2026-09-01", "2026", "", "2024-05", "2026-12-24"]), max_size=6),
)
def test_both_ends_hold_every_drill_that_may_have_been_held(given_drills, days):
    least, most, _, _ = record(given_drills, *({"held_on": day} for day in days))
    sure = days.count("2026-09-01")
    may = sure + days.count("2026") + days.count("")
    assert least == max(sure, given_drills or 0)
    assert most == (None if given_drills is None else max(may, given_drills))


def test_other_organisations_have_their_own():
    organisations = table_of(["B", "A"], [None, 1], [None, None])
    drills = register(DrillRegister, [{"org_id": "B", "held_on": "2026-09-01", "participants": 5}])
    table = drill_record(organisations, drills, ON)
    assert table.index.tolist() == ["A", "B"]
    assert table["participants"].tolist() == [0, 5]
