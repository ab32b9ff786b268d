"""Free seats beside people without a place: which places, and why nobody of them is sent there."""

from types import SimpleNamespace

import pandas as pd
import pytest

from planning.free_seats import FreeSeats, free_seat_reasons
from tests.each import each
from tests.made import make_toy

CAUSES = ("no_capacity", "capacity_unknown", "way_unknown", "no_safe_way", "too_late", "no_suitable_place")


def _reason(*, seats=100, assigned=40, in_reach=60, in_plan=True, for_care=False, without_a_place=5):
    index = pd.Index(["P"], dtype="str")
    ledger = pd.DataFrame({cause: [0, 7] for cause in CAUSES}, index=["D1", "D2"])
    ledger.loc["D1", "too_late"] = without_a_place
    case = SimpleNamespace(city=SimpleNamespace(places=pd.DataFrame({"district_id": ["D1"]}, index=index)))
    usable = pd.DataFrame(
        {
            "capacity_persons": pd.array([seats], dtype="Int64"), "in_plan": [in_plan],
            "for_care": [for_care],
        },
        index=index,
    )  # fmt: skip
    loads = pd.DataFrame({"assigned_persons": [assigned], "in_reach_persons": [in_reach]}, index=index)
    plan = SimpleNamespace(usable_places=usable, loads=loads, ledgers=SimpleNamespace(districts=ledger))
    return free_seat_reasons(case, plan)["P"]


@each(
    ("changes", "reason"),
    [
        ({}, FreeSeats.NOT_FOR_DISTRICT),
        ({"in_reach": 0, "assigned": 0}, FreeSeats.NOBODY_IN_REACH),
        # One seat is free, none is, or nobody knows.
        ({"assigned": 99}, FreeSeats.NOT_FOR_DISTRICT),
        ({"assigned": 100}, FreeSeats.NONE),
        ({"seats": None}, FreeSeats.NONE),
        ({"in_plan": False}, FreeSeats.NONE),
        # Seats that not everybody may have.
        ({"for_care": True}, FreeSeats.NONE),
        # Everybody of its own district has a place; those of the other do not count.
        ({"without_a_place": 0}, FreeSeats.NONE),
    ],
)
def test_the_reason_is_asked_where_seats_are_free_beside_people_without_a_place(changes, reason):
    assert _reason(**changes) == reason


@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_the_people_in_reach_are_at_least_those_who_are_sent_there(scenario_id):
    plan = make_toy(scenario_id).plan
    assert (plan.loads["in_reach_persons"] >= plan.loads["assigned_persons"]).all()
    outside = ~plan.usable_places["in_plan"]
    assert (plan.loads.loc[outside[outside].index, "in_reach_persons"] == 0).all()
