"""A tree of routes on a line of four nodes: closings, deadline."""

import numpy as np
import pytest

from evacuation.clock import CLOSED, UNREACHED, closing_release, latest_departure_s
from evacuation.searching import EndNodes
from evacuation.trees import Search, grow_tree
from tests.evacuation.small_networks import Profile, small_network

#: Nodes 0 - 1 - 2 - 3; arcs by tail: 0>1, 1>0, 1>2, 2>1, 2>3, 3>2, each 10 ticks.
NETWORK = small_network(4, [(0, 1), (1, 2), (2, 3)])
ENDS = EndNodes(np.array([3]), np.array([5]), np.array([0]))
LAST_CLOSES = np.array([0, 0, 0, 0, *closing_release(np.array([10.0, 10.0]))])


def grow(search: Search, *, ends: EndNodes = ENDS, **changes):
    ticks, nothing = np.full(6, 10), np.zeros(6, np.int64)
    base = {
        "ticks": ticks, "release": nothing, "release_open": nothing,
        "passable": nothing, "barred": np.zeros(6, np.bool_), "allowance_ticks": -1, "deadline_release": 0,
        "closed_for_arcs": (),
    }  # fmt: skip
    return grow_tree(NETWORK, Profile(**{**base, **changes}), ends, search)


def test_without_closings_the_cost_is_the_walk():
    tree = grow(Search(by_latest=False))
    assert tree.walk.tolist() == tree.cost.tolist() == [35, 25, 15, 5]
    assert tree.next_arc.tolist() == [0, 2, 4, -1]


def test_latest_routes_keep_to_closings_and_to_the_deadline():
    closing = grow(Search(by_latest=True), release=LAST_CLOSES)
    # The last street must be walked by 10 s: from node 0 one leaves 3 s before.
    assert latest_departure_s(closing.cost)[:3].tolist() == [7.0, 8.0, 9.0]
    deadline = grow(Search(by_latest=True), deadline_release=int(closing_release(np.array([20.0]))[0]))
    # Everybody must be there by 20 s, and half a second is left from the last node.
    assert latest_departure_s(deadline.cost).tolist() == [16.5, 17.5, 18.5, 19.5]


def test_closings_may_be_left_aside():
    tree = grow(Search(by_latest=True, ignore_closings=True), release=LAST_CLOSES)
    assert tree.cost.tolist() == [35, 25, 15, 5]


def test_arcs_that_a_place_closes_are_not_taken_to_it():
    closed = (np.array([False, False, True, False, False, False]), np.zeros(6, np.bool_))
    assert grow(Search(by_latest=False, closed_for=0), closed_for_arcs=closed).walk.tolist()[0] == UNREACHED
    assert grow(Search(by_latest=False, closed_for=1), closed_for_arcs=closed).walk.tolist()[0] == 35
    assert grow(Search(by_latest=False), closed_for_arcs=closed).walk.tolist()[0] == 35


@pytest.mark.parametrize(("by_latest", "reached"), [(False, False), (True, True)])
def test_shortest_routes_avoid_what_closes_before_anybody_leaves(by_latest: bool, reached: bool):
    passable = np.array([0, 0, 0, 0, CLOSED, CLOSED])
    assert (grow(Search(by_latest=by_latest), passable=passable).walk[0] < UNREACHED) == reached


def test_barred_arcs_are_walked_close_to_the_destination_where_that_is_allowed():
    barred = np.array([False, False, False, False, True, True])
    assert grow(Search(by_latest=False), barred=barred, allowance_ticks=15).walk[0] == 35
    assert (
        grow(Search(by_latest=False, allowance=False), barred=barred, allowance_ticks=15).walk[0] == UNREACHED
    )


def test_without_an_allowance_not_even_a_barred_arc_of_no_length_is_walked():
    barred = np.array([False, False, False, False, True, True])
    at_door = EndNodes(np.array([3]), np.array([0]), np.array([0]))
    ticks = np.array([10, 10, 10, 10, 0, 0])
    tree = grow(Search(by_latest=False, allowance=False), ends=at_door, barred=barred, ticks=ticks)
    assert tree.walk.tolist() == [UNREACHED, UNREACHED, UNREACHED, 0]
