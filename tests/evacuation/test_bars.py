"""Arcs that nobody is led along, on a line of four nodes."""

import numpy as np

from evacuation.bars import bar_into_zone, bar_towards_arrival, node_closing_s
from tests.evacuation.small_networks import small_network

#: Nodes 0 - 1 - 2 - 3 on streets 0, 1, 2; arcs by tail: 0>1, 1>0, 1>2, 2>1, 2>3, 3>2.
NETWORK = small_network(4, [(0, 1), (1, 2), (2, 3)])
TOWARDS_3 = {0, 2, 4}


def barred(mask) -> set[int]:
    return set(np.flatnonzero(mask).tolist())


def test_a_corner_is_reached_when_its_last_street_is():
    assert node_closing_s(NETWORK, np.array([100.0, 300.0, 200.0])).tolist() == [100.0, 300.0, 300.0, 200.0]


def test_nobody_is_led_to_where_the_water_comes_earlier():
    # Water comes from node 0; node 3 is safe.
    closes, safe = np.array([100.0, 200.0, np.inf]), np.array([False, False, False, True])
    assert barred(bar_towards_arrival(NETWORK, closes, safe)) == {1, 3}


def test_high_ground_cut_off_from_safety_is_left_over_the_latest_pass():
    # The hill at node 0 is reached late, but the pass at nodes 1 and 2 early: the way out stays open.
    closes, safe = np.array([900.0, 200.0, 300.0]), np.array([False, False, False, True])
    assert not barred(bar_towards_arrival(NETWORK, closes, safe)) & TOWARDS_3


def test_whoever_cannot_reach_safe_ground_is_led_by_the_water_alone():
    # The last street is closed from the start: its far end counts as reached, and so does nobody's way to it.
    closes, safe = np.array([100.0, 200.0, -np.inf]), np.array([False, False, False, True])
    assert barred(bar_towards_arrival(NETWORK, closes, safe)) == {1, 4}


def test_of_two_passes_the_later_one_counts():
    # From the hill 0, with the dead end 4, a street over corner 1 and one over corner 2 lead to safe
    # ground 3 and 5. The water comes to corner 1 at 200 s, to corner 2 at 500 s, to the hill at 900 s.
    two_passes = small_network(6, [(0, 1), (1, 3), (0, 2), (2, 3), (0, 4), (3, 5)])
    closes = np.array([200.0, 200.0, 500.0, 500.0, 900.0, np.inf])
    safe = np.array([False, False, False, True, False, True])
    # The hill counts as 500 s, like the later pass: only the early corner lies lower, and the way back
    # from safe ground.
    assert barred(bar_towards_arrival(two_passes, closes, safe)) == {0, 7, 8}


def test_where_no_water_comes_nothing_is_barred():
    safe = np.array([False, False, False, True])
    assert not bar_towards_arrival(NETWORK, np.full(3, np.inf), safe).any()


def test_a_zone_is_left_and_not_entered():
    # The middle street lies in the zone; nodes 1 and 2 have a street outside.
    assert barred(bar_into_zone(NETWORK, np.array([False, True, False]))) == {2, 3}
    # The end of the line lies wholly inside: whoever starts there may leave along the zone.
    assert barred(bar_into_zone(NETWORK, np.array([False, True, True]))) == {2}
    assert not bar_into_zone(NETWORK, np.zeros(3, bool)).any()
