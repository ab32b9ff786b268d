"""What the assignment is given: who is alike, who comes first, which pairs there are."""

from dataclasses import replace

import numpy as np

from evacuation.placing import demand_options, demand_people
from evacuation.search import search_routes
from tests.evacuation.conftest import Run

A, D = "M271411-A", "M271420-D"
SOME_STAY = {"departure.direct_share": "0.5", "departure.after_task_share": "0.3"}


def test_where_minutes_decide_people_of_one_profile_are_alike_elsewhere_of_one_block(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night", SOME_STAY)
    assert inputs.minutes_decide
    demand = inputs.demand
    for minutes_decide, keys in ((True, ["block_id", "profile_id"]), (False, ["block_id"])):
        people = demand_people(replace(inputs, minutes_decide=minutes_decide))
        assert people.group.tolist() == demand.groupby(keys, sort=True).ngroup().tolist()


def test_a_divided_group_sends_who_needs_help_to_the_nearest_and_who_stays_to_the_farthest(
    run_toy: Run,
) -> None:
    inputs, _ = run_toy("toy-tsunami-night", SOME_STAY)
    people, demand = demand_people(inputs), inputs.demand
    ranks = {
        (profile_id, departure == "not_leaving"): int(rank)
        for profile_id, departure, rank in zip(
            demand["profile_id"], demand["departure"], people.rank, strict=True
        )
    }
    assert ranks == {
        ("assisted", False): 0, ("general", False): 1, ("assisted", True): 2, ("general", True): 3,
    }  # fmt: skip
    assert people.needs_help.tolist() == (demand["profile_id"] == "assisted").tolist()


def test_who_does_not_leave_has_no_route_and_is_never_below_the_reserve(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night", SOME_STAY)
    found = search_routes(inputs)
    options = demand_options(inputs, found)
    staying = (inputs.demand["departure"] == "not_leaving").to_numpy()[options.row]
    below = ~found.choices.in_reserve[options.destination, options.row]
    assert below[staying].any()
    assert options.below.tolist() == (below & ~staying).astype(int).tolist()


def test_a_place_in_another_district_is_one_aside_and_safe_ground_never(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-flood")
    options = demand_options(inputs, search_routes(inputs))
    home = inputs.demand["district_id"].to_numpy()[options.row]
    there = np.array(inputs.destinations.district_id)[options.destination]
    assert options.aside.tolist() == (home != there).astype(int).tolist()
    assert set(options.aside.tolist()) == {0, 1}
    wave, _ = run_toy("toy-tsunami-night")
    pairs = demand_options(wave, search_routes(wave))
    safe = np.array(wave.destinations.capacity)[pairs.destination] < 0
    assert (pairs.aside[safe] == 0).all()


def test_walking_counts_the_connector_of_the_block(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-flood")
    network = inputs.network
    far = replace(network, block_connector_m=network.block_connector_m + 10.0)
    near, away = (demand_options(one, search_routes(one)) for one in (inputs, replace(inputs, network=far)))
    slow = (inputs.demand["profile_id"] == "assisted").to_numpy()[near.row]
    # 10 m are 10 s at 1 m/s, 20 s at 0.5 m/s.
    assert (away.ticks - near.ticks).tolist() == np.where(slow, 200, 100).tolist()


def test_people_of_neighbouring_blocks_who_walk_otherwise_are_never_one_group(run_toy: Run) -> None:
    # As few rows as there are walking profiles: A's adults, and B's people who need help.
    inputs, _ = run_toy("toy-tsunami-night")
    few = inputs.demand.iloc[[0, 3]].reset_index(drop=True)
    assert few["block_id"].tolist() == [A, "M271411-B"]
    assert few["profile_id"].tolist() == ["general", "assisted"]
    assert demand_people(replace(inputs, demand=few)).group.tolist() == [0, 1]
