"""Facilities of official lists as the ``Places`` table of a city: ward, district, metric CRS."""

import unicodedata
from dataclasses import dataclass
from typing import cast

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import CRS

from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault
from domain.tables.city import Places
from domain.vocabulary import HazardKind, Severity, YesNoUnknown

_ROLES = ("emergency_site", "shelter", "welfare_shelter")


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTable:
    """The ``Places`` table of facilities, and what was noticed."""

    places: gpd.GeoDataFrame
    faults: tuple[Fault, ...]


def build_place_table(
    facilities: pd.DataFrame, wards: gpd.GeoDataFrame, districts: gpd.GeoDataFrame, *, standard: str = ""
) -> PlaceTable:
    """Give every facility its ward and district, and unknown for all that a list does not say.

    Parameters
    ----------
    facilities
        One row a facility, index ``place_id``: name, address, lon, lat [degrees], roles, flags,
        ``file``, ``row``; perhaps ``official_capacity_persons``.
    wards, districts
        Layers of the city, in its metric CRS.
    standard
        Standard of the official capacities, in words.
    """
    points = gpd.GeoSeries.from_xy(
        facilities["lon"], facilities["lat"], index=facilities.index, crs=GEOGRAPHIC_EPSG
    ).to_crs(cast("CRS", wards.crs))
    ward_code, ward_faults = _wards(facilities, points, wards)
    district_id, district_faults = _districts(facilities, points, districts)
    unknown = pd.array([pd.NA] * len(facilities), dtype="Int64")
    capacity = facilities.get("official_capacity_persons", pd.Series(unknown, index=facilities.index))
    has_capacity = capacity.notna()
    table = {
        "name": facilities["name"].astype("str"),
        "address": facilities["address"].astype("str"),
        "ward_code": pd.Series(ward_code, index=facilities.index, dtype="str"),
        "district_id": pd.Series(district_id, index=facilities.index, dtype="str"),
        "facility_type": pd.Series("", index=facilities.index, dtype="str"),
        **{role: facilities[role].astype(bool) for role in _ROLES},
        "refuge_building": False,
        **{kind.value: facilities[kind.value].astype(bool) for kind in HazardKind},
        **dict.fromkeys(("floor_area_m2", "refuge_area_m2", "open_area_m2"), np.nan),
        **dict.fromkeys(
            ("floors", "built_year", "refuge_capacity_persons", "stay_capacity_persons"), unknown
        ),
        "structure": pd.Series("", index=facilities.index, dtype="str"),
        "official_capacity_persons": capacity.astype("Int64"),
        "official_capacity_standard": pd.Series(
            np.where(has_capacity, standard, ""), facilities.index, dtype="str"
        ),
        "direct_admission": pd.Series(YesNoUnknown.UNKNOWN.value, index=facilities.index, dtype="str"),
    }
    places = gpd.GeoDataFrame(table, geometry=points, index=facilities.index.astype("str"))
    places.index.name = "place_id"
    checked = Places.check(places[Places.columns()].sort_index())
    return PlaceTable(gpd.GeoDataFrame(checked), (*ward_faults, *district_faults))


def _wards(
    facilities: pd.DataFrame, points: gpd.GeoSeries, wards: gpd.GeoDataFrame
) -> tuple[npt.NDArray[np.object_], list[Fault]]:
    """Return the ward of each facility: the one its address names, else the one it lies in."""
    by_place = _nearest(points, wards)
    names = wards["name"].to_numpy(dtype=object)
    addresses = [unicodedata.normalize("NFKC", text) for text in facilities["address"]]
    # The longest name first: 東区 is part of no other, but cities elsewhere have 北区 and 西北区.
    order = sorted(range(len(names)), key=lambda i: -len(names[i]))
    # A name counts behind 市 or at the start only: 中区 is also part of streets' names.
    by_address = [next((i for i in order if _names_ward(text, names[i])), -1) for text in addresses]
    one_ward = len(wards) == 1
    chosen: list[int] = []
    faults: list[Fault] = []
    rows = zip(facilities["file"], facilities["row"], by_place.tolist(), by_address, strict=True)
    for file, row, place, address in rows:
        chosen.append(place if address < 0 else address)
        if address < 0 and not one_ward:
            faults.append(
                Fault("ward_from_position", Severity.WARNING, file=file, row=row, value=names[place])
            )
        elif address >= 0 and address != place:
            faults.append(
                Fault(
                    "ward_differs",
                    Severity.WARNING,
                    file=file,
                    row=row,
                    value=names[address],
                    expected=names[place],
                )
            )
    return wards.index.to_numpy(dtype=object)[chosen], faults


def _names_ward(address: str, ward: str) -> bool:
    return address.startswith(ward) or f"市{ward}" in address


def _districts(
    facilities: pd.DataFrame, points: gpd.GeoSeries, districts: gpd.GeoDataFrame
) -> tuple[npt.NDArray[np.object_], list[Fault]]:
    nearest = _nearest(points, districts)
    inside = shapely.intersects(districts.geometry.to_numpy()[nearest], points.to_numpy())
    names = districts["name"].to_numpy(dtype=object)[nearest]
    faults = [
        Fault(
            "no_district",
            Severity.WARNING,
            file=facilities["file"].iloc[i],
            row=facilities["row"].iloc[i],
            value=str(names[i]),
        )
        for i in np.flatnonzero(~inside).tolist()
    ]
    return districts.index.to_numpy(dtype=object)[nearest], faults


def _nearest(points: gpd.GeoSeries, areas: gpd.GeoDataFrame) -> npt.NDArray[np.intp]:
    """Return the row of the area that each point lies in, or of the nearest one."""
    tree = shapely.STRtree(areas.geometry.to_numpy())
    _, found = tree.query_nearest(points.to_numpy(), all_matches=False)
    rows: npt.NDArray[np.intp] = found
    return rows
