"""Single figures of a plan, worked out again from its tables."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from domain.vocabulary import SERVED_OUTCOMES
from evacuation.aims import AimTotals
from planning.facts import plan_facts
from tests.made import Made, make, make_toy
from tests.toy_city import make_toy_bundle, toy_settings


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy("toy-tsunami-night")


def stage_of(plan, **tables):
    """Return what the evacuation stage of a plan would give with other tables."""
    parts = {name: getattr(plan, name) for name in ("assignment", "routes", "loads", "margin")}
    nearest = SimpleNamespace(full_at_first_persons=0, unserved_persons=0, walk_time_mean_s=0.0)
    none = AimTotals(0, 0, 0, 0, 0, 0, 0)
    return SimpleNamespace(
        **{**parts, **tables}, cost_ticks=0, bound_ticks=0, uncoordinated=nearest, totals=none,
        bound_totals=none,
    )  # fmt: skip


def served(plan):
    return plan.assignment[plan.assignment["outcome"].isin([str(outcome) for outcome in SERVED_OUTCOMES])]


def test_walking_times_are_weighted_by_people(plan):
    rows = served(plan)
    total = sum(p * t for p, t in zip(rows["persons"], rows["walk_time_s"], strict=True))
    assert plan.facts.walk_time_mean_s == pytest.approx(total / rows["persons"].sum())
    assert plan.facts.walk_time_max_s == max(rows["walk_time_s"])


def test_blocks_whose_people_go_to_several_places_are_counted(plan):
    places = {}
    for block, target in zip(served(plan)["block_id"], served(plan)["destination_id"], strict=True):
        places.setdefault(block, set()).add(target)
    assert plan.facts.split_blocks == sum(len(targets) >= 2 for targets in places.values())


def test_people_without_a_place_are_told_apart(plan):
    rows = plan.assignment
    assert plan.facts.cannot_reach_safety_persons == rows["persons"][rows["cannot_reach_safety"]].sum()
    assert plan.facts.can_leave_area_persons == rows["persons"][rows["can_leave_area"]].sum()


def test_people_are_counted_along_their_routes(case, plan):
    routes = plan.routes
    limit_m = case.settings.movement.practical_limit_m
    assert plan.facts.far_persons == sum(
        p for p, m in zip(routes["persons"], routes["length_m"], strict=True) if m > limit_m
    )
    assert plan.facts.seaward_persons == routes["persons"][routes["seaward"]].sum()
    over = routes["over_earlier_ground"]
    assert plan.facts.over_earlier_ground_persons == routes["persons"][over].sum()
    assert plan.facts.below_reserve_persons == routes["persons"][routes["below_reserve"]].sum()
    assert plan.facts.early_persons == plan.loads["early_persons"].sum()


def test_longer_and_re_entering_walks_are_counted_from_a_minute_on(case, plan):
    routes = plan.routes.assign(
        extra_walk_s=np.resize([59.9, 60.0, 0.0], len(plan.routes)),
        enters_area_again=np.arange(len(plan.routes)) == 1,
    )
    facts = plan_facts(case, stage_of(plan, routes=routes), case.network, plan.street_exposure)
    persons = routes["persons"].to_numpy()
    assert facts.longer_walk_persons == persons[1::3].sum() > 0
    assert facts.extra_walk_mean_s == pytest.approx(routes["extra_walk_s"] @ persons / persons.sum())
    assert facts.extra_walk_max_s == 60.0
    assert facts.reentering_persons == persons[1]


def test_those_who_change_the_district_and_those_who_move_twice(plan):
    rows = served(plan)
    assert plan.facts.out_of_district_persons == rows["persons"][~rows["in_district"]].sum()
    assert plan.facts.second_move_persons == rows["persons"][rows["outcome"] == "refuge_building"].sum()


def test_those_who_start_after_anybody_could_have_left_are_late(plan):
    margin = plan.margin.set_index(["block_id", "profile_id"])["best_latest_departure_s"].to_dict()
    rows = plan.assignment
    groups = zip(rows["block_id"], rows["profile_id"], strict=True)
    late = sum(
        persons
        for group, persons, start in zip(groups, rows["persons"], rows["departure_s"], strict=True)
        if np.isfinite(margin.get(group, np.inf)) and start > margin[group]
    )
    assert plan.facts.past_best_limit_persons == late


def test_who_starts_at_the_last_moment_is_in_time(case, plan):
    last = plan.margin.set_index(["block_id", "profile_id"])["best_latest_departure_s"]
    rows = plan.assignment
    at_last = last.reindex(pd.MultiIndex.from_frame(rows[["block_id", "profile_id"]])).to_numpy()
    late = []
    for start in (at_last, at_last + 0.1):
        evacuation = stage_of(plan, assignment=rows.assign(departure_s=start))
        facts = plan_facts(case, evacuation, case.network, plan.street_exposure)
        late.append(facts.past_best_limit_persons)
    assert late == [0, rows["persons"][np.isfinite(at_last)].sum()]
    assert late[1] > 0


def test_what_no_street_reaches_is_named():
    near = toy_settings().with_overrides({"movement.access_max_m": "100"})
    case, plan = make_toy("toy-tsunami-night", near)
    assert plan.facts.unreachable_blocks == tuple(case.city.blocks.index[case.network.block_node < 0])
    assert plan.facts.unreachable_places == tuple(case.city.places.index[case.network.place_node < 0])


@pytest.mark.parametrize(
    ("scenario_id", "limit_s"),
    # Where minutes decide any place in time is better than none; elsewhere the setting is the limit.
    [("toy-tsunami-night", np.inf), ("toy-flood", 7200.0), ("toy-quake", 7200.0)],
)
def test_the_longest_walk_is_a_limit_only_where_minutes_do_not_decide(scenario_id: str, limit_s: float):
    settings = toy_settings().with_overrides({"movement.longest_walk_s": "7200"})
    assert make_toy(scenario_id, settings).plan.facts.walk_limit_s == limit_s


def test_what_stands_on_the_first_corner_of_the_network_is_reached():
    # Corner 1 is the first node, position 0: block A and the park stand on it.
    city = make_toy_bundle()
    corner = city.nodes.geometry.loc[1]
    blocks, places = city.blocks.copy(), city.places.copy()
    blocks.loc["M271411-A", "geometry"] = corner.buffer(10)
    places.loc["E2714000004", "geometry"] = corner
    case, plan = make(replace(city, blocks=blocks, places=places), "toy-tsunami-night", toy_settings())
    assert case.network.block_node[case.city.blocks.index.get_loc("M271411-A")] == 0
    assert case.network.place_node[case.city.places.index.get_loc("E2714000004")] == 0
    # The pier alone has a street of its own, and is reached by it.
    assert plan.facts.unreachable_blocks == ()
    assert plan.facts.unreachable_places == ()
