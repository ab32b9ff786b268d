"""Later days after an earthquake stand behind the first one; other scenarios are never later."""

from dataclasses import replace

from domain.scenario import first_days, later_day
from tests.toy_city import make_toy_bundle

CITY = make_toy_bundle()
QUAKE = CITY.scenarios["toy-quake"]
DAYS = {day: replace(QUAKE, scenario_id=f"quake-{day}", day_after=day) for day in (1, 7, 30)}


def test_a_day_is_later_only_beside_an_earlier_one_of_the_same_hazard() -> None:
    every = [DAYS[30], DAYS[1], DAYS[7]]
    assert [later_day(one, every) for one in every] == [30, 0, 7]
    assert later_day(DAYS[7], [DAYS[7]]) == 0
    assert later_day(DAYS[7], [DAYS[7], DAYS[30]]) == 0
    other = replace(DAYS[1], layers=("another",))
    assert later_day(DAYS[7], [DAYS[7], other]) == 0
    elsewhere = replace(DAYS[1], kinds=CITY.scenarios["toy-tsunami-night"].kinds)
    assert later_day(DAYS[7], [DAYS[7], elsewhere]) == 0


def test_scenarios_without_a_day_are_never_later() -> None:
    every = list(CITY.scenarios.values())
    assert [later_day(one, every) for one in every] == [0] * len(every)
    assert first_days(every) == every


def test_the_first_days_are_listed_and_the_later_one_that_is_shown() -> None:
    every = [DAYS[1], DAYS[7], DAYS[30]]
    assert first_days(every) == [DAYS[1]]
    assert first_days(every, shown="quake-30") == [DAYS[1], DAYS[30]]
