"""Load of a place: seats kept, who really comes, and when."""

import numpy as np
import pandas as pd
import pytest

from domain.profiles import walking_profiles
from domain.settings.settings import Settings
from evacuation.loads import build_loads

PROFILES = walking_profiles(Settings())
FIRST = next(profile.profile_id for profile in PROFILES if profile.first_to_seats)
LAST = next(profile.profile_id for profile in PROFILES if not profile.first_to_seats)
USABLE = pd.DataFrame(
    {"capacity_persons": pd.array([50, None, 9], dtype="Int64"), "opens_at_s": [1000.0, 0.0, 0.0]},
    index=pd.Index(["P1", "P2", "P3"], dtype="str", name="place_id"),
)


def loads(*rows, helpers=0) -> pd.DataFrame:
    columns = ["destination_id", "outcome", "profile_id", "persons", "departure_s", "walk_time_s", "wait_s"]
    in_reach = pd.Series({"P1": 30, "safe_area": 99})
    table = pd.DataFrame([(*row, 0.0)[:7] for row in rows], columns=columns)
    return build_loads(table.assign(helpers=helpers), USABLE, PROFILES, in_reach)


def test_seats_are_kept_for_those_who_do_not_leave_and_only_walkers_come():
    table = loads(
        ("P1", "emergency_site", LAST, 10, 0.0, 1500.0),
        ("P1", "emergency_site", FIRST, 4, 0.0, 2000.0),
        ("P1", "not_leaving", FIRST, 3, 0.0, np.nan),
        ("safe_area", "safe_area", LAST, 99, 0.0, 60.0),
        ("", "too_late", LAST, 98, 0.0, np.nan),
    )
    people = ["assigned_persons", "walking_persons", "assisted_persons"]
    assert table.loc["P1", people].tolist() == [17, 14, 4]
    assert table.loc["P1", ["first_arrival_s", "last_arrival_s"]].tolist() == [1500.0, 2000.0]
    assert table["assigned_persons"].sum() == 17
    # P2 and P3 are no destinations, or nobody has a route there.
    assert table["in_reach_persons"].tolist() == [30, 0, 0]


@pytest.mark.parametrize(("departure", "early"), [(399.9, 10), (400.0, 0), (500.0, 0)])
def test_those_who_arrive_before_the_place_opens_wait_outside(departure: float, early: int):
    # P1 opens at 1,000 s; the walk takes 600 s.
    assert loads(("P1", "shelter", LAST, 10, departure, 600.0)).loc["P1", "early_persons"] == early


def test_a_place_that_nobody_is_led_to_has_no_arrival():
    table = loads(("P1", "shelter", LAST, 10, 0.0, 600.0)).loc[["P2"]]
    counts = table[["assigned_persons", "walking_persons", "assisted_persons", "early_persons"]]
    assert counts.to_numpy().tolist() == [[0, 0, 0, 0]]
    assert table[["first_arrival_s", "last_arrival_s", "capacity_persons"]].isna().to_numpy().all()


def test_who_goes_along_comes_but_needs_no_help():
    table = loads(("P1", "emergency_site", FIRST, 8, 0.0, 100.0), helpers=4)
    people = ["assigned_persons", "walking_persons", "assisted_persons"]
    assert table.loc["P1", people].tolist() == [8, 8, 4]


def test_who_stands_before_a_street_that_is_shut_comes_so_much_later():
    table = loads(
        ("P1", "emergency_site", LAST, 10, 0.0, 900.0, 99.0), ("P1", "emergency_site", LAST, 4, 0.0, 999.0)
    )
    assert table.loc["P1", ["first_arrival_s", "last_arrival_s"]].tolist() == [999.0, 999.0]
    assert table.loc["P1", "early_persons"] == 14
