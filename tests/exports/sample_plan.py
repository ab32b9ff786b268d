"""The plan of the toy city with awkward names: a formula, markup, a character that fonts lack."""

import dataclasses

from domain.bundle import CityBundle
from domain.scenario import HazardScenario
from domain.vocabulary import Preset
from planning.pipeline import make_plan
from planning.plan import Plan
from tests.toy_city import make_toy_bundle, toy_settings

FORMULA_NAME = "=SUM(A1:A9)小学校"
RARE_NAME = "𠮷野小学校"
MARKUP_NAME = "<script>alert(1)</script>{{ 7 * 7 }}{% x %}{# #}公園"
FORMULA_ORGANISATION = "+乙校区自主防災会"


def make_awkward_bundle() -> CityBundle:
    """Return the toy city with names that break careless exports."""
    bundle = make_toy_bundle()
    places = bundle.places.copy()
    places["name"] = places["name"].replace(
        {"甲小学校": FORMULA_NAME, "乙小学校": RARE_NAME, "乙公園": MARKUP_NAME}
    )
    organisations = bundle.organisations.copy()
    organisations["name"] = organisations["name"].replace({"乙校区自主防災会": FORMULA_ORGANISATION})
    return dataclasses.replace(bundle, places=places, organisations=organisations)


def make_sample_plan(scenario_id: str = "toy-tsunami-night") -> Plan:
    """Return the plan of one toy scenario; everything in it is model data."""
    bundle = make_awkward_bundle()
    return make_plan(bundle, bundle.scenario(scenario_id), toy_settings(), preset=Preset.CURRENT)


def make_real_plan(scenario_id: str = "toy-tsunami-night") -> Plan:
    """Return the same plan as if every layer were real data."""
    plan = make_sample_plan(scenario_id)
    layers = tuple(dataclasses.replace(layer, is_model=False) for layer in plan.bundle.meta.layers)
    bundle = dataclasses.replace(plan.bundle, meta=dataclasses.replace(plan.bundle.meta, layers=layers))
    scenario: HazardScenario = dataclasses.replace(plan.scenario, is_model=False)
    used = {layer.layer for layer in plan.provenance}
    return dataclasses.replace(
        plan,
        bundle=bundle,
        scenario=scenario,
        indicators=plan.indicators.assign(is_model=False),
        gaps=plan.gaps.assign(is_model=False),
        provenance=tuple(layer for layer in layers if layer.layer in used),
    )
