"""The plan of the toy city with awkward names: a formula, markup, a character that fonts lack."""

import dataclasses
from functools import cache

from domain.bundle import CityBundle
from tests.made import Made, make
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
    organisations = bundle.strength.organisations.copy()
    organisations["name"] = organisations["name"].replace({"乙校区自主防災会": FORMULA_ORGANISATION})
    strength = dataclasses.replace(bundle.strength, organisations=organisations)
    return dataclasses.replace(bundle, places=places, strength=strength)


def make_sample(scenario_id: str = "toy-tsunami-night") -> Made:
    """Return case and plan of one toy scenario, made once in a process; all in them is model data."""
    return _sample(scenario_id)


@cache
def _sample(scenario_id: str) -> Made:
    return make(make_awkward_bundle(), scenario_id, toy_settings())


def make_real(scenario_id: str = "toy-tsunami-night") -> Made:
    """Return the same case and plan as if every layer were real data."""
    case, plan = make_sample(scenario_id)
    layers = tuple(dataclasses.replace(layer, is_model=False) for layer in case.city.meta.layers)
    used = {layer.layer for layer in plan.provenance}
    return Made(
        dataclasses.replace(
            case,
            city=dataclasses.replace(case.city, meta=dataclasses.replace(case.city.meta, layers=layers)),
            scenario=dataclasses.replace(case.scenario, is_model=False),
        ),
        dataclasses.replace(
            plan,
            indicators=plan.indicators.assign(data_kind="real"),
            gaps=plan.gaps.assign(data_kind="real"),
            weak_points=plan.weak_points.assign(data_kind="real"),
            themes=plan.themes.assign(data_kind="real"),
            bands=plan.bands.assign(data_kind="real"),
            provenance=tuple(layer for layer in layers if layer.layer in used),
        ),
    )
