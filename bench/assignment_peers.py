"""The assignment by others: one flow of least cost, all pairs at once, its cost in whole numbers.

OR-Tools scales and pushes in whole numbers. LEMON does so by network simplex; POT has the same on a
full table, and HiGHS solves the linear programme: both in floating point, which holds these costs (below 2⁵³)
exactly; that the people they give are whole numbers is looked at.
"""

from collections.abc import Iterable
from importlib import import_module

import numpy as np
from ortools.graph.python import min_cost_flow
from scipy.optimize import linprog
from scipy.sparse import csr_array

from bench.lemon_peer import flow_by_lemon
from bench.measure import Cost
from evacuation.flow import FlowProblem
from evacuation.network import FloatArray, IntArray

#: Steps of the network simplex at most: more than any job takes.
_STEPS = 1_000_000_000


def by_ortools(problem: FlowProblem) -> int:
    """Return the least cost by OR-Tools."""
    n_rows, n_places = problem.persons.size, problem.seats.size
    rows, places, sink = np.arange(n_rows), n_rows + np.arange(n_places), n_rows + n_places
    solver = min_cost_flow.SimpleMinCostFlow()
    add = solver.add_arcs_with_capacity_and_unit_cost
    pairs = add(problem.row, n_rows + problem.destination, problem.persons[problem.row], problem.cost)
    left = add(rows, np.full(n_rows, sink), problem.persons, problem.unassigned_cost)
    add(places, np.full(n_places, sink), problem.seats, np.zeros(n_places, np.int64))
    supply = np.concatenate([problem.persons, np.zeros(n_places, np.int64), [-problem.persons.sum()]])
    solver.set_nodes_supplies(np.arange(sink + 1), supply)
    if solver.solve() != solver.OPTIMAL:
        msg = "OR-Tools found no flow: costs are too large for it"
        raise RuntimeError(msg)
    return _total((solver.flows(pairs), problem.cost), (solver.flows(left), problem.unassigned_cost))


def by_pot(problem: FlowProblem) -> int:
    """Return the least cost by POT (``ot.emd``).

    It moves equal masses: one more place takes whoever has none, one more row takes the seats that are
    left. A pair that may not be used costs more than to have no place, and takes a seat besides.
    """
    emd = import_module("ot").emd
    n_rows, n_places = problem.persons.size, problem.seats.size
    cost = np.zeros((n_rows + 1, n_places + 1), np.int64)
    cost[:n_rows, :n_places] = problem.unassigned_cost[:, None] + 1
    cost[:n_rows, n_places] = problem.unassigned_cost
    cost[problem.row, problem.destination] = problem.cost
    given = np.append(problem.persons, problem.seats.sum()).astype(np.float64)
    taken = np.append(problem.seats, problem.persons.sum()).astype(np.float64)
    moved = emd(given, taken, cost.astype(np.float64), numItermax=_STEPS)
    used = np.nonzero(moved)
    return _total((_whole(moved[used]), cost[used]))


def by_lemon(problem: FlowProblem) -> tuple[int, Cost]:
    """Return the least cost by LEMON, and what it took beside the start of its process."""
    flow, took = flow_by_lemon(problem)
    return _total((flow, np.append(problem.cost, problem.unassigned_cost))), took


def by_highs(problem: FlowProblem) -> int:
    """Return the least cost by HiGHS (``scipy.optimize.linprog``)."""
    n_rows, n_places, n_pairs = problem.persons.size, problem.seats.size, problem.row.size
    cost = np.append(problem.cost, problem.unassigned_cost)
    column, pair = np.arange(cost.size), np.arange(n_pairs)
    ones = np.ones(cost.size)
    of_row = csr_array((ones, (np.append(problem.row, np.arange(n_rows)), column)), shape=(n_rows, cost.size))
    of_place = csr_array((ones[:n_pairs], (problem.destination, pair)), shape=(n_places, cost.size))
    found = linprog(
        cost.astype(np.float64), A_ub=of_place, b_ub=problem.seats, A_eq=of_row, b_eq=problem.persons,
        method="highs",
    )  # fmt: skip
    if found.status != 0:
        raise RuntimeError(found.message)
    return _total((_whole(found.x), cost))


def _whole(people: FloatArray) -> IntArray:
    whole = np.rint(people)
    if np.abs(people - whole).max(initial=0.0) > 1e-6:
        msg = "people are divided"
        raise RuntimeError(msg)
    return whole.astype(np.int64)


def _total(*parts: tuple[Iterable[int], Iterable[int]]) -> int:
    """Return people times costs, summed up in Python's own whole numbers: sums may pass 64 bits."""
    return sum(
        int(n) * int(each) for people, cost in parts for n, each in zip(people, cost, strict=True) if n
    )
