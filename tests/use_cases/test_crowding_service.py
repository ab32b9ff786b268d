"""Everybody of a plan walks once."""

from planning.pipeline import make_plan
from tests.planning.test_openings import toy_case
from use_cases.crowding_service import CrowdingService


def test_the_crowding_of_a_plan_is_made_once():
    case = toy_case("toy-flood")
    plan, service = make_plan(case), CrowdingService()
    assert not service.is_ready(plan)
    first = service.crowding(case, plan)
    assert service.is_ready(plan)
    assert service.crowding(case, plan) is first
