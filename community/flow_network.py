"""A min-cost flow on arcs, and which other flows cost as little."""

from dataclasses import dataclass, replace

import numpy as np
from ortools.graph.python import min_cost_flow

from community.matching_problem import IntArray


@dataclass(frozen=True, slots=True, eq=False)
class FlowNetwork:
    """Arcs with capacities and costs of one unit, and the supply of each node.

    Parameters
    ----------
    tail, head, capacity, cost
        Arcs, shape (arcs,).
    supply
        What each node sends (negative: takes), shape (nodes,); sums to 0.
    """

    tail: IntArray
    head: IntArray
    capacity: IntArray
    cost: IntArray
    supply: IntArray

    def solve(self) -> IntArray:
        """Return a flow of least cost, shape (arcs,).

        Returns
        -------
        IntArray
            Units on each arc.

        Raises
        ------
        RuntimeError
            When the solver fails, which would be a bug: a way without any pair is always left open.
        """
        solver = min_cost_flow.SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(self.tail, self.head, self.capacity, self.cost)
        solver.set_nodes_supplies(np.arange(self.supply.size), self.supply)
        status = solver.solve()
        if status != solver.OPTIMAL:
            msg = f"min-cost flow ended with {status}"
            raise RuntimeError(msg)
        return np.asarray(solver.flows(arcs), np.int64)

    def as_cheap(self, flow: IntArray) -> tuple["FlowNetwork", IntArray]:
        """Return the flows that cost as little as a cheapest one (complementary slackness).

        Arcs that are dearer than the potentials of their ends carry nothing in any cheapest flow, and
        cheaper ones all that they can.

        Parameters
        ----------
        flow
            A flow of least cost, shape (arcs,).

        Returns
        -------
        FlowNetwork
            The same arcs; what must flow is taken out of the supplies.
        IntArray
            What flows in every case, shape (arcs,).
        """
        potential = self._potential(flow)
        reduced = self.cost + potential[self.tail] - potential[self.head]
        forced = np.where(reduced < 0, self.capacity, 0)
        supply = self.supply.copy()
        np.subtract.at(supply, self.tail, forced)
        np.add.at(supply, self.head, forced)
        return replace(self, capacity=np.where(reduced == 0, self.capacity, 0), supply=supply), forced

    def _potential(self, flow: IntArray) -> IntArray:
        """Return shortest distances in the residual network from a node before all (Bellman–Ford)."""
        ahead, back = flow < self.capacity, flow > 0
        tail = np.concatenate([self.tail[ahead], self.head[back]])
        head = np.concatenate([self.head[ahead], self.tail[back]])
        cost = np.concatenate([self.cost[ahead], -self.cost[back]])
        order = np.argsort(head, kind="stable")
        tail, head, cost = tail[order], head[order], cost[order]
        starts = np.flatnonzero(np.diff(head, prepend=-1))
        distance = np.zeros(self.supply.size, np.int64)
        if not starts.size:
            return distance
        ends = head[starts]
        for _ in range(self.supply.size):
            nearer = np.minimum(distance[ends], np.minimum.reduceat(distance[tail] + cost, starts))
            if (nearer == distance[ends]).all():
                break
            distance[ends] = nearer
        return distance
