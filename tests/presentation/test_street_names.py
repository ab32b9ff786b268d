"""A street has one name everywhere, and no other street of the city has the same."""

from dataclasses import replace

import numpy as np
import pytest

from domain.settings.settings import Settings
from planning.case import Case
from presentation.street_names import street_name, street_names
from presentation.words import Words
from tests.made import make_toy
from tests.model_city.bundled_city import bundled_city

CASE = make_toy()[0]
JA = Words("ja")


def test_a_street_is_told_by_name_bridge_crossing_or_town_and_what_is_known_near_it() -> None:
    said = dict(zip(CASE.city.streets.index, street_names(CASE, CASE.city.streets.index, JA), strict=True))
    assert said[121] == "甲橋（甲川にかかる橋、B町付近）"
    assert said[103] == "甲電鉄の踏切（C町付近、乙公園の西約350 m、長さ500 m）"
    assert said[112].startswith("甲橋と交わる道（B町付近、")
    assert said[104] == "D町付近の道（乙の里の西約150 m、長さ500 m）"
    assert street_names(CASE, [], JA) == []


@pytest.mark.parametrize("language", ["ja", "en", "ja_easy"])
def test_no_two_streets_of_a_real_city_are_told_alike(language: str) -> None:
    case = Case.of(bundled_city(), bundled_city().scenario("nankai-tsunami-night"), Settings())
    streets = case.city.streets
    # 国道26号 has 162 pieces; of what has no name some hundred side by side.
    named = streets.index[streets["name"] == "国道26号"]
    some = [*named, *streets.index[1000:1300]]
    said = street_names(case, some, Words(language))
    assert len(set(said)) == len(some)
    assert all("{" not in one and "⟦" not in one for one in said)
    bridge = streets.index[streets["name"] == "内川2号橋"]
    assert all(one.startswith("内川2号橋") for one in street_names(case, bridge, Words(language)))


def _with(case: Case, **columns: object) -> Case:
    city = replace(case.city, streets=case.city.streets.assign(**columns))
    return replace(case, city=city)


def test_streets_that_would_be_told_alike_carry_their_number() -> None:
    # Two carriageways side by side, of one length, as far from what is known.
    streets = CASE.city.streets
    twin = streets.geometry.to_numpy().copy()
    twin[list(streets.index).index(102)] = twin[list(streets.index).index(101)]
    case = _with(CASE, geometry=twin)
    assert street_name(case, 101, JA).endswith("、番号101）")
    assert street_name(case, 102, JA).endswith("、番号102）")
    assert "番号" not in street_name(case, 104, JA)


def test_both_carriageways_of_one_bridge_have_one_name() -> None:
    over = np.where(CASE.city.streets.index.isin([121, 104]), "甲川", "")
    case = _with(CASE, name=np.where(over == "甲川", "大橋", ""), crosses=over, bridge=over == "甲川")
    assert street_name(case, 121, JA) == street_name(case, 104, JA)


def test_a_city_without_places_has_names_for_its_streets() -> None:
    bare = replace(CASE.city, places=CASE.city.places.iloc[:0])
    case = _with(replace(CASE, city=bare), name="", bridge=False, level_crossing=False)
    assert street_name(case, 104, JA) == "D町付近の道（長さ500 m、番号104）"
