"""Groups of a block and their second destinations; drawing in ``toy_city.build``."""

from dataclasses import replace

import pytest

from domain.vocabulary import DestinationKind
from evacuation.destinations import SAFE_AREA_ID
from planning.block_answer import block_answer
from planning.block_ground import block_ground
from tests.made import make
from tests.toy_city import make_toy_bundle, toy_settings

FIRST, SECOND = "E2714000001", "E2714000002"
D = "M271420-D"


def answer(scenario: str, block: str, *, first_m2: float = 100.0):
    bundle = make_toy_bundle()
    places = bundle.places.copy()
    places.loc[FIRST, "floor_area_m2"] = first_m2
    case, plan = make(replace(bundle, places=places), scenario, toy_settings())
    return block_answer(case, plan, block, block_ground(case, plan))


def test_larger_groups_come_first():
    for block in ("M271411-A", D):
        persons = [group.persons for group in answer("toy-quake", block).groups]
        assert persons == sorted(persons, reverse=True)


def test_safe_ground_has_no_seats_and_lies_in_no_district():
    found = answer("toy-tsunami-night", "M271411-C")
    to = found.groups[0].destination
    assert (to.destination_id, to.kind) == (SAFE_AREA_ID, DestinationKind.SAFE_AREA)
    assert (to.capacity_persons, to.free_persons, to.in_district) == (None, None, True)


def test_the_second_destination_has_its_own_way_and_walk():
    # 2,000 m² are 400 seats: more than all people of the toy city need.
    found = answer("toy-quake", D, first_m2=2000.0)
    adults = next(i for i, group in enumerate(found.groups) if group.profile_id == "general")
    group, second = found.groups[adults], found.seconds[adults]
    assert group.destination.destination_id == SECOND
    # From D (1800, 0) 300 m to corner 4, 500 m along 122, 200 m to (1700, 500).
    assert (group.route.length_m, group.route.street_ids) == (pytest.approx(1000.0), (104, 122, 114))
    assert second.destination.destination_id == FIRST
    # 300 + 500 m, then 900 m west to (600, 500).
    assert second.route.street_ids == (104, 122, 113, 112)
    assert second.route.length_m == pytest.approx(1700.0)
    assert second.route.walk_time_s == pytest.approx(1700.0)
    assert second.route.line.length == pytest.approx(1700.0)
    assert second.route.arrive_s == second.route.depart_s + second.route.walk_time_s
    assert not second.destination.in_district
    assert group.destination.in_district
    assert second.destination.free_persons > 0
    assert not second.route.below_reserve


def test_limits_of_both_routes_are_told_where_an_arrival_is_known():
    found = answer("toy-tsunami-night", "M271411-A")
    told = [second for second in found.seconds if second is not None]
    assert told
    for second in told:
        assert second.route.margin_s == second.route.latest_departure_s - second.route.depart_s
        assert second.route.below_reserve == (second.route.margin_s < 600.0)
