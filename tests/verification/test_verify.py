"""A right plan agrees with networkx on every line; each thing that is spoiled is found by its own line."""

from dataclasses import replace

import numpy as np
import pytest

from planning.case import Case
from planning.pipeline import make_plan
from planning.plan import Plan
from planning.stage_inputs import stage_inputs
from tests.each import each
from tests.toy_city import make_toy_bundle, toy_settings
from verification.verify import Check, check, verify_plan

LINES = [
    "paths", "allowed", "lengths", "times", "closings", "limits", "latest", "shortest", "safer", "demand",
    "pairs", "care", "told", "margins", "leaving", "loads", "everybody", "seats", "walkers", "possible",
    "best", "proof",
]  # fmt: skip

#: The welfare shelter of the toy city, of 20 seats.
WELFARE = "E2714000003"


def _case(scenario_id: str = "toy-tsunami-night", **overrides: str) -> Case:
    bundle = make_toy_bundle()
    settings = toy_settings().with_overrides(
        {key.replace("__", "."): text for key, text in overrides.items()}
    )
    return Case.of(bundle, bundle.scenario(scenario_id), settings)


@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood", "toy-quake"])
@pytest.mark.parametrize("start_s", ["300", "1200"])
def test_a_plan_agrees_on_every_line_and_each_line_has_looked_at_something(scenario_id, start_s) -> None:
    case = _case(scenario_id, departure__quake_direct_night_s=start_s)
    checks = verify_plan(stage_inputs(case), make_plan(case))
    assert [one.key for one in checks] == LINES
    assert [one for one in checks if not one.agrees] == []
    assert all(one.counted > 0 for one in checks)


def _with_direct_admission(scenario_id: str = "toy-quake", **overrides: str) -> Case:
    city = make_toy_bundle()
    direct = city.places["direct_admission"].where(city.places.index != WELFARE, "yes")
    case = _case(scenario_id, **overrides)
    return Case.of(
        replace(city, places=city.places.assign(direct_admission=direct)), case.scenario, case.settings
    )


@pytest.mark.parametrize("in_use", ["two", "six"])
def test_a_welfare_shelter_that_takes_people_in_directly_holds_nobody_who_needs_no_care(in_use) -> None:
    shares = {"profile__wheelchair_pushed_share": "0.5"} if in_use == "six" else {}
    case = _with_direct_admission(profile__in_use=in_use, **shares)
    plan, inputs = make_plan(case), stage_inputs(case)
    seated = plan.assignment[plan.assignment["destination_id"] == WELFARE]
    need_care = [one.profile_id for one in inputs.profiles if one.first_to_seats]
    assert seated["persons"].sum() > 0
    assert set(seated["profile_id"]) <= set(need_care)
    # Nor does anybody else go there without a plan, or count as in reach of it.
    helped = plan.demand.loc[plan.demand["profile_id"].isin(need_care), "persons"].sum()
    assert plan.uncoordinated_places.loc[WELFARE, "came_persons"] <= helped
    assert plan.loads.loc[WELFARE, "in_reach_persons"] <= helped
    assert [one for one in verify_plan(inputs, plan) if not one.agrees] == []
    alone = plan.assignment["profile_id"] == "general"
    assert alone.any()
    crowded = _assignment(
        plan, destination_id=plan.assignment["destination_id"].where(~alone, WELFARE), route_id=-1
    )
    found = {one.key: one for one in verify_plan(inputs, crowded)}
    assert found["care"].differences == int(alone.sum())


def test_a_plan_of_six_profiles_agrees() -> None:
    case = _case("toy-flood", profile__in_use="six", profile__wheelchair_pushed_share="0.5")
    plan = make_plan(case)
    assert {"elderly_alone", "small_child", "wheelchair_pushed"} <= set(plan.routes["profile_id"])
    assert [one for one in verify_plan(stage_inputs(case), plan) if not one.agrees] == []


def test_a_shorter_route_in_place_of_a_safer_one_is_found() -> None:
    # Crossing 103 is narrow: from A it is shorter by 500 m than the bridge, 121, and counts 5,500 m.
    city = make_toy_bundle()
    width_m = city.streets["width_m"].where(city.streets.index != 103, 2.0)
    city = replace(city, streets=city.streets.assign(width_m=width_m))
    scenario = city.scenario("toy-tsunami-night")
    plain, keen = (
        Case.of(city, scenario, toy_settings().with_overrides({"route.narrow_extra": extra}))
        for extra in ("0", "10")
    )
    shorter = make_plan(plain)
    assert make_plan(keen).routes["street_path"].map(lambda path: 121 in path).any()
    found = {one.key: one for one in verify_plan(stage_inputs(keen), shorter)}
    assert not found["safer"].agrees
    assert found["shortest"].agrees


def _routes(plan: Plan, **columns) -> Plan:
    return replace(plan, routes=plan.routes.assign(**columns))


def _first(plan: Plan, column: str, value) -> Plan:
    changed = plan.routes[column].copy()
    changed.iloc[0] = value
    return _routes(plan, **{column: changed})


def _assignment(plan: Plan, **columns) -> Plan:
    return replace(plan, assignment=plan.assignment.assign(**columns))


SPOILED = {
    # A corner is left out: no street joins the two around it.
    "paths": lambda plan: _first(plan, "node_path", plan.routes["node_path"].iloc[0][:1] * 2),
    "lengths": lambda plan: _first(plan, "length_m", plan.routes["length_m"].iloc[0] + 0.01),
    "times": lambda plan: _first(plan, "walk_time_s", plan.routes["walk_time_s"].iloc[0] - 0.1),
    "limits": lambda plan: _first(plan, "latest_departure_s", plan.routes["latest_departure_s"].iloc[0] - 1),
    "closings": lambda plan: _first(plan, "depart_s", 1e7),
    "latest": lambda plan: replace(
        plan, node_latest_departure_s=np.where(np.arange(plan.node_latest_departure_s.size) == 3, 7.0,
                                               plan.node_latest_departure_s),
    ),
    "shortest": lambda plan: _assignment(plan, walk_time_s=plan.assignment["walk_time_s"] + 0.1),
    # Another walk than the plain one, and no street of its own for it.
    "safer": lambda plan: _routes(plan, walk_time_s=plan.routes["walk_time_s"] + 1000.0,
                                  street_path=[()] * len(plan.routes), node_path=[(1,)] * len(plan.routes)),
    "everybody": lambda plan: _assignment(plan, persons=plan.assignment["persons"] + 1),
    # A price that nobody has to pay where seats are left, and a person who is said to pay one more.
    "proof": lambda plan: replace(
        plan,
        seat_prices=plan.seat_prices.assign(price=[str(int(one) + 1) for one in plan.seat_prices["price"]]),
    ),
    # Somebody who helps is elsewhere; nobody helps though somebody could.
    "pairs": lambda plan: _assignment(plan, helpers=plan.assignment["helpers"] // 2),
    "told": lambda plan: _assignment(plan, outcome="no_capacity"),
    "margins": lambda plan: replace(plan, margin=plan.margin.assign(best_latest_departure_s=600.0)),
    "demand": lambda plan: replace(plan, demand=plan.demand.assign(persons=plan.demand["persons"] + 1)),
    "walkers": lambda plan: _routes(plan, persons=plan.routes["persons"] + 1),
}  # fmt: skip


@each("key", SPOILED)
def test_what_is_spoiled_is_found_by_its_line(key) -> None:
    case = _case()
    spoiled = SPOILED[key](make_plan(case))
    found = {one.key: one for one in verify_plan(stage_inputs(case), spoiled)}
    assert not found[key].agrees


def test_more_people_than_seats_and_people_who_cannot_arrive_are_found() -> None:
    case = _case()
    plan, inputs = make_plan(case), stage_inputs(case)
    limited = next(i for i, seats in enumerate(inputs.destinations.capacity) if seats >= 0)
    everybody_there = _assignment(
        plan, destination_id=inputs.destinations.destination_id[limited], route_id=-1
    )
    found = {one.key: one for one in verify_plan(inputs, everybody_there)}
    assert not found["seats"].agrees
    assert not found["best"].agrees


def test_a_worse_assignment_is_possible_and_not_the_best() -> None:
    # Nobody is given a place, though there are some.
    case = _case()
    plan, inputs = make_plan(case), stage_inputs(case)
    nobody = replace(
        plan,
        assignment=plan.assignment.assign(destination_id="", route_id=-1),
        routes=plan.routes.iloc[:0],
    )
    found = {one.key: one for one in verify_plan(inputs, nobody)}
    assert found["possible"].agrees
    assert found["walkers"].agrees
    assert not found["best"].agrees


def test_five_of_those_that_differ_are_named() -> None:
    assert check("seats", 9, range(7)) == Check("seats", 9, 7, ("0", "1", "2", "3", "4"))
