"""Whose route is lost: by a street, by a place, and by neither."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.measures import CrossingsClosed, PlaceOpened
from planning.lost_routes import lost_route_persons
from planning.plan import Plan
from tests.made import Made, make_toy

_STREETS = (101, 102, 103)
_PLACES = ("E2714000001", "E2714000101", "safe_area")
_BLOCKS = ("M271411-A", "M271411-B", "M271420-D")
_TIMES = (-np.inf, 0.0, 1900.0, np.inf)


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy()


def test_a_closed_crossing_takes_the_route_of_all_who_walk_over_it(made: Made) -> None:
    closed = make_toy(measures=(CrossingsClosed("甲電鉄"),)).plan
    # Routes over street 103: 6 + 50 of block A and 50 of C, all of the same district.
    assert lost_route_persons(made.case, made.plan, closed).to_dict() == {"271411-00001": 106}
    # Opened again, nobody of the plan with the closed crossing loses anything.
    assert lost_route_persons(made.case, closed, made.plan).empty
    assert lost_route_persons(made.case, made.plan, made.plan).empty


def test_a_closed_place_takes_the_route_of_all_who_go_there(made: Made) -> None:
    closed = make_toy(measures=(PlaceOpened("E2714000101", is_open=False),)).plan
    # Four of block A go to 甲ビル.
    assert lost_route_persons(made.case, made.plan, closed).to_dict() == {"271411-00001": 4}


def test_a_street_that_only_closes_earlier_takes_no_route(made: Made) -> None:
    closes = made.plan.street_exposure["closes_for_good_at_s"]
    sooner = made.plan.street_exposure.assign(closes_for_good_at_s=closes - 1.0)
    earlier = replace(made.plan, street_exposure=sooner)
    assert lost_route_persons(made.case, made.plan, earlier).empty


_routes = st.lists(
    st.tuples(
        st.sampled_from(_BLOCKS),
        st.sampled_from(_PLACES),
        st.integers(0, 30),
        st.lists(st.sampled_from(_STREETS), max_size=3, unique=True).map(tuple),
    ),
    max_size=6,
)
_closings = st.tuples(*[st.sampled_from(_TIMES)] * len(_STREETS))
_open = st.tuples(*[st.booleans()] * 2)


@given(rows=_routes, closes=st.tuples(_closings, _closings), is_open=st.tuples(_open, _open))
def test_the_people_are_those_of_a_count_one_by_one(
    made: Made,
    rows: list[tuple[str, str, int, tuple[int, ...]]],
    closes: tuple[tuple[float, ...], tuple[float, ...]],
    is_open: tuple[tuple[bool, ...], tuple[bool, ...]],
) -> None:
    columns = ["block_id", "destination_id", "persons", "street_path"]

    def plan(closing: tuple[float, ...], opened: tuple[bool, ...]) -> Plan:
        return replace(
            made.plan,
            routes=pd.DataFrame(rows, columns=columns),
            street_exposure=pd.DataFrame({"closes_for_good_at_s": closing}, index=list(_STREETS)),
            usable_places=pd.DataFrame({"in_plan": opened}, index=list(_PLACES[:2])),
        )

    before, after = (plan(*one) for one in zip(closes, is_open, strict=True))
    district = made.case.city.blocks["district_id"].to_dict()
    expected: dict[str, int] = {}
    for block, place, persons, path in rows:
        shut = [
            street
            for street, old, new in zip(_STREETS, *closes, strict=True)
            if old != -np.inf and new == -np.inf
        ]
        gone = [name for name, old, new in zip(_PLACES[:2], *is_open, strict=True) if old and not new]
        if persons and (place in gone or any(street in shut for street in path)):
            expected[district[block]] = expected.get(district[block], 0) + persons
    found = lost_route_persons(made.case, before, after)
    assert found.to_dict() == expected
    assert list(found.index) == sorted(expected, key=lambda one: (-expected[one], one))
