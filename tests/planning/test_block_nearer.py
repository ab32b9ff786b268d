"""Why nearer places are not used, on the toy city, each reason compared with solving the assignment anew."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from domain.measures import StreetClosed
from evacuation.assignment import assign_people
from evacuation.pairs import pair_up
from evacuation.placing import demand_options, demand_people
from evacuation.search import search_routes
from planning.block_answer import block_answer
from planning.block_ground import block_ground
from planning.block_nearer import WhyNotNearer, nearer_places
from tests.made import make, make_toy
from tests.toy_city import make_toy_bundle, toy_settings

A, B, D = "M271411-A", "M271411-B", "M271420-D"
FIRST, SECOND = "E2714000001", "E2714000002"
#: Which total of an assignment each reason speaks of.
AIMS = {
    WhyNotNearer.FULL_SERVED: "unserved", WhyNotNearer.FULL_HELP: "help_unserved",
    WhyNotNearer.FULL_ASIDE: "aside", WhyNotNearer.FULL_WALK: "ticks",
}  # fmt: skip


@cache
def quake(first_m2: float, second_m2: float):
    bundle = make_toy_bundle()
    places = bundle.places.copy()
    places.loc[[FIRST, SECOND], "floor_area_m2"] = [first_m2, second_m2]
    case, plan = make(replace(bundle, places=places), "toy-quake", toy_settings())
    return case, plan, block_ground(case, plan)


def told(case, plan, ground, block):
    answer = block_answer(case, plan, block, ground)
    return list(zip(answer.groups, answer.nearer, strict=True))


def test_a_seat_near_safe_ground_is_for_those_who_cannot_reach_it_with_the_reserve():
    case, plan = make_toy("toy-tsunami-night")
    adults = next(near for group, near in told(case, plan, block_ground(case, plan), A)
                  if group.profile_id == "general")  # fmt: skip
    # The refuge building is 200 m away, the safe ground 1,400 m.
    ((why, place, walk_s, others),) = [(one.why, one.place_id, one.walk_s, one.others) for one in adults]
    assert (why, place, walk_s, others) == (WhyNotNearer.KEPT, "E2714000101", 200.0, 0)


def test_a_place_in_no_plan_is_told_with_its_reason_and_nothing_where_none_is_nearer():
    case, plan = make_toy("toy-flood")
    ((_, (one,)), *_) = told(case, plan, block_ground(case, plan), D)
    assert (one.why, one.place_id, one.why_not) == (WhyNotNearer.NOT_IN_PLAN, "E2714000004", "no_flag")
    case, plan, ground = quake(2000.0, 2000.0)
    assert [near for _, near in told(case, plan, ground, B)] == [()] * len(told(case, plan, ground, B))


@pytest.mark.parametrize("second_m2", [2000.0, 60.0])
def test_whoever_takes_a_seat_at_a_full_place_makes_the_aim_worse_that_is_told(second_m2):
    case, plan, ground = quake(60.0, second_m2)
    inputs, found = pair_up(ground.inputs, search_routes(ground.inputs))
    people, options = demand_people(inputs), demand_options(inputs, found)
    ids = list(inputs.destinations.destination_id)
    seen = set()
    for block in case.city.blocks.index:
        for group, near in told(case, plan, ground, block):
            for one in (one for one in near if one.why in AIMS):
                row = _row(inputs.demand, block, group)
                there, here = (_pair(options, row, ids.index(name)) for name in
                               (one.place_id, group.destination.destination_id))  # fmt: skip
                least = _totals(people, options, inputs, {}, {})
                # One of them sits there whatever it costs: everybody else is led anew.
                forced = _totals(people, options, inputs, {row: 1}, {ids.index(one.place_id): 1})
                forced = {**forced, "aside": forced["aside"] + int(options.aside[there]),
                          "ticks": forced["ticks"] + int(options.ticks[there])}  # fmt: skip
                order = ("unserved", "help_unserved", "zone_unserved", "below", "aside", "ticks")
                worse = next(name for name in order if forced[name] != least[name])
                assert (worse, forced[worse] > least[worse]) == (AIMS[one.why], True)
                assert int(options.ticks[there]) < int(options.ticks[here])
                seen.add(one.why)
    assert seen


def test_of_a_place_where_only_pairs_sit_it_is_told_that_it_is_full():
    case, plan, ground = quake(60.0, 2000.0)
    full = {one.why for block in case.city.blocks.index for _, near in told(case, plan, ground, block)
            for one in near if one.place_id == FIRST}  # fmt: skip
    assert full & set(AIMS)
    seated = plan.assignment.copy()
    seated.loc[seated["destination_id"] == FIRST, "helpers"] = 1
    paired = replace(plan, assignment=seated)
    full = {one.why for block in case.city.blocks.index for _, near in told(case, paired, ground, block)
            for one in near if one.place_id == FIRST}  # fmt: skip
    assert full == {WhyNotNearer.FULL}


def test_a_welfare_shelter_that_takes_people_in_directly_is_not_for_those_who_need_no_care():
    bundle = make_toy_bundle()
    direct = bundle.places["direct_admission"].where(bundle.places.index != "E2714000003", "yes")
    case, plan = make(
        replace(bundle, places=bundle.places.assign(direct_admission=direct)), "toy-quake", toy_settings()
    )
    ground = block_ground(case, plan)
    found = {
        (group.profile_id, one.why) for block in case.city.blocks.index
        for group, near in told(case, plan, ground, block) for one in near if one.place_id == "E2714000003"
    }  # fmt: skip
    assert ("general", WhyNotNearer.FOR_CARE) in found
    assert {why for profile, why in found if profile == "general"} == {WhyNotNearer.FOR_CARE}
    assert ("assisted", WhyNotNearer.FOR_CARE) not in found


def test_a_place_that_is_nearer_only_by_steps_is_not_nearer_for_a_wheelchair():
    bundle = make_toy_bundle()
    streets = bundle.streets.copy()
    streets.loc[112, "steps"] = True
    six = {"profile.in_use": "six", "profile.wheelchair_pushed_share": "1.0"}
    case, plan = make(replace(bundle, streets=streets), "toy-quake", toy_settings().with_overrides(six))
    answers = told(case, plan, block_ground(case, plan), A)
    ((destination, near),) = {
        (group.destination.destination_id, near) for group, near in answers
        if group.profile_id == "wheelchair_pushed"
    }  # fmt: skip
    # By steps the first school is half as far: nothing closes on the way, and there is no danger on it.
    assert (destination, near) == (SECOND, ())


def test_a_place_nearer_by_a_closed_street_alone_is_told_with_the_walk_that_is_left():
    # Without the bridge 121 people of A go round to the second school; beyond it the first is 700 m farther.
    case, plan = make_toy("toy-quake", None, (StreetClosed(121),))
    answer = block_answer(case, plan, A, block_ground(case, plan))
    for group, second, (one,) in zip(answer.groups, answer.seconds, answer.nearer, strict=True):
        assert (one.why, one.place_id) == (WhyNotNearer.LONGER, second.destination.destination_id)
        # As if all of them were full, which the block is told, too.
        assert one.open_walk_s == second.route.walk_time_s > group.route.walk_time_s > one.walk_s


def test_groups_alike_are_asked_for_once():
    case, plan, ground = quake(60.0, 2000.0)
    groups = block_answer(case, plan, B, ground).groups
    twice = nearer_places(case, plan, B, (*groups, *groups), ground)
    assert twice[0] is twice[len(groups)]


def _row(demand, block, group):
    own = (demand["block_id"] == block) & (demand["profile_id"] == group.profile_id)
    own &= (demand["departure"] == group.departure) & (demand["helpers"] == 0)
    return int(np.flatnonzero(own)[0])


def _pair(options, row, destination):
    return int(np.flatnonzero((options.row == row) & (options.destination == destination))[0])


def _totals(people, options, inputs, fewer_people, fewer_seats):
    persons, seats = people.persons.copy(), inputs.destinations.capacity.copy()
    for row, count in fewer_people.items():
        persons[row] -= count
    for at, count in fewer_seats.items():
        seats[at] -= count
    flows = assign_people(
        replace(people, persons=persons), seats, options, minutes_decide=inputs.minutes_decide
    )
    return {name: getattr(flows.totals, name) for name in
            ("unserved", "help_unserved", "zone_unserved", "below", "aside", "ticks")}  # fmt: skip
