"""What is worked out of a changed day is worked out once, as long as its plan is the same."""

from dataclasses import replace

from planning.changed_day import DayChange, changed_day
from planning.kept_of_day import kept_of_day
from tests.planning.test_changed_day import TSUNAMI


def test_it_is_made_once_for_a_day_and_the_routes_of_its_plan() -> None:
    _, plan, _ = TSUNAMI
    day, made = changed_day(*TSUNAMI, DayChange((101,))), []

    def make() -> list[int]:
        made.append(1)
        return made

    first = kept_of_day(plan, day, "one", make)
    assert kept_of_day(plan, day, "one", make) is first
    assert len(made) == 1
    kept_of_day(plan, day, "other", make)
    # Another plan under the same key, whose rows may stand elsewhere.
    kept_of_day(replace(plan, routes=plan.routes.copy()), day, "one", make)
    assert len(made) == 3
