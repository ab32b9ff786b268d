"""Whoever checks a plan starts from what its own evacuation started from, whatever is kept of it."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from domain.measures import CrossingsClosed, PlaceOpened, StreetClosed
from evacuation.evacuate import evacuate
from planning.case import Case
from planning.pipeline import make_plan
from planning.stage_inputs import StagesBefore, stage_inputs, stages_before
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


#: Settings of every group that no kept stage names, each changed at once.
_ELSEWHERE = {
    "movement.adult_speed_m_s": "0.6", "movement.reserve_s": "60", "movement.outside_streets_min_m": "10",
    "movement.steps_factor": "0.5", "movement.night_factor": "0.9", "movement.longest_walk_s": "3600",
    "capacity.usable_share": "0.5", "capacity.tsunami_area_m2": "4", "capacity.opening_delay_s": "7000",
    "route.hazard_area_extra": "1", "readiness.stock_days": "1", "crowding.street_flow": "1",
    "blockage.seed": "7",
}  # fmt: skip


def _same(one: Any, other: Any) -> bool:
    """Whether two results are equal in every table, array and field."""
    if isinstance(one, pd.DataFrame | pd.Series):
        return bool(one.equals(other))
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(_same, one, other))
    if is_dataclass(one):
        return all(_same(getattr(one, part.name), getattr(other, part.name)) for part in fields(one))
    return bool(one == other)


def _stages(bundle, scenario_id: str, overrides, measures=()) -> StagesBefore:
    settings = toy_settings().with_overrides(overrides)
    return stages_before(Case.of(bundle, bundle.scenario(scenario_id), settings, measures=measures))


@pytest.mark.parametrize(
    ("scenario_id", "overrides", "measures"),
    [
        ("toy-tsunami-night", _ELSEWHERE, (PlaceOpened("E2714000001", is_open=False),)),
        ("toy-tsunami-night", {}, (CrossingsClosed("甲電鉄"), StreetClosed(112))),
        ("toy-tsunami-night", {"departure.quake_direct_night_s": "900", "profile.in_use": "six"}, ()),
        ("toy-tsunami-night", {"departure.day_time": "day", "movement.access_max_m": "60"}, ()),
        ("toy-flood", {"hazard.home_stock_days": "1", "departure.rain_delay_s": "1800"}, ()),
        ("toy-quake", {"quake.half_collapse_factor": "0.9"}, ()),
    ],
)
def test_stages_that_are_kept_are_those_that_would_run(scenario_id, overrides, measures) -> None:
    kept = make_toy_bundle()
    _stages(kept, scenario_id, {})
    assert _same(
        _stages(kept, scenario_id, overrides, measures),
        _stages(make_toy_bundle(), scenario_id, overrides, measures),
    )


def opened_without_a_place(bundle) -> Case:
    measures = (PlaceOpened("E2714000001", is_open=False),)
    return Case.of(bundle, bundle.scenario("toy-tsunami-night"), toy_settings(), measures=measures)


def test_what_does_not_depend_on_a_change_is_not_made_again() -> None:
    bundle = make_toy_bundle()
    first = _stages(bundle, "toy-tsunami-night", {})
    slower = _stages(bundle, "toy-tsunami-night", {"movement.adult_speed_m_s": "0.6"})
    assert slower.exposure is first.exposure
    assert slower.demand is first.demand
    closed = _stages(bundle, "toy-tsunami-night", {}, (CrossingsClosed("甲電鉄"),))
    assert closed.exposure.blocks is first.exposure.blocks
    assert closed.exposure is not first.exposure
    assert closed.demand is first.demand
    assert closed.usable is first.usable
    assert closed.walking.safe_ground is first.walking.safe_ground
    assert stages_before(opened_without_a_place(bundle)).usable is not first.usable
    later = _stages(bundle, "toy-tsunami-night", {"departure.quake_direct_night_s": "900"})
    assert later.exposure is first.exposure
    assert later.demand is not first.demand
