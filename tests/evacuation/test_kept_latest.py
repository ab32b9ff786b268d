"""Latest departures that follow those of a day before are those that a search finds."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.clock import CLOSED, HORIZON
from evacuation.kept_latest import LatestTrees, latest_trees
from evacuation.margin import latest_costs
from tests.evacuation.small_networks import small_network
from tests.evacuation.small_trips import closes_early, small_trips, trip_to


def costs(found: LatestTrees) -> list[list[int]]:
    return [one.cost.tolist() for one in found.trees]


@settings(deadline=None, max_examples=40)
@given(trip=small_trips(flat=True), data=st.data())
def test_after_closings_everybody_has_the_limit_that_a_search_finds(trip, data):
    network, on_network, destinations = trip
    network = replace(network, place_node=np.array([one[0] for one in destinations.nodes]))
    arcs = st.sets(st.integers(0, network.n_arcs - 1), max_size=3).map(sorted)
    no_entry = np.zeros(network.n_arcs, np.bool_)
    no_entry[data.draw(arcs)] = True
    some = st.lists(st.sampled_from([-1, 0]), min_size=len(destinations), max_size=len(destinations))
    on_network = replace(
        on_network, profile=SimpleNamespace(first_to_seats=False), closed_for_arcs=(no_entry,),
        place_closed_for=np.array(data.draw(some)),
    )  # fmt: skip
    before = None
    for _ in range(4):
        anew = latest_trees(network, on_network, destinations)
        found = latest_trees(network, on_network, destinations, before)
        assert costs(found) == costs(anew)
        assert found.took_over == (before is not None)
        before = found
        release, barred = on_network.release.copy(), on_network.barred.copy()
        closed = data.draw(arcs)
        release[closed] = np.maximum(release[closed], data.draw(st.sampled_from([CLOSED, HORIZON - 20])))
        barred[data.draw(arcs)] = True
        on_network = replace(on_network, release=release, barred=barred, closes_early=closes_early(release))


def test_what_nothing_hangs_on_is_the_tree_of_the_day_before():
    # 0 - 1 - 2 and a way round it, by 3.
    network = replace(small_network(4, [(0, 1), (1, 2), (2, 3), (0, 3)]), place_node=np.array([0]))
    nothing = np.zeros(network.n_arcs, np.int64)
    on_network, destinations = trip_to([0], nothing + 10, nothing, nothing > 0)
    on_network = replace(on_network, profile=SimpleNamespace(first_to_seats=False))
    before = latest_trees(network, on_network, destinations)
    tail, head = network.arc_tail(), network.arc_head

    def after(u: int, v: int, at: int = CLOSED) -> LatestTrees:
        release = np.where((tail == u) & (head == v), at, nothing)
        return latest_trees(network, replace(on_network, release=release), destinations, before)

    # From 2 both ways are alike: that by 1 is kept.
    assert after(2, 3).trees[0] is before.trees[0]
    assert costs(after(1, 0)) == [[0, 30, 20, 10]]
    # What opens again has everything searched anew.
    closed = after(2, 3)
    assert not latest_trees(network, on_network, destinations, closed).took_over
    assert latest_costs(network, closed.on_network, destinations, before).nodes().tolist() == [0, 10, 20, 10]
