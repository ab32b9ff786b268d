"""The least of official seats, area, toilets and openers; unknown is nothing below and no limit above."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from domain.settings.settings import Settings
from domain.tables.opening import OpenersInTime
from domain.vocabulary import DayTime
from shelters.openable_seats import openable_seats

SETTINGS = Settings().with_overrides(
    {"readiness.persons_per_toilet": "50", "capacity.seats_per_opener": "100"}
)
SEATS = st.one_of(st.none(), st.integers(0, 600))
PLACE = st.tuples(SEATS, SEATS, st.one_of(st.none(), st.integers(0, 8)), st.one_of(
    st.none(), st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 4), st.integers(0, 3))
))  # fmt: skip


def ids(rows):
    return pd.Index([f"P{i}" for i in range(len(rows))], dtype="str", name="place_id")


def table_of(rows, day_time=DayTime.NIGHT):
    index = ids(rows)
    on_record = [(i, row[3]) for i, row in zip(index, rows, strict=True) if row[3] is not None]
    openers = pd.DataFrame(
        [
            (max(a + b, c + d, 1), a, a + b, c, c + d)
            for _, (a, b, c, d) in on_record
        ],
        columns=["persons", "day_min", "day_max", "night_min", "night_max"],
        index=pd.Index([i for i, _ in on_record], dtype="str", name="place_id"),
    )  # fmt: skip
    official, area, toilets = (pd.array([row[k] for row in rows], dtype="Int64") for k in range(3))
    return openable_seats(
        pd.DataFrame({"official_capacity_persons": official}, index=index),
        pd.DataFrame({"capacity_persons": area}, index=index),
        pd.Series(toilets, index=index),
        OpenersInTime.check(openers.astype("int64")),
        day_time,
        SETTINGS,
    )


@given(st.lists(PLACE, min_size=1, max_size=6), st.sampled_from(list(DayTime)))
def test_both_ends_are_those_of_a_loop_over_limits(rows, day_time):
    found = table_of(rows, day_time)
    for place_id, (official, area, toilets, openers) in zip(ids(rows), rows, strict=True):
        by_toilets = None if toilets is None else toilets * 50
        least = most = None
        if openers is not None:
            first, more = openers[:2] if day_time is DayTime.DAY else openers[2:]
            least, most = first * 100, (first + more) * 100
        row = found.loc[place_id]
        sure = [one for one in (official, area, by_toilets, least) if one is not None]
        whole = (official is not None or area is not None) and by_toilets is not None and least is not None
        assert row["is_surveyed"] == whole
        assert row["seats_min"] == (min(sure) if whole else 0)
        limits = {"official": official, "area": area, "toilets": by_toilets, "openers": most}
        known = {name: value for name, value in limits.items() if value is not None}
        if not known:
            assert pd.isna(row["seats_max"])
            assert row["limit"] == ""
        else:
            assert row["seats_max"] == min(known.values())
            assert row["limit"] == min(known, key=lambda name: known[name])
            assert row["seats_min"] <= row["seats_max"]


def test_the_binding_limit_is_named():
    rows = [
        (500, 400, 20, (9, 0, 9, 0)),
        (300, 400, 20, (9, 0, 9, 0)),
        (500, 400, 7, (9, 0, 9, 0)),
        (500, 400, 20, (9, 0, 1, 0)),
    ]
    found = table_of(rows)
    assert found["limit"].tolist() == ["area", "official", "toilets", "openers"]
    # 7 toilets × 50; one by night × 100.
    assert found["seats_max"].tolist() == found["seats_min"].tolist() == [400, 300, 350, 100]
    assert table_of(rows, DayTime.DAY)["limit"].tolist() == ["area", "official", "toilets", "area"]


def test_of_equal_limits_the_first_is_named():
    assert table_of([(100, 100, 2, (1, 0, 1, 0))])["limit"].tolist() == ["official"]


def test_nobody_on_record_leaves_the_official_seats_as_upper_end():
    row = table_of([(500, 800, None, None)]).iloc[0]
    assert (row["seats_min"], row["seats_max"], row["limit"]) == (0, 500, "official")
    assert pd.isna(row["openers"])
    assert pd.isna(row["toilet_seats"])


def test_a_city_that_states_no_official_seats_sets_no_limit_by_them():
    row = table_of([(None, 400, 20, (2, 0, 2, 0))]).iloc[0]
    assert (row["seats_min"], row["seats_max"], row["limit"]) == (200, 200, "openers")
    assert not table_of([(None, None, 20, (2, 0, 2, 0))]).iloc[0]["is_surveyed"]
    assert not table_of([(500, 400, None, (2, 0, 2, 0))]).iloc[0]["is_surveyed"]
