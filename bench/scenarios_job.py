"""Plans of six scenarios, from the hazard layers on: the answers are those of the same in another order."""

from functools import partial

from bench.job_line import JobLine
from bench.measure import quickest
from bench.town import Town
from domain.bundle import CityBundle
from planning.pipeline import make_plan
from planning.plan import Plan
from use_cases.load_bundle import load_bundle
from use_cases.make_case import make_case

#: Water from the sea and from rivers, both at once, shaking of two faults.
SCENARIOS = (
    "nankai-tsunami-night", "yamato-flood-l2", "surge-l2", "typhoon-compound", "nankai-quake-day1",
    "uemachi-quake-day1",
)  # fmt: skip
_TABLES = ("block_exposure", "assignment", "routes", "margin")


def run(town: Town) -> list[JobLine]:
    """Measure, where a city has the scenarios; nothing of a city read anew is kept yet."""
    if town.city is None or not set(SCENARIOS) <= set(town.city.scenarios):
        return []
    first, _ = quickest(partial(_plans, load_bundle(), SCENARIOS))
    again, sonae = quickest(partial(_plans, load_bundle(), SCENARIOS[::-1]))
    equal = all(
        getattr(first[name], table).equals(getattr(again[name], table))
        for name in SCENARIOS
        for table in _TABLES
    )
    return [JobLine.of("scenarios", town.name, {"sonae": sonae}, equal=equal, size="six, overlay included")]


def _plans(city: CityBundle, scenarios: tuple[str, ...]) -> dict[str, Plan]:
    """Return the plans, made one after the other."""
    return {name: make_plan(make_case(city, name)).complete() for name in scenarios}
