"""A day that goes otherwise, beside the plan of the changed case: the same people of what the plan holds."""

from functools import partial

from bench.job_line import JobLine
from bench.measure import quickest
from bench.town import Town
from domain.vocabulary import UNSERVED_CAUSES
from planning.block_ground import block_ground
from planning.case import Case
from planning.changed_day import ChangedDay, DayChange, changed_case, changed_day
from planning.pipeline import make_plan
from planning.plan import Plan
from use_cases.make_case import make_case

SCENARIOS = ("nankai-tsunami-night", "surge-l2", "typhoon-compound")
#: Departures moved [s]: the first answer builds the trees, and counts for none.
_FIRST_S, _LATER_S = 300.0, 600.0


def run(town: Town) -> list[JobLine]:
    """Measure, where a city has a scenario: departures moved, then the bridge most walked over blocked."""
    city = town.city
    if city is None:
        return []
    return [
        line for one in SCENARIOS if one in city.scenarios for line in _lines(town.name, make_case(city, one))
    ]


def _lines(town: str, case: Case) -> list[JobLine]:
    plan = make_plan(case)
    day = partial(changed_day, case, plan, block_ground(case, plan))
    day(DayChange((), _FIRST_S, _FIRST_S))
    lines = []
    for name, change in (
        ("departures moved", DayChange((), _LATER_S, _LATER_S)),
        ("a bridge blocked", DayChange((_bridge(plan, set(case.city.streets.query("bridge").index)),))),
    ):
        found, ours = quickest(partial(day, change))
        anew, theirs = quickest(partial(_complete, changed_case(case, change)))
        costs = {"sonae": ours, "whole plan": theirs}
        size = f"{case.scenario.scenario_id}: {name}"
        lines.append(JobLine.of("changed day", town, costs, equal=_alike(found, anew), size=size))
    return lines


def _bridge(plan: Plan, bridges: set[int]) -> int:
    """Return the bridge that most people walk over, of those alike the lowest number."""
    over = dict.fromkeys(sorted(bridges), 0)
    for path, persons in zip(plan.routes["street_path"], plan.routes["persons"], strict=True):
        for street_id in bridges.intersection(path):
            over[street_id] += int(persons)
    return max(over, key=lambda one: over[one])


def _alike(day: ChangedDay, plan: Plan) -> bool:
    city, blocks = plan.ledgers.city.iloc[0], day.blocks
    return day.key == plan.key and (
        blocks["without_replanned"].sum(),
        blocks["cannot_replanned"].sum(),
        blocks["below_replanned"].sum(),
    ) == (
        sum(city[cause.value] for cause in UNSERVED_CAUSES),
        city["cannot_reach_safety"],
        plan.facts.below_reserve_persons,
    )


def _complete(case: Case) -> Plan:
    """Return the plan of a case with all that other pages say of it."""
    return make_plan(case).complete()
