"""People on duty walk the same streets as everybody: open until they are through, or there is no way."""

import heapq
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.profiles import walking_profiles
from evacuation.duty_arrivals import duty_walks
from evacuation.profile_on_network import put_on_network
from tests.evacuation.conftest import toy_inputs

INPUTS = toy_inputs("toy-tsunami-night")
NETWORK = INPUTS.network
STREETS = len(INPUTS.streets)
EAST, WEST = 0, 1


def on_network(closes_at_s, place_closes_at_s=None):
    passage = replace(
        INPUTS.passage,
        closes_at_s=np.asarray(closes_at_s, dtype=np.float64),
        barred=np.zeros(NETWORK.n_arcs, dtype=bool),
        place_closes_at_s=np.full(NETWORK.place_node.size, np.inf)
        if place_closes_at_s is None
        else np.asarray(place_closes_at_s, dtype=np.float64),
        place_closed_for=np.zeros(0, dtype=np.int64),
    )
    profile = walking_profiles(INPUTS.settings)[0]
    return put_on_network(NETWORK, INPUTS.streets, passage, profile, INPUTS.day_time, INPUTS.settings)


def earliest(profile, closes_at_s, place, block, called_s):
    """Return the earliest arrival by a plain search forward: a street is taken if it is open to its end."""
    start, end = int(NETWORK.block_node[block]), int(NETWORK.place_node[place])
    if start < 0 or end < 0:
        return np.inf
    tails = NETWORK.arc_tail()
    at = {start: called_s * 10 + float(profile.block_connector[block])}
    queue = [(at[start], start)]
    while queue:
        now, node = heapq.heappop(queue)
        if now > at[node]:
            continue
        for arc in np.flatnonzero(tails == node).tolist():
            done = now + float(profile.ticks[arc])
            head = int(NETWORK.arc_head[arc])
            closes = closes_at_s[int(NETWORK.arc_street[arc])]
            if done <= np.floor(closes * 10 + 1e-6) and done < at.get(head, np.inf):
                at[head] = done
                heapq.heappush(queue, (done, head))
    return (at.get(end, np.inf) + float(profile.place_connector[place])) / 10 - called_s


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([np.inf, np.inf, -np.inf, 900.0, 1500.0, 2500.0]), min_size=STREETS, max_size=STREETS
    ),
    st.sampled_from([0.0, 600.0]),
)
def test_whoever_can_be_there_is_and_nobody_else(closes_at_s, called_s):
    profile = on_network(closes_at_s)
    places, blocks = NETWORK.place_node.size, NETWORK.block_node.size
    place_row, block_row = (grid.ravel() for grid in np.meshgrid(np.arange(places), np.arange(blocks)))
    walks = duty_walks(NETWORK, profile, place_row, block_row, called_s)
    for place, block, walk in zip(place_row.tolist(), block_row.tolist(), walks.tolist(), strict=True):
        best = earliest(profile, closes_at_s, place, block, called_s)
        assert np.isfinite(walk) == np.isfinite(best)
        assert walk >= best - 1e-6 or not np.isfinite(best)


def test_with_every_street_open_the_walk_is_the_shortest():
    closes_at_s = [np.inf] * STREETS
    profile = on_network(closes_at_s)
    blocks = np.arange(NETWORK.block_node.size)
    for place in range(NETWORK.place_node.size):
        walks = duty_walks(NETWORK, profile, np.full(blocks.size, place), blocks, 0.0)
        expected = [earliest(profile, closes_at_s, place, int(block), 0.0) for block in blocks]
        assert walks.tolist() == pytest.approx(expected)


def test_a_block_that_is_not_known_is_unknown_and_one_that_no_street_reaches_is_never_there():
    profile = on_network([np.inf] * STREETS)
    cut = replace(NETWORK, block_node=np.full_like(NETWORK.block_node, -1))
    assert np.isnan(duty_walks(NETWORK, profile, np.array([0]), np.array([-1]), 0.0)).all()
    assert np.isposinf(duty_walks(cut, profile, np.array([0]), np.array([0]), 0.0)).all()


def test_whoever_arrives_as_the_street_closes_is_there_and_a_tick_later_is_not():
    open_profile = on_network([np.inf] * STREETS)
    walk = duty_walks(NETWORK, open_profile, np.array([0]), np.array([0]), 0.0)[0]
    there = on_network([np.inf] * STREETS, [walk] * NETWORK.place_node.size)
    late = on_network([np.inf] * STREETS, [walk - 0.1] * NETWORK.place_node.size)
    assert duty_walks(NETWORK, there, np.array([0]), np.array([0]), 0.0)[0] == walk
    assert np.isposinf(duty_walks(NETWORK, late, np.array([0]), np.array([0]), 0.0)).all()
    # Called a second later, the same way is no longer open.
    assert np.isposinf(duty_walks(NETWORK, there, np.array([0]), np.array([0]), 1.0)).all()
