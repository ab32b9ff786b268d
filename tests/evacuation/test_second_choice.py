"""The second destination against a search over everything with networkx, on variations of the toy city."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.clock import departure_ticks, latest_departure_s
from evacuation.destinations import SAFE_AREA_ID
from evacuation.evacuate import evacuate
from evacuation.inputs import EvacuationInputs
from evacuation.rows import WalkingRows
from evacuation.search import place_profiles
from evacuation.second_choice import FirstChoice, Openness, second_choices, usable_arcs
from tests.evacuation.conftest import Run, toy_inputs
from tests.evacuation.test_whole_stage import _vary, variations
from verification.reach import profile_rows
from verification.search import closed_row, longest_walk, network_graph, routes_to


def _free(inputs: EvacuationInputs, assignment) -> np.ndarray:
    taken = assignment.groupby("destination_id")["persons"].sum()
    used = taken.reindex(list(inputs.destinations.destination_id), fill_value=0).to_numpy(np.int64)
    return np.where(inputs.destinations.capacity < 0, -1, inputs.destinations.capacity - used)


def _rows(inputs: EvacuationInputs, on_network, row) -> WalkingRows:
    block = np.array([inputs.blocks.index.get_loc(row.block_id)])
    connector = on_network.block_connector[block]
    leave = departure_ticks(np.array([row.departure_s])) + connector
    district = np.array([inputs.blocks.loc[row.block_id, "district_id"]], object)
    node = inputs.network.block_node[block]
    return WalkingRows(np.array([0]), block, node, connector, leave, district, np.array([True]))


def _everything(inputs: EvacuationInputs, row, on_network, openness):
    """Return the best other destination of an assignment row: every one is searched and compared."""
    destinations, free = inputs.destinations, openness.free
    graph = dict(network_graph(inputs, on_network).adjacency())
    part = profile_rows(replace(inputs, demand=inputs.demand.loc[[row.demand_id]]), on_network)
    first, found = destinations.destination_id.index(row.destination_id), []
    for i, kind in enumerate(destinations.kind):
        longest = longest_walk(kind, on_network)
        may = on_network.may_leave(closed_row(inputs, on_network, i), part.block)
        both = [routes_to(inputs, graph, on_network, i, by_latest=late) for late in (False, True)]
        in_time = [bool((may & part.in_time(ways, longest))[0]) for ways in both]
        keeps = [
            ok and bool(part.keeps_reserve(ways, on_network)[0])
            for ok, ways in zip(in_time, both, strict=True)
        ]
        ways = both[0] if keeps[0] or (in_time[0] and not keeps[1]) else both[1]
        at = part.access_node[0]
        if i != first and any(in_time):
            walk, cost = (int(of[at] + part.connector[0]) for of in (ways.walk, ways.cost))
            found.append((i, any(keeps), walk, cost))
    best_tier = min(
        (destinations.tier[i] for i, keeps, *_ in found if keeps and destinations.capacity[i] < 0), default=99
    )
    limited = destinations.tier[destinations.capacity >= 0]
    ranked = []
    for i, keeps, walk, cost in found:
        if free[i] == 0 or destinations.tier[i] > best_tier:
            continue
        without = 0 if free[i] < 0 else max(0, row.persons - int(free[i]))
        home = inputs.blocks.loc[row.block_id, "district_id"]
        unlimited = destinations.capacity[i] < 0
        aside = (
            0
            if unlimited
            else int(destinations.district_id[i] != home) + int(destinations.tier[i] - limited.min())
        )
        later = (walk, aside) if inputs.minutes_decide else (aside, walk)
        asked = bool(openness.to_confirm[i])
        ranked.append(((asked, without, not keeps, *later, i), walk, cost))
    return min(ranked, default=None)


@settings(deadline=None, max_examples=12)
@given(
    variation=variations(),
    extra=st.lists(st.integers(0, 50), min_size=5, max_size=5),
    asked=st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_the_second_destination_is_the_best_of_all_others(variation, extra, asked) -> None:
    inputs = _vary(variation)
    done = evacuate(inputs)
    on_network = place_profiles(inputs)
    walking = done.assignment[done.assignment["route_id"] >= 0]
    # Seats beyond those of the plan: whether any are free must not depend on how scarce they were.
    free = _free(inputs, done.assignment)
    free = np.where(free < 0, -1, free + np.resize(extra, free.size))
    openness = Openness(free, np.resize(np.array(asked), free.size) & (free >= 0))
    for row in walking.itertuples():
        mine = on_network[row.profile_id]
        first = FirstChoice(0, inputs.destinations.destination_id.index(row.destination_id), row.persons)
        rows = _rows(inputs, mine, row)
        (ours,) = second_choices(inputs, mine, rows, [first], openness, usable=usable_arcs(inputs, mine))
        theirs = _everything(inputs, row, mine, openness)
        if theirs is None:
            assert ours is None
            continue
        (_, _, below, *_, destination), walk, cost = theirs
        assert ours is not None
        assert (ours.destination, ours.walk, ours.in_reserve) == (destination, walk, not below)
        assert latest_departure_s(np.array(ours.cost)) == latest_departure_s(np.array(cost))


def _ask(inputs, destination_id, free, *, block="M271411-B", persons=10, asked=None):
    on_network = place_profiles(inputs)["general"]
    demand = inputs.demand
    row = next(demand[(demand["block_id"] == block) & (demand["profile_id"] == "general")].itertuples())
    position = inputs.destinations.destination_id.index(destination_id)
    first, mine = FirstChoice(0, position, persons), _rows(inputs, on_network, row)
    usable = usable_arcs(inputs, on_network)
    openness = Openness(np.array(free), np.array(asked or [False] * len(free)))
    (found,) = second_choices(inputs, on_network, mine, [first], openness, usable=usable)
    return None if found is None else inputs.destinations.destination_id[found.destination]


def test_a_full_place_is_no_second_destination_and_enough_seats_come_before_a_shorter_walk(run_toy: Run):
    inputs, _ = run_toy("toy-quake")
    assert inputs.destinations.destination_id == ("E2714000001", "E2714000002")
    assert _ask(inputs, "E2714000001", [0, 10]) == "E2714000002"
    assert _ask(inputs, "E2714000001", [50, 0]) is None
    # One seat is better than none, and said with its number.
    assert _ask(inputs, "E2714000001", [50, 1]) == "E2714000002"


def test_a_place_to_confirm_is_named_where_nothing_else_is_left_and_only_there():
    inputs = toy_inputs("toy-tsunami-night")
    ask = {"block": "M271411-A", "persons": 3, "asked": [False, True]}
    assert _ask(inputs, SAFE_AREA_ID, [-1, 4], **ask) == "E2714000101"
    assert _ask(inputs, "E2714000101", [-1, 4], **ask) == SAFE_AREA_ID


def test_where_safe_ground_is_shut_a_refuge_building_with_seats_is_next():
    inputs = toy_inputs("toy-tsunami-night")
    assert inputs.destinations.destination_id == (SAFE_AREA_ID, "E2714000101")
    # From A (100, 0) adults walk 200 m landward to the building at (300, 0) and are there at 800 s; the
    # street closes at 1,900 s, which leaves more than the reserve of 600 s.
    assert _ask(inputs, SAFE_AREA_ID, [-1, 4], block="M271411-A", persons=3) == "E2714000101"
    assert _ask(inputs, SAFE_AREA_ID, [-1, 0], block="M271411-A") is None
    # From B (400, 500) the way there leads seaward for more than the last metres.
    assert _ask(inputs, SAFE_AREA_ID, [-1, 4]) is None
    # Who can reach safe ground with the reserve takes nobody's seat.
    assert _ask(inputs, "E2714000101", [-1, 4]) == SAFE_AREA_ID
