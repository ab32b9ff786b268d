"""A changed day is made once, and its people walk as those of a plan."""

from planning.block_ground import block_ground
from planning.changed_day import DayChange
from tests.made import make_toy
from use_cases.changed_day_service import ChangedDayService
from use_cases.crowding_service import CrowdingService


def test_a_day_is_made_once_and_tells_the_sources_of_its_city() -> None:
    case, plan = make_toy("toy-tsunami-night")
    service, grounds = ChangedDayService(CrowdingService()), []

    def ground():
        grounds.append(block_ground(case, plan))
        return grounds[-1]

    first = service.day(case, plan, ground, DayChange((103,)))
    again = service.day(case, plan, ground, DayChange((103,)))
    assert first is again
    assert len(grounds) == 1
    assert first.provenance == plan.provenance


def test_who_still_arrives_walks_and_nobody_else() -> None:
    case, plan = make_toy("toy-tsunami-night")
    service = ChangedDayService(CrowdingService())
    day = service.day(case, plan, lambda: block_ground(case, plan), DayChange((101,)))
    walking = plan.routes["persons"].sum() - day.blocks["lost_persons"].sum()
    assert day.blocks["lost_persons"].sum() > 0
    assert service.crowding(case, plan, day).facts.persons == walking
    unchanged = service.day(case, plan, lambda: block_ground(case, plan), DayChange())
    assert service.crowding(case, plan, unchanged).key == plan.key
