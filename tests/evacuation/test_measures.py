"""Each search takes the arcs that are open to it."""

import numpy as np

from evacuation.clock import CLOSED, HORIZON
from evacuation.kernels.measure import CLOSED_TICKS
from evacuation.measures import Passable, forget_measures, measure_of
from evacuation.search_graph import search_graph
from evacuation.short_clock import SHORT_HORIZON
from tests.evacuation.small_networks import Profile, small_network


def test_each_search_takes_the_arcs_that_are_open_to_it():
    network = small_network(2, [(0, 1)], places=[0, 1])
    graph = search_graph(network)
    closing = HORIZON - 50
    profile = Profile(
        ticks=np.array([10, 10]), release=np.array([closing, closing]),
        release_open=np.array([0, 0]), passable=np.array([CLOSED, closing]),
        barred=np.array([False, True]), closed_for_arcs=(np.array([False, True]),),
    )  # fmt: skip

    def arcs(**changed):
        usual = {"ignore_closings": False, "before_leaving": False, "closed_for": -1}
        found = measure_of(graph, profile, Passable(**{**usual, **changed}))
        return found.ticks.tolist(), found.release.tolist()

    late = SHORT_HORIZON - 50
    assert arcs() == ([10, 10], [late, late])
    assert arcs(ignore_closings=True) == ([10, 10], [0, 0])
    assert arcs(before_leaving=True) == ([CLOSED_TICKS, 10], [0, late])
    assert arcs(closed_for=0)[0] == [10, CLOSED_TICKS]
    same = Passable(ignore_closings=False, before_leaving=False, closed_for=-1)
    assert measure_of(graph, profile, same) is measure_of(graph, profile, same)
    forget_measures(profile)
    assert measure_of(graph, profile, same).ticks.tolist() == [10, 10]
    first = measure_of(graph, profile, same)
    forget_measures(profile)
    assert measure_of(graph, profile, same) is not first
    forget_measures(Profile())  # of whom nothing is kept
