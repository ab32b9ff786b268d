"""Tsunami 津波: everybody in the evacuation zone leaves, whatever the floor.

Rules: 消防庁 津波避難対策推進マニュアル検討会報告書 (2013); 堺市 津波避難について (2025-04-14).
The attention zone 津波注意地域 is shown apart and does not leave.
"""

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.vocabulary import HazardKind, ZoneType
from hazard.closure import Closure, ClosureReason, at_arrival
from hazard.hits import BoolArray, Hits, filled_arrival_s, zone_mask
from hazard.impact import FLOOR_COLUMNS, Category, Impact, LeaveReason, strongest
from hazard.overlay import GeometryArray
from hazard.water import depth_bounds


def zone_of(
    geometry: GeometryArray, zones: gpd.GeoDataFrame, zone_type: ZoneType, *, by_area: bool
) -> BoolArray:
    """Whether each item lies in a tsunami zone of this type."""
    rows = (zones["kind"] == HazardKind.TSUNAMI.value) & (zones["zone_type"] == zone_type.value)
    return zone_mask(geometry, zones[rows], by_area=by_area)


def assess(hits: Hits, layer: pd.DataFrame, evacuation_zone: BoolArray, attention_zone: BoolArray) -> Impact:
    """Return who leaves: the evacuation zone, and inundated blocks outside both zones.

    Parameters
    ----------
    hits
        Tsunami polygons that count for each block.
    layer
        All tsunami polygons of the scenario.
    evacuation_zone, attention_zone
        Whether each block lies in a zone; the evacuation zone wins.
    """
    wet = hits.touched()
    attention = attention_zone & ~evacuation_zone
    # Wet ground that no zone covers (a city without zones): the cautious reading.
    leaves = evacuation_zone | (wet & ~attention)
    category = np.where(leaves, Category.LEAVE, Category.OUTSIDE).astype(np.int8)
    depth_min, depth_max = depth_bounds(hits)
    return Impact(
        category=np.repeat(category[:, None], len(FLOOR_COLUMNS), axis=1),
        care_leaves=leaves,
        concerned=leaves | attention,
        depth_m_min=depth_min,
        depth_m_max=depth_max,
        arrival_s=hits.lowest(filled_arrival_s(hits, layer)),
        reason=strongest(
            hits.count,
            [
                (LeaveReason.EVACUATION_ZONE, evacuation_zone),
                (LeaveReason.INUNDATED, leaves),
                (LeaveReason.ATTENTION_ZONE, attention),
            ],
        ),
    )


def close_streets(hits: Hits, layer: pd.DataFrame) -> Closure:
    """Close each street at its first wetting; unpublished arrivals at the layer's earliest."""
    return at_arrival(hits, filled_arrival_s(hits, layer), ClosureReason.WATER_ARRIVAL)
