"""Shortest and latest routes to many destinations together, held against a search for each."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.clock import CLOSED, HORIZON
from evacuation.latest_lanes import LatestSearching, latest_measure
from evacuation.route_trees import ArcRows
from evacuation.searching import EndNodes
from evacuation.short_clock import decode_cost, decode_walk
from tests.evacuation.small_networks import Profile, obvious_search, small_network, small_networks

#: Nobody leaves before this.
_FIRST = 6


def _profile(ticks, release, barred):
    early = (release > HORIZON - _FIRST) & (release <= HORIZON)
    return Profile(
        ticks=ticks, release=release, passable=np.where(early, CLOSED, release), barred=barred,
        closed_for_arcs=(), segments=None,
    )  # fmt: skip


def _ends(node: int, left: int) -> EndNodes:
    return EndNodes(np.array([node]), np.array([left]), np.zeros(1, np.int64))


def _find(network, on_network, places, allowance):
    ends = [_ends(node, left) for node, left in places]
    measure = latest_measure(network, on_network, ends[0], -1)
    return LatestSearching(network, np.arange(network.n_nodes)).find(measure, ends, allowance)


@settings(deadline=None, max_examples=60)
@given(arrays=small_networks(), data=st.data())
def test_what_is_found_together_is_the_search_for_each(arrays, data):
    network, ticks, release, barred = arrays
    node, left = st.integers(0, network.n_nodes - 1), st.integers(0, 25)
    places = data.draw(st.lists(st.tuples(node, left), min_size=1, max_size=4))
    within = st.lists(st.sampled_from([-1, 0, 20]), min_size=len(places), max_size=len(places))
    allowance = data.draw(within)
    profile = _profile(ticks, release, barred)
    found = _find(network, profile, places, allowance)
    for pair, (place, rest), bars in zip(found, places, allowance, strict=True):
        for one, by_latest in zip(pair or (), (False, True), strict=False):
            cost, walk, next_arc = obvious_search(
                network, ticks, release if by_latest else profile.passable, barred, {place: (0, rest)},
                by_latest=by_latest, allowance=bars,
            )  # fmt: skip
            assert decode_cost(one.cost).tolist() == cost
            assert decode_walk(one.walk).tolist() == walk
            assert ArcRows((one.turn,), network.arc_start)[0].tolist() == next_arc


#: 0 - 1 - 2 - 3: the first street closes at 8 s, the last is closed; each takes 1 s.
_LINE = small_network(4, [(0, 1), (1, 2), (2, 3)])
_RELEASE = np.array([HORIZON - 80, HORIZON - 80, 0, 0, CLOSED, CLOSED])
_TEN = np.full(6, 10)


def test_only_places_that_a_way_open_for_ever_joins_are_found_together():
    on_network = _profile(_TEN, _RELEASE, np.zeros(6, np.bool_))
    found = _find(_LINE, on_network, [(1, 0), (2, 5), (0, 0), (3, 0)], [-1] * 4)
    assert [one is None for one in found] == [False, False, True, True]
    # Through by 8 s: who stands at 0 leaves at 7 s, and has 1 s to walk to the first, 2.5 s to the second.
    assert decode_cost(found[0][1].cost)[0] == decode_cost(found[1][1].cost)[0] == HORIZON - 70
    assert [int(latest.walk[0]) for _, latest in found[:2]] == [10, 25]


def test_a_place_near_a_bar_that_may_be_walked_is_searched_alone():
    barred = np.array([True, False, False, False, False, False])
    on_network = _profile(_TEN, np.zeros(6, np.int64), barred)
    # The barred arc from 0 to 1 takes 1 s, and from there to the place it is nothing, or 1 s.
    found = _find(_LINE, on_network, [(2, 0), (1, 0), (1, 0)], [19, 10, 9])
    assert [one is None for one in found] == [False, True, False]
    assert found[0][1].walk.tolist()[1:3] == [10, 0]


def test_nobody_with_a_way_open_for_ever_is_led_over_streets_that_close():
    # From 0 to 1 it is 30 s by the open street; by 2 it would be 2 s, but the street from there closes, and
    # nobody may walk back from 2 to 0.
    network = small_network(3, [(0, 1), (0, 2), (2, 1)])
    ticks = np.where(network.arc_street == 0, 300, 10)
    release = np.where(network.arc_street == 2, HORIZON - 80, 0)
    barred = (network.arc_tail() == 2) & (network.arc_head == 0)
    (found,) = _find(network, _profile(ticks, release, barred), [(1, 0)], [-1])
    shortest, latest = found
    assert latest.walk.tolist() == [300, 0, 10]
    assert decode_cost(latest.cost).tolist() == [300, 0, HORIZON - 70]
    # The shortest is that way.
    assert shortest.walk.tolist() == [20, 0, 10]
    assert decode_cost(shortest.cost).tolist() == [HORIZON - 60, 0, HORIZON - 70]
