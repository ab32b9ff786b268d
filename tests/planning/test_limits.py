"""Limits: told or withheld once for all readers; the earliest of the routes that people are sent by."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from domain.vocabulary import DeadlineKind, HazardKind
from planning.limits import (
    EarliestLimit,
    arrivals_are_known,
    district_limits,
    earliest_limits,
    limits_are_withheld,
    told_limits_s,
    water_may_come_first,
)
from tests.made import make_toy
from tests.toy_city import make_toy_bundle


def _case(deadline=DeadlineKind.WATER_ARRIVAL):
    blocks = pd.DataFrame({"district_id": ["D1", "D1", "D2"]}, index=["A", "B", "C"])
    return SimpleNamespace(city=SimpleNamespace(blocks=blocks), scenario=SimpleNamespace(deadline=deadline))


COLUMNS = (
    "block_id", "profile_id", "departure_s", "route_latest_departure_s", "route_latest_departure_persons",
    "route_margin_s", "below_reserve_persons", "best_latest_departure_s",
)  # fmt: skip
MARGIN = pd.DataFrame(
    [
        ("A", "general", 300.0, 900.0, 40, 600.0, 0, 1500.0),
        ("A", "assisted", 200.0, 700.0, 10, 500.0, 4, 1200.0),
        ("B", "general", 300.0, 700.0, 5, 400.0, 3, -np.inf),
        ("C", "general", 600.0, np.nan, 0, np.nan, 0, np.inf),
    ],
    columns=COLUMNS,
)
#: Of A those who need help have a route only for the 10 who leave at 250 s; nobody of C has one.
ROUTES = pd.DataFrame(
    [
        ("A", "general", 300.0, 900.0, 40, True),
        ("A", "assisted", 250.0, 700.0, 10, False),
        ("B", "general", 300.0, 700.0, 5, True),
    ],
    columns=["block_id", "profile_id", "depart_s", "latest_departure_s", "persons", "block_reached_first"],
)


def _plan(*, known=True):
    return SimpleNamespace(margin=MARGIN, routes=ROUTES, facts=SimpleNamespace(margin_known=known))


def test_the_earliest_limit_counts_with_all_who_leave_by_it():
    row = district_limits(_case(), _plan()).loc["D1"]
    assert row["route_latest_departure_s"] == 700.0
    # 10 of A and 5 of B leave by 700 s; the 40 of 900 s do not.
    assert row["route_latest_departure_persons"] == 15
    assert (row["route_margin_s"], row["below_reserve_persons"]) == (400.0, 7)


def test_the_departure_is_of_those_who_have_a_route():
    table = district_limits(_case(), _plan())
    assert table.columns[0] == "departure_s"
    # Some of A would leave at 200 s, but have no route; of C nobody has one.
    assert table.loc["D1", "departure_s"] == 250.0
    assert np.isnan(table.loc["D2", "departure_s"])


def test_the_reason_is_that_of_the_earliest_limit():
    # B, of 700 s, is reached itself by then.
    assert district_limits(_case(), _plan())["route_limit_of_block"].to_dict() == {"D1": True, "D2": False}
    by_profile = district_limits(_case(), _plan(), by_profile=True)["route_limit_of_block"]
    assert by_profile.to_dict() == {
        ("D1", "assisted"): False, ("D1", "general"): True, ("D2", "general"): False,
    }  # fmt: skip


def test_limits_regardless_of_seats_stand_apart_and_blocks_without_any_are_counted():
    table = district_limits(_case(), _plan())
    assert table.loc["D1", ["best_latest_departure_s", "blocks_without_route"]].tolist() == [1200.0, 1]
    assert np.isnan(table.loc["D2", "best_latest_departure_s"])
    assert np.isnan(table.loc["D2", "route_latest_departure_s"])
    assert table.loc["D2", "blocks_without_route"] == 0


def test_profiles_may_be_told_apart():
    table = district_limits(_case(), _plan(), by_profile=True)
    assert table.loc[("D1", "general"), "route_latest_departure_persons"] == 5
    assert table.loc[("D1", "assisted"), "route_latest_departure_persons"] == 10
    assert table["departure_s"].fillna(-1).tolist() == [250.0, 300.0, -1.0]


@pytest.mark.parametrize(
    ("deadline", "known", "withheld"),
    [
        (DeadlineKind.WATER_ARRIVAL, True, False),
        (DeadlineKind.WATER_ARRIVAL, False, True),
        (DeadlineKind.LEVEL5, False, True),
        # Without a deadline there is nothing to withhold: routes stay open.
        (DeadlineKind.NONE, False, False),
    ],
)
def test_a_limit_is_withheld_where_no_arrival_is_published(deadline, known, withheld):
    case, plan = _case(deadline), _plan(known=known)
    assert limits_are_withheld(case, plan) is withheld
    told = told_limits_s(case, plan, ROUTES)
    assert told.isna().tolist() == [withheld] * 3
    assert withheld or told.tolist() == [900.0, 700.0, 700.0]
    assert (not earliest_limits(case, plan, ROUTES, "block_id")) is withheld
    assert district_limits(case, plan).empty is not known


def test_the_earliest_limit_counts_those_whose_route_has_it():
    case, plan = _case(), _plan()
    routes = pd.DataFrame(
        {
            "latest_departure_s": [600.0, 300.0, 300.0, np.inf, np.inf, 900.0],
            "persons": [7, 2, 3, 5, 4, 1],
            "end": ["P", "P", "P", "P", "Q", "R"],
        }
    )
    assert earliest_limits(case, plan, routes, "end") == {
        "P": EarliestLimit(300.0, persons=5, others=12),
        "R": EarliestLimit(900.0, persons=1, others=0),
    }
    assert earliest_limits(case, plan, routes.iloc[:0], "end") == {}


@pytest.mark.parametrize(
    ("kinds", "deadline", "arrival_s", "doubted"),
    [
        ({"storm_surge"}, DeadlineKind.STORM_WIND, np.nan, False),
        ({"storm_surge", "flood"}, DeadlineKind.STORM_WIND, np.nan, True),
        ({"storm_surge", "flood"}, DeadlineKind.STORM_WIND, 600.0, False),
        # No layer of it is held: nothing says that its water waits for the wind.
        ({"storm_surge", "inland_flood"}, DeadlineKind.STORM_WIND, 600.0, True),
        ({"flood"}, DeadlineKind.LEVEL5, np.nan, False),
    ],
)
def test_the_storm_wind_is_no_limit_of_rivers_whose_arrival_nobody_knows(
    kinds: set[str], deadline: DeadlineKind, arrival_s: float, *, doubted: bool
) -> None:
    layer = pd.DataFrame({"kind": ["flood", "storm_surge"], "arrival_time_s": [arrival_s, np.nan]})
    case = replace(make_toy("toy-flood")[0], city=replace(make_toy_bundle(), hazards={"all": layer}))
    scenario = replace(case.scenario, kinds=tuple(HazardKind(one) for one in kinds), layers=("all",))
    assert water_may_come_first(replace(case, scenario=replace(scenario, deadline=deadline))) == doubted


@pytest.mark.parametrize("deadline", list(DeadlineKind))
def test_only_an_arrival_says_where_water_or_fire_comes_earlier(deadline: DeadlineKind) -> None:
    arrives = deadline in {DeadlineKind.WATER_ARRIVAL, DeadlineKind.FIRE_FRONT}
    assert arrivals_are_known(_case(deadline), _plan()) == arrives
    assert not arrivals_are_known(_case(deadline), _plan(known=False))
