"""Walks to many destinations together, held against a search for each."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.clock import CLOSED, HORIZON, UNREACHED
from evacuation.lanes import LaneSearching, lane_measure
from evacuation.measures import measure_arcs
from evacuation.route_trees import ArcRows
from evacuation.search_graph import search_graph
from evacuation.searching import EndNodes
from evacuation.short_clock import decode_cost, decode_walk
from tests.evacuation.small_networks import obvious_search, small_network, small_networks


def _find(network, ticks, release, barred, ends, longest, access=None):
    """Walks and next arcs of each destination ``{node: walk left}``."""
    measure = lane_measure(network, measure_arcs(search_graph(network), ticks, release, barred))
    access = np.arange(network.n_nodes) if access is None else access
    nodes = [
        EndNodes(np.array(list(one), np.int64), np.array(list(one.values()), np.int64), np.zeros(len(one)))
        for one in ends
    ]
    searching = LaneSearching(network, access)
    found = searching.find(measure, nodes, longest)
    # Once more, with fewer, in the memory that is used again.
    again = searching.find(measure, nodes[:1], longest[:1])[0]
    assert (again.walk == found[0].walk).all()
    assert all((decode_cost(one.cost) == decode_walk(one.walk)).all() for one in found)
    arcs = ArcRows(tuple(one.turn for one in found), network.arc_start)
    walks = [decode_walk(one.walk).tolist() for one in found]
    return walks, [arcs[k].tolist() for k in range(len(found))]


@settings(deadline=None, max_examples=60)
@given(arrays=small_networks(), data=st.data())
def test_every_lane_is_the_search_for_its_destination(arrays, data):
    network, ticks, closings, barred = arrays
    # What closes later is open here; closed from the start stays so.
    release = np.where(closings > HORIZON, closings, 0)
    node, left = st.integers(0, network.n_nodes - 1), st.integers(0, 25)
    ends = data.draw(st.lists(st.dictionaries(node, left, max_size=3), min_size=1, max_size=5))
    longest = data.draw(st.lists(st.sampled_from([20, 60, 1 << 40]), min_size=len(ends), max_size=len(ends)))
    walks, arcs = _find(network, ticks, release, barred, ends, longest)
    for k, one in enumerate(ends):
        _, walk, next_arc = obvious_search(
            network, ticks, release, barred, {u: (0, w) for u, w in one.items()}, by_latest=False,
            limit_walk=longest[k],
        )  # fmt: skip
        assert walks[k] == walk
        assert arcs[k] == next_arc


def test_arcs_of_no_length_never_lead_round():
    # 0 - 1 - 2 - 3 - 4: 1, 2 and 3 lie at one point; 0 is 7 away from it, and 4 is 9 away.
    network = small_network(5, [(0, 1), (1, 2), (2, 3), (3, 4)], places=[4], length_m=[1, 0, 0, 1])
    ticks = np.array([7, 7, 0, 0, 0, 0, 9, 9], np.int64)
    closed, barred = np.zeros(8, np.int64), np.zeros(8, np.bool_)
    walks, arcs = _find(network, ticks, closed, barred, [{4: 0}, {0: 0}, {2: 3}, {}], [1 << 40] * 4)
    assert walks[:3] == [[16, 9, 9, 9, 0], [0, 7, 7, 7, 16], [10, 3, 3, 3, 12]]
    assert set(walks[3]) == {int(UNREACHED)}
    # Arcs by tail: 0>1, 1>0, 1>2, 2>1, 2>3, 3>2, 3>4, 4>3.
    assert arcs == [[0, 2, 4, 6, -1], [-1, 1, 3, 5, 7], [0, 2, -1, 5, 7], [-1] * 5]
    closed[2] = CLOSED
    assert _find(network, ticks, closed, barred, [{4: 0}], [1 << 40])[1] == [[-1, -1, 4, 6, -1]]


def test_whoever_is_nearer_to_another_end_at_the_same_point_goes_there():
    # Both ends of one destination lie at one point: from node 0 it is 3, from node 1 it is 1 and so from 0.
    network = small_network(2, [(0, 1)], length_m=[0])
    nothing, open_to_all = np.zeros(2, np.int64), np.zeros(2, np.bool_)
    walks, arcs = _find(network, nothing, nothing, open_to_all, [{0: 3, 1: 1}], [1 << 40])
    assert walks == [[1, 1]]
    assert arcs == [[0, -1]]


@pytest.mark.parametrize(("longest", "walk"), [(9, 9), (8, int(UNREACHED))])
def test_the_longest_walk_is_reached_and_nothing_beyond(longest, walk):
    network = small_network(2, [(0, 1)])
    nothing, barred = np.zeros(2, np.int64), np.zeros(2, np.bool_)
    walks, arcs = _find(network, np.full(2, 9), nothing, barred, [{1: 0}], [longest], np.array([0]))
    assert walks == [[walk]]
    assert arcs == [[0 if walk == 9 else -1, -1]]
