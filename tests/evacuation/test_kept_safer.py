"""Trees of safer routes serve whoever they lead past what a change closes, and nobody else."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.vocabulary import DestinationKind
from evacuation.clock import CLOSED, HORIZON
from evacuation.growing import destination_ends
from evacuation.kept_safer import SaferMemory
from evacuation.placing import place_people
from evacuation.profile_on_network import GeneralisedTicks
from evacuation.safer_routes import SaferSearch
from evacuation.search import search_routes
from evacuation.tracing import Traced, trace_flows
from evacuation.trees import Search
from planning.stage_inputs import stage_inputs
from tests.evacuation.small_networks import small_network
from tests.evacuation.small_trips import closes_early, small_trips, trip_to
from tests.made import make_toy

INPUTS = stage_inputs(make_toy("toy-tsunami-night").case)
FOUND = search_routes(INPUTS)
FLOWS = place_people(INPUTS, FOUND)
GENERAL = FOUND.on_network["general"]


def kept() -> SaferMemory:
    memory = SaferMemory()
    trace_flows(INPUTS, FOUND, FLOWS, memory)
    return memory


def held(memory: SaferMemory, **changes: object) -> set[int]:
    """Destinations whose trees serve the same people on another network."""
    on_network = replace(GENERAL, **changes)
    memory.begin(INPUTS.network, on_network)
    return set(memory._own(on_network).trees)


def closed_at(arc: int) -> np.ndarray:
    release = GENERAL.release.copy()
    release[arc] = CLOSED
    return release


def routes(traced: Traced) -> tuple[list[int], list[int], list[int]]:
    return traced.arcs.arcs.tolist(), traced.walk.tolist(), traced.cost.tolist()


def test_a_second_day_like_it_is_led_the_same_way():
    memory = kept()
    assert held(memory)
    once, again = trace_flows(INPUTS, FOUND, FLOWS), trace_flows(INPUTS, FOUND, FLOWS, memory)
    pd.testing.assert_frame_equal(once.key, again.key)
    assert routes(once) == routes(again)


def test_who_walks_past_a_closed_arc_keeps_the_way_and_nobody_else_does():
    network, memory = INPUTS.network, kept()
    trees = memory._kept("general").trees
    left = 0
    for arc in range(network.n_arcs):
        now = replace(GENERAL, release=closed_at(arc))
        closes = GENERAL.passable[arc] != CLOSED
        day = SaferMemory(memory)
        day.begin(network, now)
        for i, one in trees.items():
            over = closes and arc in one.routes(network, one.node)[0]
            served = day.trees(network, now, i, one.ends, one.closed_for, one.node)
            assert (served is None) == over
            left += over
    assert left > 0


@settings(deadline=None, max_examples=40)
@given(trip=small_trips(flat=True), data=st.data())
def test_whom_kept_trees_serve_they_lead_as_a_search_would(trip, data):
    network, on_network, destinations = trip
    inside = np.array(data.draw(of_arcs(st.booleans(), network)), np.bool_)
    before = on_network.ticks + np.where(
        on_network.ticks > 0, data.draw(of_arcs(st.integers(0, 3), network)), 0
    )
    again = np.where(inside, data.draw(st.sampled_from([0, 1, 5])), 0)
    on_network = replace(
        on_network, profile=SimpleNamespace(profile_id="p"),
        generalised=GeneralisedTicks(before, before + again, inside),
    )  # fmt: skip
    some = st.sets(st.integers(0, network.n_nodes - 1), min_size=1).map(sorted)
    memory = None
    for _ in range(4):
        day = SaferMemory(memory)
        day.begin(network, on_network)
        for i in range(len(destinations.kind)):
            node = np.array(data.draw(some))
            ends = destination_ends(on_network, destinations, i)
            search = Search(
                by_latest=False, allowance=destinations.kind[i] is DestinationKind.REFUGE_BUILDING
            )
            found, anew = (
                SaferSearch(network, of).trees(on_network, ends, search, i, node).routes(network, node)
                for of in (day, None)
            )
            assert [one.tolist() for one in found] == [one.tolist() for one in anew]
        memory = day
        arcs = data.draw(st.sets(st.integers(0, network.n_arcs - 1), max_size=3).map(sorted))
        release, barred = on_network.release.copy(), on_network.barred.copy()
        release[arcs] = np.maximum(release[arcs], data.draw(st.sampled_from([CLOSED, HORIZON - 20])))
        barred[data.draw(st.sets(st.integers(0, network.n_arcs - 1), max_size=1).map(list))] = True
        on_network = replace(on_network, release=release, barred=barred, closes_early=closes_early(release))


def test_beyond_where_the_search_had_come_to_nobody_is_served():
    # The search for 1 ends at 10; that 2 comes to 0 by 3 in 17, and not in 40, it did not see.
    network = small_network(5, [(0, 1), (1, 4), (4, 2), (0, 2), (0, 3), (3, 2), (3, 4), (1, 3)])
    ticks = np.array([10, 5, 5, 40, 12, 5, 60, 70])[network.arc_street]
    nothing = np.zeros(network.n_arcs, np.int64)
    on_network, destinations = trip_to([0], ticks, nothing, nothing > 0)
    on_network = replace(
        on_network,
        profile=SimpleNamespace(profile_id="p"),
        generalised=GeneralisedTicks(ticks, ticks, nothing > 0),
    )
    memory, ends = SaferMemory(), destination_ends(on_network, destinations, 0)
    memory.begin(network, on_network)
    for node, walk in ((1, [1, 0]), (2, [2, 3, 0]), (3, [3, 0])):
        at = np.array([node])
        known = memory.trees(network, on_network, 0, ends, -1, at)
        assert (known is None) == (node < 3)
        trees = SaferSearch(network, memory).trees(on_network, ends, Search(by_latest=False), 0, at)
        assert [node, *network.arc_head[trees.routes(network, at)[0]].tolist()] == walk


def of_arcs(of, network):
    return st.lists(of, min_size=network.n_arcs, max_size=network.n_arcs)


def test_what_opens_again_or_costs_something_else_has_all_forgotten():
    closed = int(np.flatnonzero(GENERAL.passable > 0)[0])
    release = GENERAL.release.copy()
    release[closed] = 0
    open_early = np.zeros_like(GENERAL.closes_early)
    assert held(kept(), release=release, closes_early=open_early) == set()
    costs = replace(GENERAL.generalised, after=GENERAL.generalised.after + 1)
    assert held(kept(), generalised=costs) == set()


def test_a_blocked_day_takes_over_from_the_day_as_it_was_and_leaves_that_alone():
    plain = kept()
    every = held(plain)
    arc = int(FOUND.reaches["general"].shortest.next_arc[0].max())
    left = held(SaferMemory(plain), release=closed_at(arc))
    assert left <= every
    assert held(plain) == every


def test_another_day_that_has_begun_meanwhile_keeps_nothing_of_this_one():
    memory = kept()
    before = set(memory._kept("general").trees)
    other = replace(GENERAL, release=closed_at(0))
    memory.begin(INPUTS.network, other)
    left = set(memory._own(other).trees)
    tree = next(iter(kept()._kept("general").trees.values()))
    memory.keep(GENERAL, 99, tree)
    assert set(memory._own(other).trees) == left <= before
    assert memory.trees(INPUTS.network, GENERAL, 0, tree.ends, tree.closed_for, tree.node) is None
