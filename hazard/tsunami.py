"""Tsunami 津波: everybody in the evacuation zone leaves, whatever the floor.

Rules: 消防庁 津波避難対策推進マニュアル検討会報告書 (2013); 堺市 津波避難について (2025-04-14).
The attention zone 津波注意地域 is shown apart and does not leave.
"""

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.settings.hazards import HazardSettings
from domain.vocabulary import HazardKind, ZoneType
from hazard.closure import Closure, ClosureReason, at_arrival, closing, earliest
from hazard.hits import BoolArray, Hits, filled_arrival_s, zone_mask
from hazard.impact import FLOOR_COLUMNS, Category, Impact, LeaveReason, strongest
from hazard.overlay import GeometryArray
from hazard.water import depth_bounds

#: Zones by which people are counted; the safe area is where they go.
_ZONES = (ZoneType.EVACUATION_ZONE.value, ZoneType.ATTENTION_ZONE.value)


def zone_areas(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the evacuation and attention zones as areas of the kind, to lie over blocks with the water.

    Parameters
    ----------
    zones
        ``Zones``.

    Returns
    -------
    geopandas.GeoDataFrame
        ``kind``, ``zone_type`` (a ``ZoneType``) and geometry.
    """
    rows = (zones["kind"] == HazardKind.TSUNAMI.value) & zones["zone_type"].isin(_ZONES)
    return zones.loc[rows, ["kind", "zone_type", "geometry"]]


def in_evacuation_zone(geometry: GeometryArray, zones: gpd.GeoDataFrame) -> BoolArray:
    """Whether each point lies in the evacuation zone of tsunamis, shape (n,).

    Parameters
    ----------
    geometry
        Points in the CRS of the zones, shape (n,).
    zones
        ``Zones``.

    Returns
    -------
    BoolArray
        Shape (n,).
    """
    areas = zone_areas(zones)
    return zone_mask(geometry, areas[areas["zone_type"] == ZoneType.EVACUATION_ZONE.value])


def assess(hits: Hits, layer: pd.DataFrame) -> Impact:
    """Return who leaves: the evacuation zone, and inundated ground outside both zones.

    Parameters
    ----------
    hits
        Tsunami polygons and zones (``zone_areas``) that hold in each part of a block; the evacuation
        zone wins over the attention zone.
    layer
        All tsunami polygons of the scenario.

    Returns
    -------
    Impact
        What the wave asks of each living floor, shape (n, 6).
    """
    water = hits.of_zone("")
    wet = water.touched()
    evacuation_zone = hits.of_zone(ZoneType.EVACUATION_ZONE.value).touched()
    attention = hits.of_zone(ZoneType.ATTENTION_ZONE.value).touched() & ~evacuation_zone
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
        arrival_s=water.lowest(filled_arrival_s(water, layer)),
        reason=strongest(
            hits.count,
            [
                (LeaveReason.EVACUATION_ZONE, evacuation_zone),
                (LeaveReason.INUNDATED, leaves),
                (LeaveReason.ATTENTION_ZONE, attention),
            ],
        ),
    )


def close_streets(
    streets: pd.DataFrame, hits: Hits, layer: pd.DataFrame, settings: HazardSettings
) -> Closure:
    """Close each street at its first wetting, underpasses so much sooner as the settings say.

    Unpublished arrivals are the layer's earliest.

    Parameters
    ----------
    streets
        ``Streets``; ``underpass`` is used.
    hits
        Pairs of streets and tsunami polygons.
    layer
        All tsunami polygons of the scenario.
    settings
        How much sooner underpasses are closed.

    Returns
    -------
    Closure
        The closing of every street.
    """
    wet = at_arrival(hits, filled_arrival_s(hits, layer), ClosureReason.WATER_ARRIVAL)
    sooner = np.where(streets["underpass"], settings.underpass_lead_s, 0.0)
    first = closing(wet.closes_at_s - sooner, wet.in_hazard, ClosureReason.UNDERPASS)
    return earliest([wet, first], hits.count)
