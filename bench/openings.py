"""The order of opening places, beside solving every candidate anew with the maximum flow of OR-Tools.

Both must serve as many people after each step; the run stops if not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow

from bench.measure import timed
from domain.bundle import CityBundle
from evacuation.network import BoolArray, IntArray
from evacuation.openable import Openable
from evacuation.opening_order import OpeningOrder, Supply, opening_order, supply_of
from evacuation.search import search_routes
from planning.stage_inputs import stage_inputs
from use_cases.load_bundle import load_bundle
from use_cases.make_case import make_case

#: Steps that are taken anew: each solves all candidates that are left.
_STEPS = 10
_SCENARIOS = ("surge-l2", "nankai-quake-day1", "uemachi-quake-day1")


@dataclass(frozen=True, slots=True)
class OpeningCost:
    """Seconds for the places of one scenario.

    Parameters
    ----------
    scenario_id
        Scenario.
    places, groups, pairs
        Size of the problem.
    ours_s, anew_s
        The first steps by Sonae, and by solving every candidate anew.
    whole_s, steps
        The whole order by Sonae, and its length.
    """

    scenario_id: str
    places: int
    groups: int
    pairs: int
    ours_s: float
    anew_s: float
    whole_s: float
    steps: int


def compare_openings(bundle: CityBundle, scenarios: Sequence[str] = _SCENARIOS) -> list[OpeningCost]:
    """Return what the order of opening takes in some scenarios.

    Raises
    ------
    RuntimeError
        When the two orders serve different numbers of people.
    """
    return [_measure(bundle, scenario_id) for scenario_id in scenarios]


def order_anew(supply: Supply, first: BoolArray, candidates: BoolArray, *, most: int) -> list[int]:
    """Return the people served at first and after each step, every candidate solved anew in each."""
    is_open, served = first.copy(), [_flow(supply, first)]
    for _ in range(most):
        left = np.flatnonzero(candidates & ~is_open)
        values = [_flow(supply, is_open | (np.arange(is_open.size) == one)) for one in left]
        if not values or max(values) == served[-1]:
            break
        is_open[left[int(np.argmax(values))]] = True
        served.append(max(values))
    return served


def opening_lines(costs: Sequence[OpeningCost]) -> list[str]:
    """Return the part of the page about places to open."""
    return [
        "## Order of opening",
        "",
        f"The first {_STEPS} places by Sonae, and by solving every candidate anew in each step with the",
        "maximum flow of OR-Tools (in C++) on the same groups; both serve as many people after each step.",
        "",
        "| scenario | places | groups × pairs | anew | Sonae | ratio | whole order |",
        "|---|---|---|---|---|---|---|",
        *[
            f"| {one.scenario_id} | {one.places} | {one.groups:,} × {one.pairs:,} | {one.anew_s:.2f} s"
            f" | {one.ours_s:.3f} s | {one.anew_s / one.ours_s:.0f} | {one.whole_s:.2f} s ({one.steps}) |"
            for one in costs
        ],
        "",
    ]


def _measure(bundle: CityBundle, scenario_id: str) -> OpeningCost:
    inputs = stage_inputs(make_case(bundle, scenario_id))
    supply = supply_of(Openable.of(inputs, search_routes(inputs)))
    first = inputs.destinations.capacity < 0
    opening_order(supply, first, ~first, most=1)  # compiles, if nothing has yet
    ours, ours_s = timed(lambda: opening_order(supply, first, ~first, most=_STEPS), repeats=3)
    whole, whole_s = timed(lambda: opening_order(supply, first, ~first))
    anew, anew_s = timed(lambda: order_anew(supply, first, ~first, most=_STEPS))
    _refuse_difference(scenario_id, ours, anew)
    return OpeningCost(
        scenario_id=scenario_id, places=int((~first).sum()), groups=supply.persons.size,
        pairs=supply.pair_destination.size, ours_s=ours_s, anew_s=anew_s, whole_s=whole_s,
        steps=whole.destination.size,
    )  # fmt: skip


def _refuse_difference(scenario_id: str, ours: OpeningOrder, anew: Sequence[int]) -> None:
    if ours.served.tolist() != list(anew):
        msg = f"{scenario_id}: orders of opening differ: {ours.served.tolist()} and {list(anew)}"
        raise RuntimeError(msg)


def _flow(supply: Supply, is_open: BoolArray) -> int:
    """Return the most people whom some destinations serve, by OR-Tools, from nothing."""
    groups, count = supply.persons.size, supply.seats.size
    source, sink = groups + count, groups + count + 1
    solver = max_flow.SimpleMaxFlow()
    pairs: BoolArray = is_open[supply.pair_destination]
    group: IntArray = supply.pair_group[pairs]
    add = solver.add_arcs_with_capacity
    add(np.full(groups, source), np.arange(groups), supply.persons)
    add(group, groups + supply.pair_destination[pairs], supply.persons[group])
    opened = np.flatnonzero(is_open)
    add(groups + opened, np.full(opened.size, sink), supply.seats[opened])
    if solver.solve(source, sink) != solver.OPTIMAL:
        msg = "the maximum flow was not found"
        raise RuntimeError(msg)
    return int(solver.optimal_flow())


if __name__ == "__main__":
    print("\n".join(opening_lines(compare_openings(load_bundle(None)))))
