"""A limit up to the storm wind says that rivers need not wait for it."""

import math
from dataclasses import replace
from pathlib import Path

from domain.vocabulary import DeadlineKind, HazardKind
from presentation.told_limit import told_limit, with_doubt
from presentation.words import Words
from tests.each import each
from tests.made import make_toy

ROOT = Path(__file__).resolve().parents[2]


@each("language", ("ja", "en", "ja_easy"))
def test_a_limit_up_to_the_storm_wind_has_its_doubt_beside_it(language: str) -> None:
    words, (case, _) = Words(language), make_toy("toy-flood")
    surge = replace(case.scenario, deadline=DeadlineKind.STORM_WIND, kinds=(HazardKind.STORM_SURGE,))
    typhoon = replace(surge, kinds=(HazardKind.STORM_SURGE, HazardKind.FLOOD))
    said = words.limit(3600.0, case.scenario)
    assert told_limit(replace(case, scenario=surge), 3600.0, words) == said
    doubted = told_limit(replace(case, scenario=typhoon), 3600.0, words)
    assert doubted == words("screen.limit_by_wind", limit=said) != said
    slides = replace(surge, deadline=DeadlineKind.LEVEL5, kinds=(HazardKind.LANDSLIDE,))
    doubted = told_limit(replace(case, scenario=slides), 3600.0, words)
    assert doubted == words("screen.limit_by_level5", limit=said) != said
    # Nor has the empty column of a flood a limit up to level 5.
    flood = replace(slides, kinds=(HazardKind.FLOOD,))
    assert with_doubt(replace(case, scenario=flood), "限界", words) == "限界"
    # Whoever is late whenever he leaves is told nothing else.
    never = told_limit(replace(case, scenario=typhoon), -math.inf, words)
    assert never == words.limit(-math.inf, typhoon)


def test_nobody_tells_a_limit_without_its_doubt() -> None:
    files = (
        path
        for folder in ("presentation", "exports", "ui", "sonae")
        for path in (ROOT / folder).rglob("*.py")
    )
    said = {path.name for path in files if "words.limit(" in path.read_text("utf-8")}
    # The table of a district has it with the names of its rows.
    assert said == {"told_limit.py", "limits.py"}
