"""Load of each place: seats kept, those who walk there, first and last arrival, who is early."""

import numpy as np
import pandas as pd

from domain.profiles import WalkingProfile
from evacuation.loads import build_loads

PROFILES = (
    WalkingProfile("general", 1.0, "level4"),
    WalkingProfile("assisted", 0.5, "level3", first_to_seats=True),
    WalkingProfile("wheels", 0.4, "level3", first_to_seats=True),
)


def _usable(**opens: float) -> pd.DataFrame:
    return pd.DataFrame({
        "capacity_persons": pd.array([10, pd.NA][: len(opens)], dtype="Int64"),
        "opens_at_s": list(opens.values()),
    }, index=pd.Index(list(opens), dtype="str"))  # fmt: skip


def _rows(*rows) -> pd.DataFrame:
    columns = ["target_id", "walker", "outcome", "persons", "departure_s", "walk_time_s"]
    return pd.DataFrame(list(rows), columns=columns)


def test_who_arrives_when_the_place_opens_is_not_early() -> None:
    rows = _rows(
        ("p", "general", "shelter", 3, 100.0, 49.9),
        ("p", "general", "shelter", 5, 100.0, 50.0),
        ("p", "general", "shelter", 7, 100.0, 50.1),
    )
    loads = build_loads(rows, _usable(p=150.0), PROFILES)
    assert loads.loc["p", "early_persons"] == 3
    assert (loads.loc["p", "first_arrival_s"], loads.loc["p", "last_arrival_s"]) == (149.9, 150.1)


def test_seats_are_kept_for_who_does_not_leave_but_nobody_of_them_walks() -> None:
    rows = _rows(
        ("p", "general", "not_leaving", 4, 100.0, np.nan),
        ("p", "assisted", "shelter", 2, 0.0, 10.0),
        ("p", "wheels", "shelter", 1, 0.0, 10.0),
        ("safe_area", "general", "safe_area", 9, 0.0, 10.0),
        ("", "general", "no_capacity", 8, 0.0, np.nan),
    )
    loads = build_loads(rows, _usable(p=0.0, q=0.0), PROFILES)
    columns = ["assigned_persons", "walking_persons", "assisted_persons", "early_persons"]
    assert loads.loc["p", columns].tolist() == [7, 3, 3, 0]
    assert loads.loc["q", columns].tolist() == [0, 0, 0, 0]
    assert np.isnan(loads.loc["q", "first_arrival_s"])
    assert loads["capacity_persons"].isna().tolist() == [False, True]
