"""Facilities of official data sets as a layer of a city: cut to it, each once, what was known kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import CRS

from data.imports.cut_to_city import city_outline
from data.imports.district_areas import put_into_districts
from data.imports.place_cut import MARGIN_M
from data.readers.place_list import name_form
from domain.tables.city import Facilities
from domain.vocabulary import YesNoUnknown

#: One facility may stand in two data sets, or several times in one, with points so far apart [m].
SAME_WITHIN_M = 200.0
#: What a city or a facility says of itself and no data set does.
ANSWERS = ("users_day", "users_night", "plan_made", "drill_reported")


@dataclass(frozen=True, slots=True, eq=False)
class FacilityLayer:
    """Facilities of a city, and what became of the rows.

    Parameters
    ----------
    facilities
        ``Facilities``.
    kept
        Of each list, which of its rows went into the layer, shape (rows of the list,).
    outside
        Of each list, which of its rows lie outside the city.
    """

    facilities: gpd.GeoDataFrame
    kept: tuple[npt.NDArray[np.bool_], ...]
    outside: tuple[npt.NDArray[np.bool_], ...]


def facility_layer(
    lists: Sequence[gpd.GeoDataFrame],
    held: gpd.GeoDataFrame,
    *,
    wards: gpd.GeoDataFrame,
    districts: gpd.GeoDataFrame,
    own_codes: Collection[str],
) -> FacilityLayer:
    """Make the facilities of a city of what data sets list.

    Parameters
    ----------
    lists
        Facilities as read: ``facility_id``, ``name``, ``facility_type``, ``city_code``, points in degrees.
    held
        ``Facilities`` that the city has and that are not of these data sets: they stay as they are. Of
        rows that a list names again only what the city knows of them is taken.
    wards, districts
        Of the city, in its metric CRS.
    own_codes
        Five-digit codes of the city and its wards: a facility that says it is the city's may stand a
        little outside its outline, which is drawn coarsely.
    """
    crs = cast("CRS", wards.crs)
    outline = city_outline(wards)
    renewed = {str(facility) for rows in lists for facility in rows["facility_id"]}
    stays = held[~held.index.isin(renewed)]
    seen = _Seen(stays)
    pieces, kept, outside = [], [], []
    for rows in lists:
        placed = rows.to_crs(crs)
        shapes = placed.geometry.to_numpy()
        away = np.asarray(shapely.distance(outline, shapes), dtype=np.float64)
        own = rows["city_code"].isin(own_codes).to_numpy(dtype=bool)
        inside = (away == 0) | (own & (away <= MARGIN_M))
        first = np.zeros(len(rows), dtype=np.bool_)
        for at in np.flatnonzero(inside):
            row = placed.iloc[at]
            first[at] = seen.take(row["facility_id"], row["name"], row["facility_type"], shapes[at])
        pieces.append(placed[first])
        kept.append(first)
        outside.append(~inside)
    made = _table(pieces, held, wards, districts)
    whole = gpd.GeoDataFrame(pd.concat([stays, made]).sort_index(), crs=crs)
    return FacilityLayer(gpd.GeoDataFrame(Facilities.check(whole)), tuple(kept), tuple(outside))


class _Seen:
    """Facilities taken so far, by name and kind."""

    def __init__(self, stays: gpd.GeoDataFrame) -> None:
        self._ids: set[str] = set()
        self._points: dict[tuple[str, str], list[shapely.Geometry]] = {}
        columns = (stays.index, stays["name"], stays["facility_type"], stays.geometry)
        for facility, name, kind, shape in zip(*columns, strict=True):
            self.take(str(facility), name, kind, shape)

    def take(self, facility: str, name: str, kind: str, shape: shapely.Geometry) -> bool:
        """Whether a facility is new; one of the same name and kind close by is the same."""
        held = self._points.setdefault((name_form(name), kind), [])
        if facility in self._ids or any(shapely.distance(shape, one) <= SAME_WITHIN_M for one in held):
            return False
        self._ids.add(facility)
        held.append(shape)
        return True


def _table(
    pieces: Sequence[gpd.GeoDataFrame],
    held: gpd.GeoDataFrame,
    wards: gpd.GeoDataFrame,
    districts: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    rows = gpd.GeoDataFrame(pd.concat(pieces), geometry="geometry", crs=wards.crs).set_index("facility_id")
    rows.index = rows.index.astype("str")
    tree = shapely.STRtree(wards.geometry.to_numpy())
    point, ward = tree.query_nearest(rows.geometry.to_numpy(), all_matches=True)
    # On a border the first ward of the official order.
    at = np.full(len(rows), len(wards), dtype=np.intp)
    np.minimum.at(at, point, ward)
    unknown = YesNoUnknown.UNKNOWN.value
    table = rows.assign(
        ward_code=pd.array(wards.index.to_numpy()[at], dtype="str"),
        district_id="",
        users_day=pd.array([pd.NA] * len(rows), dtype="Int64"),
        users_night=pd.array([pd.NA] * len(rows), dtype="Int64"),
        plan_made=pd.array([unknown] * len(rows), dtype="str"),
        drill_reported=pd.array([unknown] * len(rows), dtype="str"),
    )
    both = table.index.intersection(held.index)
    for column in ANSWERS:
        table.loc[both, column] = held.loc[both, column]
    return gpd.GeoDataFrame(put_into_districts(gpd.GeoDataFrame(table), districts)[Facilities.columns()])
