"""Areas as read become layers of a city: repaired, cut to it, in its CRS, in its columns.

Rivers that overlap stay apart: the overlay takes the deepest and the longest of all areas that reach a
block. Depths, durations and zones of one map are rows of one layer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.imports.cut_to_city import OUTSIDE, STREETS_MARGIN_M, city_outline
from data.readers.area_classes import CLASS_COLUMNS
from data.readers.area_crs import Bounds
from data.readers.area_repair import dissolved, repaired
from data.readers.class_map import ZONES_LAYER
from data.readers.hazard_read import HazardRead
from domain.bundle import City
from domain.crs import GEOGRAPHIC_EPSG
from domain.import_report import ImportNote, RowCount, note, row_count
from domain.tables.city import HazardAreas, Zones

#: Areas are kept so far around the city [m]: farther than its streets, for a street whose water was cut
#: away would look like dry ground to flee to.
MARGIN_M = STREETS_MARGIN_M + 100.0
#: Smaller than this an area is what cutting or repairing has left over, not water [m²].
SLIVER_M2 = 1.0

_KEPT = [name for name in CLASS_COLUMNS if name != "name"]
_NOT_READ = (
    "collapse_share", "half_collapse_share", "burnt_share", "water_cut_share", "liquefaction_index",
)  # fmt: skip

Shapes = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class CutRead:
    """A read within the city.

    Parameters
    ----------
    read
        What the reader handed on.
    areas
        ``CLASS_COLUMNS`` and geometry in the CRS of the city, valid.
    rows_kept
        Records of the file of which something is left.
    dropped, repairs
        Records that are left out by reason, and those that were mended.
    notes
        What was done to the areas.
    """

    read: HazardRead
    areas: gpd.GeoDataFrame
    rows_kept: int
    dropped: tuple[RowCount, ...]
    repairs: tuple[RowCount, ...]
    notes: tuple[ImportNote, ...]


def city_ground(city: City) -> shapely.Geometry:
    """Return the ground on which areas concern a city, in its CRS: wards and a margin, and its streets."""
    ground = city_outline(city.wards, margin_m=MARGIN_M)
    corners = shapely.MultiPoint(shapely.get_coordinates(city.nodes.geometry.to_numpy()))
    streets = corners.convex_hull.buffer(MARGIN_M - STREETS_MARGIN_M)
    return shapely.union_all([ground, streets])


def ground_bounds(ground: shapely.Geometry, epsg: int) -> Bounds:
    """Return the bounds of a ground in degrees of JGD2011."""
    left, bottom, right, top = gpd.GeoSeries([ground], crs=epsg).to_crs(GEOGRAPHIC_EPSG).total_bounds.tolist()
    return (left, bottom, right, top)


def cut_read(read: HazardRead, ground: shapely.Geometry, epsg: int) -> CutRead:
    """Bring the areas of a read into a city.

    Parameters
    ----------
    read
        Areas in degrees.
    ground
        Where they concern the city, in its CRS.
    epsg
        CRS of the city.
    """
    areas = read.areas.to_crs(epsg) if len(read.areas) else read.areas
    shapes, broken = _repaired(areas.geometry.to_numpy())
    whole = _size(shapes)
    shapes = _cut(shapes, ground)
    size = _size(shapes)
    # Crumbs of drawing, and what the edge of the city has cut off.
    sliver = (whole < SLIVER_M2) | ((size > 0) & (size < SLIVER_M2))
    held = (size >= SLIVER_M2) & ~sliver
    numbers = areas.index.to_numpy()
    far = int((~held & ~sliver).sum()) + read.rows_read - len(areas) - len(read.not_areas)
    kept = gpd.GeoDataFrame(areas.loc[held].drop(columns="geometry"), geometry=shapes[held], crs=epsg)
    notes: tuple[ImportNote, ...] = ()
    joined = _joined(kept) if read.is_cells else kept
    if read.is_cells:
        notes = (note("cells_joined", cells=f"{len(kept):,}", areas=f"{len(joined):,}"),)
    outside = (RowCount(OUTSIDE, far, tuple(map(str, numbers[~held & ~sliver][:5]))),) if far else ()
    return CutRead(
        read=read,
        areas=joined,
        rows_kept=int(held.sum()),
        dropped=(*outside, *row_count("not_area", read.not_areas), *row_count("sliver", numbers[sliver])),
        repairs=row_count("made_valid", numbers[broken & held]),
        notes=notes,
    )


def left_out(cut: CutRead) -> CutRead:
    """Return a read of which nothing is taken: what was kept counts as outside."""
    outside = [one for one in cut.dropped if one.key == OUTSIDE]
    others = tuple(one for one in cut.dropped if one.key != OUTSIDE)
    count = sum(one.count for one in outside) + cut.rows_kept
    said = (RowCount(OUTSIDE, count, outside[0].rows if outside else ()),) if count else ()
    empty = gpd.GeoDataFrame(cut.areas.iloc[:0])
    return replace(cut, areas=empty, rows_kept=0, dropped=(*said, *others), repairs=(), notes=())


def _size(shapes: Shapes) -> npt.NDArray[np.float64]:
    """Return the area of each shape [m²], 0 where nothing is left."""
    return np.where(shapely.is_missing(shapes), 0.0, shapely.area(shapes))


def _repaired(shapes: Shapes) -> tuple[Shapes, npt.NDArray[np.bool_]]:
    """Return valid areas, and which were none."""
    broken = ~shapely.is_valid(shapes)
    out = shapes.copy()
    out[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    return _areas_of(out), np.asarray(broken, dtype=bool)


def _cut(shapes: Shapes, ground: shapely.Geometry) -> Shapes:
    """Return what of each area lies on the ground; None where nothing does."""
    shapely.prepare(ground)
    out = shapes.copy()
    inside = shapely.contains_properly(ground, shapes)
    meets = shapely.intersects(ground, shapes)
    out[~meets] = None
    cut = meets & ~inside
    out[cut] = shapely.intersection(shapes[cut], ground)
    return _areas_of(out)


def _areas_of(shapes: Shapes) -> Shapes:
    """Return the areas of shapes alone: what cutting leaves of touching edges is none."""
    out = shapes.copy()
    for at in np.flatnonzero(~np.isin(shapely.get_type_id(shapes), (-1, 3, 6))):
        parts = [
            part for part in shapely.get_parts(shapes[at]) if part.geom_type in {"Polygon", "MultiPolygon"}
        ]
        out[at] = dissolved(np.array(parts, dtype=object)) if parts else None
    return out


def _joined(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one area for each class of cells."""
    if areas.empty:
        return areas
    whole = areas.dissolve(by=[*_KEPT, "name"], dropna=False, as_index=False, sort=True)
    shapes, _ = repaired(whole.geometry.to_numpy())
    return gpd.GeoDataFrame(
        whole.set_geometry(gpd.GeoSeries(shapes, crs=whole.crs))[[*CLASS_COLUMNS, "geometry"]]
    )


def hazard_table(cuts: Sequence[CutRead], epsg: int) -> gpd.GeoDataFrame:
    """Return the ``HazardAreas`` of one layer; ids run from 1 in the order of class and position.

    Parameters
    ----------
    cuts
        Reads of the layer.
    epsg
        CRS of the city.
    """
    parts = [cut.areas[[*_KEPT, "geometry"]] for cut in cuts if len(cut.areas)]
    if not parts:
        return gpd.GeoDataFrame(HazardAreas.empty_in(epsg))
    table = pd.concat(parts, ignore_index=True)
    for name in _NOT_READ:
        table[name] = np.nan
    corners = pd.DataFrame(
        shapely.bounds(table.geometry.to_numpy()).round(2), columns=["x", "y", "right", "top"]
    )
    order = (
        pd.concat([table[_KEPT], corners], axis=1)
        .sort_values([*_KEPT, *corners.columns], kind="stable")
        .index
    )
    table = gpd.GeoDataFrame(table.loc[order].reset_index(drop=True), geometry="geometry", crs=epsg)
    table.index = pd.RangeIndex(1, len(table) + 1, name="area_id")
    return gpd.GeoDataFrame(HazardAreas.check(table[HazardAreas.columns()]))


def zone_table(cuts: Sequence[CutRead], before: gpd.GeoDataFrame, epsg: int) -> gpd.GeoDataFrame:
    """Return the ``Zones`` of a city with those of the same kind and type renewed.

    Parameters
    ----------
    cuts
        Reads of zones.
    before
        Zones that the city has.
    epsg
        CRS of the city.
    """
    parts = [cut.areas[["kind", "zone_type", "name", "geometry"]] for cut in cuts if len(cut.areas)]
    if not parts:
        return before
    new = pd.concat(parts, ignore_index=True)
    renewed = set(_pairs(new))
    kept = before[[pair not in renewed for pair in _pairs(before)]]
    numbers = new.groupby(["kind", "zone_type"]).cumcount() + 1
    ids = [f"{kind}-{zone}-{n}" for (kind, zone), n in zip(_pairs(new), numbers.tolist(), strict=True)]
    taken = set(kept.index)
    new.index = pd.Index([f"{one}-new" if one in taken else one for one in ids], name="zone_id")
    table = (
        pd.concat([kept, gpd.GeoDataFrame(new, crs=epsg)]) if len(kept) else gpd.GeoDataFrame(new, crs=epsg)
    )
    return gpd.GeoDataFrame(Zones.check(table[Zones.columns()].sort_index()))


def _pairs(table: pd.DataFrame) -> Iterable[tuple[str, str]]:
    return list(zip(table["kind"], table["zone_type"], strict=True))


def is_zones(read: HazardRead) -> bool:
    """Whether a read goes into the layer of zones of administration."""
    return read.layer == ZONES_LAYER
