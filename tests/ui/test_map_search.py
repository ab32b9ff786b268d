"""What the map is searched for: every place, district, town, bridge and street with a name, once."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.vocabulary import NameKind
from planning.case import Case
from presentation.words import Words
from tests.made import Made, make_toy
from ui.view.map_search import GoalKind, goal_bounds, goal_key, goal_shapes, map_goals


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy()


def of_kind(case: Case, kind: GoalKind, language: str = "ja") -> dict[str, str]:
    """Labels by name."""
    return {goal.name: goal.label for goal in map_goals(case, Words(language)).values() if goal.kind is kind}


def test_everything_with_a_name_is_found_once(case: Case) -> None:
    goals = map_goals(case, Words("ja")).values()
    places = [goal.item_ids for goal in goals if goal.kind is GoalKind.PLACE]
    assert sorted(places) == sorted((place,) for place in case.city.places.index)
    districts = [goal.item_ids for goal in goals if goal.kind is GoalKind.DISTRICT]
    assert sorted(districts) == sorted((one,) for one in case.city.districts.index)
    blocks = [block for goal in goals if goal.kind is GoalKind.TOWN for block in goal.item_ids]
    named = case.city.blocks[case.city.blocks["town"] != ""]
    assert sorted(blocks) == sorted(named.index)
    streets = [street for goal in goals if goal.kind is GoalKind.STREET for street in goal.item_ids]
    assert sorted(streets) == sorted(case.city.streets.index[case.city.streets["name"] != ""])


def test_a_bridge_is_called_a_bridge_and_pieces_of_one_name_are_one_street(case: Case) -> None:
    streets = case.city.streets
    first, second, third = streets.index[:3]
    changed = streets.assign(name="", bridge=False, level_crossing=False, underpass=False, tunnel=False)
    changed.loc[[first, second], "name"] = "大道"
    changed.loc[third, ["name", "bridge"]] = ["大橋", True]
    city = replace(case.city, streets=changed)
    goals = {goal.name: goal for goal in map_goals(replace(case, city=city), Words("ja")).values()}
    assert set(goals["大道"].item_ids) == {first, second}
    assert goals["大道"].label == "大道（道）"
    assert goals["大橋"].label == "大橋（橋）"


def test_a_name_is_found_by_its_reading_where_it_is_listed(case: Case) -> None:
    town = str(case.city.blocks["town"].iloc[0])
    ward = str(case.city.blocks["ward_code"].iloc[0])
    row = {"kind": NameKind.TOWN.value, "ward_code": ward, "name": town, "reading": "よみ", "name_en": ""}
    base = case.city.readings
    listed = pd.DataFrame([{**dict.fromkeys(base.columns, ""), **row}])[list(base.columns)]
    city = replace(case.city, readings=listed)
    labels = of_kind(replace(case, city=city), GoalKind.TOWN)
    assert "よみ" in labels[town]
    assert all("よみ" not in label for name, label in labels.items() if name != town)


def test_the_map_goes_to_where_it_is(case: Case) -> None:
    goals = map_goals(case, Words("en"))
    place = str(case.city.places.index[0])
    (south, west), (north, east) = goal_bounds(case, goals[goal_key(GoalKind.PLACE, place)])
    assert (south, west) == pytest.approx((north, east))
    for goal in goals.values():
        (south, west), (north, east) = goal_bounds(case, goal)
        assert 34 < south <= north < 35
        assert 135 < west <= east < 136


def test_what_is_marked_of_a_goal_is_the_goal_and_a_place_has_its_ring(case: Case) -> None:
    for goal in map_goals(case, Words("ja")).values():
        shapes = goal_shapes(case, goal)
        if goal.kind is GoalKind.PLACE:
            assert shapes is None
        elif shapes is not None:
            assert list(shapes.index) == list(goal.item_ids)
    points = replace(case.city, blocks=case.city.blocks.set_geometry(case.city.blocks.centroid))
    known = replace(case, city=points)
    towns = [goal for goal in map_goals(known, Words("ja")).values() if goal.kind is GoalKind.TOWN]
    assert all(goal_shapes(known, goal) is None for goal in towns)
