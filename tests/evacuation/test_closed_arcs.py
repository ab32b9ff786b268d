"""Arcs closed besides: every search answers as if they had been closed from the start."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.clock import CLOSED
from evacuation.trees import Search, grow_tree
from tests.evacuation.random_city import cities


@pytest.mark.parametrize("timed", [False, True])
def test_a_patched_measure_answers_as_one_made_anew(timed: bool) -> None:
    @given(cities(timed=timed), st.data())
    @settings(max_examples=20, deadline=None)
    def answers(city, data) -> None:
        network, people = city
        arcs = data.draw(st.lists(st.integers(0, network.n_arcs - 1), max_size=6, unique=True))
        closed = np.array(arcs, np.int64)
        release = people.on_network.release.copy()
        release[closed] = CLOSED
        anew = replace(people.on_network, release=release)
        for one in people.sets:
            for by_latest in (False, True):
                search = Search(by_latest=by_latest, limit_walk=int(people.on_network.longest_ticks))
                patched = grow_tree(network, people.on_network, one.ends, replace(search, closed_arcs=closed))
                made = grow_tree(network, anew, one.ends, search)
                np.testing.assert_array_equal(patched.cost, made.cost)
                np.testing.assert_array_equal(patched.walk, made.walk)
                np.testing.assert_array_equal(patched.next_arc, made.next_arc)

    answers()


def test_what_is_closed_for_one_search_is_open_for_the_next() -> None:
    @given(cities(timed=False))
    @settings(max_examples=5, deadline=None)
    def answers(city) -> None:
        network, people = city
        ends, plain = people.sets[0].ends, Search(by_latest=True)
        before = grow_tree(network, people.on_network, ends, plain)
        every = np.arange(network.n_arcs)
        shut = grow_tree(network, people.on_network, ends, replace(plain, closed_arcs=every))
        assert (shut.next_arc < 0).all()
        after = grow_tree(network, people.on_network, ends, plain)
        np.testing.assert_array_equal(before.cost, after.cost)

    answers()
