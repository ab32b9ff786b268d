"""Whoever checks a plan starts from what its own evacuation started from."""

from dataclasses import replace

import pandas as pd
import pytest
from shapely.geometry import box

from evacuation.evacuate import evacuate
from planning.case import Case
from planning.pipeline import make_plan
from planning.stage_inputs import stage_inputs
from tests.toy_city import make_toy_bundle, toy_settings


def test_the_stage_of_these_inputs_gives_the_tables_of_the_plan() -> None:
    bundle = make_toy_bundle()
    case = Case.of(bundle, bundle.scenario("toy-tsunami-night"), toy_settings())
    plan, found = make_plan(case), evacuate(stage_inputs(case))
    pd.testing.assert_frame_equal(found.assignment, plan.assignment)
    pd.testing.assert_frame_equal(pd.DataFrame(found.routes), pd.DataFrame(plan.routes))


@pytest.mark.parametrize(("over_m", "is_safe"), [(0.0, False), (180.0, True)])
def test_ground_beyond_a_cut_border_is_no_way_out(over_m: float, is_safe: bool) -> None:
    bundle = make_toy_bundle()
    west, south, east, north = bundle.wards.total_bounds.tolist()
    # The city ends between the corners 3 and 4, 300 and 200 m from them; the flood ends there too, or goes
    # on over the streets 103 and 113. Corners 5 and 15, 500 m farther, touch dry streets only.
    border = east - 900
    wards = bundle.wards.set_geometry(bundle.wards.geometry.intersection(box(west, south, border, north)))
    strip = box(border - 50, south, border + over_m, north)
    flood = bundle.hazards["flood"].iloc[:1].set_geometry([strip])
    city = replace(bundle, wards=wards, hazards={**bundle.hazards, "flood": flood})
    # The few streets beyond are no island here.
    settings = toy_settings().with_overrides({"movement.outside_streets_min_m": "0"})
    found = stage_inputs(Case.of(city, city.scenario("toy-flood"), settings))
    assert found.safe_ground is not None
    beyond = found.network.x_m > border + 600
    assert beyond.any()
    assert found.safe_ground[beyond].any() == is_safe
    assert found.safe_ground[found.network.x_m < border - 600].any()
