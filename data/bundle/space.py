"""Where the records of a bundle lie: valid shapes, places in the city, streets in districts."""

from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from data.bundle.areas import area_faults, in_degrees
from data.bundle.layout import layer_spec
from data.bundle.rules import Layers, node_rows, row_names
from domain.faults import Fault
from domain.tables.ranges import LENGTH_MORE_M, LENGTH_TIMES, MOST_COORDINATE_M
from domain.vocabulary import BackgroundKind

#: Farther outside the city than this a place is refused [m].
PLACE_LIMIT_M = 500.0

#: Below this a place on the border is not worth a word: the outline itself is no better [m].
_BORDER_TOLERANCE_M = 20.0

#: Streets whose length and geometry differ by more than this share, and by more than these metres.
_LENGTH_SHARE = 0.1
_LENGTH_M = 2.0

#: Farther apart than this, the end of a street is not at its node [m].
_END_M = 1.0

#: Farther apart than this it is another place.
_END_FAR_M = 50.0


def space_faults(
    layers: Layers, in_crs: Sequence[str], *, used_hazards: Sequence[str] = ()
) -> Iterable[Fault]:
    """Yield every fault of shape and position.

    Parameters
    ----------
    layers
        Layers that could be read.
    in_crs
        Those whose geometry stands in the bundle's CRS; positions of the others mean nothing.
    used_hazards
        Names of the hazard layers that scenarios overlay: one that touches no block is an error.
    """
    used = frozenset(used_hazards)
    sound: dict[str, gpd.GeoDataFrame] = {}
    for layer in layers.tables:
        table = gpd.GeoDataFrame(layers.tables[layer])
        spec = layer_spec(layer)
        if spec is None or not spec.is_geographic:
            continue
        faults, good = _shape_faults(layers, layer, table, spec.geometry_types)
        yield from faults
        if layer in in_crs:
            sound[layer] = gpd.GeoDataFrame(table.loc[good])
    yield from area_faults(layers, sound, used)
    if "wards" in sound and not sound["wards"].empty:
        # A buffer of nothing: wards that overlap must not end the union.
        city = shapely.union_all(shapely.buffer(sound["wards"].geometry.to_numpy(), 0.0))
        for layer in ("places", "facilities", "blocks"):
            if layer in sound:
                yield from _position_faults(layers, layer, sound[layer], city)
    if "background" in sound:
        yield from _background_faults(layers, sound["background"])
    if "streets" in sound:
        if "districts" in sound:
            yield from _district_faults(layers, sound["districts"], sound["streets"])
        yield from _street_warnings(layers, sound)


def _shape_faults(
    layers: Layers, layer: str, table: gpd.GeoDataFrame, allowed: Sequence[str]
) -> tuple[list[Fault], npt.NDArray[np.bool_]]:
    """Return the faults of single shapes, and which rows are sound, shape (n,)."""
    shapes = table.geometry.to_numpy()
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    faults = [layers.fault("geometry_missing", layer, row) for row in row_names(layers, layer, missing)]
    kinds = table.geom_type.to_numpy(dtype=object)
    wrong = ~missing & ~np.isin(kinds.astype(str), list(allowed))
    for row, kind in zip(row_names(layers, layer, wrong), kinds[wrong], strict=True):
        faults.append(layers.fault("geometry_type", layer, row, value=str(kind), expected=", ".join(allowed)))
    bounds = shapely.bounds(shapes)
    infinite = ~missing & ~np.isfinite(bounds).all(axis=1)
    faults += [
        layers.fault("coordinate_not_finite", layer, row) for row in row_names(layers, layer, infinite)
    ]
    far = ~missing & ~infinite & (np.abs(bounds) > MOST_COORDINATE_M).any(axis=1)
    for row, bound in zip(row_names(layers, layer, far), bounds[far], strict=True):
        value = f"{bound[0]:.6g}, {bound[1]:.6g}"
        faults.append(layers.fault("coordinate_far", layer, row, column="geometry", value=value))
    infinite |= far
    invalid = ~missing & ~infinite & ~shapely.is_valid(shapes)
    reasons = shapely.is_valid_reason(shapes[invalid])
    for row, reason in zip(row_names(layers, layer, invalid), reasons, strict=True):
        faults.append(layers.fault("geometry_invalid", layer, row, value=str(reason)))
    return faults, ~(missing | wrong | infinite | invalid)


def _position_faults(
    layers: Layers, layer: str, table: gpd.GeoDataFrame, city: shapely.Geometry
) -> Iterable[Fault]:
    points = shapely.point_on_surface(table.geometry.to_numpy())
    shapely.prepare(city)
    distance = np.zeros(len(points))
    outside = ~shapely.intersects(city, points)
    distance[outside] = shapely.distance(city, points[outside])
    far: npt.NDArray[np.bool_] = distance > PLACE_LIMIT_M
    ids = table.index.astype("str").to_numpy()
    x, y = shapely.get_x(points), shapely.get_y(points)
    mirrored = np.asarray(shapely.distance(city, shapely.points(y, x))) <= PLACE_LIMIT_M
    for i in np.flatnonzero(far):
        position = f"{x[i]:.5g}, {y[i]:.5g}"
        if mirrored[i]:
            yield layers.fault("place_swapped", layer, ids[i], column="geometry", value=position)
        elif in_degrees(x[i], y[i]):
            yield layers.fault("place_in_degrees", layer, ids[i], column="geometry", value=position)
        else:
            yield layers.fault(
                "place_outside_city",
                layer,
                ids[i],
                column="geometry",
                value=f"{distance[i]:,.0f}",
                expected=f"{PLACE_LIMIT_M:.0f}",
            )
    # Blocks are cut from the outline themselves: near its edge they say nothing new.
    near = ~far & (distance > (_BORDER_TOLERANCE_M if layer == "blocks" else 0.0))
    for i in np.flatnonzero(near):
        # Never 0: who reads it asks how far.
        metres = max(1, round(float(distance[i])))
        yield layers.warning("place_near_border", layer, ids[i], column="geometry", value=f"{metres}")


def _background_faults(layers: Layers, background: gpd.GeoDataFrame) -> Iterable[Fault]:
    """Yield stations that are no points and lines that are none: neither could be drawn."""
    is_point = background.geom_type == "Point"
    wrong = is_point != (background["kind"] == BackgroundKind.STATION)
    for row, kind, shape in zip(
        background.index[wrong].astype("str"),
        background["kind"][wrong],
        background.geom_type[wrong],
        strict=True,
    ):
        expected = "Point" if kind == BackgroundKind.STATION else "LineString, MultiLineString"
        yield layers.fault("geometry_type", "background", row, value=str(shape), expected=expected)


def _district_faults(
    layers: Layers, districts: gpd.GeoDataFrame, streets: gpd.GeoDataFrame
) -> Iterable[Fault]:
    tree = shapely.STRtree(streets.geometry.to_numpy())
    found, _ = tree.query(districts.geometry.to_numpy(), predicate="intersects")
    empty = np.ones(len(districts), dtype=bool)
    empty[found] = False
    if streets.empty:
        # Streets that are not held are missed once, not in every district.
        return
    if empty.all() and len(districts):
        # One sentence for the one slip, not one for each district.
        city = shapely.box(*districts.total_bounds)
        metres = float(shapely.distance(city, streets.geometry.to_numpy()).min())
        yield layers.fault(
            "streets_outside_city", "streets", column="geometry", value=f"{metres / 1000:,.1f}"
        )
        return
    for row, name in districts.loc[empty, "name"].astype("str").items():
        # A district that was just made of a list has an id that nobody has seen.
        yield layers.fault("district_without_street", "districts", str(row), value=name)


def _street_warnings(layers: Layers, sound: dict[str, gpd.GeoDataFrame]) -> Iterable[Fault]:
    streets = sound["streets"]
    lines = streets.geometry.to_numpy()
    ids = streets.index.astype("str").to_numpy()
    drawn = shapely.length(lines)
    stated = streets["length_m"].to_numpy(dtype=float)
    differ = np.abs(drawn - stated) > np.maximum(_LENGTH_M, _LENGTH_SHARE * drawn)
    impossible = (stated < drawn / LENGTH_TIMES - LENGTH_MORE_M) | (
        stated > drawn * LENGTH_TIMES + LENGTH_MORE_M
    )
    for i in np.flatnonzero(differ | impossible):
        make = layers.fault if impossible[i] else layers.warning
        yield make(
            "street_length_differs",
            "streets",
            ids[i],
            column="length_m",
            value=f"{stated[i]:.1f}",
            expected=f"{drawn[i]:.1f}",
        )
    if "nodes" not in sound or sound["nodes"].empty:
        return
    nodes = sound["nodes"]
    points = nodes.geometry.to_numpy()
    for column, end in (("u", 0), ("v", -1)):
        row = node_rows(nodes.index, streets[column])
        gap = np.where(row >= 0, shapely.distance(shapely.get_point(lines, end), points[row]), 0.0)
        for i in np.flatnonzero(gap > _END_M):
            make = layers.fault if gap[i] > _END_FAR_M else layers.warning
            yield make("street_end_far", "streets", ids[i], column=column, value=f"{gap[i]:,.1f}")
