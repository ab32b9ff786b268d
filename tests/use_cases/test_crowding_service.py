"""Everybody of a plan walks once."""

from planning.crowding import crowding_of
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


def test_people_leave_one_after_the_other_and_not_at_once():
    case = toy_case("toy-flood")
    plan = make_plan(case)
    spread = CrowdingService().crowding(case, plan)
    at_once = crowding_of(case, plan)
    assert spread.facts.persons == at_once.facts.persons
    # Half of a group leave 6 % of the mean delay before it, and the last long after.
    assert spread.facts.alone_clearance_s[0] < at_once.facts.alone_clearance_s[0]
    assert spread.facts.alone_clearance_s[-1] > at_once.facts.alone_clearance_s[-1]
