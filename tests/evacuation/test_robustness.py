"""Who reaches a usable place in time with streets blocked, in the toy city."""

import numpy as np

from evacuation.clock import UNREACHED, seconds_of
from evacuation.evacuate import evacuate
from evacuation.robustness import longest_walk, people_of, persons_in_time, reach, street_arcs
from tests.evacuation.conftest import toy_inputs


def reached(inputs, *streets: int, profile: int = 0):
    """Return the people of a profile and what they reach with whole streets closed."""
    people = people_of(inputs)[profile]
    on = np.isin(inputs.network.street_id[inputs.network.arc_street], streets)
    return people, reach(inputs.network, people, np.flatnonzero(on))


def blocks(inputs, people, rows) -> list[str]:
    return [name.split("-")[1] for name in inputs.blocks.index[people.rows.block_row[rows]]]


def test_with_nothing_blocked_everybody_walks_as_to_the_nearest_place() -> None:
    inputs = toy_inputs("toy-quake")
    people, found = reached(inputs)
    # Schools at (600, 500) and (1700, 500); the pier G is joined to nothing.
    walk = dict(zip(blocks(inputs, people, slice(None)), found.walk, strict=True))
    assert walk.pop("G") == UNREACHED
    assert {name: float(seconds_of(ticks)) for name, ticks in walk.items()} == {
        # A: 400 to the corner 2, 500 over the bridge, 100. B: 200. C: by the bridge 400 + 500 + 100, or over
        # the crossing 600 + 500 + 200. D: 300 + 500 + 200. E: 200.
        "A": 1000.0, "B": 200.0, "C": 1000.0, "D": 1000.0, "E": 200.0,
    }  # fmt: skip
    assert persons_in_time([people], [found]) == people.persons[found.in_time].sum() > 0


def test_without_the_bridge_people_go_round_and_without_both_ways_they_are_cut_off() -> None:
    inputs = toy_inputs("toy-quake")
    people, found = reached(inputs, 121)
    walk = dict(zip(blocks(inputs, people, slice(None)), seconds_of(found.walk), strict=True))
    # A: 1400 to the corner 4, 500 up, 200 to the eastern school. C: 600 + 500 + 200.
    assert (walk["A"], walk["C"]) == (2100.0, 1300.0)
    people, found = reached(inputs, 121, 103)
    assert sorted(blocks(inputs, people, ~found.in_time)) == ["A", "C", "G"]


def test_nobody_walks_longer_than_the_longest_walk_connectors_included() -> None:
    for longest, in_time in (("1000", True), ("999", False)):
        inputs = toy_inputs("toy-quake", {"movement.longest_walk_s": longest})
        people, found = reached(inputs)
        assert longest_walk(people, people.sets[0]) == int(longest) * 10
        assert ("A" in blocks(inputs, people, found.in_time)) is in_time


def test_in_a_tsunami_the_first_who_can_no_longer_make_it_are_not_in_time() -> None:
    for delay, in_time in (("600", True), ("2000", False)):
        inputs = toy_inputs("toy-tsunami-night", {"departure.quake_direct_night_s": delay})
        people, found = reached(inputs)
        # A stands where the water comes at 1,900 s.
        assert ("A" in blocks(inputs, people, found.in_time)) is in_time


def test_who_is_in_time_is_who_the_plan_has_a_way_for() -> None:
    for scenario in ("toy-quake", "toy-tsunami-night"):
        inputs = toy_inputs(scenario)
        margin = evacuate(inputs).margin
        for profile, people in enumerate(people_of(inputs)):
            _, found = reached(inputs, profile=profile)
            can = margin[margin["profile_id"] == people.on_network.profile.profile_id]
            can = can.set_index("block_id")["best_latest_departure_s"]
            latest = can.loc[inputs.blocks.index[people.rows.block_row]].to_numpy()
            leaves = seconds_of(people.rows.leave_ticks - people.rows.connector_ticks)
            np.testing.assert_array_equal(found.in_time, latest >= leaves)


def test_arcs_of_streets_are_all_arcs_each_once() -> None:
    network = toy_inputs("toy-quake").network
    start, arc = street_arcs(network, network.street_id.size)
    assert sorted(arc) == list(range(network.n_arcs))
    for street in range(network.street_id.size):
        assert (network.arc_street[arc[start[street] : start[street + 1]]] == street).all()
