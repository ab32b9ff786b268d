"""Tables of places to open: who comes from where, the order with its bound, and what is not surveyed."""

from dataclasses import replace

import pandas as pd
import pytest

from planning.opening_effect import opening_effect
from planning.opening_order import order_places
from planning.openings import opening_of, search_openings
from presentation.opening_tables import order_table, paper_grid, place_choice_table, places_in_order
from presentation.words import Words
from tests.planning.test_openings import WEST, toy_case


@pytest.fixture(scope="module")
def made():
    case = toy_case("toy-quake")
    opening = opening_of(case, search_openings(case))
    return case, opening, opening_effect(opening, opening.now)


def _cells(table):
    return {column.key: column.cells for column in table.columns}


def test_the_list_has_every_place_by_ward_with_its_step(made) -> None:
    case, opening, effect = made
    order = order_places(case, opening)
    table = place_choice_table(case, opening, effect, "ja", order=order)
    cells = _cells(table)
    assert cells["place_id"] == tuple(places_in_order(case, opening))
    assert set(cells["opening_open"]) == {"○"}
    steps = dict(zip(order.steps["place_id"], order.steps.index, strict=True))
    for place_id, step in zip(cells["place_id"], cells["opening_step"], strict=True):
        assert step == steps.get(place_id, step if isinstance(step, str) else None)
    assert cells["assigned"] == tuple(
        int(effect.places["assigned_persons"].get(one, 0)) for one in cells["place_id"]
    )


def test_what_nobody_has_surveyed_is_said_and_never_zero(made) -> None:
    case, opening, effect = made
    cells = _cells(place_choice_table(case, opening, effect, "ja"))
    for key in ("opening_keys", "opening_toilets_there"):
        assert set(cells[key]) == {"未調査"}


def test_seats_that_can_be_opened_tell_no_least_while_anything_is_not_surveyed(made) -> None:
    case, opening, effect = made
    cells = _cells(place_choice_table(case, opening, effect, "ja"))
    assert set(cells["opening_openable_min"]) == {"未調査"}
    most = opening.seats["seats_max"].reindex(list(cells["place_id"]))
    told = tuple("未調査" if one is pd.NA else one for one in most)
    assert cells["opening_openable_max"] == told
    assert all("開設担当" in said and "トイレ" in said for said in cells["opening_openable_limit"])


def test_seats_that_can_be_opened_tell_both_ends_and_what_binds_once_all_is_surveyed(made) -> None:
    case, opening, effect = made
    known = {
        "official_seats": 500, "area_seats": 400, "toilet_seats": 900, "openers": 3, "seats_min": 200,
        "seats_max": 300, "limit": "openers", "is_surveyed": True,
    }  # fmt: skip
    seats = opening.seats.assign(**known)
    cells = _cells(place_choice_table(case, replace(opening, seats=seats), effect, "ja"))
    assert set(cells["opening_openable_min"]) == {200}
    assert set(cells["opening_openable_max"]) == {300}
    assert set(cells["opening_openable_limit"]) == {"開設担当"}


def test_people_are_told_by_district_most_first_and_few_ones_are_not_counted(made) -> None:
    case, opening, effect = made
    table = place_choice_table(case, opening, effect, "ja", place_ids=[WEST])
    said = _cells(table)["opening_coming"][0]
    rows = effect.coming[effect.coming["place_id"] == WEST]
    names = case.city.districts["name"]
    first = str(names[rows["district_id"].iloc[0]])
    assert said.startswith(first)
    assert rows["persons"].is_monotonic_decreasing


def test_more_than_three_districts_are_summed_up(made) -> None:
    case, opening, effect = made
    rows = effect.coming[effect.coming["place_id"] == WEST].iloc[:1]
    many = rows.loc[rows.index.repeat(5)].assign(persons=[50, 40, 30, 20, 15])
    said = _cells(place_choice_table(case, opening, replace(effect, coming=many), "en", place_ids=[WEST]))[
        "opening_coming"
    ][0]
    # 20 + 15 people, rounded to tens on model data.
    assert said.endswith("2 other districts about 40 people")


def test_the_order_says_the_bound_and_how_far_it_is(made) -> None:
    case, opening, _ = made
    order = order_places(case, opening)
    cells = _cells(order_table(case, opening, order, "en"))
    gap = [b - s for b, s in zip(cells["opening_bound"], cells["opening_served"], strict=True)]
    assert list(cells["opening_gap"]) == gap
    assert [s + u for s, u in zip(cells["opening_served"], cells["opening_unserved"], strict=True)] == [
        order.persons
    ] * len(gap)


def test_the_order_says_of_each_place_whether_its_floors_are_known(made) -> None:
    case, opening, _ = made
    order = order_places(case, opening)
    first = str(order.steps["place_id"].iloc[0])
    usable = opening.usable.assign(
        standing=opening.usable["standing"].mask(opening.usable.index == first, "to_confirm")
    )
    doubted = replace(opening, usable=usable)
    standing = _cells(order_table(case, doubted, order, "ja"))["standing"]
    assert standing[0] == "？ 要確認（資料が足りない）"
    assert all("要確認" not in one for one in standing[1:])
    names = [row[3] for row in paper_grid(case, doubted, order, frozenset(), Words("ja")).rows]
    assert names[0] == f"{case.city.places.loc[first, 'name']}（？要確認）"
    assert all("要確認" not in one for one in names[1:])
