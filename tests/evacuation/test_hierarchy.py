"""The hierarchy over the core of a search graph."""

import gc
import weakref

import numpy as np
from hypothesis import given, settings

from evacuation.hierarchy import hierarchy_of
from evacuation.search_graph import search_graph
from tests.evacuation.small_networks import small_network, small_networks


@settings(deadline=None, max_examples=30)
@given(small_networks())
def test_rows_of_the_core_stand_between_the_ranks_of_their_nodes(arrays):
    graph = search_graph(arrays[0])
    hierarchy = hierarchy_of(graph)
    n = graph.n_core
    assert sorted(hierarchy.rank[:n].tolist()) == list(range(n))
    assert hierarchy.rank[n:].tolist() == list(range(n, graph.number.size))
    assert (hierarchy.place == hierarchy.rank[graph.number]).all()
    low = np.repeat(np.arange(n), np.diff(hierarchy.up_start))
    assert (hierarchy.up > low).all()
    head = np.repeat(np.arange(n), np.diff(graph.start))
    upwards = hierarchy.row_at >= 0
    row = np.where(upwards, hierarchy.row_at, ~hierarchy.row_at)
    tails, heads = hierarchy.rank[graph.tail], hierarchy.rank[head]
    assert (np.where(upwards, low[row], hierarchy.up[row]) == tails).all()
    assert (np.where(upwards, hierarchy.up[row], low[row]) == heads).all()
    there = graph.side >= 0
    assert (hierarchy.side[there] == hierarchy.rank[graph.side[there]]).all()


def test_a_hierarchy_is_kept_as_long_as_its_graph():
    graph = search_graph(small_network(3, [(0, 1), (1, 2), (2, 0)]))
    assert hierarchy_of(graph) is hierarchy_of(graph)
    gone = weakref.ref(graph)
    del graph
    gc.collect()
    assert gone() is None
