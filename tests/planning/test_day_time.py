"""Night or day: people, speed and start follow the time that is set, in an escape and nowhere else."""

from dataclasses import replace

import pytest

from domain.vocabulary import DayTime, DayTimeChoice
from planning.day_time import at_day_time, day_time_can_change
from tests.made import Made, make
from tests.toy_city import make_toy_bundle, toy_settings

CITY = make_toy_bundle()
#: Residents of the toy city, and those present by day: A 80, B 20, C 50, D 60, E 40, G 5.
RESIDENTS, BY_DAY = 350, 255


def _made(scenario_id: str, choice: DayTimeChoice) -> Made:
    settings = toy_settings().with_overrides({"departure.day_time": choice.value})
    return make(CITY, scenario_id, settings)


@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood"])
@pytest.mark.parametrize(
    ("choice", "persons", "day_time"),
    [
        (DayTimeChoice.SCENARIO, RESIDENTS, DayTime.NIGHT),
        (DayTimeChoice.NIGHT, RESIDENTS, DayTime.NIGHT),
        (DayTimeChoice.DAY, BY_DAY, DayTime.DAY),
    ],
)
def test_an_escape_counts_the_people_of_the_time_that_is_set(
    scenario_id: str, choice: DayTimeChoice, persons: int, day_time: DayTime
) -> None:
    case, plan = _made(scenario_id, choice)
    assert int(plan.ledgers.city["persons"].iloc[0]) == persons
    assert case.scenario.day_time is day_time
    # Every other field of the scenario stays as the city holds it.
    assert replace(case.scenario, day_time=DayTime.NIGHT) == CITY.scenarios[scenario_id]


def test_an_escape_by_day_is_the_plan_of_the_same_scenario_by_day() -> None:
    _, switched = _made("toy-tsunami-night", DayTimeChoice.DAY)
    by_day = replace(CITY.scenarios["toy-tsunami-night"], day_time=DayTime.DAY)
    _, written = make(CITY, by_day, toy_settings())
    for table in ("assignment", "margin", "loads", "indicators"):
        assert getattr(switched, table).equals(getattr(written, table)), table
    # After a quake people start after 300 s by day and 600 s by night.
    assert set(switched.demand["departure_s"]) == {300.0}


def test_whoever_stays_is_a_resident_whatever_is_set() -> None:
    scenario = CITY.scenarios["toy-quake"]
    assert not day_time_can_change(scenario)
    assert at_day_time(scenario, DayTimeChoice.DAY) is scenario
    by_day, usual = _made("toy-quake", DayTimeChoice.DAY), _made("toy-quake", DayTimeChoice.SCENARIO)
    assert by_day.plan.ledgers.blocks.equals(usual.plan.ledgers.blocks)
    assert by_day.case.scenario == scenario


def test_another_time_of_day_is_another_plan() -> None:
    keys = {_made("toy-tsunami-night", choice).case.key for choice in DayTimeChoice}
    assert len(keys) == len(DayTimeChoice)
