"""Everybody of a plan walks once, and what it rests on is told as the city states it now."""

from dataclasses import replace

from planning.sources import plan_sources
from tests.crowds import toy_crowding
from use_cases.crowding_service import CrowdingService


def test_the_crowding_of_a_plan_is_made_once_and_people_leave_one_after_the_other():
    (case, plan), at_once = toy_crowding("toy-flood")
    service = CrowdingService()
    assert not service.is_ready(plan)
    spread = service.crowding(case, plan)
    assert service.is_ready(plan)
    assert service.crowding(case, plan) is spread
    assert spread.facts.persons == at_once.facts.persons
    # Half of a group leave 6 % of the mean delay before it, and the last long after.
    assert spread.facts.alone_clearance_s[0] < at_once.facts.alone_clearance_s[0]
    assert spread.facts.alone_clearance_s[-1] > at_once.facts.alone_clearance_s[-1]
    # The files of the city are sealed anew: equal figures, other labels of their sources.
    meta = case.city.meta
    layers = tuple(replace(layer, name=f"{layer.name} (new)") for layer in meta.layers)
    sealed = replace(case, city=replace(case.city, meta=replace(meta, layers=layers)))
    again = service.crowding(sealed, plan)
    assert again.facts is spread.facts
    assert again.provenance == plan_sources(sealed.city, sealed.scenario) != spread.provenance
