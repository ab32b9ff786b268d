"""Areas of schools as the districts of a city, and what lies in them put into them."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.readers.area_repair import areas_of, dissolved, in_metres
from domain.tables.city import Districts

#: A part of a district in another ward below this share of it, and this ground [m²], is a sliver of outlines.
_PART_SHARE, _PART_M2 = 0.05, 10_000.0
_NUMBER_DIGITS = 5


@dataclass(frozen=True, slots=True, eq=False)
class DistrictTable:
    """Districts of a city.

    Parameters
    ----------
    districts
        ``Districts``.
    outside
        Names of areas that lie outside the city.
    in_several_wards
        Names of districts that lie in several wards: each part is a district of its own.
    """

    districts: gpd.GeoDataFrame
    outside: tuple[str, ...]
    in_several_wards: tuple[str, ...]


def district_areas(areas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame, *, unit: str) -> DistrictTable:
    """Make districts of areas with names.

    Parameters
    ----------
    areas
        ``name``, ``school`` (may be empty), geometry; several rows of one name and school are one district.
    wards
        ``Wards`` of the city in its metric CRS.
    unit
        What the outlines are, as ``Districts.unit``.
    """
    assert wards.crs is not None
    placed = in_metres(areas, wards.crs)
    records, outside, several = [], [], []
    for (name, school), rows in placed.groupby(["name", "school"], sort=True):
        whole = dissolved(rows.geometry.to_numpy())
        parts = _parts(whole, wards)
        if not parts:
            outside.append(str(name))
        if len(parts) > 1:
            several.append(str(name))
        for code, shape in parts:
            shown = f"{name}（{wards['name'].loc[code]}）" if len(parts) > 1 else str(name)
            records.append(
                {"name": shown, "school": str(school), "ward_code": code, "unit": unit, "geometry": shape}
            )
    return DistrictTable(_table(records, wards), tuple(outside), tuple(several))


def _parts(whole: Any, wards: gpd.GeoDataFrame) -> list[tuple[str, Any]]:
    """Return what of an area lies in each ward, without slivers."""
    parts = [
        (str(code), areas_of(shapely.intersection(whole, shape)))
        for code, shape in zip(wards.index, wards.geometry, strict=True)
        if shapely.intersects(whole, shape)
    ]
    total = sum(shape.area for _, shape in parts)
    if total < _PART_M2 and total < _PART_SHARE * whole.area:
        return []
    large = [(code, shape) for code, shape in parts if shape.area >= min(_PART_SHARE * whole.area, _PART_M2)]
    return large or [max(parts, key=lambda part: part[1].area)]


def _table(records: list[dict[str, object]], wards: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return ``Districts``: an id from the school's code, else a number in the order of names."""
    frame = pd.DataFrame(records, columns=["name", "school", "ward_code", "unit", "geometry"])
    number = (frame.groupby("ward_code").cumcount() + 1).astype("str").str.zfill(_NUMBER_DIGITS)
    own = frame["school"].where(frame["school"].ne(""), number)
    ids = (frame["ward_code"].astype("str") + "-" + own).tolist()
    frame = frame.assign(name_en=frame["name"]).astype(
        {"name": "str", "name_en": "str", "ward_code": "str", "unit": "str"}
    )
    frame.index = pd.Index(ids, dtype="str", name="district_id")
    table = gpd.GeoDataFrame(frame[Districts.columns()], geometry="geometry", crs=wards.crs)
    return gpd.GeoDataFrame(Districts.check(table.sort_index()))


def put_into_districts(table: gpd.GeoDataFrame, districts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return blocks, places or facilities with the district of their ward that holds them, or is nearest."""
    if table.empty:
        return table
    centres = shapely.point_on_surface(table.geometry.to_numpy())
    found = np.empty(len(table), dtype=object)
    for code in sorted(set(table["ward_code"])):
        mine = (table["ward_code"] == code).to_numpy(dtype=bool)
        own = districts[districts["ward_code"] == code]
        # A ward without a district: the nearest of the city, and its ward with it.
        held = own if len(own) else districts
        found[mine] = held.index.to_numpy()[_nearest(centres[mine], held)]
    out = table.assign(district_id=pd.array(found, dtype="str"))
    out["ward_code"] = out["district_id"].map(districts["ward_code"]).astype("str")
    return gpd.GeoDataFrame(out)


def _nearest(points: npt.NDArray[np.object_], areas: gpd.GeoDataFrame) -> npt.NDArray[np.intp]:
    """Return the row of the area that holds each point or is nearest; the first of several."""
    tree = shapely.STRtree(areas.geometry.to_numpy())
    point, area = tree.query_nearest(points, all_matches=True)
    out = np.full(len(points), len(areas), dtype=np.intp)
    np.minimum.at(out, point, area)
    return out
