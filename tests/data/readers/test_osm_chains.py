"""Segments become streets from corner to corner; nothing is lost or joined that is not one."""

from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.osm_chains import Chains, chain_segments, part_of_nodes


def chained(segments: list[tuple[int, int, int]], corners: set[int] = frozenset(), n: int = 12) -> Chains:
    tail, head, kind = (np.array(column, dtype=np.int64) for column in zip(*segments, strict=True))
    is_corner = np.isin(np.arange(n), [*corners])
    return chain_segments(tail, head, kind, is_corner)


def rows(chains: Chains) -> list[list[int]]:
    return [part.tolist() for part in np.split(chains.points, chains.starts[1:-1])]


def test_a_street_goes_on_through_a_node_of_two():
    # 0-1-2-3 of one kind, of two ways, the second drawn towards the first.
    found = chained([(0, 1, 0), (1, 2, 0), (3, 2, 0)])
    assert rows(found) in ([[0, 1, 2, 3]], [[3, 2, 1, 0]])
    assert found.kind.tolist() == [0]


def test_a_street_ends_where_the_kind_changes_at_a_corner_and_at_a_junction():
    found = chained([(0, 1, 0), (1, 2, 1)])
    assert sorted(rows(found)) == [[0, 1], [1, 2]]
    assert sorted(rows(chained([(0, 1, 0), (1, 2, 0)], {1}))) == [[0, 1], [1, 2]]
    assert len(rows(chained([(0, 1, 0), (1, 2, 0), (1, 3, 0)]))) == 3


def test_a_ring_without_a_corner_starts_anywhere():
    found = rows(chained([(0, 1, 0), (1, 2, 0), (2, 0, 0)]))
    assert len(found) == 1
    assert found[0][0] == found[0][-1]
    assert sorted(found[0][:-1]) == [0, 1, 2]
    # The same ring of three ways, each drawn as it likes.
    found = rows(chained([(0, 1, 0), (2, 1, 0), (2, 0, 0)]))
    assert (len(found), len(found[0])) == (1, 4)


def test_nothing_gives_nothing():
    none = np.empty(0, dtype=np.int64)
    found = chain_segments(none, none, none, np.zeros(3, dtype=bool))
    assert (found.points.size, found.starts.tolist(), found.kind.size) == (0, [0], 0)


PAIRS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(0, 1)).filter(lambda s: s[0] != s[1]),
    min_size=1,
    max_size=25,
    unique_by=lambda s: (min(s[:2]), max(s[:2])),
)


@settings(max_examples=50, deadline=None)
@given(PAIRS, st.sets(st.integers(0, 11), max_size=3))
def test_every_segment_is_in_one_street_and_every_join_is_right(
    segments: list[tuple[int, int, int]], corners: set[int]
):
    found = chained(segments, corners)
    streets = rows(found)
    asked = Counter((min(u, v), max(u, v), kind) for u, v, kind in segments)
    made = Counter(
        (min(u, v), max(u, v), kind)
        for street, kind in zip(streets, found.kind.tolist(), strict=True)
        for u, v in pairwise(street)
    )
    assert made == asked
    kinds_at: dict[int, list[int]] = {}
    for u, v, kind in segments:
        kinds_at.setdefault(u, []).append(kind)
        kinds_at.setdefault(v, []).append(kind)
    goes_on = {n for n, k in kinds_at.items() if len(k) == 2 and k[0] == k[1] and n not in corners}
    inner = [node for street in streets for node in street[1:-1]]
    # Every node at which a street goes on is inside one, but for one node of each plain ring.
    rings = [street for street in streets if street[0] == street[-1] and street[0] in goes_on]
    assert Counter(inner) == Counter(goes_on - {ring[0] for ring in rings})


def test_connected_nodes_are_one_part():
    part = part_of_nodes(np.array([0, 3]), np.array([1, 2]), 5)
    assert part[0] == part[1] != part[2] == part[3]
    assert len({*part.tolist()}) == 3
