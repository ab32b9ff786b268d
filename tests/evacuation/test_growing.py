"""Shortest and latest routes to all destinations, however they are searched for, held against one each."""

import numpy as np
import pytest
from hypothesis import given, settings

from domain.vocabulary import DestinationKind
from evacuation import growing
from evacuation.clock import HORIZON
from evacuation.reach import reach_destinations
from tests.evacuation.small_networks import obvious_search, small_network
from tests.evacuation.small_trips import FIRST, small_trips, trip_to


@pytest.mark.parametrize("fewest", [1, 99])
@settings(deadline=None, max_examples=60)
@given(asked=small_trips())
def test_routes_of_use_are_those_of_one_search_for_each(fewest, asked):
    network, on_network, destinations = asked
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(growing, "_FEWEST", fewest)
        reach = reach_destinations(network, on_network, destinations, access_node=np.arange(network.n_nodes))
    for i, kind in enumerate(destinations.kind):
        keep = max(int(on_network.place_release[i]), on_network.deadline_release)
        ends = {int(destinations.nodes[i][0]): (keep, int(on_network.place_connector[i]))}
        allowance = on_network.allowance_ticks if kind is DestinationKind.REFUGE_BUILDING else -1
        latest, shortest = (
            obvious_search(
                network, on_network.ticks, release, on_network.barred, ends, by_latest=by_latest,
                allowance=allowance, limit_walk=on_network.longest_ticks,
            )
            for release, by_latest in ((on_network.release, True), (on_network.passable, False))
        )  # fmt: skip
        useful = np.flatnonzero(np.array(latest[0]) <= HORIZON - FIRST)
        # Where nobody is earlier on the shortest routes, these stand for the latest, too.
        expected = shortest if all(latest[0][u] == shortest[0][u] for u in useful) else latest
        for trees, (cost, walk, next_arc) in ((reach.shortest, shortest), (reach.latest, expected)):
            assert trees.cost[i, useful].tolist() == [cost[u] for u in useful]
            assert trees.walk[i, useful].tolist() == [walk[u] for u in useful]
            if useful.size:
                assert trees.next_arc[i][useful].tolist() == [next_arc[u] for u in useful]
        useless = np.setdiff1d(np.arange(network.n_nodes), useful)
        assert (reach.latest.cost[i, useless] > HORIZON - FIRST).all()


def test_who_comes_too_far_by_the_latest_route_goes_by_the_shortest():
    # From 1 to 0 a street of 10 that closes at 50, and a way round of 60 that never does; 2 lies 30 behind 1.
    # Nobody is asked to walk more than 80: the way round is too long from 2 (90), the street is not (40).
    network = small_network(4, [(0, 1), (1, 3), (3, 0), (1, 2)])
    release = np.zeros(network.n_arcs, np.int64)
    release[network.arc_street == 0] = HORIZON - 50
    ticks = np.array([10, 30, 30, 30])[network.arc_street]
    on_network, destinations = trip_to([0], ticks, release, np.zeros(network.n_arcs, bool), longest_ticks=80)
    found = reach_destinations(network, on_network, destinations, access_node=np.array([2]))
    # Through the street before it closes: there by 50, so away by 50 - 10 - 30.
    assert (found.shortest.walk[0, 0], HORIZON - found.shortest.cost[0, 0]) == (40, 10)
