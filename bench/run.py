"""What Sonae takes, beside plain networkx and SciPy, in one run on one machine.

Costs are compared and must be equal. Only scenarios that were run are listed; nothing is
extrapolated.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from bench.kernel import KernelCost, compare_kernel
from bench.measure import ProcessCost, load, machine, plan_processes, timed
from bench.openings import compare_openings, opening_lines
from bench.rosters import compare_rosters, roster_lines
from domain.bundle import CityBundle
from evacuation.build import build_network
from evacuation.clock import latest_departure_s
from evacuation.evacuate import Evacuation, evacuate
from evacuation.network import Network
from planning.case import Case
from planning.pipeline import make_plan
from planning.stage_inputs import stage_inputs
from use_cases.load_bundle import default_bundle_path, load_bundle
from use_cases.make_case import make_case
from verification.networkx_plan import NetworkxPlan, networkx_evacuate

_DEFAULT_SCENARIOS = ("nankai-tsunami-night", "shinminato-fire", "yamato-flood-l2")


@dataclass(frozen=True, slots=True)
class ScenarioCost:
    """Seconds for one scenario.

    Parameters
    ----------
    scenario_id
        Scenario.
    destinations, demand_rows
        Size of the assignment.
    plan_s, evacuation_s
        Whole plan by Sonae, and the evacuation stage in it.
    networkx
        The evacuation stage in networkx.
    """

    scenario_id: str
    destinations: int
    demand_rows: int
    plan_s: float
    evacuation_s: float
    networkx: NetworkxPlan

    @property
    def networkx_plan_s(self) -> float:
        """Whole plan with the evacuation stage in networkx, the other stages as they are."""
        return self.plan_s - self.evacuation_s + self.networkx.seconds["all"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write the page if asked."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--bundle", type=Path, default=default_bundle_path())
    parser.add_argument("--scenario", action="append", help="repeatable; the first is also run as a process")
    parser.add_argument("--out", type=Path, help="page to write, such as docs/performance.md")
    options = parser.parse_args(arguments)
    scenarios = options.scenario or list(_DEFAULT_SCENARIOS)
    bundle = load_bundle(options.bundle)
    _say(f"{bundle.meta.name}: {len(bundle.nodes):,} nodes, {len(bundle.streets):,} streets")
    first, again = plan_processes(options.bundle, scenarios[0])
    _say(f"sonae plan {scenarios[0]}: {again.seconds:.1f} s, {again.peak_mb:,.0f} MB")
    costs = [_measure(bundle, scenario_id) for scenario_id in scenarios]
    case = make_case(bundle, scenarios[0])
    kernel = compare_kernel(stage_inputs(case), case.settings)
    page = _page(bundle, costs, kernel, (first, again), _changed_seconds(bundle))
    page += "\n".join(["", *opening_lines(compare_openings(bundle))])
    page += "\n".join(["", *roster_lines(compare_rosters(bundle.strength))])
    _say(page)
    if options.out:
        options.out.write_text(page, encoding="utf-8")


def _say(words: str) -> None:
    print(words, flush=True)


def _measure(bundle: CityBundle, scenario_id: str) -> ScenarioCost:
    case = make_case(bundle, scenario_id)
    make_plan(case)  # compiles, if nothing has yet
    _, plan_s = timed(lambda: make_plan(case, network=_built(case)), repeats=3)
    inputs = stage_inputs(case)
    ours, evacuation_s = timed(lambda: evacuate(inputs), repeats=3)
    _say(f"{scenario_id}: Sonae {plan_s:.2f} s; networkx is running, this takes minutes")
    theirs = networkx_evacuate(inputs)
    _refuse_difference(scenario_id, ours, theirs)
    _say(f"{scenario_id}: networkx {theirs.seconds['all']:.1f} s, same cost")
    return ScenarioCost(
        scenario_id, len(inputs.destinations), len(inputs.demand), plan_s, evacuation_s, theirs
    )


def _built(case: Case) -> Network:
    """Return the network of a case, built anew: a whole plan includes it."""
    city = case.city
    return build_network(city.nodes, city.streets, city.blocks, city.places, case.settings)


def _changed_seconds(bundle: CityBundle) -> dict[str, float]:
    """Return the seconds of every scenario's plan after a setting has changed, the network at hand."""
    found = {}
    for scenario_id in bundle.scenarios:
        case = make_case(bundle, scenario_id, overrides={"network.closed_crossings": "南海本線"})
        again = partial(make_plan, case, network=case.network)
        found[scenario_id] = timed(again, repeats=3)[1]
    return found


def _refuse_difference(scenario_id: str, ours: Evacuation, theirs: NetworkxPlan) -> None:
    latest = latest_departure_s(theirs.latest_cost)
    if ours.cost_ticks != theirs.cost or not np.array_equal(ours.node_latest_departure_s, latest):
        msg = f"{scenario_id}: Sonae and networkx differ: {ours.cost_ticks} and {theirs.cost}"
        raise RuntimeError(msg)


def _page(
    bundle: CityBundle,
    costs: Sequence[ScenarioCost],
    kernel: KernelCost,
    processes: tuple[ProcessCost, ProcessCost],
    changed: Mapping[str, float],
) -> str:
    first, again = processes
    lead = costs[0]
    lines = [
        "<!-- Written by `python -m bench --out docs/performance.md`. -->",
        "",
        "# Performance",
        "",
        f"Measured on {datetime.now(tz=UTC):%Y-%m-%d}, {machine()}, load average {load():.1f}.",
        "Where other programs ran beside it (load above 2), wall times are too long; take ratios as ±30 %.",
        f"City: {bundle.meta.name_en}, {len(bundle.nodes):,} street corners,",
        f"{len(bundle.streets):,} streets, {len(bundle.blocks):,} blocks,",
        f"{len(bundle.places):,} places. Command: `make bench`.",
        "",
        "## The same plan by Sonae and by plain networkx",
        "",
        "Both get the same inputs and must end with the same cost and the same latest departure at every",
        "corner; the run stops if not. networkx (`verification/`) grows the same trees with heapq",
        "over its own dictionaries, assigns with `nx.network_simplex`, and follows node paths. It works out",
        "no causes and no geometry. “Whole plan” has all other stages in common. Scenarios not listed",
        "were not run.",
        "",
        "| scenario | destinations × rows | searches | evacuation: networkx | Sonae | ratio "
        "| whole plan: with networkx | Sonae | ratio |",
        "|---|---|---|---|---|---|---|---|---|",
        *[_scenario_line(cost) for cost in costs],
        "",
        "## From a cold process",
        "",
        f"`sonae plan --scenario {lead.scenario_id}`: start, read and check the city, plan, write all files.",
        "",
        "| | wall time | processor time | peak memory |",
        "|---|---|---|---|",
        _process_line("first run (compiles the search, makes the plan)", first),
        _process_line("the same case again (its plan is on disk)", again),
        "",
        f"The networkx plan alone, without start, reading and writing, takes {lead.networkx_plan_s:.0f} s:",
        f"{lead.networkx_plan_s / first.seconds:.0f} times as long as the whole first process.",
        "",
        "## Search against SciPy",
        "",
        f"{kernel.trees} shortest-path trees over the whole network, one thread each, all streets open;"
        " walking times equal at every corner.",
        "",
        "| | per tree | ratio |",
        "|---|---|---|",
        f"| `scipy.sparse.csgraph.dijkstra` | {kernel.scipy_s / kernel.trees * 1e3:.1f} ms"
        f" | {kernel.scipy_s / kernel.ours_s:.1f} |",
        f"| `evacuation.kernels.search` (also carries closings) | {kernel.ours_s / kernel.trees * 1e3:.1f} ms"
        " | 1 |",
        "",
        "## A changed setting",
        "",
        "Whole plan again after closing the level crossings of the 南海本線, with the network at hand:",
        "",
        "| scenario | seconds |",
        "|---|---|",
        *[f"| {scenario_id} | {seconds:.2f} |" for scenario_id, seconds in changed.items()],
        "",
        "Memory of the dashboard with many readers: `python -m bench.readers`.",
        "",
    ]
    return "\n".join(lines)


def _process_line(name: str, cost: ProcessCost) -> str:
    return f"| {name} | {cost.seconds:.1f} s | {cost.cpu_s:.1f} s | {cost.peak_mb:,.0f} MB |"


def _scenario_line(cost: ScenarioCost) -> str:
    theirs = cost.networkx
    return (
        f"| {cost.scenario_id} | {cost.destinations} × {cost.demand_rows:,} | {theirs.searches}"
        f" | {theirs.seconds['all']:.1f} s | {cost.evacuation_s:.2f} s"
        f" | {theirs.seconds['all'] / cost.evacuation_s:.0f}"
        f" | {cost.networkx_plan_s:.1f} s | {cost.plan_s:.2f} s"
        f" | {cost.networkx_plan_s / cost.plan_s:.0f} |"
    )


if __name__ == "__main__":
    main()
