"""What every demand row can reach, on the toy city: in time, with the reserve, by which route."""

from dataclasses import replace

import numpy as np
import pytest

from evacuation.search import place_profiles, search_routes
from tests.evacuation.conftest import Run, toy_inputs

A, B, C, G = "M271411-A", "M271411-B", "M271411-C", "M271411-G"
#: Demand rows of the tsunami, in order.
ROWS = [(A, "general"), (A, "assisted"), (B, "general"), (B, "assisted"), (C, "general"), (G, "general")]


def test_what_is_reached_in_time_with_the_reserve_and_how_long_it_takes(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    demand = inputs.demand
    assert list(zip(demand["block_id"], demand["profile_id"], strict=True)) == ROWS
    assert inputs.destinations.destination_id == ("safe_area", "E2714000101")
    choices = search_routes(inputs).choices
    # Nobody is led seaward to the building but A, who is 200 m off; no street joins the pier.
    assert choices.feasible.tolist() == [
        [True, True, True, True, True, False],
        [True, True, False, False, False, False],
    ]
    # All leave at 600 s, the reserve is 600 s. Limits of the way to safe ground: A 1,500 s and, at half
    # the speed, 1,100 s; B 1,800 s and 1,700 s; C 4,100 s. To the building: A 1,700 s and 1,500 s.
    assert choices.in_reserve.tolist() == [
        [True, False, True, True, True, False],
        [True, True, False, False, False, False],
    ]
    # 1,400 m, 1,100 m and 600 m to safe ground, 200 m to the building, in 0.1 s.
    expected = np.array([[14_000, 28_000, 11_000, 22_000, 6_000, 0], [2_000, 4_000, 0, 0, 0, 0]])
    assert choices.walk[choices.feasible].tolist() == expected[choices.feasible].tolist()


def test_rows_of_a_profile_leave_at_their_time_after_the_connector() -> None:
    inputs = toy_inputs("toy-tsunami-night", {"departure.quake_direct_night_s": "700"})
    network = inputs.network
    aside = replace(inputs, network=replace(network, block_connector_m=network.block_connector_m + 7.0))
    found = search_routes(aside)
    # 7 m are 7 s at 1 m/s and 14 s at 0.5 m/s; they stand at the street at 707 s and 714 s.
    for profile_id, rows, ticks in (("general", [0, 2, 4, 5], 70), ("assisted", [1, 3], 140)):
        part = found.rows[profile_id]
        assert part.row.tolist() == rows
        assert part.connector_ticks.tolist() == [ticks] * len(rows)
        assert part.leave_ticks.tolist() == [7_000 + ticks] * len(rows)
        blocks = inputs.blocks.index.get_indexer(inputs.demand["block_id"].to_numpy()[rows])
        assert part.block_row.tolist() == blocks.tolist()
        assert part.node.tolist() == network.block_node[blocks].tolist()
        assert part.district_id.tolist() == inputs.demand["district_id"].to_numpy()[rows].tolist()
    assert found.connector.tolist() == [70, 140, 70, 140, 70, 70]
    in_order = inputs.blocks.index[found.block_row].tolist()
    assert in_order == [block for block, _ in ROWS]
    # Only the pier reaches nothing.
    assert found.rows["general"].destination_in_time.tolist() == [True, True, True, False]
    assert found.rows["assisted"].destination_in_time.tolist() == [True, True]


def test_every_profile_that_people_have_is_searched_and_the_first_always_walks(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    assert set(search_routes(inputs).reaches) == {"general", "assisted"}
    slow = inputs.demand[inputs.demand["profile_id"] == "assisted"].reset_index(drop=True)
    found = search_routes(replace(inputs, demand=slow))
    # The first stands for anybody on the map, though nobody of it must leave.
    assert set(found.on_network) == {"general", "assisted"}
    assert set(found.reaches) == set(found.rows) == {"assisted"}
    fast = inputs.demand[inputs.demand["profile_id"] == "general"].reset_index(drop=True)
    assert set(search_routes(replace(inputs, demand=fast)).on_network) == {"general"}


@pytest.mark.parametrize(("leave", "earliest_s"), [({}, 600.0), ({0: 450.0}, 450.0)])
def test_streets_are_open_to_the_shortest_routes_from_the_first_departure(
    run_toy: Run, leave: dict[int, float], earliest_s: float
) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    times = inputs.demand["departure_s"].to_numpy(np.float64).copy()
    for row, time_s in leave.items():
        times[row] = time_s
    placed = place_profiles(replace(inputs, demand=inputs.demand.assign(departure_s=times)))
    assert [on_network.earliest_ticks for on_network in placed.values()] == [int(earliest_s * 10)] * 2


def test_without_anybody_to_leave_there_is_nothing_to_reach(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    found = search_routes(replace(inputs, demand=inputs.demand.iloc[:0]))
    assert found.choices.feasible.shape == (2, 0)
    assert set(found.on_network) == {"general"}
    assert not found.rows


def test_where_nobody_leaves_nothing_closes_before_they_do() -> None:
    inputs = toy_inputs("toy-tsunami-night")
    found = search_routes(replace(inputs, demand=inputs.demand.iloc[:0]))
    assert [one.closes_early.any() for one in found.on_network.values()] == [False] * len(found.on_network)
