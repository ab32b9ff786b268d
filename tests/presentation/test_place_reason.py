"""Reasons against a place: each says which of the data it rests on are model data."""

import dataclasses
from collections.abc import Callable

import pytest

from domain.bundle import LayerSource
from planning.case import Case
from presentation.district_profile.places import district_places
from presentation.district_profile.subject import Subject
from presentation.map_layers.places import place_cards
from presentation.place_reason import place_remark, why_not_text
from presentation.result_tables import place_table
from presentation.words import Words
from tests.each import each
from tests.exports.sample_plan import make_real, make_sample

D1 = "271411-00001"
WORDS = Words("ja")


def _with_layers(case: Case, change: Callable[[LayerSource], LayerSource]) -> Case:
    meta = dataclasses.replace(case.city.meta, layers=tuple(change(one) for one in case.city.meta.layers))
    return dataclasses.replace(case, city=dataclasses.replace(case.city, meta=meta))


def test_a_reason_on_real_data_is_said_plainly() -> None:
    case, _ = make_real()
    assert why_not_text(case, "water_above", "ja") == "浸水しない階がない"
    assert why_not_text(case, "", "ja") == ""


@pytest.mark.parametrize(
    ("why_not", "said"),
    [
        ("water_above", "浸水しない階がない（階数・浸水深は模擬データ）"),
        ("floors_unknown", "要確認: 階数が分からない（階数・浸水深は模擬データ）"),
        ("depth_unknown", "要確認: 浸水深が分からない（階数・浸水深は模擬データ）"),
        ("wooden", "想定区域内の木造の建物（構造・想定区域は模擬データ）"),
        ("inside_area", "想定区域内にある（想定区域は模擬データ）"),
        # Who is designated is a matter of lists, not of floors or depth.
        ("no_flag", "この災害の種類で指定されていない"),
    ],
)
def test_a_reason_names_the_model_data_that_it_rests_on(why_not: str, said: str) -> None:
    assert why_not_text(make_sample().case, why_not, "ja") == said


def test_columns_and_layers_are_told_apart() -> None:
    real, _ = make_real()
    floors = _with_layers(
        real,
        lambda one: dataclasses.replace(one, model_columns=("floors",)) if one.layer == "places" else one,
    )
    assert why_not_text(floors, "water_above", "ja") == "浸水しない階がない（階数は模擬データ）"
    assert why_not_text(floors, "wooden", "ja") == "想定区域内の木造の建物"
    depth = _with_layers(
        real, lambda one: dataclasses.replace(one, is_model=one.layer.startswith("hazards/"))
    )
    assert why_not_text(depth, "water_above", "ja") == "浸水しない階がない（浸水深は模擬データ）"
    assert why_not_text(depth, "inside_area", "en").endswith("(model data: hazard area)")


def test_tables_papers_and_the_offline_map_say_it() -> None:
    case, plan = make_sample()
    usable = plan.usable_places.copy()
    places = case.city.places
    building = places.index[places["refuge_building"] & (places["district_id"] == D1)][0]
    usable.loc[building, ["suitability", "in_plan", "why_not"]] = ["unusable", False, "water_above"]
    changed = dataclasses.replace(plan, usable_places=usable)
    said = "浸水しない階がない（階数・浸水深は模擬データ）"
    assert said in {cell for row in place_table(case, changed, "ja").rows() for cell in row}
    rows = district_places(Subject(case, changed, D1, Words("ja"))).grid.picked(("remark",)).rows
    assert any(said in remark for (remark,) in rows)
    cards = place_cards(case, changed, Words("ja"), places.index)
    assert said in {value for _, rows in cards for _, value in rows}


_PLANNED = {
    "why_not": "", "in_plan": True, "standing": "usable", "for_care": False,
    "assigned_persons": 9, "walking_persons": 4, "free_seats": "",
}  # fmt: skip


@each(
    ("changes", "said"),
    [
        ({}, ""),
        ({"why_not": "closed", "in_plan": False}, "why_not.closed"),
        ({"standing": "to_confirm"}, "free_seats.to_confirm"),
        # Not in the plan: the reason says it, and no seats are counted.
        ({"standing": "to_confirm", "in_plan": False}, ""),
        ({"for_care": True}, "free_seats.for_care"),
        ({"for_care": True, "in_plan": False, "why_not": "closed"}, "why_not.closed"),
        ({"walking_persons": 0}, "free_seats.all_kept"),
        ({"walking_persons": 0, "assigned_persons": 0}, ""),
        ({"free_seats": "nobody_in_reach"}, "free_seats.nobody_in_reach"),
        ({"free_seats": "not_for_district"}, "free_seats.not_for_district"),
    ],
)
def test_a_place_says_what_one_would_not_expect_of_its_seats(changes: dict[str, object], said: str) -> None:
    case, _ = make_real()
    assert place_remark(case, {**_PLANNED, **changes}, "ja") == (WORDS(said) if said else "")


def test_page_table_and_map_say_the_same_of_free_seats() -> None:
    case, plan = make_real("toy-flood")
    usable = plan.usable_places
    place = str(usable.index[usable["in_plan"] & (case.city.places["district_id"] == D1)][0])
    # Nobody reaches the place, and somebody of its district is without one.
    districts = plan.ledgers.districts.copy()
    districts.loc[D1, "too_late"] = 3
    loads = plan.loads.copy()
    loads.loc[place, ["assigned_persons", "walking_persons", "in_reach_persons"]] = 0
    plan = dataclasses.replace(
        plan,
        loads=loads,
        usable_places=usable.assign(capacity_persons=usable["capacity_persons"].fillna(10).clip(lower=1)),
        ledgers=dataclasses.replace(plan.ledgers, districts=districts),
    )
    said = WORDS("free_seats.nobody_in_reach")
    row = case.city.places.index.get_loc(place)
    (column,) = [one for one in place_table(case, plan, "ja").columns if one.key == "why_not"]
    assert column.cells[row] == said
    (card,) = place_cards(case, plan, WORDS, case.city.places.index[[row]])
    assert dict(card[1])[WORDS("map.card.why_not")] == said
    remarks = [cells[-1] for cells in district_places(Subject(case, plan, D1, WORDS)).grid.rows]
    assert sum(said in remark for remark in remarks) == 1
