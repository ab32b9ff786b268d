"""A plan is made of what there is; what a city lacks counts as unknown, and nobody drops out."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.bundle import CityBundle
from domain.tables.city import Nodes, Places, Streets
from planning.case import Case
from planning.pipeline import make_plan
from tests.toy_city import make_toy_bundle, toy_settings

SCENARIOS = ("toy-tsunami-night", "toy-flood", "toy-quake")


def without(*parts: str) -> CityBundle:
    bundle = make_toy_bundle()
    epsg = bundle.meta.epsg
    if "streets" in parts:
        bundle = replace(bundle, nodes=Nodes.empty_in(epsg), streets=Streets.empty_in(epsg))
    if "places" in parts:
        strength = replace(bundle.strength, opening_duty=bundle.strength.opening_duty.iloc[:0],
                           place_facts=bundle.strength.place_facts.iloc[:0])  # fmt: skip
        bundle = replace(bundle, places=Places.empty_in(epsg), strength=strength)
    return bundle


def one_ward() -> CityBundle:
    """The toy city without wards: the municipality is its own only one, under its own code."""
    bundle = make_toy_bundle()
    code = bundle.meta.city_code
    whole = bundle.wards.iloc[:1].set_axis(pd.Index([code], name="ward_code"))
    wards = whole.set_geometry([bundle.wards.union_all()], crs=bundle.wards.crs)
    layers = {
        name: getattr(bundle, name).assign(ward_code=code)
        for name in ("districts", "blocks", "places", "facilities")
    }
    return replace(bundle, wards=wards, published=bundle.published.iloc[:0], **layers)


@pytest.mark.parametrize("parts", [("streets",), ("places",), ("streets", "places")], ids="+".join)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_plan_without_streets_or_places_loses_nobody(scenario: str, parts: tuple[str, ...]):
    whole, partial = (
        make_plan(Case.of(bundle, bundle.scenarios[scenario], toy_settings()))
        for bundle in (make_toy_bundle(), without(*parts))
    )
    # Who must leave does not depend on where they can go.
    pd.testing.assert_series_equal(
        partial.demand.groupby("block_id")["persons"].sum(), whole.demand.groupby("block_id")["persons"].sum()
    )
    assert partial.assignment["persons"].sum() == partial.demand["persons"].sum()
    if "streets" in parts:
        assert set(partial.assignment["outcome"]) <= {"no_safe_way", "elsewhere", "not_leaving"}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_city_without_wards_is_planned_as_one_ward(scenario: str):
    whole, single = (
        make_plan(Case.of(bundle, bundle.scenarios[scenario], toy_settings()))
        for bundle in (make_toy_bundle(), one_ward())
    )
    pd.testing.assert_series_equal(
        single.ledgers.wards.iloc[0], single.ledgers.city.iloc[0], check_names=False
    )
    pd.testing.assert_series_equal(single.ledgers.city.iloc[0], whole.ledgers.city.iloc[0], check_names=False)
