"""What the server makes before anybody asks, and what it goes on making while readers read."""

from collections.abc import Callable
from dataclasses import replace

from domain.scenario import first_days
from domain.vocabulary import Preset
from planning.plan import Plan
from ui import shared
from ui.choices import Choices
from use_cases.load_bundle import default_bundle_path

# Some thirty maps in two languages; old ones are removed when the server starts.
_KEPT_LAYER_FILES = 400


def prepare(say: Callable[[str], None]) -> Plan:
    """Make the first scenario's plan before anybody asks, and begin with all others.

    The others are made in the background: every scenario with the preset 被害想定（現状）, then every
    scenario with the other preset. The later days after an earthquake come last: the first page and the
    lists of all hazards do without them.

    Parameters
    ----------
    say
        Told what is being done, as message keys below ``screen.start.``.
    """
    say("bundle")
    shared.layer_store().trim(_KEPT_LAYER_FILES)
    city = shared.bundle()
    say("plan")
    first = first_days(city.scenarios.values())
    keys = [
        shared.Chosen(str(default_bundle_path()), city.meta.bundle_hash, scenario_id, preset, ())
        for scenarios in (first, [one for one in city.scenarios.values() if one not in first])
        for preset in Preset
        for scenario_id in (one.scenario_id for one in scenarios)
    ]
    cases = [shared.case_of(key) for key in keys]
    plan = shared.service().plan(cases[0])
    shared.concerned_of(replace(keys[0], scenario_id=""))
    say("map")
    shared.layers_of(plan.key, Choices().language, cases[0], plan)
    by_case = dict(zip((case.key for case in cases), keys, strict=True))
    worker = shared.service().prepare(cases, then=lambda case: shared.report_of(by_case[case.key]))
    shared.openings().prepare(cases[: len(first)], after=worker)
    return plan
