"""The plan of one scenario, made by Sonae and with the evacuation in plain networkx.

networkx (``verification/``) grows the same trees over its own dictionaries and assigns with
``nx.network_simplex``; it works out no causes and no geometry. Both must end with the same cost and the
same latest departure at every corner.
"""

from dataclasses import replace
from functools import partial

import numpy as np

from bench.job_line import JobLine
from bench.measure import Cost, quickest
from bench.town import Town
from domain.bundle import CityBundle
from evacuation.clock import latest_departure_s
from evacuation.evacuate import evacuate
from planning.pipeline import make_plan
from planning.stage_inputs import stage_inputs
from use_cases.make_case import make_case
from verification.networkx_plan import networkx_evacuate

SCENARIO = "nankai-tsunami-night"
#: Settings that are changed, one after the other.
CHANGES = {
    "level crossings of a railway shut, without readiness": [
        {"network.closed_crossings": "南海本線"}, {"network.closed_crossings": "南海高野線"}
    ],
    "another walking speed, without readiness": [
        {"movement.adult_speed_m_s": "0.9"}, {"movement.adult_speed_m_s": "0.95"}
    ],
}  # fmt: skip
#: What a plan that follows others must have in common with one made without them.
_TABLES = ("assignment", "routes", "margin")


def run(town: Town) -> list[JobLine]:
    """Measure evacuation, whole plan and the plans of changed settings, where a city has the scenario."""
    if town.city is None or SCENARIO not in town.city.scenarios:
        return []
    case = make_case(town.city, SCENARIO)
    inputs = stage_inputs(case)
    evacuate(inputs)
    ours, sonae = quickest(lambda: evacuate(inputs), repeats=3)
    theirs, networkx = quickest(lambda: networkx_evacuate(replace(inputs, demand=ours.demand)))
    equal = ours.bound_ticks == theirs.cost and np.array_equal(
        ours.node_latest_departure_s, latest_departure_s(theirs.latest_cost)
    )
    # As `sonae plan` makes it: it follows no plan before it.
    _, plan = quickest(lambda: make_plan(case, for_next=False).complete(), repeats=3)
    make_plan(case)
    size = f"{len(inputs.destinations)} destinations × {len(inputs.demand):,} rows"
    return [
        JobLine.of(
            "evacuation", town.name, {"sonae": sonae, "networkx": networkx}, equal=bool(equal), size=size
        ),
        JobLine.of(
            "plan", town.name, {"sonae": plan, "networkx": _with_networkx(plan, sonae, networkx)},
            equal=bool(equal), size="all stages; the others are the same for both",
        ),
        *_changed(town, town.city),
    ]  # fmt: skip


def _changed(town: Town, city: CityBundle) -> list[JobLine]:
    """Measure a changed setting on a city whose plan stands; each is made once, and the longest counts."""
    lines = []
    for size, changes in CHANGES.items():
        took, equal = [], True
        for overrides in changes:
            case = make_case(city, SCENARIO, overrides=overrides)
            plan, cost = quickest(partial(make_plan, case))
            took.append(cost)
            alone = make_plan(case, for_next=False)
            equal &= all(getattr(plan, table).equals(getattr(alone, table)) for table in _TABLES)
        longest = max(took, key=lambda cost: cost.wall_s)
        lines.append(JobLine.of("changed", town.name, {"sonae": longest}, equal=equal, size=size))
    return lines


def _with_networkx(plan: Cost, sonae: Cost, networkx: Cost) -> Cost:
    """Return the cost of the plan with the evacuation by networkx in place of ours."""
    return Cost(plan.wall_s - sonae.wall_s + networkx.wall_s, plan.cpu_s - sonae.cpu_s + networkx.cpu_s)
