"""What reaches each place, by its point."""

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.tables.stages import PlaceExposure
from domain.vocabulary import HazardKind, HazardZoneType
from hazard import tsunami
from hazard.hits import Hits, filled_arrival_s, kind_names, touch_hits
from hazard.water import depth_bounds

_WATER_KINDS = (HazardKind.TSUNAMI, HazardKind.FLOOD, HazardKind.STORM_SURGE, HazardKind.INLAND_FLOOD)
#: Kinds by which a place can be exposed: shaking is everywhere and no reason against a place.
_PLACE_KINDS = (*_WATER_KINDS, HazardKind.LANDSLIDE, HazardKind.LARGE_FIRE)


def expose_places(
    places: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    kinds: Collection[HazardKind],
) -> pd.DataFrame:
    """Return ``PlaceExposure``, sorted by id.

    A place is exposed to a kind where its point lies in a polygon of that kind, and to a tsunami
    also anywhere in the evacuation zone, wet or not.

    Parameters
    ----------
    places
        ``Places``.
    areas
        ``HazardAreas`` of the scenario.
    zones
        ``Zones``.
    kinds
        Kinds of the scenario.

    Returns
    -------
    pd.DataFrame
        ``PlaceExposure``; depths [m], durations [h], arrivals [s after t0].
    """
    geometry = places.geometry.to_numpy()
    relevant = [kind for kind in _PLACE_KINDS if kind in kinds]
    chosen = areas[areas["kind"].isin([kind.value for kind in relevant])]
    hits = touch_hits(geometry, chosen)
    by_kind = {kind: hits.of_kind(kind).touched() for kind in relevant}
    if HazardKind.TSUNAMI in by_kind:
        zone = tsunami.in_evacuation_zone(geometry, zones)
        by_kind[HazardKind.TSUNAMI] = by_kind[HazardKind.TSUNAMI] | zone
    water = hits.where(hits.areas["kind"].isin([kind.value for kind in _WATER_KINDS]).to_numpy(dtype=bool))
    low, high = depth_bounds(water)
    table = pd.DataFrame(
        {
            "exposed": np.any([np.zeros(len(places), dtype=bool), *by_kind.values()], axis=0),
            "water": water.of_zone("").touched(),
            "depth_m_min": low,
            "depth_m_max": high,
            "duration_h": water.highest("duration_h"),
            "arrival_time_s": _arrival_s(hits, chosen),
            "in_collapse_zone": hits.of_zone(HazardZoneType.HOUSE_COLLAPSE.value).touched(),
            "kinds": kind_names(by_kind, len(places)),
        },
        index=places.index,
    )
    return PlaceExposure.check(table.sort_index())


def _arrival_s(hits: Hits, layer: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Earliest arrival; a wave's or front's unpublished one is its layer's earliest."""
    out = np.full(hits.count, np.inf)
    for kind in (HazardKind.TSUNAMI, HazardKind.LARGE_FIRE):
        some = hits.of_kind(kind)
        out = np.minimum(out, some.lowest(filled_arrival_s(some, layer[layer["kind"] == kind.value])))
    arrival = hits.arrival_s()
    return np.minimum(out, hits.lowest(np.where(np.isnan(arrival), np.inf, arrival)))
