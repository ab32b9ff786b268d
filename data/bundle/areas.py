"""Areas against each other and against blocks: overlaps, areas all alike, hazards that touch nobody."""

from collections.abc import Container, Iterable, Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.errors import ShapelyError

from data.bundle.layout import HAZARD_PREFIX
from data.bundle.rules import Layers
from domain.crs import JAPAN_LAT, JAPAN_LON
from domain.faults import Fault
from domain.vocabulary import HazardKind, Severity
from hazard.coverage import city_area, cut_length_m, ward_cut
from hazard.earthquake import DAMAGE_COLUMNS

#: Areas that share more of the smaller one than this overlap.
OVERLAP_SHARE = 0.01

#: Pairs of areas that are compared: a city of a million people has 40,000.
MOST_PAIRS = 200_000

#: Areas whose neighbours are looked up at once.
_PAIRS_AT_ONCE = 256

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
    yield from _overlap_faults(layers, "blocks", sound["blocks"], Severity.WARNING)
    tree = shapely.STRtree(sound["blocks"].geometry.to_numpy())
    ground = shapely.STRtree(sound["wards"].geometry.to_numpy() if "wards" in sound else [])
    for layer, areas in sound.items():
        if areas.empty or not (layer == "zones" or layer.startswith(HAZARD_PREFIX)):
            continue
        is_used = layer == "zones" or layer.removeprefix(HAZARD_PREFIX) in used
        # On the ground of the city, water on a shore or a slope without a home is no mistake of position.
        is_away = not ground.query(areas.geometry.to_numpy(), predicate="intersects").size
        yield from _touch_faults(layers, layer, areas, tree, is_wrong=is_used and is_away)
    for layer, areas in sound.items():
        if layer.startswith(HAZARD_PREFIX):
            yield from _depth_warnings(layers, layer, areas)
            yield from _damage_warnings(layers, layer, areas)
    yield from _border_warnings(layers, sound)


def in_degrees(x: float, y: float) -> bool:
    """Whether a position is a longitude and latitude of Japan, in either order."""

    def in_japan(lon: float, lat: float) -> bool:
        return JAPAN_LON[0] <= lon <= JAPAN_LON[1] and JAPAN_LAT[0] <= lat <= JAPAN_LAT[1]

    return in_japan(x, y) or in_japan(y, x)


def _empty_faults(layers: Layers, used: Container[str]) -> Iterable[Fault]:
    """Yield layers without a row that leave nobody concerned: blocks, and hazards of a scenario."""
    for layer, table in layers.tables.items():
        is_used = layer.startswith(HAZARD_PREFIX) and layer.removeprefix(HAZARD_PREFIX) in used
        if table.empty and layer in layers.files and (layer == "blocks" or is_used):
            yield layers.fault("layer_empty", layer)


def _overlap_faults(
    layers: Layers, layer: str, table: gpd.GeoDataFrame, severity: Severity
) -> Iterable[Fault]:
    """Yield areas that overlap, and those that are the same: an error where they are wards or districts.

    Blocks may share one shape: people of one high house are several blocks.
    """
    shapes = table.geometry.to_numpy()
    ids = table.index.astype("str").to_numpy()
    make = layers.warning if layer == "blocks" else layers.fault
    first, again = _same_shapes(shapes)
    one, other = _touching_pairs(shapes, np.setdiff1d(np.arange(len(shapes)), again))
    equal = shapely.equals(shapes[one], shapes[other])
    pairs = [*zip(first.tolist(), again.tolist(), strict=True)]
    pairs += zip(one[equal].tolist(), other[equal].tolist(), strict=True)
    for i, j in pairs:
        yield make("areas_alike", layer, ids[j], column="geometry", value=str(ids[i]))
    one, other = one[~equal], other[~equal]
    common = _common_area(shapes[one], shapes[other])
    area = shapely.area(shapes)
    over = common > OVERLAP_SHARE * np.minimum(area[one], area[other])
    make = layers.fault if severity is Severity.ERROR else layers.warning
    for i, j, square_m in zip(one[over].tolist(), other[over].tolist(), common[over].tolist(), strict=True):
        square_km = f"{square_m / 1e6:,.3f}"
        yield make("areas_overlap", layer, ids[j], column="geometry", value=str(ids[i]), expected=square_km)


def _same_shapes(shapes: npt.NDArray[np.object_]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the rows whose shape stood above already, after the row in which it stood first."""
    _, first, group = np.unique(
        shapely.to_wkb(shapely.normalize(shapes)).astype(object), return_index=True, return_inverse=True
    )
    again = np.flatnonzero(first[group] != np.arange(len(shapes)))
    return first[group[again]], again


def _touching_pairs(
    shapes: npt.NDArray[np.object_], rows: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the pairs among some rows that touch, each once; no more than ``MOST_PAIRS``."""
    tree = shapely.STRtree(shapes[rows])
    found: list[npt.NDArray[np.intp]] = [np.empty((2, 0), dtype=np.intp)]
    total = 0
    for start in range(0, len(rows), _PAIRS_AT_ONCE):
        one, other = tree.query(shapes[rows[start : start + _PAIRS_AT_ONCE]], predicate="intersects")
        pairs = np.stack([one + start, other])[:, one + start < other][:, : MOST_PAIRS - total]
        found.append(rows[pairs])
        total += pairs.shape[1]
        if total == MOST_PAIRS:
            break
    one, other = np.concatenate(found, axis=1)
    return one, other


def _common_area(one: npt.NDArray[np.object_], other: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    """Return the area that each pair of shapes has in common [m²], shape (n,); 0 where it cannot be cut."""
    try:
        return np.asarray(shapely.area(shapely.intersection(one, other)), dtype=np.float64)
    except ShapelyError:
        # Shapes that are valid one by one and cannot be cut have edges closer than numbers tell.
        if len(one) == 1:
            return np.zeros(1)
    return np.concatenate([_common_area(one[[i]], other[[i]]) for i in range(len(one))])


def _touch_faults(
    layers: Layers, layer: str, areas: gpd.GeoDataFrame, blocks: shapely.STRtree, *, is_wrong: bool
) -> Iterable[Fault]:
    shapes = areas.geometry.to_numpy()
    if blocks.query(shapes, predicate="intersects").size:
        return
    make = layers.fault if is_wrong else layers.warning
    west, south, east, north = areas.total_bounds.tolist()
    if in_degrees(west, south) and in_degrees(east, north):
        yield make("layer_in_degrees", layer, column="geometry", value=f"{west:.5g}, {south:.5g}")
        return
    _, metres = blocks.query_nearest(shapes, return_distance=True, all_matches=False)
    yield make("layer_touches_no_block", layer, column="geometry", value=f"{metres.min() / 1000:,.1f}")


def _border_warnings(layers: Layers, sound: Mapping[str, gpd.GeoDataFrame]) -> Iterable[Fault]:
    """Yield hazards that were cut at the border where streets go on: nothing is known beyond it."""
    if "wards" not in sound or "nodes" not in sound or sound["nodes"].empty:
        return
    city = city_area(sound["wards"])
    corners = sound["nodes"].geometry.to_numpy()
    beyond = corners[~shapely.intersects(city, corners)]
    x_m, y_m = shapely.get_coordinates(corners).T
    for layer, areas in sound.items():
        # Nobody flees from shaking to ground that does not shake.
        if not layer.startswith(HAZARD_PREFIX) or (areas["kind"] == HazardKind.EARTHQUAKE.value).all():
            continue
        if metres := cut_length_m(areas, city, beyond):
            yield layers.warning("layer_ends_at_border", layer, column="geometry", value=f"{metres:,.0f}")
        if metres := ward_cut(areas, sound["wards"], x_m, y_m).metres:
            yield layers.warning("layer_ends_at_ward", layer, column="geometry", value=f"{metres:,.0f}")


def _depth_warnings(layers: Layers, layer: str, areas: gpd.GeoDataFrame) -> Iterable[Fault]:
    water = areas["kind"].isin([kind.value for kind in _WATER]) & (areas["zone_type"] == "")
    depths = areas.loc[water, ["depth_m_min", "depth_m_max"]].to_numpy(dtype=float)
    if len(depths) and np.isnan(depths).all():
        yield layers.warning("depths_unknown", layer, column="depth_m_min", value=f"{len(depths):,}")


def _damage_warnings(layers: Layers, layer: str, areas: gpd.GeoDataFrame) -> Iterable[Fault]:
    """Yield the shares of damage that an earthquake layer gives nowhere, where it gives others."""
    is_given = areas.loc[areas["kind"] == HazardKind.EARTHQUAKE.value, list(DAMAGE_COLUMNS)].notna().any()
    if is_given.any():
        for column in is_given.index[~is_given]:
            yield layers.warning("damage_not_given", layer, column=column)
