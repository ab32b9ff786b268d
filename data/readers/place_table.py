"""Facilities of official lists as the ``Places`` table of a city: ward, district, metric CRS."""

import unicodedata
from dataclasses import dataclass, replace
from typing import cast

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import CRS

from data.bundle.stand_in import are_stand_ins
from domain.crs import GEOGRAPHIC_EPSG
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.tables.city import GROUND_HEIGHT, Places
from domain.vocabulary import HazardKind, Severity, YesNoUnknown

_ROLES = ("emergency_site", "shelter", "welfare_shelter")
_WHOLE_SIZES = ("floors", "refuge_capacity_persons")


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTable:
    """The ``Places`` table of facilities, and what was noticed."""

    places: gpd.GeoDataFrame
    faults: tuple[Fault, ...]


def build_place_table(
    facilities: pd.DataFrame, wards: gpd.GeoDataFrame, districts: gpd.GeoDataFrame, *, standard: str = ""
) -> PlaceTable:
    """Give every facility the district that it lies in and its ward; what no list says is unknown.

    Parameters
    ----------
    facilities
        One row a facility, index ``place_id``: name, address, lon, lat [degrees], roles, flags,
        ``file``, ``row``; perhaps ``official_capacity_persons`` with its standard, and other sizes.
    wards, districts
        Layers of the city, in its metric CRS.
    standard
        Standard of the official capacities that name none, in words.
    """
    points = gpd.GeoSeries.from_xy(
        facilities["lon"], facilities["lat"], index=facilities.index, crs=GEOGRAPHIC_EPSG
    ).to_crs(cast("CRS", wards.crs))
    ward_code, district_id, faults = _places_of_districts(facilities, points, wards, districts)
    unknown = pd.array([pd.NA] * len(facilities), dtype="Int64")
    unknown_column = pd.Series(unknown, index=facilities.index)
    no = pd.Series(data=False, index=facilities.index)
    nothing = pd.Series(np.nan, index=facilities.index)
    blank = pd.Series("", index=facilities.index, dtype="str")
    capacity = facilities.get("official_capacity_persons", unknown_column)
    standards = facilities.get("official_capacity_standard", blank)
    standards = standards.where(standards.ne(""), standard)
    has_capacity = capacity.notna()
    table = {
        "name": facilities["name"].astype("str"),
        "address": facilities["address"].astype("str"),
        "ward_code": ward_code,
        "district_id": district_id,
        "facility_type": pd.Series("", index=facilities.index, dtype="str"),
        **{role: facilities[role].astype(bool) for role in _ROLES},
        "refuge_building": facilities.get("refuge_building", no).astype(bool),
        **{kind.value: facilities[kind.value].astype(bool) for kind in HazardKind},
        "floor_area_m2": facilities.get("floor_area_m2", nothing).astype(float),
        **dict.fromkeys(("refuge_area_m2", "open_area_m2", *GROUND_HEIGHT), np.nan),
        **dict.fromkeys(("built_year", "stay_capacity_persons"), unknown),
        **{name: facilities.get(name, unknown_column).astype("Int64") for name in _WHOLE_SIZES},
        "structure": facilities.get("structure", blank).astype("str"),
        "official_capacity_persons": capacity.astype("Int64"),
        "official_capacity_standard": pd.Series(
            np.where(has_capacity, standards, ""), facilities.index, dtype="str"
        ),
        "direct_admission": pd.Series(YesNoUnknown.UNKNOWN.value, index=facilities.index, dtype="str"),
    }
    places = gpd.GeoDataFrame(table, geometry=points, index=facilities.index.astype("str"))
    places.index.name = "place_id"
    checked = Places.check(places[Places.columns()].sort_index())
    return PlaceTable(gpd.GeoDataFrame(checked), tuple(faults))


def _places_of_districts(
    facilities: pd.DataFrame, points: gpd.GeoSeries, wards: gpd.GeoDataFrame, districts: gpd.GeoDataFrame
) -> tuple[pd.Series, pd.Series, list[Fault]]:
    """Return ward and district of each facility: the district it lies in, or the nearest, and its ward."""
    nearest = _nearest(points, districts)
    inside = shapely.intersects(districts.geometry.to_numpy()[nearest], points.to_numpy())
    district_id = pd.Series(districts.index.to_numpy(dtype=object)[nearest], facilities.index, dtype="str")
    ward_code = district_id.map(districts["ward_code"]).astype("str")
    names = wards["name"].astype("str")
    addressed = _wards_in_addresses(facilities["address"], names)
    is_ward = are_stand_ins(districts)
    log = FaultLog()
    columns = (facilities["file"], facilities["row"], inside.tolist(), district_id, ward_code, addressed)
    for file, row, is_inside, district, ward, address_ward in zip(*columns, strict=True):
        at = Fault("no_district", Severity.WARNING, file=str(file), row=str(row))
        if not is_inside:
            # A whole ward that stands in for districts is not called one.
            key, named = ("outside_wards", names) if is_ward else ("no_district", districts["name"])
            log.add(replace(at, key=key, value=str(named.loc[ward if is_ward else district])))
        if address_ward and address_ward != ward:
            log.add(
                replace(at, key="ward_differs", value=names[address_ward], expected=names.get(ward, ward))
            )
    return ward_code, district_id, list(log.faults())


def _wards_in_addresses(addresses: pd.Series, names: pd.Series) -> list[str]:
    """Return the code of the ward that each address names, empty where it names none."""
    # The longest name first: 東区 is part of no other, but cities elsewhere have 北区 and 西北区.
    order = sorted(names.index, key=lambda code: -len(names[code]))
    texts = [unicodedata.normalize("NFKC", text) for text in addresses]
    return [next((code for code in order if _names_ward(text, names[code])), "") for text in texts]


def _names_ward(address: str, ward: str) -> bool:
    # A name counts behind 市 or at the start only: 中区 is also part of streets' names.
    return address.startswith(ward) or f"市{ward}" in address


def _nearest(points: gpd.GeoSeries, areas: gpd.GeoDataFrame) -> npt.NDArray[np.intp]:
    """Return the row of the area that each point lies in, or of the nearest one."""
    tree = shapely.STRtree(areas.geometry.to_numpy())
    _, found = tree.query_nearest(points.to_numpy(), all_matches=False)
    rows: npt.NDArray[np.intp] = found
    return rows
