"""Bands as levels: 0 the best, the worse end the level, danger above every missed target."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from domain.vocabulary import ReadinessTheme
from planning.compared_readiness import AREA_BAND, band_figures
from planning.figures import Figure
from tests.made import make_toy

WARD = "271411"


def plan_with(best: str, worst: str, *, theme: tuple[str, str] = ("on_target", "on_target"), danger: int = 0):
    bands = pd.DataFrame({"best_band": [best], "worst_band": [worst]}, index=[WARD])
    themes = pd.DataFrame(
        {
            "area_id": WARD,
            "theme": [one.value for one in ReadinessTheme],
            "indicator": "unserved_no_capacity",
            "amount_persons": danger,
            "best_band": theme[0],
            "worst_band": theme[1],
        }
    )
    return SimpleNamespace(bands=bands, themes=themes)


@pytest.mark.parametrize(
    ("best", "worst", "level"),
    [
        ("sufficient", "sufficient", Figure.of(0)),
        ("mostly", "problem", Figure(2, 1, 2)),
        ("sufficient", "serious", Figure(3, 0, 3)),
    ],
)
def test_the_band_of_an_area_is_its_worse_end(best: str, worst: str, level: Figure) -> None:
    assert band_figures(plan_with(best, worst), WARD)[AREA_BAND] == level


def test_where_the_scenario_does_not_concern_the_area_there_is_no_level() -> None:
    assert band_figures(plan_with("not_concerned", "not_concerned"), WARD)[AREA_BAND].state == "not_concerned"
    assert band_figures(plan_with("no_layer", "no_layer"), WARD)[AREA_BAND].state == "no_layer"


@pytest.mark.parametrize(
    ("theme", "danger", "level"),
    [
        (("on_target", "near_target"), 0, Figure(1, 0, 1)),
        (("below_target", "below_target"), 0, Figure.of(2)),
        (("below_target", "below_target"), 1, Figure.of(3)),
        # 1 person is in danger as it is counted; if all turns out well, nobody is.
        (("on_target", "below_target"), 1, Figure(3, 0, 3)),
    ],
)
def test_people_in_danger_are_worse_than_a_missed_target(theme, danger: int, level: Figure) -> None:
    assert band_figures(plan_with("mostly", "mostly", theme=theme, danger=danger), WARD)["seats"] == level


def test_a_theme_of_which_nothing_is_known_may_be_anything() -> None:
    level = band_figures(plan_with("mostly", "mostly", theme=("unknown", "unknown")), WARD)["data"]
    assert level == Figure(2, 0, 2, "unknown")


def test_every_area_of_a_plan_has_its_themes() -> None:
    plan = make_toy().plan
    for area in plan.bands.index:
        assert list(band_figures(plan, area)) == [AREA_BAND, *(theme.value for theme in ReadinessTheme)]
    with pytest.raises(KeyError):
        band_figures(replace(plan, bands=plan.bands.iloc[:0]), WARD)
