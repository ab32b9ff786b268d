"""Listed places into the places of a city: what lists say is renewed, what only the city knows stays.

Places that no list names stay as they are. Where the lists are said to be complete, places that they
do not name lose the roles of these lists, and go when they have no other.
"""

from collections.abc import Collection
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from data.imports.place_identity import is_address_alone, pair_sites_and_shelters, same_name_nearby
from data.readers.ksj_p20 import ID_PREFIX
from data.readers.place_list import FLAGS, ROLES, ListKind, name_form
from domain.crs import GEOGRAPHIC_EPSG
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.place_ids import address_key
from domain.tables.city import Places
from domain.vocabulary import Severity

#: What no list says: it stays with its place.
CARRIED = (
    "facility_type",
    "refuge_building",
    "floor_area_m2",
    "refuge_area_m2",
    "open_area_m2",
    "floors",
    "structure",
    "built_year",
    "refuge_capacity_persons",
    "stay_capacity_persons",
    "official_capacity_persons",
    "official_capacity_standard",
    "direct_admission",
)

_SITE_COLUMNS = ("emergency_site", *FLAGS)
_SHELTER_COLUMNS = ("shelter", "welfare_shelter")
#: Where a place stands and what it is called, which the list of sites says before that of shelters.
_IDENTITY_COLUMNS = ("name", "address", "ward_code", "district_id", "geometry")

#: Places at one point, of different addresses, from which on something is wrong with the points.
_MANY_AT_ONE_POINT = 3
#: Places of one point that are named.
_NAMED_PLACES = 5
#: Complete lists that take their role from more than this share of its places are refused.
_LOSS_SHARE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class MergedPlaces:
    """The places of a city after an import.

    Parameters
    ----------
    places
        ``Places`` table.
    renamed
        New id by old id of places that are known by another id now.
    not_named
        Ids of places of the city that no list names and that stay.
    faults
        What was noticed.
    """

    places: gpd.GeoDataFrame
    renamed: dict[str, str]
    not_named: tuple[str, ...]
    faults: tuple[Fault, ...]


def old_ids(listed: pd.DataFrame, old: gpd.GeoDataFrame) -> dict[str, str]:
    """Find the places of the city that the listed places are.

    Parameters
    ----------
    listed
        Places of lists, as ``ListedPlaces.places``.
    old
        ``Places`` of the city.

    Returns
    -------
    dict
        Id in the city by id in the lists; a place of the city is one listed place at most.
    """
    found: dict[str, str] = {}
    for match in (_by_id, _by_address_in_id, _by_other_list, _by_name_nearby):
        free_listed = listed[~listed.index.isin(list(found))]
        free_old = gpd.GeoDataFrame(old[~old.index.isin(list(found.values()))])
        if len(free_listed) and len(free_old):
            found |= match(free_listed, free_old)
    return found


def merge_places(
    old: gpd.GeoDataFrame,
    listed: pd.DataFrame,
    table: gpd.GeoDataFrame,
    *,
    kinds: Collection[ListKind],
    complete: bool,
) -> MergedPlaces:
    """Merge listed places into those of a city.

    Parameters
    ----------
    old
        ``Places`` of the city; not changed.
    listed
        Places of lists, as ``ListedPlaces.places``.
    table
        The same places as a ``Places`` table, in the city's CRS.
    kinds
        Which lists were read.
    complete
        Whether the lists name every place of their kind.
    """
    log = FaultLog()
    found = old_ids(listed, old)
    new_id = _final_ids(listed, found, old)
    merged = table.rename(index=new_id)
    source = listed.rename(index=new_id)
    old_of = {new_id[place_id]: old_id for place_id, old_id in found.items()}
    merged = _with_city_values(merged, source, old, old_of, kinds, log, complete=complete)
    rest = gpd.GeoDataFrame(old[~old.index.isin(list(found.values()))])
    if complete:
        rest = _without_roles(rest, kinds)
    places = gpd.GeoDataFrame(pd.concat([merged, rest]), crs=old.crs)[Places.columns()].sort_index()
    log.extend(_loss_faults(old, places, old_of, kinds))
    if not complete and len(rest):
        log.add(Fault("places_not_listed", Severity.WARNING, value=f"{len(rest):,}", expected=f"{len(old):,}"))
    log.extend(same_point_faults(places))
    return MergedPlaces(
        places=gpd.GeoDataFrame(Places.check(places)),
        renamed={old_id: place_id for place_id, old_id in old_of.items() if place_id != old_id},
        not_named=tuple(rest.index),
        faults=log.faults(),
    )


def same_point_faults(places: gpd.GeoDataFrame) -> tuple[Fault, ...]:
    """Warn of many places at one point: often the town hall, where the real point was not known.

    Facilities of one address share its point rightly and count once.
    """
    degrees = places.geometry.to_crs(GEOGRAPHIC_EPSG)
    point = [f"{y:.6f}, {x:.6f}" for x, y in zip(degrees.x, degrees.y, strict=True)]
    address = [
        address_key(str(place_id)) or str(text)
        for place_id, text in zip(places.index, places["address"], strict=True)
    ]
    table = pd.DataFrame({"point": point, "address": address, "name": places["name"].to_numpy()})
    faults = []
    for where, rows in table.groupby("point", sort=True):
        if rows["address"].nunique() < _MANY_AT_ONE_POINT:
            continue
        names = "、".join(rows["name"].head(_NAMED_PLACES))
        names += " …" if len(rows) > _NAMED_PLACES else ""
        fault = Fault("places_at_one_point", Severity.WARNING, layer="places", row=str(where), value=names)
        faults.append(_expecting(fault, f"{len(rows):,}"))
    return tuple(faults)


def _expecting(fault: Fault, expected: str) -> Fault:
    return Fault(
        fault.key, fault.severity, layer=fault.layer, row=fault.row, value=fault.value, expected=expected
    )


def _by_id(listed: pd.DataFrame, old: gpd.GeoDataFrame) -> dict[str, str]:
    known = set(old.index)
    found = {place_id: place_id for place_id in listed.index if place_id in known}
    taken = set(found.values())
    for place_id, shelter_id in listed["shelter_id"].items():
        # Known as a shelter until its list of sites came.
        if place_id not in found and shelter_id in known and shelter_id not in taken:
            found[str(place_id)] = shelter_id
            taken.add(shelter_id)
    return found


def _by_address_in_id(listed: pd.DataFrame, old: gpd.GeoDataFrame) -> dict[str, str]:
    """Match places of cities made when the address alone was the id, by name where several share it."""
    keys = listed.index.map(address_key)
    found = {}
    for old_id in (name for name in old.index if is_address_alone(str(name))):
        same = listed[keys == old_id]
        if len(same) > 1:
            same = same[same["name"].map(name_form) == name_form(str(old["name"].loc[old_id]))]
        if len(same) == 1:
            found[str(same.index[0])] = str(old_id)
    return found


def _by_other_list(listed: pd.DataFrame, old: gpd.GeoDataFrame) -> dict[str, str]:
    """Match new shelters with sites of the city, and new sites with shelters of the city."""
    city = _in_degrees(old)
    pairs = pair_sites_and_shelters(city[city["emergency_site"]], _entries(listed[listed["is_shelter"]]))
    found = dict(zip(pairs["shelter_id"], pairs["site_id"], strict=True))
    shelters = city[~city["emergency_site"] & city[list(_SHELTER_COLUMNS)].any(axis=1)]
    sites = _entries(listed[listed["is_site"] & ~listed["is_shelter"]])
    pairs = pair_sites_and_shelters(sites, shelters)
    pairs = pairs[~pairs["shelter_id"].isin(list(found.values()))]
    return found | dict(zip(pairs["site_id"], pairs["shelter_id"], strict=True))


def _by_name_nearby(listed: pd.DataFrame, old: gpd.GeoDataFrame) -> dict[str, str]:
    """Match entries of P20, whose ids no other list knows."""
    return same_name_nearby(_entries(listed[listed["is_p20"]]), _in_degrees(old))


def _entries(listed: pd.DataFrame) -> pd.DataFrame:
    return listed[["name", "lon", "lat", "welfare_shelter"]].rename_axis("place_id").reset_index()


def _in_degrees(places: gpd.GeoDataFrame) -> pd.DataFrame:
    degrees = places.geometry.to_crs(GEOGRAPHIC_EPSG)
    table = pd.DataFrame(places[["name", *ROLES]]).assign(lon=degrees.x, lat=degrees.y)
    return table.rename_axis("place_id").reset_index()


def _final_ids(listed: pd.DataFrame, found: dict[str, str], old: gpd.GeoDataFrame) -> dict[str, str]:
    """Return the id of each listed place in the city: the emergency site's where it is known."""
    ids = {str(place_id): str(place_id) for place_id in listed.index}
    for place_id, old_id in found.items():
        is_better_known = is_address_alone(old_id) and not old["emergency_site"].loc[old_id]
        if not listed["is_site"].loc[place_id] and (listed["is_p20"].loc[place_id] or not is_better_known):
            # A shelter of a site that the city knows, or a place that P20 only adds to.
            ids[place_id] = old_id
    return ids


def _with_city_values(
    merged: gpd.GeoDataFrame,
    listed: pd.DataFrame,
    old: gpd.GeoDataFrame,
    old_of: dict[str, str],
    kinds: Collection[ListKind],
    log: FaultLog,
    *,
    complete: bool,
) -> gpd.GeoDataFrame:
    """Return the listed places with what the city knows of them and no list says."""
    places = merged.copy()
    known = pd.Series(old_of, dtype=object)
    if known.empty:
        return places
    before = gpd.GeoDataFrame(old.loc[known.to_numpy()].set_axis(known.index, axis=0))
    rows = places.index.intersection(before.index)
    before = gpd.GeoDataFrame(before.loc[rows])
    source = listed.loc[rows]
    capacity = places.loc[rows, ["official_capacity_persons", "official_capacity_standard"]]
    for name in CARRIED:
        places.loc[rows, name] = before[name]
    _take_capacities(places, before, capacity, source, log)
    designated = ~source["is_p20"] & complete
    site_said = source["is_site"] | (designated & (ListKind.SITES in kinds))
    shelter_said = source["is_shelter"] | (designated & (ListKind.SHELTERS in kinds))
    # P20 is older than the designations: it renews only the places that came from it.
    own_p20 = source["is_p20"] & rows.str.startswith(ID_PREFIX)
    for columns, said in (
        (_SITE_COLUMNS, site_said | own_p20),
        (_SHELTER_COLUMNS, shelter_said | own_p20),
        (_IDENTITY_COLUMNS, source["is_site"] | own_p20 | ~before["emergency_site"] & source["is_shelter"]),
    ):
        kept = rows[~said.to_numpy(dtype=bool)]
        for name in columns:
            places.loc[kept, name] = before.loc[kept, name]
    return places


def _take_capacities(
    places: gpd.GeoDataFrame,
    before: gpd.GeoDataFrame,
    listed: pd.DataFrame,
    source: pd.DataFrame,
    log: FaultLog,
) -> None:
    """Fill capacities that the city does not know; a known one stays, and a difference is said."""
    given = listed["official_capacity_persons"].notna()
    unknown = before["official_capacity_persons"].isna()
    filled = before.index[(given & unknown).to_numpy(dtype=bool)]
    for name in listed.columns:
        places.loc[filled, name] = listed.loc[filled, name]
    differs = given & ~unknown & before["official_capacity_persons"].ne(listed["official_capacity_persons"])
    for place_id in before.index[differs.fillna(value=False).to_numpy(dtype=bool)]:
        log.add(
            Fault(
                "capacity_kept",
                Severity.WARNING,
                file=str(source["file"].loc[place_id]),
                row=str(source["row"].loc[place_id]),
                value=f"{listed['official_capacity_persons'].loc[place_id]:,}",
                expected=f"{before['official_capacity_persons'].loc[place_id]:,}",
            )
        )


def _without_roles(places: gpd.GeoDataFrame, kinds: Collection[ListKind]) -> gpd.GeoDataFrame:
    """Return the places without the roles of the lists read; those that keep none are left out."""
    lost = places.copy()
    for kind, columns in ((ListKind.SITES, _SITE_COLUMNS), (ListKind.SHELTERS, _SHELTER_COLUMNS)):
        if kind in kinds:
            lost[list(columns)] = False
    stays: npt.NDArray[np.bool_] = lost[[*ROLES, "refuge_building"]].any(axis=1).to_numpy(dtype=bool)
    return gpd.GeoDataFrame(lost[stays])


def _loss_faults(
    old: gpd.GeoDataFrame, places: gpd.GeoDataFrame, old_of: dict[str, str], kinds: Collection[ListKind]
) -> list[Fault]:
    """Refuse lists that take their role from most of the places that have it."""
    new_of = {old_id: place_id for place_id, old_id in old_of.items()}
    faults = []
    for kind, roles in ((ListKind.SITES, ["emergency_site"]), (ListKind.SHELTERS, list(_SHELTER_COLUMNS))):
        had = old.index[old[roles].any(axis=1).to_numpy(dtype=bool)]
        has = set(places.index[places[roles].any(axis=1).to_numpy(dtype=bool)])
        lost = sum(new_of.get(place_id, place_id) not in has for place_id in had)
        if kind in kinds and lost > _LOSS_SHARE * len(had):
            faults.append(
                Fault(
                    "most_places_lost", layer="places", column=kind.value, value=f"{lost:,}",
                    expected=f"{len(had):,}",
                )  # fmt: skip
            )
    return faults
