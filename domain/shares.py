"""Integer persons from shares, so that every sum holds: one row alone, or the rows of a whole city.

A block that is rounded alone loses people: 0.4 persons who need help in each of 1,000 blocks are
nobody at all. Splits of a city's blocks are therefore rounded over their districts, wards and the
city together (``split_in_groups``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import maximum_flow

IntArray = npt.NDArray[np.int64]

#: Parts of a person in which expectations are counted, so that all sums are exact.
_GRID = 10**9


def split_persons(persons: IntArray, shares: npt.NDArray[np.float64]) -> IntArray:
    """Split whole persons by shares, row by row, by the largest-remainder rule.

    Parameters
    ----------
    persons
        Whole persons, shape (n,).
    shares
        Non-negative shares of each part, shape (n, k) or (k,); each row sums to 1.

    Returns
    -------
    numpy.ndarray
        Whole persons of each part, shape (n, k); rows sum to ``persons``. Equal remainders go to
        the earlier part, so that the result does not depend on anything but the input.
    """
    persons = np.asarray(persons, dtype=np.int64)
    share = np.broadcast_to(np.asarray(shares, dtype=np.float64), (persons.size, np.shape(shares)[-1]))
    exact = persons[:, None] * share
    whole = np.floor(exact + 1e-9).astype(np.int64)
    left = persons - whole.sum(axis=1)
    order = np.argsort(-(exact - whole), axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(order.shape[1])[None, :], axis=1)
    return whole + (rank < left[:, None])


def split_in_groups(
    persons: IntArray, shares: npt.NDArray[np.float64], groups: Sequence[npt.ArrayLike]
) -> IntArray:
    """Split whole persons by shares so that every row, every group and the whole keep their expectation.

    Two parts are split by the largest-remainder rule from the top down: the whole is rounded to the
    nearest person, then its groups share that number by their largest remainders, then their rows.
    More parts are a controlled rounding: each cell and each sum rounded up or down, found as a flow
    (rows and groups are nested, so one always exists).

    Parameters
    ----------
    persons
        Whole persons, shape (n,), sorted by id: equal remainders go to the earlier row.
    shares
        Non-negative shares of each part, shape (n, k) or (k,); each row with persons sums to 1.
    groups
        Labels of each row, from fine to coarse (district, ward), shape (n,) each. A group of one
        level that lies in two of the next counts as two.

    Returns
    -------
    numpy.ndarray
        Whole persons of each part, shape (n, k); rows sum to ``persons``. Every cell, and every
        part's sum in a group and in the whole, is less than 1 away from its expectation.
    """
    persons = np.asarray(persons, dtype=np.int64)
    parts = np.shape(shares)[-1]
    expected = _on_grid(persons, np.broadcast_to(np.asarray(shares, dtype=np.float64), (persons.size, parts)))
    if persons.size == 0 or parts == 1:
        return expected // _GRID
    levels = _nested_levels(groups, persons.size)
    if parts == 2:
        first = _largest_remainders(expected[:, 0], levels)
        return np.column_stack([first, persons - first])
    # Parts that nobody has, and rows that are whole already, ask no question.
    used = expected.any(axis=0)
    result = np.zeros_like(expected)
    if used.sum() < parts:
        if used.any():
            share = expected[:, used] / np.maximum(persons, 1)[:, None] / _GRID
            result[:, used] = split_in_groups(persons, share, groups)
        return result
    return _controlled_rounding(persons, expected, levels)


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """One level above another: how many groups it has, and the group of each item below."""

    size: int
    group_of: npt.NDArray[np.intp]

    def total(self, values: IntArray) -> IntArray:
        """Return the exact sum of values (items × parts) in each group."""
        out = np.zeros((self.size, *values.shape[1:]), dtype=np.int64)
        np.add.at(out, self.group_of, values)
        return out


def _on_grid(persons: IntArray, share: npt.NDArray[np.float64]) -> IntArray:
    """Return expected persons in units of the grid; rows sum to the persons exactly."""
    expected = np.rint(persons[:, None] * share * _GRID).astype(np.int64)
    if not expected.size:
        return expected
    lost = persons * _GRID - expected.sum(axis=1)
    # Noise of a division: it goes to a part that is not whole, which a row that lost any has.
    at = np.argmax(expected % _GRID, axis=1)
    expected[np.arange(persons.size), at] += lost
    return expected


def _nested_levels(groups: Sequence[npt.ArrayLike], count: int) -> list[_Level]:
    """Return the levels from fine to coarse, each inside the next; the last is the whole."""
    coarser = np.zeros(count, dtype=np.intp)
    of_rows = [coarser]
    for labels in reversed(groups):
        # Hashed first: to sort the labels of all rows of a city takes a third of what an exposure does.
        code, _ = pd.factorize(np.asarray(labels), sort=True)
        _, coarser = np.unique(coarser * (int(code.max()) + 1) + code, return_inverse=True)
        of_rows.append(coarser.astype(np.intp))
    of_rows.reverse()
    levels = [_Level(int(of_rows[0].max()) + 1, of_rows[0])]
    for fine, coarse in pairwise(of_rows):
        above = np.zeros(int(fine.max()) + 1, dtype=np.intp)
        above[fine] = coarse
        levels.append(_Level(int(coarse.max()) + 1, above))
    return levels


def _largest_remainders(expected: IntArray, levels: Sequence[_Level]) -> IntArray:
    """Return whole persons of one part: the whole to the nearest, the rest by largest remainder."""
    sums = [expected]
    for level in levels:
        sums.append(level.total(sums[-1]))
    given = (sums[-1] + _GRID // 2) // _GRID
    for level, below in zip(reversed(levels), reversed(sums[:-1]), strict=True):
        whole, rest = np.divmod(below, _GRID)
        left = given - level.total(whole)
        order = np.lexsort((np.arange(below.size), -rest, level.group_of))
        grouped = level.group_of[order]
        rank = np.empty(below.size, dtype=np.int64)
        rank[order] = np.arange(below.size) - np.searchsorted(grouped, grouped)
        given = whole + (rank < left[level.group_of])
    return given


def _controlled_rounding(persons: IntArray, expected: IntArray, levels: Sequence[_Level]) -> IntArray:
    """Round every cell up or down so that rows keep their sum and groups are up or down too.

    Persons left after rounding down flow from their row through a cell (at most one each) into the
    part of its district, of its ward, of the whole. The fractions themselves are such a flow, so a
    whole one exists; lower bounds are drawn as supply at the end of an arc and demand at its start.
    """
    whole, rest = np.divmod(expected, _GRID)
    left = persons - whole.sum(axis=1)
    count, parts = expected.shape
    source, sink, first_row = 0, 1, 2
    rows, columns = np.nonzero(rest)
    arcs = _Arcs()
    offset = first_row + count
    arcs.add(source, first_row + np.arange(count), left)
    cells = offset + levels[0].group_of[rows] * parts + columns
    arcs.add(first_row + rows, cells, np.ones(rows.size, dtype=np.int64))
    floors, sums = whole, expected
    for position, level in enumerate(levels):
        floors, sums = level.total(floors), level.total(sums)
        low = (sums // _GRID - floors).ravel()
        high = (-(-sums // _GRID) - floors).ravel()
        start = offset + np.arange(low.size)
        offset += low.size
        if position + 1 < len(levels):
            above = levels[position + 1].group_of
            end = offset + (above[:, None] * parts + np.arange(parts)).ravel()
        else:
            end = np.full(low.size, offset)
        arcs.add(start, end, high - low)
        arcs.add(source, end, low)
        arcs.add(start, sink, low)
    arcs.add(np.array([offset]), sink, left.sum(keepdims=True))
    graph = arcs.graph(offset + 1)
    flow = maximum_flow(graph, source, sink)
    if flow.flow_value != graph[[source]].sum():
        msg = "no controlled rounding found, though one always exists"
        raise AssertionError(msg)
    taken = flow.flow.tocoo()
    one = (taken.row >= first_row) & (taken.row < first_row + count) & (taken.data > 0)
    whole[taken.row[one] - first_row, (taken.col[one] - first_row - count) % parts] += 1
    return whole


class _Arcs:
    """Arcs of a flow, gathered as arrays; parallel arcs add up."""

    def __init__(self) -> None:
        self._parts: list[tuple[IntArray, IntArray, IntArray]] = []

    def add(
        self, start: int | npt.NDArray[np.intp], end: int | npt.NDArray[np.intp], capacity: IntArray
    ) -> None:
        size = np.shape(capacity)
        self._parts.append(
            (np.broadcast_to(start, size), np.broadcast_to(end, size), np.asarray(capacity, dtype=np.int64))
        )

    def graph(self, nodes: int) -> "csr_array":
        """Return the capacities as a sparse matrix of ``nodes`` × ``nodes``."""
        start, end, capacity = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        used = capacity > 0
        matrix = coo_array((capacity[used], (start[used], end[used])), shape=(nodes, nodes))
        return matrix.tocsr().astype(np.int32)
