"""Who comes nearer to the shore: by the bundle's coast line, only while a tsunami is on its way."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind, Phase
from planning.pipeline import make_plan
from planning.shore import asks_for_shore, nearer_shore, nearer_shore_figures, shore_of
from tests.background_sample import toy_bundle_with_background
from tests.made import make, make_toy
from tests.toy_city import make_toy_bundle, toy_settings


@pytest.mark.parametrize(
    ("kinds", "phase", "asked"),
    [
        ((HazardKind.TSUNAMI,), Phase.ESCAPE, True),
        ((HazardKind.EARTHQUAKE, HazardKind.TSUNAMI), Phase.STAY, False),
        ((HazardKind.STORM_SURGE,), Phase.ESCAPE, False),
    ],
)
def test_the_shore_is_asked_for_while_a_tsunami_is_on_its_way(kinds, phase, asked):
    city = toy_bundle_with_background()
    scenario = replace(city.scenarios["toy-tsunami-night"], kinds=kinds, phase=phase)
    assert asks_for_shore(scenario) is asked
    assert (shore_of(city, scenario) is not None) is asked


def test_without_a_coast_line_nobody_knows():
    plan = make_toy("toy-tsunami-night").plan
    assert plan.routes["shore_approach_m"].isna().all()
    assert (plan.facts.nearer_shore_persons, plan.facts.nearer_shore_max_m) == (None, None)


def test_each_route_says_how_much_nearer_its_end_is():
    case, plan = make(toy_bundle_with_background(), "toy-tsunami-night", toy_settings())
    ends = {i: line.coords for i, line in plan.routes.geometry.items()}
    # The coast runs from south to north at x = -100: what counts is how far west the end lies.
    west = [ends[i][0][0] - ends[i][-1][0] for i in plan.routes.index]
    assert plan.routes["shore_approach_m"].tolist() == pytest.approx(west)
    assert plan.facts.nearer_shore_persons == 0
    assert plan.facts.nearer_shore_max_m == max(0.0, *west)
    assert make_plan(case).routes["shore_approach_m"].equals(plan.routes["shore_approach_m"])


ROUTES = pd.DataFrame({"shore_approach_m": [100.0, 100.1, -50.0, 300.0], "persons": [1, 2, 4, 8]})


def _case(coast):
    city = toy_bundle_with_background() if coast else make_toy_bundle()
    return SimpleNamespace(city=city, scenario=city.scenarios["toy-tsunami-night"], settings=Settings())


def test_whoever_comes_nearer_by_more_than_the_setting_is_counted():
    assert nearer_shore(_case(coast=True), ROUTES).tolist() == [False, True, False, True]
    assert nearer_shore_figures(_case(coast=True), ROUTES) == (10, 300.0)
    assert nearer_shore_figures(_case(coast=True), ROUTES.iloc[2:3]) == (0, 0.0)
    assert nearer_shore_figures(_case(coast=True), ROUTES.iloc[:0]) == (0, 0.0)
    on_way = ROUTES.assign(shore_approach_on_way_m=[100.0, 200.0, 150.0, 300.0])
    assert nearer_shore_figures(_case(coast=True), on_way, "shore_approach_on_way_m") == (14, 300.0)
    assert nearer_shore(_case(coast=False), ROUTES) is None
    assert nearer_shore_figures(_case(coast=False), ROUTES) == (None, None)
    assert np.isfinite(ROUTES["shore_approach_m"]).all()
