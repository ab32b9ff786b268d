"""Limits of a district: the earliest of the routes that people are sent by, and who leaves by it."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from planning.limits import district_limits

CASE = SimpleNamespace(
    city=SimpleNamespace(blocks=pd.DataFrame({"district_id": ["D1", "D1", "D2"]}, index=["A", "B", "C"]))
)
COLUMNS = (
    "block_id", "profile_id", "departure_s", "route_latest_departure_s", "route_latest_departure_persons",
    "route_margin_s", "below_reserve_persons", "best_latest_departure_s",
)  # fmt: skip
MARGIN = pd.DataFrame(
    [
        ("A", "general", 300.0, 900.0, 40, 600.0, 0, 1500.0),
        ("A", "assisted", 200.0, 700.0, 10, 500.0, 4, 1200.0),
        ("B", "general", 300.0, 700.0, 5, 400.0, 3, -np.inf),
        ("C", "general", 600.0, np.nan, 0, np.nan, 0, np.inf),
    ],
    columns=COLUMNS,
)
PLAN = SimpleNamespace(margin=MARGIN)


def test_the_earliest_limit_counts_with_all_who_leave_by_it():
    row = district_limits(CASE, PLAN).loc["D1"]
    assert row["route_latest_departure_s"] == 700.0
    # 10 of A and 5 of B leave by 700 s; the 40 of 900 s do not.
    assert row["route_latest_departure_persons"] == 15
    assert (row["departure_s"], row["route_margin_s"], row["below_reserve_persons"]) == (200.0, 400.0, 7)


def test_limits_regardless_of_seats_stand_apart_and_blocks_without_any_are_counted():
    table = district_limits(CASE, PLAN)
    assert table.loc["D1", ["best_latest_departure_s", "blocks_without_route"]].tolist() == [1200.0, 1]
    assert np.isnan(table.loc["D2", "best_latest_departure_s"])
    assert np.isnan(table.loc["D2", "route_latest_departure_s"])
    assert table.loc["D2", "blocks_without_route"] == 0


def test_profiles_may_be_told_apart():
    table = district_limits(CASE, PLAN, by_profile=True)
    assert table.loc[("D1", "general"), "route_latest_departure_persons"] == 5
    assert table.loc[("D1", "assisted"), "route_latest_departure_persons"] == 10
