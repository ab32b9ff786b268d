"""Inland flooding 内水: underground floors and one-storey homes leave, everyone else goes upstairs."""

import numpy as np
import pandas as pd

from domain.scenario import HazardScenario
from domain.settings.hazards import HazardSettings
from hazard.closure import Closure, rain_water
from hazard.hits import Hits
from hazard.impact import (
    FLOOR_1,
    FLOOR_B1,
    FLOOR_COLUMNS,
    FLOOR_UNKNOWN,
    Category,
    Impact,
    LeaveReason,
    strongest,
)
from hazard.overlay import FloatArray
from hazard.water import depth_bounds, floor_reasons, published_arrival


def assess(hits: Hits, settings: HazardSettings) -> Impact:
    """Return who leaves: underground, and one-storey homes from the depth of the setting.

    A depth class on both sides of the setting is unknown. So is an unknown floor: it may lie
    underground.

    Parameters
    ----------
    hits
        Pairs of blocks, or parts of them, and polygons of inland flooding.
    settings
        ``one_storey_depth_m`` is used [m].

    Returns
    -------
    Impact
        What the water asks of each living floor, shape (n, 6).
    """
    water = hits.touched()
    low, high = depth_bounds(hits)
    limit = settings.one_storey_depth_m
    category = np.full((hits.count, len(FLOOR_COLUMNS)), Category.STAY, dtype=np.int8)
    category[:, FLOOR_B1] = Category.LEAVE
    category[:, FLOOR_UNKNOWN] = Category.UNKNOWN
    # The upper bound does not belong to the class: a class up to the limit stays below it.
    category[:, FLOOR_1] = np.select(
        [low >= limit, high > limit], [Category.LEAVE, Category.UNKNOWN], Category.STAY
    )
    category[~water] = Category.OUTSIDE
    return Impact(
        category=category,
        care_leaves=np.zeros(hits.count, dtype=bool),
        concerned=water,
        depth_m_min=low,
        depth_m_max=high,
        arrival_s=published_arrival(hits),
        reason=strongest(
            hits.count,
            [
                (LeaveReason.STAY_UPSTAIRS, water),
                *floor_reasons(category),
            ],
        ),
    )


def close_streets(streets: pd.DataFrame, hits: Hits, scenario: HazardScenario) -> Closure:
    """Close underpasses from the start, other streets in the area at arrival or level 5.

    Parameters
    ----------
    streets
        ``Streets``.
    hits
        Pairs of the streets and polygons of inland flooding.
    scenario
        Gives the time of level 5.

    Returns
    -------
    Closure
        The closing of every street.
    """
    return rain_water(streets, hits, scenario)


def slow_water_m(hits: Hits) -> FloatArray:
    """Return how deep the water may be, of which nobody knows when it comes: the upper bound of its class.

    Parameters
    ----------
    hits
        Pairs of the streets and polygons of inland flooding.

    Returns
    -------
    FloatArray
        Metres, shape (streets,): 0 where there is no such water, +inf where its depth is not known. Water
        with a published arrival does not count: streets are dry before it, and closed from then on.
    """
    return depth_bounds(hits.where(np.isnan(hits.arrival_s())))[1]
