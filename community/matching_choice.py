"""Who is covered where people need several helpers at once and there are too few for all of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import block_array, coo_array, diags_array
from scipy.sparse.csgraph import connected_components

from community.matching_problem import BoolArray, IntArray, MatchProblem

_TOLERANCE = 1e-6
#: What the solver says of a proved answer.
_OPTIMAL = 0
#: Branches that are looked at in one part: the same answer on every machine, however busy it is.
_NODES = 200
#: A part of more pairs is decided by who is covered alone; who is spared then follows from it.
_FEW_PAIRS = 5_000
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Who is covered, and how many no choice can exceed.

    Parameters
    ----------
    covered
        Shape (people,).
    covered_bound
        At most so many can be covered.
    spares_most
        Whether no choice that covers as many spares more, as far as it was searched for.
    """

    covered: BoolArray
    covered_bound: int
    spares_most: bool


def choose_covered(
    problem: MatchProblem, possible: BoolArray, partial: BoolArray, covered: BoolArray
) -> Chosen:
    """Return who is covered, deciding anew where a flow left people with some of their helpers.

    Parameters
    ----------
    problem
        People, supporters and pairs.
    possible
        People who could be covered at all, shape (people,).
    partial, covered
        What the flow left, shape (people,). Where nobody is partial, the flow is best as it is.

    Returns
    -------
    Chosen
        The choice with its bound.
    """
    part = _connected(problem, possible)
    chosen, bound, spares_most = covered.copy(), int(covered.sum()), True
    for label in np.unique(part[partial]).tolist():
        inside = (part == label) & possible
        before = covered & inside
        now, best, proved = _choose(problem, inside, before)
        chosen[inside] = now[inside]
        bound += best - int(before.sum())
        spares_most &= proved
    return Chosen(chosen, bound, spares_most)


def _connected(problem: MatchProblem, possible: BoolArray) -> IntArray:
    """Return a number for each person: the same for who shares supporters, be it through others."""
    n, m = problem.n_people, problem.n_supporters
    pairs = possible[problem.person]
    person, supporter = problem.person[pairs], n + problem.supporter[pairs]
    graph = coo_array((np.ones(person.size, np.int8), (person, supporter)), shape=(n + m, n + m))
    return np.asarray(connected_components(graph.tocsr(), directed=False)[1][:n], np.int64)


def _choose(problem: MatchProblem, inside: BoolArray, before: BoolArray) -> tuple[BoolArray, int, bool]:
    """Return who of a part is covered, at most how many could be, and whether it is proved to spare most.

    First as many as possible are covered; in a small part then, of such choices, one that spares most.
    """
    people, pairs = np.flatnonzero(inside), np.flatnonzero(inside[problem.person])
    covered, reached = before[people], int(before.sum())
    first = _cover_most(problem, people, pairs)
    if first.x is not None and int(_covered(first.x, pairs.size, people.size).sum()) > reached:
        covered = _covered(first.x, pairs.size, people.size)
        reached = int(covered.sum())
    proved = False
    if pairs.size <= _FEW_PAIRS:
        second = _spare_most(problem, people, pairs, at_least=reached)
        covered = covered if second.x is None else _covered(second.x, pairs.size, people.size)
        proved = second.status == _OPTIMAL
    whole = np.zeros_like(inside)
    whole[people] = covered
    return whole, max(_bound(first, people.size), reached), proved


def _bound(found: OptimizeResult, most: int) -> int:
    """Return what a maximum cannot exceed, a whole number."""
    dual = found.mip_dual_bound
    return most if dual is None or not np.isfinite(dual) else min(most, int(np.floor(-dual + _TOLERANCE)))


def _covered(x: FloatArray, n_pairs: int, n_people: int) -> BoolArray:
    """Return who is covered in an answer, shape (people,)."""
    return np.asarray(x[n_pairs : n_pairs + n_people] > 1 - 10 * _TOLERANCE, np.bool_)


def _cover_most(problem: MatchProblem, people: IntArray, pairs: IntArray) -> OptimizeResult:
    """Return the choice of pairs, then of people, that covers most."""
    rows, lower = _limits(problem, people, pairs)
    n, k = people.size, pairs.size
    return milp(
        np.concatenate([np.zeros(k), -np.ones(n)]), integrality=np.ones(k + n, np.int64),
        bounds=Bounds(0, 1), constraints=LinearConstraint(block_array(rows).tocsc(), lower, np.inf),
        options={"node_limit": _NODES, "mip_rel_gap": 0.0},
    )  # fmt: skip


def _spare_most(problem: MatchProblem, people: IntArray, pairs: IntArray, *, at_least: int) -> OptimizeResult:
    """Return the choice of pairs, people covered, people spared, that spares most and covers so many."""
    rows, lower = _limits(problem, people, pairs)
    n, k = people.size, pairs.size
    one = diags_array(np.ones(n))
    every, by_car, load = rows
    wide: list[list[Any]] = [
        [*every, -one], [*by_car, None], [*load, None], [None, one, -one],
        [None, coo_array(np.ones((1, n))), None],
    ]  # fmt: skip
    upper = np.concatenate([np.ones(k + n), problem.spare[people].astype(np.float64)])
    lower = np.concatenate([lower, np.zeros(n), [at_least - _TOLERANCE]])
    return milp(
        np.concatenate([np.zeros(k + n), -np.ones(n)]), integrality=np.ones(k + 2 * n, np.int64),
        bounds=Bounds(0, upper), constraints=LinearConstraint(block_array(wide).tocsc(), lower, np.inf),
        options={"node_limit": _NODES, "mip_rel_gap": 0.0},
    )  # fmt: skip


def _limits(problem: MatchProblem, people: IntArray, pairs: IntArray) -> tuple[list[list[Any]], FloatArray]:
    """Return: covered people have their helpers, and their car; no supporter passes her limit."""
    n, k, m = people.size, pairs.size, problem.n_supporters
    at, columns = np.searchsorted(people, problem.person[pairs]), np.arange(k)
    cars = problem.with_car()[pairs]
    every = coo_array((np.ones(k), (at, columns)), shape=(n, k))
    by_car = coo_array((np.ones(int(cars.sum())), (at[cars], columns[cars])), shape=(n, k))
    load = coo_array((np.ones(k), (problem.supporter[pairs], columns)), shape=(m, k))
    rows: list[list[Any]] = [
        [every, -diags_array(problem.needed[people].astype(np.float64))],
        [by_car, -diags_array(problem.car_needed[people].astype(np.float64))],
        [-load, None],
    ]
    return rows, np.concatenate([np.zeros(2 * n), -problem.limit.astype(np.float64)])
