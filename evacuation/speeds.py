"""Walking times of arcs: slope, steps, profile and night."""

import geopandas as gpd
import numpy as np

from domain.profiles import WalkingProfile
from domain.settings.settings import Settings
from domain.vocabulary import DayTime
from evacuation.kernels.search import HORIZON
from evacuation.network import BoolArray, FloatArray, IntArray, Network

#: Ticks in a second: whole seconds would bias a real network by 1.6 %.
TICKS_PER_S = 10

#: Release of an arc that is closed from the start.
CLOSED = HORIZON * 4


def walking_speed_m_s(profile: WalkingProfile, day_time: DayTime, settings: Settings) -> float:
    """Return the level walking speed of a profile [m/s]; at night it is lowered by ``night_factor``."""
    factor = settings.movement.night_factor if day_time is DayTime.NIGHT else 1.0
    return profile.speed_m_s * factor


def unwalkable(network: Network, streets: gpd.GeoDataFrame, profile: WalkingProfile) -> BoolArray:
    """Mark the arcs that a profile cannot walk at all: steps, or a slope too steep, shape (arcs,)."""
    too_steep = np.abs(network.arc_slope) > profile.steepest_slope
    if profile.walks_steps:
        return np.asarray(too_steep, np.bool_)
    return np.asarray(too_steep | streets["steps"].to_numpy(dtype=bool)[network.arc_street], np.bool_)


def slope_factor(slope: FloatArray) -> FloatArray:
    """Return speed on a slope over speed on the level, at most 1 downhill.

    Tobler's hiking function, 6 exp(−3.5 |S + 0.05|) km/h (Tobler 1993), taken relative to S = 0.
    """
    relative = np.exp(-3.5 * np.abs(slope + 0.05)) / np.exp(-3.5 * 0.05)
    return np.minimum(relative, 1.0)


def arc_ticks(network: Network, streets: gpd.GeoDataFrame, speed_m_s: float, settings: Settings) -> IntArray:
    """Return the walking time of each arc [0.1 s], rounded up, shape (m,)."""
    steps = streets["steps"].to_numpy()[network.arc_street]
    speed = speed_m_s * slope_factor(network.arc_slope)
    speed = np.where(steps, speed * settings.movement.steps_factor, speed)
    # Rounded to 1e-6 ticks first, so that 10.000000001 does not become 11.
    exact = np.round(network.arc_length_m / speed * TICKS_PER_S, 6)
    return np.ceil(exact).astype(np.int64)


def narrow_ticks(
    network: Network, streets: gpd.GeoDataFrame, ticks: IntArray, settings: Settings
) -> IntArray:
    """Return walking times with narrow streets counted as longer, by which ways are chosen in a fire.

    A street of unknown width counts as narrow.
    """
    wide = (streets["width_m"] >= settings.hazard.fire_street_width_m).to_numpy(dtype=bool)
    longer = np.ceil(ticks * settings.hazard.fire_narrow_factor).astype(np.int64)
    return np.where(wide[network.arc_street], ticks, longer)


def connector_ticks(distance_m: FloatArray, speed_m_s: float) -> IntArray:
    """Return the walking time of connectors [0.1 s], rounded up; 0 where there is none."""
    exact = np.round(np.nan_to_num(distance_m) / speed_m_s * TICKS_PER_S, 6)
    return np.ceil(exact).astype(np.int64)


def closing_release(closes_at_s: FloatArray) -> IntArray:
    """Turn closing times into ``HORIZON − closes`` [0.1 s], closings rounded down.

    0 for a street that never closes; above HORIZON for one that is closed from the start.
    """
    release = np.full(closes_at_s.shape, CLOSED, np.int64)
    finite = np.isfinite(closes_at_s)
    release[finite] = HORIZON - np.floor(closes_at_s[finite] * TICKS_PER_S + 1e-6).astype(np.int64)
    release[np.isposinf(closes_at_s)] = 0
    return release


def departure_seconds(cost: IntArray) -> FloatArray:
    """Turn a search cost C into a latest departure [s]: +inf no limit, −inf no way."""
    ticks = HORIZON - cost
    seconds = ticks / TICKS_PER_S
    return np.where(ticks > HORIZON // 2, np.inf, np.where(ticks < -HORIZON, -np.inf, seconds))
