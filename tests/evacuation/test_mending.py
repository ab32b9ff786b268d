"""Trees that are mended after arcs are gone are those that a search finds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation import growing, mending
from evacuation.clock import CLOSED, HORIZON
from evacuation.kept_trees import StillRight, still_right
from evacuation.kernels.trace import trace_arcs
from evacuation.mending import Mending
from evacuation.network import Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.reach import Again, Reach, reach_destinations
from tests.evacuation.small_networks import small_network
from tests.evacuation.small_trips import FIRST, closes_early, small_trips, trip_to


def alike(network: Network, one: Reach, other: Reach) -> None:
    """Hold the routes of use against each other: cost, walk and arcs from the access nodes."""
    for i in range(one.longest_ticks.size):
        useful = np.flatnonzero(other.latest.cost[i, :] <= HORIZON - FIRST)
        assert np.flatnonzero(one.latest.cost[i, :] <= HORIZON - FIRST).tolist() == useful.tolist()
        if not useful.size:
            continue
        for ours, theirs in ((one.shortest, other.shortest), (one.latest, other.latest)):
            assert ours.cost[i, useful].tolist() == theirs.cost[i, useful].tolist()
            assert ours.walk[i, useful].tolist() == theirs.walk[i, useful].tolist()
            node = other.access_node[useful]
            arcs, expected = (
                trace_arcs(trees.next_arc[i], network.arc_head, node)[0] for trees in (ours, theirs)
            )
            assert arcs.tolist() == expected.tolist()


def gone(on_network: ProfileOnNetwork, arcs, at: int = CLOSED, bars=()) -> ProfileOnNetwork:
    release, barred = on_network.release.copy(), on_network.barred.copy()
    release[arcs] = np.maximum(release[arcs], at)
    barred[list(bars)] = True
    return replace(on_network, release=release, barred=barred, closes_early=closes_early(release))


@pytest.mark.parametrize("fewest", [1, 99])
@settings(deadline=None, max_examples=30)
@given(trip=small_trips(flat=True), data=st.data())
def test_what_is_mended_is_what_a_search_finds(fewest, trip, data):
    network, on_network, destinations = trip
    arcs = st.integers(0, network.n_arcs - 1)
    access = np.array(data.draw(st.sets(st.integers(0, network.n_nodes - 1), min_size=1).map(sorted)))
    kept = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(growing, "_FEWEST", fewest)
        patch.setattr(mending, "_HANGING_OF", data.draw(st.sampled_from([1, 3])))
        # The first search, and two changes after it.
        for _ in range(3):
            anew = reach_destinations(network, on_network, destinations, access_node=access)
            found = reach_destinations(
                network, on_network, destinations, access_node=access, again=Again(kept)
            )
            alike(network, found, anew)
            kept = found.kept
            on_network = gone(
                on_network, data.draw(st.sets(arcs, min_size=1, max_size=3).map(sorted)),
                data.draw(st.sampled_from([CLOSED, HORIZON - 3, HORIZON - 20])),
                data.draw(st.sets(arcs, max_size=1)),
            )  # fmt: skip


def arc(network: Network, tail: int, head: int) -> int:
    return int(np.flatnonzero((network.arc_tail() == tail) & (network.arc_head == head))[0])


def mend(network: Network, walks, closes, arcs, access) -> tuple[StillRight, StillRight]:
    """Close arcs for good; what is right before and after mending.

    Walks are by street, closings by arc, and all go to node 0.
    """
    ticks = np.array(walks)[network.arc_street]
    release = np.zeros(network.n_arcs, np.int64)
    for (tail, head), at in closes.items():
        release[arc(network, tail, head)] = HORIZON - at
    on_network, destinations = trip_to([0], ticks, release, np.zeros(network.n_arcs, np.bool_))
    access = np.array(access)
    kept = reach_destinations(network, on_network, destinations, access_node=access, again=Again()).kept
    assert kept is not None
    changed = gone(on_network, [arc(network, *one) for one in arcs])
    still = still_right(kept, network, changed, destinations, access)
    assert still is not None
    mended = Mending(network, changed, destinations, access, still).mended(2)
    anew, found = (
        reach_destinations(network, changed, destinations, access_node=access, again=again)
        for again in (None, Again(kept))
    )
    alike(network, found, anew)
    return still, mended


def test_only_what_hangs_on_what_is_gone_changes():
    # 0 - 1 - 2 - 3 with ways round, and 4 far away: as far as that the search knew all.
    network = small_network(5, [(0, 1), (1, 2), (2, 3), (1, 3), (0, 4), (0, 2)])
    still, mended = mend(network, [10, 10, 10, 50, 99, 90], {}, [(2, 1)], range(5))
    assert still.shortest == (None,)
    (tree,), (was,) = mended.shortest, still.kept.shortest
    assert was.walk.tolist() == [0, 10, 20, 30, 99]
    assert tree.walk.tolist() == [0, 10, 70, 60, 99]


def test_a_latest_route_that_gets_better_elsewhere_has_the_tree_searched_for():
    # 1 goes on by 4, which is open for ever, and once that is closed straight on, which closes: earlier, and
    # shorter. 3 has to be through its own street before either, by 1 or by 2, and takes the shorter walk.
    network = small_network(5, [(0, 1), (1, 4), (0, 4), (1, 3), (3, 2), (0, 2)])
    closes = {(1, 0): 50, (3, 1): 30, (3, 2): 30}
    _, mended = mend(network, [5, 20, 20, 5, 5, 10], closes, [(1, 4)], range(5))
    assert mended.latest == (None,)


def test_beyond_what_a_search_knew_nothing_is_mended():
    # The search for 1 alone ends at 10; that 2 comes to 0 by 3 in 17, and not in 40, it did not see.
    network = small_network(5, [(0, 1), (1, 4), (4, 2), (0, 2), (0, 3), (3, 2), (3, 4), (1, 3)])
    _, mended = mend(network, [10, 5, 5, 40, 12, 5, 60, 70], {}, [(1, 0)], [1])
    assert mended.shortest == (None,)
    far = small_network(6, [(0, 1), (1, 4), (4, 2), (0, 2), (0, 3), (3, 2), (3, 4), (1, 3), (0, 5)])
    _, mended = mend(far, [10, 5, 5, 40, 12, 5, 60, 70, 99], {}, [(1, 0)], range(6))
    assert mended.shortest[0].walk.tolist() == [0, 27, 17, 12, 22, 99]


def test_which_of_routes_alike_is_kept_where_an_arc_takes_no_time_is_left_to_the_search():
    # 2 and 3 lie at one point; both hang on the street from 2 to 1.
    network = small_network(5, [(0, 1), (1, 2), (0, 2), (2, 3), (1, 3), (0, 4)])
    _, mended = mend(network, [10, 10, 50, 0, 50, 99], {}, [(2, 1)], range(5))
    assert mended.shortest[0].walk.tolist() == [0, 10, 50, 50, 99]
    # From either as far by the other as by its own street.
    _, mended = mend(network, [10, 10, 50, 0, 40, 99], {}, [(2, 1)], range(5))
    assert mended.shortest == (None,)


def test_what_stays_at_a_point_that_hangs_is_left_to_the_search_where_both_ways_are_alike():
    # 2 and 3 lie at one point, 3 goes straight to 0, and 2 hangs on the street to 1: by 0 it is as far.
    network = small_network(5, [(0, 1), (1, 2), (0, 2), (2, 3), (0, 3), (0, 4)])
    _, mended = mend(network, [10, 10, 50, 0, 50, 99], {}, [(2, 1)], range(5))
    assert mended.shortest == (None,)


def test_what_is_searched_for_with_others_is_mended_only_where_little_hangs():
    # A row of places at both ends of a street, and a way round it: half of the nodes hang on the street.
    network = small_network(5, [(0, 1), (1, 2), (0, 2), (2, 3), (0, 4)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(growing, "_FEWEST", 1)
        _, mended = mend(network, [10, 10, 50, 5, 99], {}, [(2, 1)], range(5))
        assert mended.shortest == (None,)
        patch.setattr(mending, "_HANGING_OF", 2)
        _, mended = mend(network, [10, 10, 50, 5, 99], {}, [(2, 1)], range(5))
        assert mended.shortest[0].walk.tolist() == [0, 10, 50, 55, 99]
