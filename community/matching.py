"""Candidates for people who need help, best in a stated order (``docs/adr/0033``).

People covered first, then people with a helper to spare, then danger, then walking, then balance.
A person who needs several helpers at once makes it more than a flow: a flow in which half of them
count half bounds what is possible, and where it is not whole already, who is covered is decided by
a mixed-integer programme. Everything else is a min-cost flow, and exact.
"""

import math

import numpy as np

from community.flow_network import FlowNetwork
from community.matching_choice import choose_covered
from community.matching_problem import BoolArray, IntArray, Match, MatchProblem

_TOLERANCE = 1e-9


def match_supporters(problem: MatchProblem) -> Match:
    """Return the candidates of everybody.

    Parameters
    ----------
    problem
        People, supporters and pairs.

    Returns
    -------
    Match
        Best in the stated order: in people covered and spared up to the gaps, in danger, walking and
        balance among the matchings that cover the same people who need several helpers or a car.
    """
    possible = problem.possible()
    nobody = np.zeros_like(possible)
    relaxed = _Model(problem, absent=~possible, must=nobody)
    first = relaxed.network.solve()
    partial = relaxed.partial(first)
    decided = choose_covered(problem, possible, partial, relaxed.covered(first))
    several = (problem.needed > 1) | problem.car_needed
    absent = ~possible | (several & ~decided.covered)
    flow = _Model(problem, absent=absent, must=several & decided.covered)
    units = _balanced(flow, flow.network.solve())
    chosen, covered = flow.chosen(units), flow.covered(units)
    count = np.bincount(problem.person[chosen], minlength=problem.n_people)
    spared = np.asarray(covered & (problem.spare > 0) & (count > problem.needed), np.bool_)
    bound = int(spared.sum())
    if not decided.spares_most:
        bound = _spared_bound(problem, possible, int(covered.sum()), reached=bound)
    return Match(chosen, covered, spared, max(decided.covered_bound, int(covered.sum())), bound)


def _spared_bound(problem: MatchProblem, possible: BoolArray, covered: int, *, reached: int) -> int:
    """Return how many people can be spared at most where so many are covered.

    Whatever an uncovered person may cost in unspared ones, the flow that counts halves is never dearer
    than a whole one (Lagrange); of several such prices the sharpest bound is taken, and none is tried
    further when a bound is ``reached``: nothing is sharper than what there is.
    """
    wanted = int(problem.spare[possible].sum())
    uncovered = int(possible.sum()) - covered
    least_unspared = 0.0
    for price in range(1, 2 * int(problem.needed.max(initial=1)) + 1):
        model = _Model(problem, absent=~possible, must=np.zeros_like(possible), price=price)
        value = model.cost_of(model.network.solve()) / model.least
        least_unspared = max(least_unspared, value - price * uncovered)
        if wanted - math.ceil(least_unspared - _TOLERANCE) <= reached:
            return reached
    return wanted - math.ceil(least_unspared - _TOLERANCE)


def _balanced(flow: "_Model", units: IntArray) -> IntArray:
    """Return the flow of least walking, then best balance, among those as good on the aims before."""
    same, forced = flow.network.as_cheap(units)
    network, arc = flow.later(same)
    more = np.bincount(arc, network.solve(), minlength=units.size).astype(np.int64)
    return more + forced


class _Model:
    """The matching as a flow: people send helpers' places, supporters take them to a sink.

    Nodes: people, their places that need a car, supporters, pairs with a car, the sink. A pair with a
    car serves one place only, be it that which needs the car or another.

    Parameters
    ----------
    problem
        People, supporters and pairs.
    absent
        People who take part no longer, shape (people,).
    must
        People who have to be covered, shape (people,).
    price
        What an uncovered person costs in unspared ones, danger aside; None for the stated order.
    """

    def __init__(
        self, problem: MatchProblem, *, absent: BoolArray, must: BoolArray, price: int | None = None
    ) -> None:
        self.problem = problem
        self.absent = absent
        n, m = problem.n_people, problem.n_supporters
        cars = problem.car_needed.astype(np.int64)
        self.least = math.lcm(1, *np.unique(problem.needed[problem.needed > 0]).tolist())
        middle = problem.with_car()
        self.plain, self.by_car = np.flatnonzero(~middle), np.flatnonzero(middle)
        person, supporter = problem.person, problem.supporter
        danger = problem.danger if price is None else np.zeros_like(problem.danger)
        car_node, mid_node = n, 2 * n + m
        self.sink = 2 * n + m + self.by_car.size
        mids = mid_node + np.arange(self.by_car.size)
        people = np.arange(n)
        unspared, uncovered = self._prices() if price is None else self._prices_of(price)
        free = np.where(must, 0, 1)
        parts = (
            (person[self.plain], 2 * n + supporter[self.plain], _ones(self.plain), danger[self.plain]),
            (person[self.by_car], mids, _ones(self.by_car), danger[self.by_car]),
            (car_node + person[self.by_car], mids, _ones(self.by_car), danger[self.by_car]),
            (mids, 2 * n + supporter[self.by_car], _ones(self.by_car), np.zeros_like(mids)),
            (people, np.full(n, self.sink), free * (problem.needed - cars), uncovered),
            (car_node + people, np.full(n, self.sink), free * cars, uncovered),
            (people, np.full(n, self.sink), problem.spare, np.full(n, unspared)),
            (2 * n + np.arange(m), np.full(m, self.sink), problem.limit, np.zeros(m, np.int64)),
        )
        tail, head, capacity, cost = (
            np.concatenate([np.asarray(part[i], np.int64) for part in parts]) for i in range(4)
        )
        self.starts = np.cumsum([0, *(len(part[0]) for part in parts)])
        here = ~absent
        supply = np.zeros(self.sink + 1, np.int64)
        supply[:n] = np.where(here, problem.needed - cars + problem.spare, 0)
        supply[n : 2 * n] = np.where(here, cars, 0)
        supply[self.sink] = -supply.sum()
        self.network = FlowNetwork(tail, head, capacity, cost, supply)

    def _prices(self) -> tuple[int, IntArray]:
        """Return what an unspared person costs, and each missing helper of an uncovered one."""
        problem = self.problem
        places = problem.needed + problem.spare
        worst = np.zeros(problem.n_people, np.int64)
        np.maximum.at(worst, problem.person, problem.danger)
        unspared = int(places @ worst) + 1
        uncovered = unspared * (int(problem.spare.sum()) + 1)
        share = self.least // np.maximum(problem.needed, 1)
        return unspared, uncovered * share

    def _prices_of(self, price: int) -> tuple[int, IntArray]:
        """Return the same where an uncovered person costs as much as some unspared ones."""
        return self.least, price * (self.least // np.maximum(self.problem.needed, 1))

    def cost_of(self, units: IntArray) -> int:
        """Return what a flow costs."""
        return int(units @ self.network.cost)

    def _part(self, i: int, units: IntArray) -> IntArray:
        return units[self.starts[i] : self.starts[i + 1]]

    def missing(self, units: IntArray) -> IntArray:
        """Return the helpers that each person lacks, shape (people,)."""
        lacks = self._part(4, units) + self._part(5, units)
        return np.where(self.absent, self.problem.needed, lacks)

    def covered(self, units: IntArray) -> BoolArray:
        """Return who has as many helpers as needed, shape (people,)."""
        return np.asarray(~self.absent & (self.missing(units) == 0), np.bool_)

    def partial(self, units: IntArray) -> BoolArray:
        """Return who has some helpers but not those that she needs, shape (people,)."""
        has = np.bincount(self.problem.person[self._used(units)], minlength=self.problem.n_people) > 0
        return np.asarray(has & ~self.covered(units), np.bool_)

    def chosen(self, units: IntArray) -> BoolArray:
        """Return the pairs of people who are covered, shape (pairs,)."""
        return np.asarray(self._used(units) & self.covered(units)[self.problem.person], np.bool_)

    def _used(self, units: IntArray) -> BoolArray:
        used = np.zeros(self.problem.person.size, np.bool_)
        used[self.plain] = self._part(0, units) > 0
        used[self.by_car] = self._part(3, units) > 0
        return used

    def later(self, same: FlowNetwork) -> tuple[FlowNetwork, IntArray]:
        """Return the network of the later aims on the arcs that are left, and the arc of each of its arcs.

        The arc of each supporter becomes one for every person, each dearer than the one before.
        """
        problem = self.problem
        last = int(self.starts[7])
        capacity = same.capacity[last:]
        times = np.where(capacity > 0, problem.limit, 0)
        of_supporter = np.repeat(np.arange(problem.n_supporters), times)
        turn = np.arange(of_supporter.size) - np.repeat(np.cumsum(times) - times, times)
        balance = problem.taken[of_supporter] + turn
        arc = np.concatenate([np.arange(last), last + of_supporter])
        walk_unit = int(balance.sum()) + 1
        cost = np.zeros(last, np.int64)
        for part, pairs in ((0, self.plain), (1, self.by_car), (2, self.by_car)):
            cost[self.starts[part] : self.starts[part + 1]] = problem.walk[pairs] * walk_unit
        network = FlowNetwork(
            same.tail[arc], same.head[arc],
            np.concatenate([same.capacity[:last], np.ones(of_supporter.size, np.int64)]),
            np.concatenate([cost, balance]), same.supply,
        )  # fmt: skip
        return network, arc


def _ones(pairs: IntArray) -> IntArray:
    return np.ones(pairs.size, np.int64)
