"""The second result: chances by area with their intervals, and what they rest on."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from domain.tables.robustness import AreaLevel
from planning.intervals import wilson
from planning.robustness import assess_robustness, robustness_of
from tests.planning.test_draws import four_narrow, make_chunk, toy_case


@cache
def result():
    case = toy_case((102, 112, 113, 122))
    tally = make_chunk(four_narrow(), 0, 50)
    return case, tally, robustness_of(case, four_narrow(), tally)


def test_wards_districts_and_the_city_hold_everybody_once() -> None:
    case, tally, found = result()
    city = found.level(AreaLevel.CITY)
    assert list(city.index) == [case.city.meta.city_code]
    for level in AreaLevel:
        assert found.level(level)["persons"].sum() == city["persons"].iloc[0]
        through = (found.level(level)["persons"] * found.level(level)["chance"]).sum()
        assert through == pytest.approx(tally.persons[1].mean())
    favourable = (city["persons"] * city["chance_favourable"]).iloc[0]
    assert favourable == pytest.approx(tally.persons[0].mean())
    assert set(found.level(AreaLevel.WARD).index) == {"271411", "271420"}


def test_the_interval_spans_both_readings() -> None:
    _, _, found = result()
    areas = found.areas
    np.testing.assert_allclose(areas["chance_min"], wilson(areas["chance"], 50)[0])
    np.testing.assert_allclose(areas["chance_max"], wilson(areas["chance_favourable"], 50)[1])
    assert (areas["chance_min"] <= areas["chance"]).all()
    assert (areas["chance"] <= areas["chance_favourable"]).all()
    assert (areas["chance_favourable"] <= areas["chance_max"]).all()


def test_a_district_by_profile_is_the_district_and_no_block_is_told_so() -> None:
    _, _, found = result()
    profiles = found.profiles
    for level in (AreaLevel.CITY, AreaLevel.WARD, AreaLevel.DISTRICT):
        areas, own = found.level(level), profiles[profiles["level"] == level.value]
        together = (own["persons"] * own["chance"]).groupby(own["area_id"]).sum()
        np.testing.assert_allclose(together / areas["persons"], areas["chance"])
    assert set(profiles["profile_id"]) == {"general", "assisted"}
    assert not profiles["area_id"].str.startswith("M").any()


def test_the_pier_has_no_way_at_all() -> None:
    _, _, found = result()
    pier = found.level(AreaLevel.BLOCK).loc["M271411-G"]
    assert (pier["open_persons"], pier["chance"]) == (0, 0.0)
    assert np.isnan(pier["detour_s"])


def test_what_it_rests_on_is_told() -> None:
    case, _, found = result()
    assert (found.key, found.draws, found.critical_draws) == (case.key, 50, 1)
    assert found.shaking == ("quake",)
    assert "hazards/quake" in {one.layer for one in found.provenance}
    assert found.is_model
    assert not found.has_unknown_damage
    assert not found.has_unknown_width
    shared = replace(case.city.scenarios["toy-quake"], layers=("quake", "tsunami"))
    scenarios = {**case.city.scenarios, "toy-quake": shared}
    case = replace(case, city=replace(case.city, scenarios=scenarios))
    tsunami = replace(case, scenario=case.city.scenarios["toy-tsunami-night"])
    assert "hazards/quake" in {one.layer for one in assess_robustness(tsunami, most_draws=1).provenance}


def test_beyond_the_layer_the_damage_is_unknown() -> None:
    case = toy_case((102,))
    west = case.city.hazards["quake"].iloc[:1]
    case = replace(case, city=replace(case.city, hazards={**case.city.hazards, "quake": west}))
    assert assess_robustness(case, most_draws=1).has_unknown_damage


def test_no_damage_is_known_and_nothing_unknown() -> None:
    case = toy_case((102,))
    none = case.city.hazards["quake"].assign(collapse_share=0.0, half_collapse_share=0.0)
    case = replace(case, city=replace(case.city, hazards={**case.city.hazards, "quake": none}))
    found = assess_robustness(case, most_draws=1)
    assert not found.has_unknown_damage
    assert (found.areas["chance"] == found.areas["open_persons"] / found.areas["persons"]).all()


def test_where_nobody_must_leave_there_is_no_chance_to_tell() -> None:
    case = toy_case((102,))
    nobody = case.city.hazards["quake"].assign(
        collapse_share=0.0, half_collapse_share=0.0, burnt_share=0.0, water_cut_share=0.0
    )
    case = replace(case, city=replace(case.city, hazards={**case.city.hazards, "quake": nobody}))
    found = assess_robustness(case, most_draws=30)
    assert found.areas.empty
    assert found.profiles.empty
    assert found.streets.empty
    assert found.by_profile().empty


def test_equal_cases_give_equal_results() -> None:
    case = toy_case((102, 112, 113, 122))
    one, other = (assess_robustness(case, most_draws=30) for _ in range(2))
    for name in ("areas", "profiles", "streets"):
        assert getattr(one, name).equals(getattr(other, name))
