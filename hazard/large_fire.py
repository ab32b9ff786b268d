"""Large fire 大規模な火事: people in the spread area of a given fire leave before the front."""

import numpy as np
import pandas as pd

from hazard.closure import Closure, ClosureReason, at_arrival
from hazard.hits import Hits, filled_arrival_s
from hazard.impact import FLOOR_COLUMNS, Category, Impact, LeaveReason, no_impact, strongest


def assess(hits: Hits, layer: pd.DataFrame) -> Impact:
    """Return who leaves: all floors of every block that the fire reaches.

    Parameters
    ----------
    hits
        Pairs of blocks, or parts of them, and polygons of the fire.
    layer
        All polygons of the fire, touched or not.

    Returns
    -------
    Impact
        What the fire asks of each living floor, shape (n, 6).
    """
    inside = hits.touched()
    category = np.where(inside, Category.LEAVE, Category.OUTSIDE).astype(np.int8)
    dry = no_impact(hits.count)
    return Impact(
        category=np.repeat(category[:, None], len(FLOOR_COLUMNS), axis=1),
        care_leaves=inside,
        concerned=inside,
        depth_m_min=dry.depth_m_min,
        depth_m_max=dry.depth_m_max,
        arrival_s=hits.lowest(filled_arrival_s(hits, layer)),
        reason=strongest(hits.count, [(LeaveReason.FIRE_SPREAD, inside)]),
    )


def close_streets(hits: Hits, layer: pd.DataFrame) -> Closure:
    """Close each street when the front arrives; unpublished arrivals at the layer's earliest.

    Parameters
    ----------
    hits
        Pairs of streets and polygons of the fire.
    layer
        All polygons of the fire, touched or not.

    Returns
    -------
    Closure
        The closing of every street.
    """
    return at_arrival(hits, filled_arrival_s(hits, layer), ClosureReason.FIRE_FRONT)
