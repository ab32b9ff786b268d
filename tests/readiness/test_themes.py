"""Themes: indicators that measure one thing weigh once, at both ends of what is not known."""

import json

import pandas as pd
import pytest

from domain.tables.bands import ThemeBands
from domain.vocabulary import ReadinessTheme
from messages.catalogue import has
from readiness import gaps, themes
from readiness.indicators import build_indicators
from readiness.themes import LETHAL_ONLY, rate_themes
from tests.each import each
from tests.readiness import small_city as city


def line(indicator, best, worst=None, *, affected=None, score=50.0, area=city.D1, kind="real"):
    inputs = [] if affected is None else [{"name": "affected_persons", "value": affected}]
    return {
        "area_id": area, "level": "district", "indicator": indicator, "score": score, "best_band": best,
        "worst_band": best if worst is None else worst, "inputs": json.dumps(inputs), "data_kind": kind,
    }  # fmt: skip


def rated(*lines):
    return ThemeBands.check(rate_themes(pd.DataFrame(lines)))


def ends(*bands):
    """Both ends of a theme whose indicators have these (best, worst) bands."""
    names = ("coverage_share", "posts_filled_share", "leaders_share")
    table = rated(*(line(name, *both) for name, both in zip(names, bands, strict=False)))
    assert len(table) == 1
    return table["best_band"].iloc[0], table["worst_band"].iloc[0]


ON, NEAR, BELOW, UNKNOWN, NONE = "on_target", "near_target", "below_target", "unknown", "not_concerned"


@each(
    ("bands", "expected"),
    [
        ([(ON, ON), (NEAR, NEAR)], (NEAR, NEAR)),
        ([(ON, ON), (NEAR, BELOW)], (NEAR, BELOW)),
        ([(BELOW, BELOW), (ON, ON)], (BELOW, BELOW)),
        ([(ON, BELOW), (NEAR, NEAR)], (NEAR, BELOW)),
        # What has no value may turn out well or badly.
        ([(ON, ON), (UNKNOWN, UNKNOWN)], (ON, BELOW)),
        ([(BELOW, BELOW), (UNKNOWN, UNKNOWN)], (BELOW, BELOW)),
        ([(UNKNOWN, UNKNOWN), (UNKNOWN, UNKNOWN)], (UNKNOWN, UNKNOWN)),
        ([(UNKNOWN, UNKNOWN), (NONE, NONE)], (UNKNOWN, UNKNOWN)),
        ([(NONE, NONE), (ON, ON)], (ON, ON)),
        ([(NONE, NONE), (NONE, NONE)], (NONE, NONE)),
    ],
)
def test_a_theme_is_the_worst_of_its_indicators_at_each_end(bands, expected):
    assert ends(*bands) == expected
    assert ends(*bands[::-1]) == expected


def decider(*lines):
    (row,) = rated(*lines).to_dict(orient="records")
    return row["indicator"]


def test_what_is_surely_below_decides_before_what_may_be_and_before_the_unknown():
    near, perhaps = line("coverage_share", NEAR, score=90), line("posts_filled_share", ON, BELOW)
    unknown, below = line("leaders_share", UNKNOWN, score=float("nan")), line("deputies_share", BELOW)
    assert decider(near, perhaps, unknown, below) == "deputies_share"
    assert decider(near, perhaps, unknown) == "posts_filled_share"
    assert decider(near, unknown) == "leaders_share"
    assert decider(line("posts_filled_share", ON, score=100), near) == "coverage_share"
    assert decider(line("posts_filled_share", NONE), line("coverage_share", ON)) == "coverage_share"


def test_of_equals_the_farthest_from_its_target_decides_then_the_first():
    far, close = line("leaders_share", BELOW, score=10), line("coverage_share", BELOW, score=70)
    assert decider(close, far) == "leaders_share"
    same = line("leaders_share", BELOW, score=70)
    assert decider(same, close) == "coverage_share"


def test_people_in_danger_decide_by_their_number():
    few = line("unserved_capacity_unknown", BELOW, affected=3, score=1)
    many = line("unserved_no_suitable_place", BELOW, affected=4, score=99)
    assert decider(few, many) == "unserved_no_suitable_place"
    # One person without a place before any number of others who are short of time.
    one = line("unserved_too_late", ON, BELOW, affected=1)
    assert decider(line("below_reserve_persons", BELOW, affected=900), one) == "unserved_too_late"
    nobody = line("unserved_too_late", ON, affected=0)
    assert decider(line("below_reserve_persons", BELOW, affected=900), nobody) == "below_reserve_persons"


def test_the_amount_is_that_of_the_indicator_that_decides_and_may_be_unknown():
    table = rated(
        line("stock_days", BELOW, affected=70, score=5), line("stock_water_days", BELOW, score=1, affected=9)
    )
    assert table["amount_persons"].tolist() == [9]
    assert rated(line("coverage_share", BELOW))["amount_persons"].tolist() == [pd.NA]
    # The amount of another indicator is not taken for one that does not say.
    table = rated(line("drills_in_year", BELOW, score=1), line("drill_participation_share", ON, affected=9))
    assert table["amount_persons"].tolist() == [pd.NA]


def test_areas_stand_in_the_order_of_the_indicators_and_themes_in_their_own():
    lines = [
        line(name, ON, area=area) for area in (city.D2, city.D1) for name in ("stock_days", "coverage_share")
    ]
    lines += [line("unserved_too_late", ON, area=city.D1)]
    table = rated(*lines)
    assert table["area_id"].tolist() == [city.D2] * 2 + [city.D1] * 3
    assert table["theme"].tolist() == ["stock", "organisation", "time", "stock", "organisation"]


def test_a_theme_rests_on_model_data_where_any_of_its_indicators_does():
    table = rated(
        line("stock_days", ON), line("stock_water_days", ON, kind="model"), line("coverage_share", ON)
    )
    assert table["data_kind"].tolist() == ["model", "real"]


def test_what_has_no_target_is_no_theme():
    table = rated(
        line("coverage_share", ON), line("association_share", NONE), line("unserved_persons", BELOW)
    )
    assert table["theme"].tolist() == ["organisation"]


def test_every_weak_point_belongs_to_a_theme_and_every_theme_has_one():
    assert set(themes.THEMES) == set(gaps._RULES)
    assert set(themes.THEMES.values()) == set(ReadinessTheme) == set(themes.PILLARS)
    assert {theme.value for theme in LETHAL_ONLY} == {"route", "place"}


def test_the_small_city_has_every_theme_of_every_area():
    indicators = build_indicators(city.inputs())
    table = ThemeBands.check(rate_themes(indicators))
    assert len(table) == len(ReadinessTheme) * indicators["area_id"].nunique()
    rows = table.set_index(["area_id", "theme"])
    # D1: 15 too late, of whom 10 people of unknown need may be none: 5 at least.
    assert rows.loc[(city.D1, "time"), ["best_band", "worst_band"]].tolist() == [BELOW, BELOW]
    assert rows.loc[(city.D1, "time"), "amount_persons"] == 15
    # The tsunami does not reach D3.
    assert rows.loc[(city.D3, "time"), "worst_band"] == NONE


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_theme_has_its_words(language):
    assert all(has(language, f"readiness_theme.{theme.value}") for theme in ReadinessTheme)
