"""Areas with people as the blocks of a city: cut to it, divided, put into wards and districts."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.imports.block_cut import MOST_PERSONS, cut_into_blocks
from data.readers.area_repair import areas_of, in_metres
from data.readers.estat_tables import AGE_COLUMNS
from domain.share_table import share_columns
from domain.shares import split_persons
from domain.tables.city import GROUND_HEIGHT, Blocks

_FLOORS = ("b1", "1", "2", "3", "4_plus")
#: An area of which less than this share lies in the city is a sliver of the outlines.
_SLIVER_SHARE = 0.005
#: An area whose code is the city's, and of which this share lies in the outline, lies in the city as a
#: whole: a simplified shore would else take away the people who live on it.
_OWN_SHARE = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class BlockTable:
    """Blocks made of areas with people.

    Parameters
    ----------
    blocks
        ``Blocks``.
    outside
        Ids of areas that lie outside the city.
    cut_off_persons
        People of the parts of areas that lie outside.
    divided
        Number of areas that were divided.
    crowded
        Number of blocks with more people than a block should have.
    daytime_assumed
        Whether the people present by day are the residents, for want of a count.
    """

    blocks: gpd.GeoDataFrame
    outside: tuple[str, ...]
    cut_off_persons: int
    divided: int
    crowded: int
    daytime_assumed: bool


def people_blocks(
    areas: gpd.GeoDataFrame,
    wards: gpd.GeoDataFrame,
    districts: gpd.GeoDataFrame,
    streets: gpd.GeoDataFrame,
    *,
    by_code: bool = False,
) -> BlockTable:
    """Make blocks of areas with people.

    Parameters
    ----------
    areas
        As ``PeopleAreas.areas``, in any CRS.
    wards, districts, streets
        Layers of the city in its metric CRS; streets may be none.
    by_code
        Whether the areas are the city's own by their code, as small areas are and meshes are not.

    Returns
    -------
    BlockTable
        People of an area are taken to live evenly over its ground: a part outside the city takes its
        share of them away, blocks of one area share them by their ground. All sums are exact.
    """
    assert wards.crs is not None
    placed = in_metres(areas, wards.crs).sort_index()
    city = shapely.union_all(shapely.buffer(wards.geometry.to_numpy(), 0.0))
    inside, share = _inside(placed.geometry.to_numpy(), city, _OWN_SHARE if by_code else 1 - _SLIVER_SHARE)
    kept = share > _SLIVER_SHARE
    mine = placed[kept]
    counts = _cut_counts(mine, share[kept])
    tree = shapely.STRtree(streets.geometry.to_numpy()) if len(streets) else None
    pieces: list[tuple[int, list[object]]] = []
    for row, shape in enumerate(inside[kept].tolist()):
        persons = float(counts["residents"].iloc[row])
        lines = np.empty(0, dtype=object)
        if tree is not None and persons > MOST_PERSONS:
            lines = streets.geometry.to_numpy()[np.sort(tree.query(shape, predicate="intersects"))]
        pieces.append((row, cut_into_blocks(shape, persons, lines)))
    blocks = _block_rows(mine, counts, pieces)
    table = _placed(blocks, districts)
    before = placed["residents"].to_numpy(dtype=np.int64)
    return BlockTable(
        blocks=table,
        outside=tuple(placed.index[~kept].astype("str")),
        cut_off_persons=int(before[kept].sum() - counts["residents"].sum()),
        divided=sum(len(shapes) > 1 for _, shapes in pieces),
        crowded=int((table["residents"] > MOST_PERSONS).sum()),
        daytime_assumed=bool(mine["daytime_persons"].isna().any()),
    )


def _inside(
    shapes: npt.NDArray[np.object_], city: shapely.Geometry, whole_share: float
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.float64]]:
    """Return what of each area lies in the city, and its share of the area."""
    shapely.prepare(city)
    whole = shapely.covers(city, shapes)
    inside = shapes.copy()
    for at in np.flatnonzero(~whole).tolist():
        inside[at] = areas_of(shapely.intersection(shapes[at], city))
    share = np.divide(
        shapely.area(inside), shapely.area(shapes), out=np.zeros(len(shapes)), where=shapely.area(shapes) > 0
    )
    # Outlines of two sources never agree to the metre: what is nearly all inside counts as inside.
    share[share > whole_share] = 1.0
    return inside, share


def _cut_counts(areas: gpd.GeoDataFrame, share: npt.NDArray[np.float64]) -> pd.DataFrame:
    """Return the people of the part of each area that lies in the city."""
    both = np.column_stack([share, 1 - share])
    table = pd.DataFrame(index=areas.index)
    for name in ("residents", "households", "daytime_persons"):
        whole = areas[name].astype("Int64")
        parts = split_persons(np.asarray(whole.fillna(0), dtype=np.int64), both)[:, 0]
        table[name] = pd.array(parts, dtype="Int64")
        table.loc[whole.isna(), name] = pd.NA
    ages = areas[list(AGE_COLUMNS)].astype("Int64")
    known = ages.notna().all(axis=1).to_numpy(dtype=bool)
    residents = areas["residents"].to_numpy(dtype=np.int64)
    filled = ages.fillna(0).to_numpy(dtype=np.int64)
    parts = np.column_stack([filled, residents - filled.sum(axis=1)]).astype(np.float64)
    of_all = np.divide(parts, residents[:, None], out=np.zeros_like(parts), where=residents[:, None] > 0)
    of_all[residents == 0, -1] = 1.0
    split = split_persons(table["residents"].to_numpy(dtype=np.int64), of_all)
    for column, name in enumerate(AGE_COLUMNS):
        table[name] = np.where(known, split[:, column], 0)
    return table


def _block_rows(
    areas: gpd.GeoDataFrame, counts: pd.DataFrame, pieces: list[tuple[int, list[object]]]
) -> gpd.GeoDataFrame:
    """Return one row a block: people by ground, households and ages by people, exactly."""
    of_area = np.array([row for row, shapes in pieces for _ in shapes], dtype=np.intp)
    shapes = np.array([shape for _, some in pieces for shape in some], dtype=object)
    ids = [
        str(areas.index[row]) if len(some) == 1 else f"{areas.index[row]}-{number:02d}"
        for row, some in pieces
        for number in range(1, len(some) + 1)
    ]
    ground = shapely.area(shapes)
    table = pd.DataFrame(
        {"town": areas["town"].to_numpy()[of_area]}, index=pd.Index(ids, dtype="str", name="block_id")
    )
    table["residents"] = _by_weight(counts["residents"], of_area, ground)
    residents = table["residents"].to_numpy(dtype=np.int64)
    weight = residents + 1e-9 * ground
    table["households"] = _by_weight(counts["households"], of_area, weight)
    table["daytime_persons"] = _by_weight(counts["daytime_persons"], of_area, ground)
    ages = np.zeros((len(of_area), len(AGE_COLUMNS)), dtype=np.int64)
    for rows, area in _runs(of_area):
        ages[rows] = share_columns(
            residents[rows], counts.loc[counts.index[area], list(AGE_COLUMNS)].to_numpy(dtype=np.int64)
        )
    for column, name in enumerate(AGE_COLUMNS):
        table[name] = ages[:, column]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=areas.crs)


def _by_weight(
    whole: "pd.Series[int]", of_area: npt.NDArray[np.intp], weight: npt.NDArray[np.float64]
) -> pd.arrays.IntegerArray:
    """Share the count of each area among its blocks by a weight; <NA> where it is not known."""
    out = np.zeros(len(of_area), dtype=np.int64)
    for rows, area in _runs(of_area):
        total = whole.iloc[area]
        if pd.isna(total):
            continue
        weights = weight[rows]
        even = np.full(weights.size, 1 / weights.size)
        shares = weights / weights.sum() if weights.sum() > 0 else even
        out[rows] = split_persons(np.array([int(total)]), shares)[0]
    result = pd.array(out, dtype="Int64")
    result[whole.isna().to_numpy(dtype=bool)[of_area]] = pd.NA
    return result


def _runs(of_area: npt.NDArray[np.intp]) -> Iterator[tuple[slice, int]]:
    """Give the rows of the blocks of each area, and the area."""
    starts = np.flatnonzero(np.diff(of_area, prepend=-1)).tolist()
    for start, stop in zip(starts, [*starts[1:], len(of_area)], strict=False):
        yield slice(start, stop), int(of_area[start])


def _placed(blocks: gpd.GeoDataFrame, districts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return ``Blocks`` with their district and its ward."""
    centres = shapely.point_on_surface(blocks.geometry.to_numpy())
    district = _holder(centres, districts)
    table = blocks.assign(
        district_id=districts.index.to_numpy()[district],
        ward_code=districts["ward_code"].to_numpy()[district],
        residents=blocks["residents"].astype("int64"),
        daytime_persons=blocks["daytime_persons"].fillna(blocks["residents"]).astype("int64"),
        **{
            name: pd.array([pd.NA] * len(blocks), dtype="Int64")
            for name in ("support_persons", "power_care_persons", "elderly_alone")
        },
        **{f"living_floor_{name}": np.zeros(len(blocks), dtype=np.int64) for name in _FLOORS},
        living_floor_unknown=blocks["residents"].astype("int64"),
        **dict.fromkeys(GROUND_HEIGHT, np.nan),
    )
    table = table.astype({"town": "str", "district_id": "str", "ward_code": "str"})
    return gpd.GeoDataFrame(Blocks.check(table[Blocks.columns()].sort_index()))


def _holder(points: npt.NDArray[np.object_], areas: gpd.GeoDataFrame) -> npt.NDArray[np.intp]:
    """Return the row of the area that holds each point, the nearest where none does; the first of several."""
    shapes = areas.geometry.to_numpy()
    tree = shapely.STRtree(shapes)
    point, area = tree.query(points, predicate="intersects")
    out = np.full(len(points), len(shapes), dtype=np.intp)
    np.minimum.at(out, point, area)
    lost = np.flatnonzero(out == len(shapes))
    if len(lost):
        at, near = tree.query_nearest(points[lost], all_matches=True)
        np.minimum.at(out, lost[at], near)
    return out
