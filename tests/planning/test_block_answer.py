"""The answer for one block, of every block and scenario of the toy city."""

from functools import cache

import numpy as np
import pytest

from domain.vocabulary import Departure, Outcome
from evacuation.destinations import SAFE_AREA_ID
from planning.block_answer import block_answer
from planning.block_ground import block_ground
from tests.made import Made, make_toy
from tests.planning.block_agreement import assert_agrees
from tests.toy_city import toy_settings

SCENARIOS = ("toy-tsunami-night", "toy-flood", "toy-quake")
A, B, C, D, E, G = (f"M{ward}-{name}" for ward, name in zip(
    ("271411", "271411", "271411", "271420", "271420", "271411"), "ABCDEG", strict=True))  # fmt: skip


@cache
def made(scenario: str, **changed: str) -> Made:
    settings = toy_settings().with_overrides({key.replace("__", "."): text for key, text in changed.items()})
    return make_toy(scenario, settings)


@cache
def answer(scenario: str, block: str, **changed: str):
    case, plan = made(scenario, **changed)
    return block_answer(case, plan, block, block_ground(case, plan))


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("share", ["1.0", "0.6"])
def test_every_block_says_what_the_tables_say(scenario, share):
    case, plan = made(scenario, departure__direct_share=share)
    ground = block_ground(case, plan)
    for block in case.city.blocks.index:
        assert_agrees(case, plan, block_answer(case, plan, block, ground))
        assert_agrees(case, plan, block_answer(case, plan, block))


def test_who_leaves_from_the_shore_where_to_and_by_when():
    # A (100, 0): 1,300 m to the first safe corner... the first node from x = 1,400 on is corner 4 (1500, 0).
    found = answer("toy-tsunami-night", A)
    assert found.town == "A町"
    assert found.counts.must_leave + found.counts.unknown == found.counts.present == 60
    general = next(group for group in found.groups if group.profile_id == "general")
    assert general.destination.destination_id in {SAFE_AREA_ID, "E2714000101"}
    assert general.departure == Departure.DIRECT.value
    assert general.route.depart_s == 600.0
    # Its first street is wet from 1,900 s; the walk to its end takes 400 s on foot: they must go by 1,500 s.
    closings = general.route.closings
    assert (closings.first.street_id, closings.first.closes_at_s, closings.first.reason) == (
        101, 1900.0, "water_arrival",
    )  # fmt: skip


def test_what_lies_where_on_the_way():
    # From B people cross 甲橋 (121, over 甲川) or go along 112; whichever closes first is on their route.
    found = answer("toy-tsunami-night", B)
    for group in found.groups:
        first = group.route.closings.first
        assert first.street_id in group.route.street_ids
        assert first.town in {"A町", "B町", "C町"}
        assert first.at_m is not None


def test_without_an_arrival_no_limit_is_told():
    found = answer("toy-flood", D)
    assert found.groups
    assert all(group.route.latest_departure_s is None for group in found.groups)
    assert all(group.route.margin_s is None for group in found.groups)
    assert found.earliest is None
    assert all(group.route.closings.deciding is None for group in found.groups)


def test_without_a_deadline_there_is_no_limit():
    found = answer("toy-quake", D)
    assert {group.route.latest_departure_s for group in found.groups} == {np.inf}
    assert all(group.route.margin_s is None for group in found.groups)
    assert found.earliest is None


def test_the_earliest_limit_is_that_of_one_of_its_routes():
    found = answer("toy-tsunami-night", A)
    limits = [group.route.latest_departure_s for group in found.groups]
    assert found.earliest.latest_departure_s == min(limits)


def test_a_block_that_no_street_reaches_has_nobody_on_the_way():
    found = answer("toy-tsunami-night", G)
    assert found.groups == found.seconds == ()
    assert {one.cause for one in found.without_place} == {Outcome.NO_SAFE_WAY}
    assert sum(one.persons for one in found.without_place) == 20
    assert all(one.cannot_reach_safety for one in found.without_place)
    assert found.take_along.blocks == 1


def test_who_is_assumed_to_stay_has_a_seat_but_no_route():
    found = answer("toy-tsunami-night", C, departure__direct_share="0.6")
    # 40 % of 50 people.
    assert sum(one.persons for one in found.kept_seats) == 20
    assert sum(group.persons for group in found.groups) == 30


def test_second_destinations_are_other_places_with_the_seats_that_are_left():
    case, plan = made("toy-quake")
    ground = block_ground(case, plan)
    told = 0
    for block in case.city.blocks.index:
        found = block_answer(case, plan, block, ground)
        assert len(found.seconds) == len(found.groups)
        for group, second in zip(found.groups, found.seconds, strict=True):
            if second is None:
                continue
            told += 1
            assert second.destination.destination_id != group.destination.destination_id
            load = plan.loads.loc[second.destination.destination_id]
            free = load["capacity_persons"] - load["assigned_persons"]
            assert second.destination.free_persons == free
            assert second.is_full == (free == 0)
            # What both walk, whichever way: their lines lie on each other just there.
            both = second.route.line.intersection(group.route.line).length
            assert bool(second.shared_street_ids) == (both > 0.0)
            assert set(second.shared_street_ids) <= {*group.route.street_ids} & {*second.route.street_ids}
            assert second.route.depart_s == group.route.depart_s
            assert second.route.latest_departure_s == np.inf
            # Along streets only the connectors are not on the line.
            assert second.route.line.length <= second.route.length_m + 1e-6
    assert told > 0


def test_without_the_network_there_are_no_second_destinations_and_nothing_is_said_of_closings():
    case, plan = made("toy-tsunami-night")
    found = block_answer(case, plan, A)
    assert found.seconds == ()
    assert all(group.route.closings is None for group in found.groups)


def test_a_block_that_the_city_does_not_have_is_refused():
    case, plan = made("toy-quake")
    with pytest.raises(KeyError):
        block_answer(case, plan, "M271411-X")


def test_zones_depths_and_floors_are_told():
    danger = answer("toy-tsunami-night", A).danger
    assert danger.zones == (("evacuation_zone", "津波避難対象地域"),)
    assert danger.reason == "evacuation_zone"
    assert (danger.depth_m_min, danger.depth_m_max, danger.arrival_time_s) == (1.0, 2.0, 1900.0)
    assert danger.floor_persons == (0, 20, 30, 0, 10, 0)
    inland = answer("toy-tsunami-night", E).danger
    assert (inland.concerned, inland.reason, inland.depth_m_max) == (False, "", 0.0)
    assert np.isposinf(inland.arrival_time_s)
