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
from evacuation.clock import latest_departure_s
from evacuation.evacuate import evacuate
from planning.pipeline import make_plan
from planning.stage_inputs import stage_inputs
from use_cases.make_case import make_case
from verification.networkx_plan import networkx_evacuate

SCENARIO = "nankai-tsunami-night"
#: The setting that is changed: the crossings of a railway stay shut.
CHANGE = {"network.closed_crossings": "南海本線"}


def run(town: Town) -> list[JobLine]:
    """Measure evacuation, whole plan and the plan of a changed setting, where a city has the scenario."""
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
    _, plan = quickest(partial(make_plan, case, network=case.network), repeats=3)
    changed = make_case(town.city, SCENARIO, overrides=CHANGE)
    make_plan(changed, network=changed.network)
    _, made_anew = quickest(partial(make_plan, changed, network=changed.network), repeats=3)
    size = f"{len(inputs.destinations)} destinations × {len(inputs.demand):,} rows"
    return [
        JobLine.of(
            "evacuation", town.name, {"sonae": sonae, "networkx": networkx}, equal=bool(equal), size=size
        ),
        JobLine.of(
            "plan", town.name, {"sonae": plan, "networkx": _with_networkx(plan, sonae, networkx)},
            equal=bool(equal), size="all stages; the others are the same for both",
        ),
        JobLine.of(
            "changed", town.name, {"sonae": made_anew}, equal=True, size="a setting changed, whole plan"
        ),
    ]  # fmt: skip


def _with_networkx(plan: Cost, sonae: Cost, networkx: Cost) -> Cost:
    """Return the cost of the plan with the evacuation by networkx in place of ours."""
    return Cost(plan.wall_s - sonae.wall_s + networkx.wall_s, plan.cpu_s - sonae.cpu_s + networkx.cpu_s)
