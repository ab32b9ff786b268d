"""Model facilities whose users cannot leave alone (要配慮者利用施設): none of them exists."""

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.shares import split_persons
from domain.tables.city import Facilities

#: Number in the city by kind, words of their names, users by day (lowest, highest), share at night.
_KINDS: tuple[tuple[str, str, int, tuple[int, int], float], ...] = (
    ("care", "模擬介護施設", 150, (18, 95), 0.75),
    ("medical", "模擬医療施設", 55, (40, 320), 0.6),
    ("nursery", "模擬保育施設", 110, (50, 150), 0.0),
    ("school", "模擬特別支援施設", 25, (25, 120), 0.0),
)
#: Shares of facilities with a plan, without, and not asked; and of drills reported.
PLAN_SHARES = (0.68, 0.22, 0.10)
DRILL_SHARES = (0.42, 0.43, 0.15)
_ANSWERS = np.array(["yes", "no", "unknown"])


def build_facilities(blocks: gpd.GeoDataFrame, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Return the ``Facilities`` table: spread over the wards by residents, each at a block."""
    residents = blocks.groupby("ward_code")["residents"].sum()
    share = (residents / residents.sum()).to_numpy()
    pieces = []
    for kind, word, count, users, night in _KINDS:
        per_ward = split_persons(np.array([count]), share)[0]
        for ward_code, wanted in zip(residents.index, per_ward, strict=True):
            mine = blocks[(blocks["ward_code"] == ward_code) & (blocks["residents"] > 0)]
            chosen = mine.iloc[np.sort(rng.permutation(len(mine))[:wanted])]
            day = rng.integers(users[0], users[1] + 1, wanted)
            resident = night * (rng.random(wanted) < 0.7)
            pieces.append(_rows(chosen, kind, word, day, (day * resident).round().astype("int64")))
    facilities = pd.concat(pieces, ignore_index=True)
    for column, shares in (("plan_made", PLAN_SHARES), ("drill_reported", DRILL_SHARES)):
        counts = split_persons(np.array([len(facilities)]), np.array(shares))[0]
        facilities[column] = pd.array(rng.permutation(np.repeat(_ANSWERS, counts)), dtype="str")
    facilities["facility_id"] = [f"F{number:04d}" for number in range(1, len(facilities) + 1)]
    table = gpd.GeoDataFrame(facilities, geometry="geometry", crs=blocks.crs).set_index("facility_id")
    return table[Facilities.columns()]


def _rows(
    blocks: gpd.GeoDataFrame,
    kind: str,
    word: str,
    day: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    night: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> pd.DataFrame:
    middle = blocks.geometry.representative_point()
    number = np.arange(1, len(blocks) + 1)
    return pd.DataFrame(
        {
            "name": [f"{word} {town} {n}" for town, n in zip(blocks["town"], number, strict=True)],
            "facility_type": kind,
            "ward_code": blocks["ward_code"].to_numpy(),
            "district_id": blocks["district_id"].to_numpy(),
            "users_day": day.astype("int64"),
            "users_night": night,
            "geometry": gpd.points_from_xy(middle.x.round(0), middle.y.round(0)),
        }
    )
