"""What the sides and the area are called."""

from presentation.comparison.sides import area_name, area_of, case_title, side_titles
from presentation.words import Words
from tests.planning.test_comparison import CITY, compared, side
from tests.toy_city.build import D1

WORDS = Words("ja")


def test_a_side_tells_scenario_time_of_day_and_what_was_changed() -> None:
    first, second = side_titles(compared("night", "day"), WORDS)
    assert first.startswith("A: 津波（夜）・夜間・被害想定（現状）")
    assert second.startswith("B: ")
    assert "昼間" in second
    assert second[3:] == case_title(side("day").case, WORDS)
    assert "歩く速さ" in first  # the toy's settings are not the preset's


def test_an_area_is_named_and_found() -> None:
    code = CITY.meta.city_code
    assert area_of(CITY) == code
    assert area_of(CITY, ward_code="271411") == "271411"
    assert area_of(CITY, ward_code="271411", district_id=D1) == D1
    case = side("night").case
    names = [area_name(case, area, WORDS) for area in (code, "271411", D1)]
    assert names[0].endswith("（市全体）")
    assert names[1] in names[2]
    assert len(set(names)) == 3
