"""Slow inland water by day: walks take longer, nothing closes sooner or later."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from domain.vocabulary import DayTime, DeadlineKind, HazardKind
from evacuation.on_the_way import arcs_of_path
from planning.block_answer import block_answer
from tests.made import make
from tests.toy_city import make_toy_bundle, toy_settings


@cache
def planned(day_time=DayTime.DAY, loss="1.2"):
    """The toy flood as inland water of 0.2 to 0.5 m, of which no arrival is published."""
    city = make_toy_bundle()
    layer = city.hazards["flood"].assign(
        kind=HazardKind.INLAND_FLOOD.value, zone_type="", depth_m_min=0.2, depth_m_max=0.5,
        arrival_time_s=np.nan,
    )  # fmt: skip
    scenario = replace(
        city.scenarios["toy-flood"], kinds=(HazardKind.INLAND_FLOOD,), day_time=day_time,
        deadline=DeadlineKind.LEVEL5,
    )  # fmt: skip
    places = city.places.assign(inland_flood=True)
    city = replace(
        city, places=places, hazards={**city.hazards, "flood": layer}, scenarios={"toy-flood": scenario}
    )
    settings = toy_settings().with_overrides({"movement.wading_loss_per_m": loss})
    return make(city, "toy-flood", settings)


def watch_s(case, plan, route):
    """Walk a route tick by tick, slower on each street in the water; what is left of a tick is lost."""
    network, wet = case.network, plan.street_exposure["slow_water_m"].to_numpy() > 0
    nodes, streets = (np.array(path, np.int64) for path in (route.node_path, route.street_path))
    ticks, in_water = 0, False
    for arc in arcs_of_path(network, nodes, streets):
        # Of the class up to 0.5 m 0.3 m count: 1 − 1.2 × 0.3 of 1 m/s.
        step_m = 0.064 if wet[network.arc_street[arc]] else 0.1
        in_water |= step_m < 0.1
        ticks += math.ceil(round(float(network.arc_length_m[arc]) / step_m, 6))
    return ticks / 10, in_water


def test_a_walk_in_slow_water_takes_what_a_watch_shows():
    case, plan = planned()
    network, through_water = case.network, 0
    for route in plan.routes[plan.routes["profile_id"] == "general"].itertuples():
        block = case.city.blocks.index.get_loc(route.block_id)
        place = case.city.places.index.get_loc(route.destination_id)
        # Connectors are as dry as ever.
        metres = np.nan_to_num([network.block_connector_m[block], network.place_connector_m[place]])
        seconds, in_water = watch_s(case, plan, route)
        assert route.walk_time_s == pytest.approx(seconds + np.ceil(metres * 10).sum() / 10, abs=0.05)
        through_water += in_water
    assert through_water > 0


def test_nothing_closes_sooner_or_later_and_by_night_nothing_changes():
    (_, wet), (_, dry) = planned(), planned(loss="0.0")
    assert wet.street_exposure.equals(dry.street_exposure)
    assert (wet.street_exposure["slow_water_m"] > 0).any()
    (_, slow), (_, usual) = planned(DayTime.NIGHT), planned(DayTime.NIGHT, "0.0")
    assert slow.routes["walk_time_s"].tolist() == usual.routes["walk_time_s"].tolist()


def test_the_graph_of_a_plan_holds_the_slower_walk():
    (case, wet), (same, dry) = planned(), planned(loss="0.0")
    usual, slow = (
        [(edge["street_id"], edge["travel_time_s"]) for *_, edge in plan.graph(one).edges(data=True)]
        for one, plan in ((same, dry), (case, wet))
    )
    longer = {street for (street, now), (_, before) in zip(slow, usual, strict=True) if now > before}
    assert longer == set(wet.street_exposure.index[wet.street_exposure["slow_water_m"] > 0])
    assert all(now >= before for (_, now), (_, before) in zip(slow, usual, strict=True))


@pytest.mark.parametrize(("loss", "said"), [("1.2", True), ("0.0", False)])
def test_the_block_page_says_that_a_route_counts_as_slower(loss, said):
    case, plan = planned(loss=loss)
    routes = plan.routes[plan.routes["profile_id"] == "general"].itertuples()
    block = next(one.block_id for one in routes if watch_s(case, plan, one)[1])
    assert any(group.route.in_slow_water for group in block_answer(case, plan, block, None).groups) is said
