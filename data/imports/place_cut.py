"""Entries of a city's own list that lie outside the city, where the list names no municipality."""

from dataclasses import replace
from typing import cast

import geopandas as gpd
from pyproj import CRS

from data.imports.cut_to_city import OUTSIDE, city_outline, cut_to_city
from data.readers.municipal_places import has_code
from data.readers.place_list import ListKind, PlaceList
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault
from domain.import_report import RowCount

#: A place of the city may stand a little outside its outline: outlines are drawn coarsely [m].
MARGIN_M = 500.0


def cut_list(listed: PlaceList, wards: gpd.GeoDataFrame) -> PlaceList:
    """Return a list without the entries far outside the city that name no municipality.

    Parameters
    ----------
    listed
        Any list; the national ones say whose each entry is and stay as they are.
    wards
        Wards of the city, in its metric CRS.
    """
    if listed.kind is not ListKind.MUNICIPAL or listed.rows.empty:
        return listed
    rows = listed.rows
    points = gpd.GeoDataFrame(
        geometry=gpd.GeoSeries.from_xy(rows["lon"], rows["lat"], crs=GEOGRAPHIC_EPSG).to_crs(
            cast("CRS", wards.crs)
        )
    )
    inside = cut_to_city(points, city_outline(wards, margin_m=MARGIN_M)).kept
    stays = inside | rows["place_id"].map(has_code).to_numpy(dtype=bool)
    if stays.all():
        return listed
    gone = rows.loc[~stays, "row"].tolist()
    faults = listed.faults
    if not stays.any():
        faults = (*faults, Fault("list_outside_city", file=str(rows["file"].iloc[0]), value=f"{len(rows):,}"))
    return replace(
        listed,
        rows=rows[stays].reset_index(drop=True),
        dropped=(*listed.dropped, RowCount(OUTSIDE, len(gone), tuple(gone[:5]))),
        faults=faults,
    )
