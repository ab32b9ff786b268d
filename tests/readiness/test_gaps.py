import json

import numpy as np
import pandas as pd
import pytest

from domain.tables.priorities import WeakPoints
from domain.tables.stages import Gaps
from domain.vocabulary import HazardKind
from messages.catalogue import has, text
from readiness import gaps as gaps_module
from readiness.gaps import find_weak_points, rank_gaps
from readiness.indicators import build_indicators
from tests.readiness import small_city as city

NAN = float("nan")


def line(indicator, value, *, score=NAN, status="known", band=None, area=city.D1, affected=None):
    """Return one row of indicators; the band follows from the score where none is given."""
    if band is None:
        band = "unknown" if np.isnan(score) else "on_target" if score >= 100 else "below_target"
    if affected is None and indicator.startswith("unserved_") and not np.isnan(value):
        affected = value
    inputs = [] if affected is None else [{"name": "affected_persons", "value": affected}]
    return {
        "area_id": area, "level": "district", "indicator": indicator, "value": value, "value_max": value,
        "target": 1.0, "score": score, "status": status, "band": band,
        "inputs": json.dumps(inputs), "data_kind": "real",
    }  # fmt: skip


def ranked(*lines, n=3, kinds=(HazardKind.TSUNAMI,)):
    table = pd.DataFrame(lines)
    table.index.name = "row"
    return rank_gaps(find_weak_points(table, kinds), n)


def test_what_a_way_may_hide_is_told_by_the_way_alone():
    # 9 people are of unknown way: they may be too late as well, but no survey of hazards tells it.
    way = line("unserved_way_unknown", 9.0, status="partly_unknown")
    late = line("unserved_too_late", 0.0, status="partly_unknown", affected=0) | {"value_max": 9.0}
    table = ranked(way, late)
    assert names(table) == ["unserved_way_unknown"]
    assert table["next_action"].tolist() == ["import_streets"]
    # Where nobody's way is unknown it stands by itself.
    nobody = line("unserved_way_unknown", 0.0, score=100)
    assert names(ranked(nobody, late)) == ["unserved_too_late"]


def names(table):
    return table["indicator"].tolist()


def test_the_contract_holds():
    found = WeakPoints.check(find_weak_points(build_indicators(city.inputs()), city.SCENARIO.kinds))
    Gaps.check(rank_gaps(found))


def test_people_in_danger_come_first_by_number_then_distance_to_the_target():
    table = ranked(
        line("deputies_share", 0.0, score=0),
        line("unserved_no_capacity", 5.0, score=99),
        line("unserved_too_late", 8.0, score=98),
        line("coverage_share", 0.5, score=50),
    )
    assert names(table) == ["unserved_too_late", "unserved_no_capacity", "deputies_share"]
    assert table["rank"].tolist() == [1, 2, 3]
    assert table["cause"].tolist() == ["too_late", "no_capacity", "below_target"]


def test_nothing_unserved_is_no_weak_point():
    table = ranked(line("unserved_no_capacity", 0.0, score=100), line("coverage_share", 0.5, score=50))
    assert names(table) == ["coverage_share"]


def test_what_is_not_known_comes_last_but_is_shown():
    table = ranked(
        line("deputies_share", 0.0, score=0),
        line("posts_filled_share", 0.1, score=10),
        line("coverage_share", 0.2, score=20),
        line("stock_days", NAN, status="not_surveyed"),
    )
    assert names(table) == ["deputies_share", "posts_filled_share", "stock_days"]
    assert table["cause"].tolist()[-1] == "unknown"
    assert table["next_action"].tolist()[-1] == "survey_stock"


def test_people_in_danger_are_never_pushed_out_by_what_is_not_known():
    table = ranked(
        line("unserved_no_capacity", 1.0, score=99),
        line("unserved_too_late", 2.0, score=99),
        line("unserved_no_safe_way", 3.0, score=99),
        line("stock_days", NAN, status="not_surveyed"),
    )
    assert names(table) == ["unserved_no_safe_way", "unserved_too_late", "unserved_no_capacity"]


def test_bounds_that_leave_the_band_open_are_unknown():
    table = ranked(line("coverage_share", 0.5, score=75, status="partly_unknown", band="unknown"))
    assert table["cause"].tolist() == ["unknown"]
    clear = ranked(line("coverage_share", 0.5, score=50, status="partly_unknown", band="below_target"))
    assert clear["cause"].tolist() == ["below_target"]


def test_one_survey_is_asked_for_once():
    table = ranked(
        line("coverage_share", NAN, status="not_surveyed"),
        line("deputies_share", NAN, status="not_surveyed"),
        line("stock_days", NAN, status="not_surveyed"),
    )
    assert table["next_action"].tolist() == ["survey_organisation", "survey_stock"]


def test_people_who_will_not_leave_or_have_no_place_come_before_stock_days():
    table = ranked(
        line("stock_days", 0.1, score=3, affected=5000),
        line("assumed_not_leaving_persons", 300.0, score=70, affected=300),
        line("unserved_no_suitable_place", 400.0, score=60),
    )
    assert names(table) == ["unserved_no_suitable_place", "assumed_not_leaving_persons", "stock_days"]
    assert table["cause"].tolist() == ["no_suitable_place", "not_leaving", "below_target"]
    assert table["next_action"].tolist()[1] == "encourage_leaving"


def test_below_target_most_people_affected_come_first_and_unknown_numbers_last():
    table = ranked(
        line("coverage_share", 0.5, score=50),
        line("drills_in_year", 0.0, score=0),
        line("walk_time_mean_s", 900.0, score=80, affected=40),
        line("stock_days", 2.9, score=97, affected=41),
        n=4,
    )
    assert names(table) == ["stock_days", "walk_time_mean_s", "drills_in_year", "coverage_share"]


@pytest.mark.parametrize(
    ("kinds", "action"),
    [
        ((HazardKind.TSUNAMI,), "start_earlier_tsunami"),
        ((HazardKind.LANDSLIDE,), "start_earlier_landslide"),
        ((HazardKind.FLOOD,), "start_earlier"),
        ((HazardKind.INLAND_FLOOD,), "start_earlier"),
        ((HazardKind.LARGE_FIRE,), "start_earlier"),
        ((HazardKind.STORM_SURGE, HazardKind.LANDSLIDE), "start_earlier"),
    ],
)
def test_refuge_buildings_are_advised_in_a_tsunami_only(kinds, action):
    table = ranked(line("unserved_too_late", 8.0, score=90), kinds=kinds)
    assert table["next_action"].tolist() == [action]


@pytest.mark.parametrize(("language", "word"), [("ja", "避難ビル"), ("en", "refuge building")])
def test_no_other_action_names_a_refuge_building(language, word):
    actions = {rule.action for rule in gaps_module._RULES.values()} | set(gaps_module._OF_KIND.values())
    naming = {action for action in actions if word in text(language, f"action.{action}")}
    assert naming == {"start_earlier_tsunami"}


def test_what_does_not_concern_the_district_is_no_weak_point():
    assert ranked(line("unserved_too_late", NAN, status="not_concerned", band="not_concerned")).empty


def test_ties_go_by_indicator_id_whatever_the_order():
    lines = [line(name, 0.0, score=0) for name in ("posts_filled_share", "coverage_share", "drills_in_year")]
    expected = ["coverage_share", "drills_in_year", "posts_filled_share"]
    assert names(ranked(*lines)) == names(ranked(*lines[::-1])) == expected


def test_affected_persons_come_from_the_evidence_and_may_be_unknown():
    table = ranked(
        line("seats_per_demand_escape", 0.2, score=20, affected=80), line("coverage_share", 0.5, score=50)
    )
    assert table["affected_persons"].tolist() == [80, pd.NA]


def test_each_district_has_at_most_n():
    lines = [line(name, 0.0, score=0) for name in ("posts_filled_share", "coverage_share", "drills_in_year")]
    assert len(ranked(*lines, n=2)) == 2
    other = [dict(row, area_id=city.D2) for row in lines]
    assert ranked(*lines, *other, n=2)["rank"].tolist() == [1, 2, 1, 2]


def test_a_city_without_a_weak_point_has_none():
    assert Gaps.check(ranked(line("coverage_share", 1.0, score=100))).empty


def test_the_small_city_shows_its_worst_first():
    table = rank_gaps(find_weak_points(build_indicators(city.inputs()), city.SCENARIO.kinds)).set_index(
        ["district_id", "rank"]
    )
    # D1: 20 of unknown capacity, 15 too late; then 35 of 85 below the reserve, whom a third rank would
    # show, were it not kept for what is not known.
    assert table.loc[city.D1, "indicator"].tolist()[:2] == ["unserved_capacity_unknown", "unserved_too_late"]
    assert table.loc[(city.D2, 2), "indicator"] == "assumed_not_leaving_persons"
    assert table.loc[(city.D2, 1), "indicator"] == "unserved_no_capacity"
    assert table.loc[(city.D2, 1), "affected_persons"] == 20
    # The tsunami does not reach D3: its organisation, list and facts are not surveyed.
    assert set(table.loc[city.D3, "cause"]) == {"unknown"}
    assert len(table.loc[city.D3]) >= 2


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_action_has_its_words(language):
    for rule in gaps_module._RULES.values():
        assert has(language, f"action.{rule.action}")
        assert has(language, f"action.{rule.survey}")
    for action in gaps_module._OF_KIND.values():
        assert has(language, f"action.{action}")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_indicator_unit_and_input_has_its_words(language):
    table = build_indicators(city.inputs())
    for indicator in [*table["indicator"].unique(), "seats_per_demand_stay"]:
        for part in ("name", "definition", "target_source"):
            assert has(language, f"indicator.{indicator}.{part}"), indicator
    for unit in table["unit"].unique():
        assert has(language, f"indicator_unit.{unit}")
    given = build_indicators(city.inputs(city.bundle(meta=city.meta(model=("blocks",)))))
    named = {item["name"] for text in given["inputs"] for item in json.loads(text)}
    assert [name for name in named if not has(language, f"indicator_input.{name}")] == []


def test_districts_stand_by_id_and_a_survey_is_the_surveyors():
    here = line("coverage_share", 0.5, score=50, area=city.D2)
    there = line("stock_days", NAN, status="not_surveyed", area=city.D1)
    table = ranked(here, there)
    assert table["district_id"].tolist() == [city.D1, city.D2]
    assert table["owner"].tolist() == ["ward", "ward"]
    stock = ranked(line("stock_days", 1.0, score=33))
    assert stock["owner"].tolist() == ["headquarters"]


def test_of_as_many_people_the_farthest_from_its_target_comes_first():
    table = ranked(
        line("coverage_share", 0.9, score=90, affected=7),
        line("stock_days", 0.3, score=10, affected=7),
        line("walk_time_mean_s", 600.0, score=50, affected=7),
    )
    assert names(table) == ["stock_days", "walk_time_mean_s", "coverage_share"]


def test_wards_and_the_city_are_not_ranked():
    above = [
        dict(line("coverage_share", 0.1, score=10, area=city.W1), level=level) for level in ("ward", "city")
    ]
    assert ranked(*above).empty
    table = ranked(line("stock_days", 1.0, score=33), *above)
    assert (names(table), table["district_id"].tolist()) == (["stock_days"], [city.D1])


def test_a_count_without_a_target_is_no_weak_point():
    assert ranked(line("unserved_persons", 9.0, score=10), line("places_usable", 1.0, score=10)).empty


def test_people_in_danger_stay_so_where_their_number_is_open():
    table = ranked(line("unserved_too_late", 8.0, status="partly_unknown", band="unknown"), kinds=())
    assert table["cause"].tolist() == ["too_late"]
    assert table["next_action"].tolist() == ["start_earlier"]


def test_unknown_data_stand_with_what_is_not_known_whatever_their_share():
    table = ranked(
        line("stock_days", NAN, status="not_surveyed"),
        line("unknown_data_share", 0.5, score=50),
        line("coverage_share", 0.9, score=90),
    )
    # Half unknown is farther from its target than what has no value at all.
    assert names(table) == ["coverage_share", "unknown_data_share", "stock_days"]
    assert table["cause"].tolist() == ["below_target", "unknown", "unknown"]
    assert table["next_action"].tolist()[1:] == ["survey_unknown", "survey_stock"]


def test_nobody_affected_comes_before_an_unknown_number():
    table = ranked(
        line("coverage_share", 0.1, score=10), line("walk_time_mean_s", 900.0, score=80, affected=0)
    )
    assert names(table) == ["walk_time_mean_s", "coverage_share"]


def test_three_weak_points_are_shown_unless_another_number_is_asked_for():
    lines = [
        line(name, 0.0, score=0)
        for name in ("posts_filled_share", "coverage_share", "drills_in_year", "leaders_share")
    ]
    table = pd.DataFrame(lines)
    assert len(rank_gaps(find_weak_points(table, (HazardKind.TSUNAMI,)))) == 3
