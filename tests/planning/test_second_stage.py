"""People who need care in shelters against places with carers in welfare shelters."""

from dataclasses import replace

import pandas as pd

from planning.second_stage import SecondStage, second_stage
from tests.made import Made, make, make_toy
from tests.toy_city import make_toy_bundle, toy_settings

WELFARE = "E2714000003"


def with_places(**columns: object) -> Made:
    """Return the toy city a day after the quake with other values of its welfare shelter."""
    bundle = make_toy_bundle()
    places = bundle.places.copy()
    for name, value in columns.items():
        places.loc[WELFARE, name] = value
    return make(replace(bundle, places=places), "toy-quake", toy_settings())


def _in_shelters(plan) -> int:
    rows = plan.assignment.query("profile_id == 'assisted' and destination_id not in ['', @WELFARE]")
    return int((rows["persons"] - rows["helpers"]).sum())


def test_people_who_need_care_stand_against_the_places_that_are_known() -> None:
    case, plan = make_toy("toy-quake")
    persons = _in_shelters(plan)
    assert persons > 0
    assert second_stage(case, plan) == SecondStage(persons, 1, 0, 0, 20)
    # Of no block, and of no place.
    nobody, nowhere = case.city.blocks.index[:0], case.city.places.index[:0]
    assert second_stage(case, plan, nobody, nowhere) == SecondStage(0, 0, 0, 0, 0)


def test_what_is_not_known_gives_no_seat_and_floor_area_none() -> None:
    case, plan = with_places(stay_capacity_persons=pd.NA, floor_area_m2=700.0)
    assert second_stage(case, plan) == SecondStage(_in_shelters(plan), 1, 0, 1, 0)


def test_who_is_taken_in_directly_has_no_second_stage_before_her() -> None:
    case, plan = with_places(direct_admission="yes")
    found = second_stage(case, plan)
    assert found == SecondStage(_in_shelters(plan), 0, 0, 0, 0)
    assert found.persons < _in_shelters(make_toy("toy-quake").plan)


def test_in_an_escape_there_is_none() -> None:
    assert second_stage(*make_toy("toy-flood")) is None
