"""The same answer whichever way two plans are asked for, each made once."""

import pytest

from domain.faults import SettingError, UnknownScenarioError
from domain.vocabulary import Preset
from planning.comparison import compare
from planning.pipeline import make_plan
from tests.toy_city import make_toy_bundle
from use_cases.compare_plans import SideQuestion, compare_plans
from use_cases.make_case import make_case
from use_cases.plan_service import PlanService

CITY = make_toy_bundle()
WARD = "271411"


def test_both_sides_are_planned_as_asked_and_the_same_side_once() -> None:
    made: list[str] = []

    def counted(case):
        made.append(case.key)
        return make_plan(case)

    sides = (
        SideQuestion("toy-quake"),
        SideQuestion("toy-tsunami-night", Preset.TARGET, {"departure.day_time": "day"}),
    )
    found = compare_plans(CITY, sides, WARD, PlanService(make=counted))
    cases = [make_case(CITY, one.scenario_id, preset=one.preset, overrides=one.overrides) for one in sides]
    assert made == [case.key for case in cases] == [plan.key for plan in found.plans]
    again = compare((cases[0], cases[1]), (make_plan(cases[0]), make_plan(cases[1])), WARD)
    assert repr(found.rows) == repr(again.rows)
    compare_plans(CITY, (sides[0], sides[0]), WARD, PlanService(make=counted))
    assert made[2:] == [cases[0].key]


def test_a_scenario_or_setting_that_is_not_there_is_refused() -> None:
    quake = SideQuestion("toy-quake")
    with pytest.raises(UnknownScenarioError):
        compare_plans(CITY, (quake, SideQuestion("nowhere")), WARD, PlanService(make=make_plan))
    wrong = SideQuestion("toy-quake", overrides={"movement.adult_speed_m_s": "fast"})
    with pytest.raises(SettingError):
        compare_plans(CITY, (wrong, quake), WARD, PlanService(make=make_plan))
