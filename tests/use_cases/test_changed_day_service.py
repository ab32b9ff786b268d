"""A changed day is made once, and its people walk as those of a plan."""

import math

import pytest

from domain.measures import StreetClosed
from planning.block_ground import block_ground
from planning.changed_day import DayChange
from tests.made import make_toy
from use_cases.changed_day_service import ChangedDayService
from use_cases.crowding_service import CrowdingService
from use_cases.rested_work import NoLongerAskedError


def test_a_day_is_made_once_and_tells_the_sources_of_its_city() -> None:
    case, plan = make_toy("toy-tsunami-night")
    service, grounds = ChangedDayService(CrowdingService()), []

    def ground():
        grounds.append(block_ground(case, plan))
        return grounds[-1]

    # The day as it was planned is told by the plan alone.
    assert service.day(case, plan, ground, DayChange()).key == plan.key
    assert not grounds
    first = service.day(case, plan, ground, DayChange((103,)))
    again = service.day(case, plan, ground, DayChange((103,)))
    assert first is again
    # Once for what all changed days are searched from, and once for this one.
    assert len(grounds) == 2
    service.prepare(case, plan, ground)
    assert len(grounds) == 2
    assert first.provenance == plan.provenance


def test_who_still_arrives_walks_and_nobody_else() -> None:
    case, plan = make_toy("toy-tsunami-night")
    service = ChangedDayService(CrowdingService())
    day = service.day(case, plan, lambda: block_ground(case, plan), DayChange((101,)))
    walking = plan.routes["persons"].sum() - day.blocks["lost_persons"].sum()
    assert day.blocks["lost_persons"].sum() > 0
    assert not service.has_crowding(plan, day)
    assert service.crowding(case, plan, day).facts.persons == walking
    # Those of the plan stand beside them.
    assert not service.has_crowding(plan, day)
    unchanged = service.day(case, plan, lambda: block_ground(case, plan), DayChange())
    assert service.crowding(case, plan, unchanged).key == plan.key
    assert service.has_crowding(plan, unchanged)
    assert service.has_crowding(plan, day)


def test_queues_of_a_changed_day_are_those_of_its_own_plan() -> None:
    # Closed beforehand or on the day: the changed case is the same, whom the plan sends where is not.
    planned, closed = make_toy("toy-tsunami-night"), make_toy(measures=(StreetClosed(101),))
    service = ChangedDayService(CrowdingService())
    days = [
        service.day(case, plan, lambda case=case, plan=plan: block_ground(case, plan), DayChange((101, 111)))
        for case, plan in (planned, closed)
    ]
    assert days[0].key == days[1].key
    queues = [service.crowding(*made, day) for made, day in zip((planned, closed), days, strict=True)]
    assert queues[0].key != queues[1].key


def test_queues_that_nobody_waits_for_are_given_up_and_nothing_of_them_is_kept() -> None:
    case, plan = make_toy("toy-tsunami-night")
    service = ChangedDayService(CrowdingService())
    day = service.day(case, plan, lambda: block_ground(case, plan), DayChange((101,)))
    service.crowding(case, plan, service.day(case, plan, lambda: block_ground(case, plan), DayChange()))

    def left() -> None:
        raise NoLongerAskedError

    with pytest.raises(NoLongerAskedError):
        service.crowding(case, plan, day, going_on=left)
    assert not service.has_crowding(plan, day)
    # Nobody asked how soon all could have arrived at best.
    assert math.isnan(service.crowding(case, plan, day).facts.bound_s)
