"""What closes on the way: which street, by which name, when and why; drawing in ``toy_city.build``."""

from dataclasses import replace

import numpy as np
import pytest

from evacuation.destinations import SAFE_AREA_ID
from planning.block_answer import block_answer
from planning.block_ground import block_ground
from tests.made import make, make_toy
from tests.toy_city import make_toy_bundle, toy_settings
from tests.toy_city.build import X0, Y0

MADE = make_toy("toy-tsunami-night")
GROUND = block_ground(MADE.case, MADE.plan)
B, C = "M271411-B", "M271411-C"


def closings(block: str, profile_id: str = "general", made=MADE, ground=GROUND):
    answer = block_answer(made.case, made.plan, block, ground)
    groups = [
        g for g in answer.groups if (g.profile_id, g.destination.destination_id) == (profile_id, SAFE_AREA_ID)
    ]
    return groups[0].route, groups[0].route.closings


def test_the_street_that_people_leave_by_closes_first_and_decides():
    # C (900, 0) walks 100 m on 102, wet from 4,200 s: it must leave by 4,100 s. 103 and 104 stay dry.
    route, found = closings(C)
    assert (found.first.street_id, found.first.closes_at_s, found.first.reason) == (
        102,
        4200.0,
        "water_arrival",
    )
    assert found.deciding == found.first
    assert route.latest_departure_s == 4100.0
    assert not found.all_at_once


def test_a_street_is_named_by_what_meets_it_by_its_town_and_by_where_people_step_off():
    _, found = closings(C)
    # 102 has no name; the bridge 121 (甲橋) and the crossing 103 meet it, of which only one is named.
    assert (found.first.name, found.first.crosses, found.first.meets) == ("", "", ("甲橋",))
    assert (found.first.is_bridge, found.first.is_crossing) == (False, False)
    assert found.first.town == "C町"
    assert found.first.at_m == (X0 + 1000, Y0)


def test_the_earlier_of_two_streets_is_told():
    # B (400, 500): 111 closes at 1,900 s (100 m to its end), 112 at 4,200 s (600 m): limit 1,800 s.
    route, found = closings(B)
    assert (found.first.street_id, found.deciding.street_id) == (111, 111)
    assert route.latest_departure_s == 1800.0


def test_slow_walkers_have_the_same_closing_and_an_earlier_limit():
    route, found = closings(B, "assisted")
    # 0.5 m/s: 200 s to the end of 111.
    assert (found.first.street_id, route.latest_departure_s) == (111, 1700.0)


def test_a_bridge_and_a_crossing_are_known_by_what_they_cross():
    bundle = make_toy_bundle()
    streets = bundle.streets.copy()
    streets.loc[112, ["bridge", "crosses"]] = [True, "乙川"]
    made = make(replace(bundle, streets=streets), "toy-tsunami-night", toy_settings())
    ground = block_ground(made.case, made.plan)
    late = made.plan.street_exposure.copy()
    late.loc[111, "closes_at_s"] = 9000.0
    plan = replace(made.plan, street_exposure=late)
    ground = replace(ground, closes_at_s=late["closes_at_s"].to_numpy())
    _, found = closings(B, made=type(made)(made.case, plan), ground=ground)
    assert (found.first.street_id, found.first.is_bridge, found.first.crosses) == (112, True, "乙川")


@pytest.mark.parametrize(("arrival", "first"), [(4000.0, True), (4300.0, False)])
def test_a_destination_that_closes_before_every_street_is_the_first(arrival, first):
    destinations = GROUND.inputs.destinations
    place = int(destinations.place_row[destinations.destination_id.index("E2714000101")])
    closes = GROUND.inputs.passage.place_closes_at_s.copy()
    closes[place] = arrival
    streets = np.full(GROUND.closes_at_s.size, 4200.0)
    passage = replace(GROUND.inputs.passage, place_closes_at_s=closes)
    ground = replace(GROUND, inputs=replace(GROUND.inputs, passage=passage), closes_at_s=streets)
    answer = block_answer(MADE.case, MADE.plan, "M271411-A", ground)
    building = [g for g in answer.groups if g.destination.destination_id == "E2714000101"]
    building += [s for s in answer.seconds if s and s.destination.destination_id == "E2714000101"]
    assert building
    for one in building:
        found = one.route.closings
        assert (found.first.at_end, found.first.street_id == -1) == (first, first)
        assert found.all_at_once or len(one.route.street_ids) == 1
