"""Groups of a block and their second destinations; drawing in ``toy_city.build``."""

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from domain.vocabulary import DestinationKind, PlaceStanding
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


OPEN_SITE, SCHOOL, A = "E2714000101", FIRST, "M271411-A"


@cache
def on_open_ground(*, school_is_open: bool):
    """Return A in the tsunami: the building 200 m away is an open site of unknown floors in the water.

    The school (600, 500), 1,000 m away, has the flag of tsunamis and three floors above 1 m of water.
    """
    bundle = make_toy_bundle()
    places = bundle.places.copy()
    places.loc[OPEN_SITE, ["refuge_building", "structure"]] = False, ""
    places.loc[OPEN_SITE, "floors"] = pd.NA
    places.loc[SCHOOL, "tsunami"] = school_is_open
    places.loc[[OPEN_SITE, SCHOOL], "refuge_capacity_persons"] = 100
    case, plan = make(replace(bundle, places=places), "toy-tsunami-night", toy_settings())
    return case, plan, block_answer(case, plan, A, block_ground(case, plan))


def seconds_of_those_on_safe_ground(answer):
    return [
        second.destination
        for group, second in zip(answer.groups, answer.seconds, strict=True)
        if group.destination.destination_id == SAFE_AREA_ID and second is not None
    ]


def test_an_open_site_is_called_no_building_and_stays_to_be_confirmed():
    _, plan, found = on_open_ground(school_is_open=False)
    place = plan.usable_places.loc[OPEN_SITE]
    assert (place["destination_kind"], place["standing"], place["in_plan"]) == (
        "refuge_building", "to_confirm", True,
    )  # fmt: skip
    ends = seconds_of_those_on_safe_ground(found)
    ends += [group.destination for group in found.groups if group.destination.destination_id == OPEN_SITE]
    assert {one.destination_id for one in ends} == {OPEN_SITE}
    for one in ends:
        assert (one.kind, one.standing) == (DestinationKind.EMERGENCY_SITE, PlaceStanding.TO_CONFIRM)
        assert one.is_to_confirm


def test_a_place_known_to_be_usable_is_the_second_before_a_nearer_one_to_confirm():
    _, _, found = on_open_ground(school_is_open=True)
    ends = seconds_of_those_on_safe_ground(found)
    assert ends
    for one in ends:
        assert (one.destination_id, one.kind) == (SCHOOL, DestinationKind.EMERGENCY_SITE)
        assert not one.is_to_confirm


def test_a_refuge_building_is_called_one():
    found = answer("toy-tsunami-night", A)
    ends = [group.destination for group in found.groups] + [one.destination for one in found.seconds if one]
    kinds = {one.kind for one in ends if one.destination_id == OPEN_SITE}
    assert kinds == {DestinationKind.REFUGE_BUILDING}
