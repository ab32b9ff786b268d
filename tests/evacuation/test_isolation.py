"""The fewest arcs between people and safety: against taking every set of arcs away, on random networks."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from evacuation.clock import UNREACHED
from evacuation.isolation import ARC, NAMED_ARC, fewest_arcs, single_ways
from evacuation.passable import Passable
from tests.evacuation.graphs import Drawn, drawn_networks, network_of, reaches


def passable_of(drawn: Drawn, reached=None) -> Passable:
    n = drawn.network.n_nodes
    return Passable(drawn.kept, np.zeros(n, np.int64) if reached is None else reached, drawn.safe)


def cut_of(drawn: Drawn, *, most: int = 5, named: tuple[int, ...] = (), reached=None):
    weight = np.full(drawn.network.n_arcs, ARC)
    weight[list(named)] = NAMED_ARC
    return fewest_arcs(drawn.network, passable_of(drawn, reached), drawn.starts, weight, most=most)


def isolated(drawn: Drawn, without: tuple[int, ...]) -> bool:
    return not any(reaches(drawn, int(node), without) for node in drawn.starts)


@settings(max_examples=25, deadline=None)
@given(drawn=drawn_networks())
def test_no_smaller_set_of_arcs_parts_people_from_safety(drawn):
    found = cut_of(drawn, most=4)
    every = range(drawn.network.n_arcs)
    for count in range(4):
        if any(isolated(drawn, taken) for taken in combinations(every, count)):
            assert found.ways == len(found.arcs) == count
            assert isolated(drawn, found.arcs)
            return
    assert found.ways is None
    assert found.arcs == ()


#: 0 ═ 1 ═ 2: two streets each; 2 is safe.
DOUBLE = network_of(3, [(0, 1), (0, 1), (1, 2), (1, 2)])


def double(safe: int = 2) -> Drawn:
    return Drawn(DOUBLE, np.ones(DOUBLE.n_arcs, np.bool_), np.arange(3) == safe, np.array([0]))


def streets_of(arcs) -> list[int]:
    return sorted(int(DOUBLE.arc_street[arc]) for arc in arcs)


def test_of_cuts_with_as_few_arcs_the_one_with_more_that_people_know_is_told():
    towards = [arc for arc in range(DOUBLE.n_arcs) if DOUBLE.arc_head[arc] == 2]
    assert streets_of(cut_of(double(), named=tuple(towards)).arcs) == [2, 3]
    towards = [arc for arc in range(DOUBLE.n_arcs) if DOUBLE.arc_head[arc] == 1]
    assert streets_of(cut_of(double(), named=tuple(towards)).arcs) == [0, 1]


@pytest.mark.parametrize(("most", "ways"), [(1, None), (2, None), (3, 2)])
def test_as_many_as_are_enough_are_not_counted(most, ways):
    assert cut_of(double(), most=most).ways == ways


def test_what_lies_far_away_is_looked_at_where_it_decides():
    # Node 1 lies beyond every range: of what is near alone there would be two ways, or none.
    line = network_of(3, [(0, 1), (0, 1), (1, 2)])
    drawn = Drawn(line, np.ones(6, np.bool_), np.arange(3) == 2, np.array([0]))
    found = cut_of(drawn, reached=np.array([0, 50_000, 50_001]))
    assert [int(line.arc_street[arc]) for arc in found.arcs] == [2]


def test_who_leaves_much_later_has_a_say_in_what_all_hang_on():
    # 0 leaves at once over one street, 3 hours later over two: without all three both still have a way.
    fork = network_of(4, [(0, 2), (3, 2), (3, 2), (0, 1)])
    drawn = Drawn(fork, np.ones(8, np.bool_), np.arange(4) == 2, np.array([0, 3]))
    found = cut_of(drawn, reached=np.array([0, 100, 200, 100_000]))
    assert found.ways == len(found.arcs) == 3
    assert isolated(drawn, found.arcs)


def test_single_arcs_are_told_in_walking_order_and_nothing_where_no_route_is():
    line = network_of(4, [(0, 1), (1, 2)])
    drawn = Drawn(line, np.ones(4, np.bool_), np.arange(4) == 2, np.array([0]))
    found = single_ways(line, passable_of(drawn), np.array([0, 1, 3]))
    assert [None if one is None else [int(line.arc_street[arc]) for arc in one.arcs] for one in found] == [
        [0, 1],
        [1],
        None,
    ]
    far = passable_of(drawn, np.full(4, UNREACHED))
    assert single_ways(line, far, np.array([0])) == found[:1]


@settings(max_examples=25, deadline=None)
@given(drawn=drawn_networks())
def test_corners_are_those_without_which_nobody_gets_through(drawn):
    tails, heads = drawn.network.arc_tail(), drawn.network.arc_head
    for node, one in zip(
        drawn.starts, single_ways(drawn.network, passable_of(drawn), drawn.starts), strict=True
    ):
        if one is None:
            assert not reaches(drawn, int(node))
            continue
        needed = [
            corner for corner in range(drawn.network.n_nodes)
            if corner != node and not drawn.safe[corner]
            and not reaches(drawn, int(node), tuple(np.flatnonzero((tails == corner) | (heads == corner))))
        ]  # fmt: skip
        ends = {int(end) for arc in one.arcs for end in (tails[arc], heads[arc])}
        assert sorted(one.corners) == [corner for corner in needed if corner not in ends]


def test_two_streets_that_meet_at_a_corner_hang_on_it():
    # Nobody hangs on one of the four streets; all hang on corner 1.
    (one,) = single_ways(DOUBLE, passable_of(double()), np.array([0]))
    assert (one.arcs, one.corners) == ((), (1,))
