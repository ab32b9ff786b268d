"""The other route of one block, of many blocks one after the other; the bulk engine must answer the same.

Measured is what the page of a block waits for: all groups of the block, each with its own search. The longest
and the median of all blocks have a line each.
"""

import statistics
from collections.abc import Sequence
from functools import partial

from bench.job_line import JobLine
from bench.measure import Cost, quickest
from bench.town import Town
from domain.bundle import CityBundle
from planning.block_alternatives import block_alternatives, many_with_alternatives
from planning.block_answer import block_answer
from planning.block_ground import block_ground
from planning.block_routes import Alternative
from planning.pipeline import make_plan
from use_cases.make_case import make_case

#: Where streets close in time, and where they are closed from the start; blocks that are asked of each.
SCENARIOS = ("nankai-tsunami-night", "yamato-flood-l2")
BLOCKS = 100


def run(town: Town) -> list[JobLine]:
    """Measure, where a city has the scenarios."""
    if town.city is None:
        return []
    there = [name for name in SCENARIOS if name in town.city.scenarios]
    return [line for name in there for line in _lines(town.name, town.city, name)]


def _lines(town: str, city: CityBundle, scenario: str) -> list[JobLine]:
    case = make_case(city, scenario)
    plan = make_plan(case, for_next=False)
    ground = block_ground(case, plan)
    leaving = sorted(plan.routes["block_id"].unique())
    asked = leaving[:: max(1, len(leaving) // BLOCKS)]
    answers = [block_answer(case, plan, block_id, ground) for block_id in asked]
    block_alternatives(case, plan, answers[0].block_id, answers[0].groups, ground)
    many = many_with_alternatives(case, plan, answers, ground)
    took, equal = [], True
    for answer, at_once in zip(answers, many, strict=True):
        work = partial(block_alternatives, case, plan, answer.block_id, answer.groups, ground)
        found, cost = quickest(work, repeats=2)
        took.append(cost)
        equal &= _same(found, at_once.alternatives)
    size = f"of {len(took)} blocks, {scenario}"
    longest = max(took, key=lambda cost: cost.wall_s)
    usual = Cost(
        statistics.median(cost.wall_s for cost in took), statistics.median(cost.cpu_s for cost in took)
    )
    return [
        JobLine.of("other route", town, {"sonae": longest}, equal=equal, size=f"longest {size}"),
        JobLine.of("other route", town, {"sonae": usual}, equal=equal, size=f"median {size}"),
    ]


def _same(one: Sequence[Alternative | None], other: Sequence[Alternative | None]) -> bool:
    """Return whether both share as much and walk as long; of routes alike in both any will do."""
    return [_measures(each) for each in one] == [_measures(each) for each in other]


def _measures(told: Alternative | None) -> tuple[float, float] | None:
    return None if told is None else (round(told.shared_m, 6), told.route.walk_time_s)
