"""Segments joined to streets: a street runs from corner to corner, its drawing kept point by point."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """Streets as rows of nodes.

    Parameters
    ----------
    points
        Nodes of all streets, one street after the other.
    starts
        First place of each street in ``points``, and their number, shape (n + 1,).
    kind
        Kind of each street, shape (n,).
    """

    points: IntArray
    starts: IntArray
    kind: IntArray


def part_of_nodes(tail: IntArray, head: IntArray, n: int) -> IntArray:
    """Return the connected part that each of ``n`` nodes is in, shape (n,)."""
    links = coo_array((np.ones(tail.size, dtype=np.int8), (tail, head)), shape=(n, n))
    _, part = connected_components(links, directed=False)
    return part.astype(np.int64)


def chain_segments(tail: IntArray, head: IntArray, kind: IntArray, is_corner: BoolArray) -> Chains:
    """Join segments wherever a node joins just two of one kind and is no corner of its own.

    Parameters
    ----------
    tail, head
        Ends of each segment, shape (m,); no segment is a loop. Segments of one way follow each other.
    kind
        Kind of each segment, shape (m,).
    is_corner
        Nodes at which streets end whatever meets there, shape (n,).
    """
    inner = _inner_nodes(tail, head, kind, is_corner)
    follows = np.zeros(tail.size, dtype=bool)
    follows[1:] = (head[:-1] == tail[1:]) & inner[tail[1:]]
    low = np.flatnonzero(~follows)
    high = np.append(low[1:], tail.size) if tail.size else low
    piece, turned, street = _ordered_pieces(tail[low], head[high - 1], inner)
    sizes = (high - low)[piece]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    is_turned = np.repeat(turned, sizes)
    segment = np.where(
        is_turned, np.repeat(high[piece], sizes) - 1 - within, np.repeat(low[piece], sizes) + within
    )
    of_segment = np.repeat(street, sizes)
    before = np.where(is_turned, head[segment], tail[segment])
    after = np.where(is_turned, tail[segment], head[segment])
    last = np.append(of_segment[1:] != of_segment[:-1], np.ones(min(of_segment.size, 1), dtype=bool))
    counts = np.bincount(of_segment) + 1 if of_segment.size else np.empty(0, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    points = np.insert(before, np.flatnonzero(last) + 1, after[last])
    first = np.append(0, np.flatnonzero(last)[:-1] + 1) if of_segment.size else np.empty(0, dtype=np.int64)
    return Chains(points, starts, kind[segment[first]])


def _inner_nodes(tail: IntArray, head: IntArray, kind: IntArray, is_corner: BoolArray) -> BoolArray:
    """Return the nodes at which a street goes on."""
    ends = np.concatenate([tail, head])
    degree = np.bincount(ends, minlength=is_corner.size)
    order = np.argsort(ends, kind="stable")
    start = np.cumsum(degree) - degree
    two = np.flatnonzero((degree == 2) & ~is_corner)
    first, second = (kind[order[start[two] + i] % max(tail.size, 1)] for i in (0, 1))
    inner = np.zeros(is_corner.size, dtype=bool)
    inner[two[first == second]] = True
    return inner


def _ordered_pieces(start: IntArray, end: IntArray, inner: BoolArray) -> tuple[IntArray, BoolArray, IntArray]:
    """Return pieces in the order in which they make streets, which are turned, and their street."""
    open_start, open_end = inner[start], inner[end]
    whole = np.flatnonzero(~open_start & ~open_end)
    rest = np.flatnonzero(open_start | open_end)
    chains = _Walk(start, end, inner, rest.tolist()).chains()
    order = [step for chain in chains for step in chain]
    piece = np.concatenate([whole, np.array([p for p, _ in order], dtype=np.int64)])
    turned = np.concatenate([np.zeros(whole.size, dtype=bool), np.array([t for _, t in order], dtype=bool)])
    sizes = np.array([len(chain) for chain in chains], dtype=np.int64)
    street = np.concatenate([np.arange(whole.size), whole.size + np.repeat(np.arange(sizes.size), sizes)])
    return piece, turned, street


class _Walk:
    """Goes from piece to piece through the nodes at which a street goes on."""

    def __init__(self, start: IntArray, end: IntArray, inner: BoolArray, pieces: list[int]) -> None:
        ends = zip(start[pieces].tolist(), end[pieces].tolist(), strict=True)
        self._ends: dict[int, tuple[int, int]] = dict(zip(pieces, ends, strict=True))
        self._inner = inner
        self._at: dict[int, list[int]] = {}
        for piece, both in self._ends.items():
            for node in both:
                if inner[node]:
                    self._at.setdefault(node, []).append(piece)
        self._left = dict.fromkeys(pieces)

    def chains(self) -> list[list[tuple[int, bool]]]:
        """Return streets as pieces in their order, with whether each is turned."""
        found = []
        for piece, (start, end) in self._ends.items():
            if piece in self._left and not (self._inner[start] and self._inner[end]):
                found.append(self._from(piece, bool(self._inner[start])))
        # What is left are rings without a corner: they start anywhere.
        while self._left:
            found.append(self._from(next(iter(self._left)), False))
        return found

    def _from(self, piece: int, turned: bool) -> list[tuple[int, bool]]:
        chain = []
        following: int | None = piece
        while following is not None:
            piece = following
            del self._left[piece]
            chain.append((piece, turned))
            node = self._ends[piece][0 if turned else 1]
            following = next((other for other in self._at.get(node, ()) if other in self._left), None)
            if following is not None:
                turned = self._ends[following][0] != node
        return chain
