"""Which graph serves a search: the core, unless others have to pass a destination on a chain."""

import numpy as np
import pytest

from evacuation.clock import HORIZON
from evacuation.search_graph import search_graph
from evacuation.searching import EndNodes, Searching
from tests.evacuation.small_networks import small_network

#: A ring of four with one place: nodes 1, 2 and 3 are a chain.
RING = small_network(4, [(0, 1), (1, 2), (2, 3), (3, 0)], places=[0])


@pytest.mark.parametrize(
    ("nodes", "ticks", "release", "whole"),
    [
        ([0], [4], [0], False),
        ([1, 3], [4, 4], [0, 0], False),
        ([1, 3], [4, 5], [0, 0], True),
        ([1, 0], [4, 4], [0, HORIZON - 9], True),
        ([], [], [], False),
    ],
)
def test_the_core_serves_places_and_destinations_alike(nodes, ticks, release, whole):
    ends = EndNodes(*(np.array(part, np.int64) for part in (nodes, ticks, release)))
    assert Searching(RING).graph_for(ends) is search_graph(RING, whole=whole)
