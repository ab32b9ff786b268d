"""Areas against each other and against blocks: overlaps, areas all alike, hazards that touch nobody."""

from collections.abc import Container, Iterable, Mapping

import geopandas as gpd
import numpy as np
import shapely
from shapely.errors import ShapelyError

from data.bundle.layout import HAZARD_PREFIX
from data.bundle.rules import Layers
from domain.crs import JAPAN_LAT, JAPAN_LON
from domain.faults import Fault
from domain.vocabulary import HazardKind, Severity

#: Areas that share more of the smaller one than this overlap.
OVERLAP_SHARE = 0.01

#: Kinds whose areas have a depth of water.
_WATER = (HazardKind.FLOOD, HazardKind.TSUNAMI, HazardKind.STORM_SURGE, HazardKind.INLAND_FLOOD)


def area_faults(
    layers: Layers, sound: Mapping[str, gpd.GeoDataFrame], used: Container[str]
) -> Iterable[Fault]:
    """Yield what is senseless of areas that are each sound.

    Parameters
    ----------
    layers
        Layers that could be read.
    sound
        Rows with sound shapes in the bundle's CRS, by layer.
    used
        Names of the hazard layers that scenarios overlay.
    """
    yield from _empty_faults(layers, used)
    if "wards" in sound:
        yield from _overlap_faults(layers, "wards", sound["wards"], Severity.ERROR)
    if "districts" in sound:
        yield from _overlap_faults(layers, "districts", sound["districts"], Severity.WARNING)
    if "blocks" not in sound or sound["blocks"].empty:
        return
    tree = shapely.STRtree(sound["blocks"].geometry.to_numpy())
    for layer, areas in sound.items():
        if areas.empty or not (layer == "zones" or layer.startswith(HAZARD_PREFIX)):
            continue
        is_used = layer == "zones" or layer.removeprefix(HAZARD_PREFIX) in used
        yield from _touch_faults(layers, layer, areas, tree, is_used=is_used)
    for layer, areas in sound.items():
        if layer.startswith(HAZARD_PREFIX):
            yield from _depth_warnings(layers, layer, areas)


def in_degrees(x: float, y: float) -> bool:
    """Whether a position is a longitude and latitude of Japan, in either order."""

    def in_japan(lon: float, lat: float) -> bool:
        return JAPAN_LON[0] <= lon <= JAPAN_LON[1] and JAPAN_LAT[0] <= lat <= JAPAN_LAT[1]

    return in_japan(x, y) or in_japan(y, x)


def _empty_faults(layers: Layers, used: Container[str]) -> Iterable[Fault]:
    """Yield layers without a row that leave nobody concerned: blocks, and hazards of a scenario."""
    for layer, table in layers.tables.items():
        is_used = layer.startswith(HAZARD_PREFIX) and layer.removeprefix(HAZARD_PREFIX) in used
        if table.empty and (layer == "blocks" or is_used):
            yield layers.fault("layer_empty", layer)


def _overlap_faults(
    layers: Layers, layer: str, table: gpd.GeoDataFrame, severity: Severity
) -> Iterable[Fault]:
    shapes = table.geometry.to_numpy()
    ids = table.index.astype("str").to_numpy()
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    for i, j in zip(one[one < other].tolist(), other[one < other].tolist(), strict=True):
        if shapely.equals(shapes[i], shapes[j]):
            yield layers.fault("areas_alike", layer, ids[j], column="geometry", value=str(ids[i]))
            continue
        try:
            common = float(shapely.area(shapely.intersection(shapes[i], shapes[j])))
        except ShapelyError:
            # Shapes that are valid one by one and cannot be cut have edges closer than numbers tell.
            continue
        if common > OVERLAP_SHARE * min(shapes[i].area, shapes[j].area):
            make = layers.fault if severity is Severity.ERROR else layers.warning
            square_km = f"{common / 1e6:,.3f}"
            yield make(
                "areas_overlap", layer, ids[j], column="geometry", value=str(ids[i]), expected=square_km
            )


def _touch_faults(
    layers: Layers, layer: str, areas: gpd.GeoDataFrame, blocks: shapely.STRtree, *, is_used: bool
) -> Iterable[Fault]:
    shapes = areas.geometry.to_numpy()
    if blocks.query(shapes, predicate="intersects").size:
        return
    make = layers.fault if is_used else layers.warning
    west, south, east, north = areas.total_bounds.tolist()
    if in_degrees(west, south) and in_degrees(east, north):
        yield make("layer_in_degrees", layer, column="geometry", value=f"{west:.5g}, {south:.5g}")
        return
    _, metres = blocks.query_nearest(shapes, return_distance=True, all_matches=False)
    yield make("layer_touches_no_block", layer, column="geometry", value=f"{metres.min() / 1000:,.1f}")


def _depth_warnings(layers: Layers, layer: str, areas: gpd.GeoDataFrame) -> Iterable[Fault]:
    water = areas["kind"].isin([kind.value for kind in _WATER]) & (areas["zone_type"] == "")
    depths = areas.loc[water, ["depth_m_min", "depth_m_max"]].to_numpy(dtype=float)
    if len(depths) and np.isnan(depths).all():
        yield layers.warning("depths_unknown", layer, column="depth_m_min", value=f"{len(depths):,}")
