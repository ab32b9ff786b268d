"""Depth, duration and floors: what the rules of all water kinds share."""

import numpy as np

from domain.settings.hazards import HazardSettings
from domain.vocabulary import HazardZoneType
from hazard.hits import BoolArray, Hits
from hazard.impact import (
    FLOOR_B1,
    FLOOR_COLUMNS,
    FLOOR_NUMBERS,
    FLOOR_UNKNOWN,
    Category,
    CategoryArray,
    Impact,
    LeaveReason,
    strongest,
)
from hazard.overlay import FloatArray

_HOURS_PER_DAY = 24.0


def depth_bounds(hits: Hits) -> tuple[FloatArray, FloatArray]:
    """Return the bounds of the deepest class per item [m].

    0.0 and 0.0 where dry; 0.0 and inf where no polygon that the item meets has a depth. Beside a known depth
    water of which none is known leaves the upper bound open; rows of durations say nothing of depth.

    Parameters
    ----------
    hits
        Pairs of n items and polygons of water.

    Returns
    -------
    low, high : float64 (n,)
        Bounds of the depth [m].
    """
    wet = hits.of_zone("")
    inside = wet.touched()
    low, high = wet.highest("depth_m_min"), wet.highest("depth_m_max")
    # What has no upper bound is open, a class as well as water of unknown depth: inf, not the highest of the
    # others. Durations come as rows of their own beside those of depth.
    of_depth = wet.areas["depth_m_min"].notna() | wet.areas["duration_h"].isna()
    open_class = wet.where((wet.areas["depth_m_max"].isna() & of_depth).to_numpy(dtype=bool)).touched()
    high = np.where(open_class | (inside & np.isnan(high)), np.inf, high)
    low = np.where(np.isnan(low), 0.0, low)
    return low, np.where(inside, high, 0.0)


def floor_categories(low: FloatArray, high: FloatArray, settings: HazardSettings) -> CategoryArray:
    """Return what each living floor asks in water between two bounds, shape (n, 6).

    Floor n begins at ``floor_base_m + storey_height_m × (n − 1)``. People leave whose floor lies
    at or below the water (国土交通省 水害ハザードマップ作成の手引き): at or below the lower bound for
    certain, between the bounds unknown.

    Parameters
    ----------
    low, high
        Bounds of the depth [m], shape (n,).
    settings
        Height of floors and storeys [m].

    Returns
    -------
    CategoryArray
        ``Category`` per living floor, shape (n, 6).
    """
    height = settings.floor_base_m + settings.storey_height_m * (FLOOR_NUMBERS - 1)
    out = np.full((low.size, len(FLOOR_COLUMNS)), Category.STAY, dtype=np.int8)
    floors = out[:, FLOOR_B1 + 1 : FLOOR_UNKNOWN]
    floors[height[None, :] < high[:, None]] = Category.UNKNOWN
    floors[height[None, :] <= low[:, None]] = Category.LEAVE
    out[:, FLOOR_B1] = Category.LEAVE
    out[:, FLOOR_UNKNOWN] = Category.UNKNOWN
    return out


def three_conditions(hits: Hits, settings: HazardSettings) -> Impact:
    """Return who may stay by the three conditions of 屋内安全確保, all met and known.

    Outside the collapse zone; a room above the water; stock at home for as long as the water stays
    (内閣府 避難情報に関するガイドライン 2021). Underground floors and people who depend on power or
    care leave.

    Parameters
    ----------
    hits
        Pairs of blocks, or parts of them, and polygons of water.
    settings
        Floors, storeys and stock at home.

    Returns
    -------
    Impact
        What the water asks of each living floor, shape (n, 6).
    """
    collapse = hits.of_zone(HazardZoneType.HOUSE_COLLAPSE.value).touched()
    water = hits.of_zone("").touched()
    low, high = depth_bounds(hits)
    duration_h = hits.of_zone("").highest("duration_h")
    long_water = water & (duration_h > settings.home_stock_days * _HOURS_PER_DAY)
    unknown_duration = water & np.isnan(duration_h)

    by_depth = floor_categories(low, high, settings)
    by_depth[~water] = Category.OUTSIDE
    category = by_depth.copy()
    category[unknown_duration] = np.maximum(category[unknown_duration], Category.UNKNOWN)
    category[collapse | long_water] = Category.LEAVE
    inside = water | collapse
    reason = strongest(
        hits.count,
        [
            (LeaveReason.HOUSE_COLLAPSE, collapse),
            (LeaveReason.LONG_DURATION, long_water),
            (LeaveReason.UNKNOWN_DURATION, unknown_duration),
            (LeaveReason.STAY_UPSTAIRS, water),
            *floor_reasons(by_depth),
        ],
    )
    return Impact(
        category=category,
        care_leaves=inside,
        concerned=inside,
        depth_m_min=low,
        depth_m_max=high,
        arrival_s=published_arrival(hits),
        reason=reason,
    )


def floor_reasons(by_depth: CategoryArray) -> list[tuple[LeaveReason, BoolArray]]:
    """Return the reasons that lie in floor and depth alone, shape (n, 6) each.

    Parameters
    ----------
    by_depth
        ``Category`` per living floor by depth alone, shape (n, 6).

    Returns
    -------
    list[tuple[LeaveReason, BoolArray]]
        Reasons, and the floors where each holds.
    """
    leave, unknown = by_depth == Category.LEAVE, by_depth == Category.UNKNOWN
    columns = np.arange(len(FLOOR_COLUMNS))
    return [
        (LeaveReason.LIVING_FLOOR, leave & (columns != FLOOR_B1)),
        (LeaveReason.UNDERGROUND, leave & (columns == FLOOR_B1)),
        (LeaveReason.UNKNOWN_DEPTH, unknown & (columns != FLOOR_UNKNOWN)),
        (LeaveReason.UNKNOWN_FLOOR, unknown & (columns == FLOOR_UNKNOWN)),
    ]


def published_arrival(hits: Hits) -> FloatArray:
    """Return the earliest published arrival per item [s]; +inf where none is published.

    Parameters
    ----------
    hits
        Pairs of n items and polygons.

    Returns
    -------
    FloatArray
        Seconds after t0, shape (n,).
    """
    arrival = hits.arrival_s()
    return hits.lowest(np.where(np.isnan(arrival), np.inf, arrival))
