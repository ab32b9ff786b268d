"""Walking times of arcs: slope, steps, profile and night."""

import geopandas as gpd
import numpy as np

from domain.profiles import WalkingProfile
from domain.settings.settings import Settings
from domain.vocabulary import DayTime, Snow
from evacuation.clock import walking_ticks
from evacuation.network import BoolArray, FloatArray, IntArray, Network


def walking_speed_m_s(profile: WalkingProfile, day_time: DayTime, settings: Settings) -> float:
    """Return the level walking speed of a profile [m/s]; night and snow lower it.

    Parameters
    ----------
    profile
        Who walks.
    day_time
        Night or day.
    settings
        ``movement`` is used.

    Returns
    -------
    float
        Metres per second on flat ground.
    """
    movement = settings.movement
    factor = movement.night_factor if day_time is DayTime.NIGHT else 1.0
    in_snow_m_s = {
        Snow.NONE: np.inf,
        Snow.THIN: movement.thin_snow_speed_m_s,
        Snow.BELOW_KNEE: movement.knee_snow_speed_m_s,
    }[movement.snow]
    # Snow is known for adults: nobody is faster in it than his share of their speed on dry ground.
    slowed = min(1.0, in_snow_m_s / movement.adult_speed_m_s)
    return profile.speed_m_s * slowed * factor


def unwalkable(network: Network, streets: gpd.GeoDataFrame, profile: WalkingProfile) -> BoolArray:
    """Mark the arcs that a profile cannot walk at all: steps, too steep or too narrow, shape (arcs,).

    Parameters
    ----------
    network
        The network.
    streets
        ``Streets``, aligned by ``arc_street``.
    profile
        Who walks.

    Returns
    -------
    BoolArray
        Shape (arcs,).
    """
    closed = (streets["width_m"] < profile.least_width_m).to_numpy(dtype=bool)
    if not profile.walks_steps:
        closed = closed | streets["steps"].to_numpy(dtype=bool)
    too_steep = np.abs(network.arc_slope) > profile.steepest_slope
    return np.asarray(too_steep | closed[network.arc_street], np.bool_)


def slope_factor(slope: FloatArray) -> FloatArray:
    """Return speed on a slope over speed on the level, at most 1 downhill.

    Tobler's hiking function, 6 exp(−3.5 |S + 0.05|) km/h (Tobler 1993), taken relative to S = 0.

    Parameters
    ----------
    slope
        Rise over run in walking direction, of any shape.

    Returns
    -------
    FloatArray
        Factor of the walking time, in the same shape.
    """
    relative = np.exp(-3.5 * np.abs(slope + 0.05)) / np.exp(-3.5 * 0.05)
    return np.minimum(relative, 1.0)


def wading_factor(depth_m: FloatArray, settings: Settings) -> FloatArray:
    """Return speed in slow water over speed on dry ground: 1 − loss × depth.

    Parameters
    ----------
    depth_m
        Depth of the water [m], +inf where it is not known, of any shape.
    settings
        ``movement.wading_loss_per_m``, and ``movement.wading_depth_m`` up to which the depth counts.

    Returns
    -------
    FloatArray
        Factor of the speed, above 0 and at most 1, in the same shape.
    """
    movement = settings.movement
    return np.asarray(1.0 - movement.wading_loss_per_m * np.minimum(depth_m, movement.wading_depth_m))


def arc_ticks(
    network: Network,
    streets: gpd.GeoDataFrame,
    speed_m_s: float,
    settings: Settings,
    slow_water_m: FloatArray | None = None,
) -> IntArray:
    """Return the walking time of each arc [0.1 s], rounded up, shape (m,).

    Parameters
    ----------
    network
        The network.
    streets
        ``Streets``, aligned by ``arc_street``.
    speed_m_s
        Speed on flat ground [m/s].
    settings
        ``movement`` is used.
    slow_water_m
        Depth of slow water on each street [m], shape (streets,); None or empty without.

    Returns
    -------
    IntArray
        Walking times [0.1 s], shape (arcs,).
    """
    steps = streets["steps"].to_numpy()[network.arc_street]
    speed = speed_m_s * slope_factor(network.arc_slope)
    speed = np.where(steps, speed * settings.movement.steps_factor, speed)
    if slow_water_m is not None and slow_water_m.size:
        speed = speed * wading_factor(slow_water_m, settings)[network.arc_street]
    return walking_ticks(network.arc_length_m / speed)


def generalised_arc_ticks(ticks: IntArray, extra_cost: FloatArray) -> IntArray:
    """Return generalised costs, by which a route is chosen among those in time, rounded up.

    Parameters
    ----------
    ticks
        Walking times [0.1 s], shape (arcs,).
    extra_cost
        Metres that each metre counts more (``evacuation.generalised_cost``), shape (arcs,).

    Returns
    -------
    IntArray
        Generalised costs [0.1 s], never below the walking times, shape (arcs,).
    """
    return np.ceil(np.round(ticks * (1.0 + extra_cost), 6)).astype(np.int64)


def connector_ticks(distance_m: FloatArray, speed_m_s: float) -> IntArray:
    """Return the walking time of connectors [0.1 s], rounded up; 0 where there is none.

    Parameters
    ----------
    distance_m
        Length of each connector [m], NaN without one, shape (n,).
    speed_m_s
        Speed on flat ground [m/s].

    Returns
    -------
    IntArray
        Walking times [0.1 s], shape (n,).
    """
    return walking_ticks(np.nan_to_num(distance_m) / speed_m_s)
