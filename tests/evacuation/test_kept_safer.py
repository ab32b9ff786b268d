"""Trees of safer routes are taken over where no arc of theirs changed, and nowhere else."""

from dataclasses import replace

import numpy as np
import pandas as pd

from evacuation.clock import CLOSED
from evacuation.kept_safer import SaferMemory
from evacuation.placing import place_people
from evacuation.search import search_routes
from evacuation.tracing import Traced, trace_flows
from planning.stage_inputs import stage_inputs
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
    return set(memory._own(on_network))


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


def test_only_trees_over_a_closed_arc_are_forgotten():
    every, network = held(kept()), INPUTS.network
    fewer = 0
    for arc in range(network.n_arcs):
        memory = kept()
        trees = memory._kept("general").trees
        tail = network.arc_tail()[arc]
        turn = arc - network.arc_start[tail]
        over = {i for i, one in trees.items() if one.after[tail] == turn or one.before[tail] == turn}
        left = held(memory, release=closed_at(arc))
        closes = GENERAL.passable[arc] != CLOSED
        assert left == (every - over if closes else every)
        fewer += left != every
    assert fewer > 0


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
    left = set(memory._own(other))
    tree = next(iter(kept()._kept("general").trees.values()))
    memory.keep(GENERAL, 99, tree)
    assert set(memory._own(other)) == left <= before
    assert memory.trees(GENERAL, 0, tree.ends, tree.closed_for, tree.node) is None
