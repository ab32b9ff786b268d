"""A plan is made of what there is; what a city lacks counts as unknown, and nobody drops out."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.bundle import CityBundle
from domain.tables.city import Nodes, Places, Streets
from planning.case import Case
from planning.compared_people import people_figures
from planning.day_line import day_line
from planning.free_seats import free_seat_reasons
from planning.pipeline import make_plan
from planning.plan import Plan
from tests.each import each
from tests.made import make_toy
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


@each("parts", [("streets",), ("places",), ("streets", "places")])
@each("scenario", SCENARIOS)
def test_a_plan_without_streets_or_places_loses_nobody(scenario: str, parts: tuple[str, ...]):
    whole, bundle = make_toy(scenario).plan, without(*parts)
    partial = make_plan(Case.of(bundle, bundle.scenarios[scenario], toy_settings()))
    # Who must leave does not depend on where they can go.
    pd.testing.assert_series_equal(
        partial.demand.groupby("block_id")["persons"].sum(), whole.demand.groupby("block_id")["persons"].sum()
    )
    assert partial.assignment["persons"].sum() == partial.demand["persons"].sum()
    if "streets" in parts:
        assert set(partial.assignment["outcome"]) <= {"way_unknown", "elsewhere"}
        # Nobody knows of anybody whether he gets out: of nobody is it said.
        assert not partial.assignment[["can_leave_area", "cannot_reach_safety"]].to_numpy().any()
    else:
        assert "way_unknown" not in set(partial.assignment["outcome"])


@pytest.fixture(scope="module")
def wayless() -> tuple[Case, Plan]:
    """The toy tsunami without streets: 170 people of 甲 must leave, and nobody knows any way."""
    bundle = without("streets")
    case = Case.of(bundle, bundle.scenarios["toy-tsunami-night"], toy_settings())
    return case, make_plan(case)


def test_an_unknown_way_is_neither_a_place_lacking_nor_safety_out_of_reach(wayless: tuple[Case, Plan]):
    _, plan = wayless
    city = plan.ledgers.city.iloc[0]
    assert city[["way_unknown", "no_safe_way", "cannot_reach_safety", "can_leave_area"]].tolist() == [
        170, 0, 0, 0,
    ]  # fmt: skip
    rows = plan.indicators[plan.indicators["area_id"] == plan.ledgers.city.index[0]].set_index("indicator")
    ends = rows[["value", "value_min", "value_max"]]
    for indicator in ("unserved_persons", "unserved_way_unknown"):
        assert ends.loc[indicator].tolist() == [170, 0, 170]
    # What else they may lack nobody knows either: none of it is on target.
    assert ends.loc["not_in_time_persons"].tolist() == [0, 0, 170]
    for cause in ("too_late", "no_safe_way", "no_capacity", "capacity_unknown", "no_suitable_place"):
        assert rows.loc[f"unserved_{cause}", "status"] == "no_layer"
        assert ends.loc[f"unserved_{cause}"].isna().all()
    assert rows.loc["walk_time_mean_s", "status"] == "no_layer"
    # All 170 of the 350 people present rest on the unknown way.
    assert rows.loc["unknown_data_share", "value"] == pytest.approx(170 / 350)


def test_an_unknown_way_leaves_bands_undetermined_and_asks_for_streets(wayless: tuple[Case, Plan]):
    _, plan = wayless
    bands = plan.bands[plan.bands["must_leave_persons"] > 0]
    assert len(bands) == 3  # district, ward, city
    assert set(bands["band"]) == {"undetermined"}
    assert set(bands["binding_indicator"]) == {"unserved_way_unknown"}
    assert set(bands["next_action"]) == {"import_streets"}
    assert bands["not_in_time_persons"].isna().all()
    debt = plan.data_debt.set_index("layer").loc["streets"]
    assert (debt["persons"], debt["next_action"], debt["indicator"]) == (
        170, "import_streets", "unserved_way_unknown",
    )  # fmt: skip


def test_what_depends_on_ways_is_told_as_an_interval(wayless: tuple[Case, Plan]):
    case, plan = wayless
    figures = people_figures(case, plan, case.city.meta.city_code)
    for key in ("not_in_time", "cannot_reach_safety", "can_leave_area", "with_place"):
        assert (figures[key].low, figures[key].high) == (0, 170)
    line = day_line(case, plan)
    assert (line.way_unknown_persons, line.cut_off_persons, line.without_seat_persons) == (170, 0, 0)
    # Free seats that nobody is known to be out of reach of need no reason.
    assert set(free_seat_reasons(case, plan)) == {""}


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
