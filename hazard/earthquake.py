"""Earthquake 地震: nobody leaves because of shaking; days later, people without home or water.

Formula (中央防災会議 南海トラフ巨大地震の被害想定項目及び手法の概要, 2013): collapsed and burnt homes,
0.13 of the half collapsed, and of those with a home but no water a share that grows by the day.
In a tsunami area everybody evacuates for the first three days, two of three to shelters.
"""

import numpy as np
import pandas as pd

from domain.scenario import HazardScenario
from domain.settings.hazards import QuakeSettings
from hazard.hits import BoolArray, Hits
from hazard.impact import LeaveReason, reason_words, strongest
from hazard.overlay import FloatArray, IntArray

_DAMAGE_COLUMNS = ("collapse_share", "half_collapse_share", "burnt_share", "water_cut_share")
#: Until this day everybody of the tsunami area is away from home.
_TSUNAMI_DAYS = 3


def _day_values(day: int, settings: QuakeSettings) -> tuple[float, float]:
    """Return the water-cut factor and the share that goes to shelters on a day."""
    if day < 7:
        return settings.water_cut_factor_day1, settings.shelter_share_day1
    if day < 30:
        return settings.water_cut_factor_day7, settings.shelter_share_day7
    return settings.water_cut_factor_day30, settings.shelter_share_day30


def round_in_groups(exact: FloatArray, group: pd.Series, ids: pd.Index) -> IntArray:
    """Round to whole persons by largest remainder, so that every group keeps its rounded sum.

    No value is rounded up beyond the next whole number; equal remainders go by id, so the order
    of rows does not matter.

    Parameters
    ----------
    exact
        Persons, not negative, shape (n,).
    group
        Group of each row (its district).
    ids
        Ids, which break ties.
    """
    whole = np.floor(exact + 1e-9).astype(np.int64)
    table = pd.DataFrame(
        {
            "group": group.to_numpy(),
            "id": ids.to_numpy(),
            "whole": whole,
            # Rounded so that the order of summation cannot decide a tie.
            "rest": np.round(np.maximum(exact - whole, 0.0), 6),
        }
    )
    sums = table.groupby("group")[["whole", "rest"]].transform("sum")
    left = np.floor(np.round(sums["rest"], 4) + 0.5).astype(np.int64)
    ordered = table.sort_values(["group", "rest", "id"], ascending=[True, False, True])
    rank = ordered.groupby("group").cumcount().reindex(table.index)
    extra = (rank < left) & (table["rest"] > 0)
    return np.asarray(whole + extra.to_numpy(dtype=np.int64), dtype=np.int64)


def assess(
    blocks: pd.DataFrame, quake: Hits, tsunami: BoolArray, scenario: HazardScenario, settings: QuakeSettings
) -> pd.DataFrame:
    """Return ``BlockExposure`` after an earthquake; people are the residents.

    Parameters
    ----------
    blocks
        ``Blocks``.
    quake
        Earthquake polygons at the representative point of each block.
    tsunami
        Whether each block lies in the inundated area of the scenario's tsunami layer.
    scenario
        Gives the day of the estimate.
    settings
        Factors and shares.
    """
    day = scenario.day_after or 1
    factor, shelter_share = _day_values(day, settings)
    damage = {name: quake.highest(name) for name in _DAMAGE_COLUMNS}
    shaken = quake.touched()
    # A share that a layer leaves empty does not apply; with none at all the damage is unknown.
    unknown = shaken & np.all([np.isnan(value) for value in damage.values()], axis=0)
    collapse, half, burnt, water_cut = (np.nan_to_num(damage[name]) for name in _DAMAGE_COLUMNS)
    lost = np.minimum(collapse + burnt + settings.half_collapse_factor * half, 1.0)
    leaving = lost + (1.0 - lost) * water_cut * factor
    flooded = tsunami & (day <= _TSUNAMI_DAYS)
    leaving = np.where(flooded, 1.0, leaving)
    to_shelter = np.where(flooded, settings.tsunami_shelter_share, shelter_share)

    residents = blocks["residents"].to_numpy(dtype=np.int64)
    known = ~unknown | flooded
    must = round_in_groups(np.where(known, residents * leaving, 0.0), blocks["district_id"], blocks.index)
    elsewhere = round_in_groups(must * (1.0 - to_shelter), blocks["district_id"], blocks.index)
    concerned = shaken | flooded
    rest = residents - must
    reason = strongest(
        len(blocks),
        [
            (LeaveReason.INUNDATED, flooded),
            (LeaveReason.HOME_LOST, lost > 0),
            (LeaveReason.WATER_CUT, water_cut * factor > 0),
            (LeaveReason.UNKNOWN_DAMAGE, unknown),
            (LeaveReason.STAY_HOME, shaken),
        ],
    )
    return pd.DataFrame(
        {
            "present_persons": residents,
            "concerned": concerned,
            "depth_m_min": 0.0,
            "depth_m_max": 0.0,
            "arrival_time_s": np.inf,
            "outside_persons": np.where(concerned, 0, rest),
            "stay_home_persons": np.where(concerned & known, rest, 0),
            "must_leave_persons": must,
            "unknown_persons": np.where(concerned & ~known, rest, 0),
            "elsewhere_persons": elsewhere,
            "in_special_zone": False,
            "kinds": "",
            "reason": pd.array(reason_words(reason[:, 0]), dtype="str"),
        },
        index=blocks.index,
    )
