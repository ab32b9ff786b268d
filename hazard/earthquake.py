"""Earthquake 地震: nobody leaves because of shaking; days later, people without home or water.

Formula (中央防災会議 南海トラフ巨大地震の被害想定項目及び手法の概要, 2013): collapsed and burnt homes,
0.13 of the half collapsed, and of those with a home but no water a share that grows by the day.
In a tsunami area everybody evacuates for the first three days, two of three to shelters; later those
whose home stood in deep water.

A share that a mesh leaves empty, while others of the layer give it, is between none and the highest of the
layer: whom that difference concerns is unknown. A share that the whole layer leaves empty is not counted.

People keep their expectation in each block, district, ward and the city.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.scenario import HazardScenario
from domain.settings.hazards import QuakeSettings
from domain.shares import split_in_groups
from hazard.hits import Hits
from hazard.impact import LeaveReason, reason_words, strongest
from hazard.overlay import FloatArray

#: Shares of damage: of buildings three, of people without water the last.
DAMAGE_COLUMNS = ("collapse_share", "half_collapse_share", "burnt_share", "water_cut_share")
_MOST = "_most"
#: Until this day everybody of the tsunami area is away from home.
_TSUNAMI_DAYS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Flooded:
    """Where the tsunami of the scenario has been.

    Parameters
    ----------
    share
        Share of each block that was wet, shape (n,).
    deep_share
        Share of each block that was deeper than ``quake.tsunami_home_depth_m``, or of unknown depth,
        shape (n,).
    """

    share: FloatArray
    deep_share: FloatArray


def _day_values(day: int, settings: QuakeSettings) -> tuple[float, float]:
    """Return who leaves of those without water one day after, and the share that goes to shelters."""
    if day < 7:
        return settings.water_cut_factor_day1, settings.shelter_share_day1
    if day < 30:
        return settings.water_cut_factor_day7 * settings.water_still_cut_day7, settings.shelter_share_day7
    return settings.water_cut_factor_day30 * settings.water_still_cut_day30, settings.shelter_share_day30


def with_most(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return areas with what each share of damage may be at most.

    Parameters
    ----------
    areas
        ``HazardAreas`` of an earthquake.

    Returns
    -------
    geopandas.GeoDataFrame
        With a column ``…_most`` for each share: the share, or the highest of the layer where it is empty; NaN
        where the layer gives none at all.
    """
    shares = areas[list(DAMAGE_COLUMNS)]
    return areas.assign(**shares.fillna(shares.max()).add_suffix(_MOST))


def assess(
    blocks: pd.DataFrame, quake: Hits, flooded: Flooded, scenario: HazardScenario, settings: QuakeSettings
) -> pd.DataFrame:
    """Return ``BlockExposure`` after an earthquake; people are the residents.

    Parameters
    ----------
    blocks
        ``Blocks``, sorted by id.
    quake
        Earthquake polygons at the representative point of each block, as ``with_most`` returns them;
        ``water_cut_share`` is that of one day after.
    flooded
        Where the scenario's tsunami has been.
    scenario
        Gives the day of the estimate.
    settings
        Factors and shares.

    Returns
    -------
    pd.DataFrame
        ``BlockExposure``, rows as in ``blocks``.
    """
    day = scenario.day_after or 1
    factor, shelter_share = _day_values(day, settings)
    damage = {name: quake.highest(name) for name in DAMAGE_COLUMNS}
    shaken = quake.touched()
    # With no share at all anything may have happened.
    unknown = shaken & np.all([np.isnan(value) for value in damage.values()], axis=0)
    lost, water_cut, by_damage = _by_damage(damage, factor, settings)
    worst = {name: quake.highest(f"{name}{_MOST}") for name in DAMAGE_COLUMNS}
    most_by_damage = np.where(unknown, 1.0, _by_damage(worst, factor, settings)[2])
    is_early = day <= _TSUNAMI_DAYS
    wet = flooded.share if is_early else flooded.deep_share
    leaving = wet + (1.0 - wet) * by_damage
    wet_shelter_share = settings.tsunami_shelter_share if is_early else shelter_share
    away = wet * (1.0 - wet_shelter_share) + (1.0 - wet) * by_damage * (1.0 - shelter_share)

    residents = blocks["residents"].to_numpy(dtype=np.int64)
    groups = [blocks["district_id"], blocks["ward_code"]]
    # Rounding alone makes nobody doubtful.
    doubtful_share = (1.0 - wet) * np.maximum(most_by_damage - by_damage, 0.0)
    shares = np.column_stack([leaving, doubtful_share, np.maximum(1.0 - leaving - doubtful_share, 0.0)])
    must, doubtful, rest = split_in_groups(residents, shares, groups).T
    elsewhere_share = np.divide(away, leaving, out=np.zeros_like(away), where=leaving > 0)
    elsewhere = split_in_groups(must, np.column_stack([elsewhere_share, 1.0 - elsewhere_share]), groups)[:, 0]
    reason = strongest(
        len(blocks),
        [
            (LeaveReason.INUNDATED, is_early & (wet > 0)),
            (LeaveReason.HOME_LOST, (lost > 0) | (wet > 0)),
            (LeaveReason.WATER_CUT, water_cut * factor > 0),
            (LeaveReason.UNKNOWN_DAMAGE, doubtful_share > 0),
            (LeaveReason.STAY_HOME, shaken),
        ],
    )
    return pd.DataFrame(
        {
            "present_persons": residents,
            "concerned": shaken | (wet > 0),
            "depth_m_min": 0.0,
            "depth_m_max": 0.0,
            "arrival_time_s": np.inf,
            "outside_persons": np.where(shaken, 0, rest),
            "stay_home_persons": np.where(shaken, rest, 0),
            "must_leave_persons": must,
            "unknown_persons": doubtful,
            "elsewhere_persons": elsewhere,
            "attention_persons": np.int64(0),
            "attention_wet_persons": np.int64(0),
            "in_special_zone": False,
            "kinds": "",
            "reason": pd.array(reason_words(reason[:, 0]), dtype="str"),
        },
        index=blocks.index,
    )


def _by_damage(
    damage: dict[str, FloatArray], factor: float, settings: QuakeSettings
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the shares of lost homes, of homes without water, and of people who leave for either."""
    collapse, half, burnt, water_cut = (np.nan_to_num(damage[name]) for name in DAMAGE_COLUMNS)
    lost = np.minimum(collapse + burnt + settings.half_collapse_factor * half, 1.0)
    return lost, water_cut, lost + (1.0 - lost) * water_cut * factor
