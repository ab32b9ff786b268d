"""Listed places into the places of a city: what lists say is renewed, what only the city knows stays.

Places that no list names stay as they are. Where the lists are said to be complete, places that they
do not name lose the roles of these lists, and go when they have no other.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from data.imports.place_match import ids_in_city, old_ids
from data.readers.ksj_p20 import ID_PREFIX
from data.readers.place_list import FLAGS, ROLES, ListKind
from domain.crs import GEOGRAPHIC_EPSG
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.place_ids import address_key
from domain.tables.city import GROUND_HEIGHT, Places
from domain.vocabulary import HazardKind, Severity, YesNoUnknown

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

#: Ids of the national lists begin so.
NATIONAL_PREFIX = "E"

#: Places at one point, of different addresses, from which on something is wrong with the points.
_MANY_AT_ONE_POINT = 3
#: Places of one point that are named.
_NAMED_PLACES = 20
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


def merge_places(
    old: gpd.GeoDataFrame,
    listed: pd.DataFrame,
    table: gpd.GeoDataFrame,
    *,
    complete: Collection[ListKind] = (),
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
    complete
        Kinds of lists that name every place of their kind.
    """
    log = FaultLog()
    found = old_ids(listed, old)
    new_id = ids_in_city(listed, found, old)
    old_of = {new_id[place_id]: old_id for place_id, old_id in found.items()}
    before = gpd.GeoDataFrame(old.loc[list(old_of.values())].set_axis(list(old_of), axis=0))
    source = listed.rename(index=new_id)
    merged = _with_city_values(table.rename(index=new_id), source, before, complete)
    log.extend(_capacities_kept(table.rename(index=new_id), source, before))
    rest = _without_roles(gpd.GeoDataFrame(old[~old.index.isin(list(found.values()))]), complete)
    places = gpd.GeoDataFrame(pd.concat([merged, rest]), crs=old.crs)[Places.columns()].sort_index()
    log.extend(_loss_faults(old, places, old_of, complete))
    log.extend(same_point_faults(places))
    # P20 is no list of designations: what it does not name tells nothing.
    if len(rest) and not listed["is_p20"].all():
        log.add(
            Fault("places_not_listed", Severity.WARNING, value=f"{len(rest):,}", expected=f"{len(old):,}")
        )
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
        faults.append(replace(fault, expected=f"{len(rows):,}"))
    return tuple(faults)


def _with_city_values(
    merged: gpd.GeoDataFrame,
    listed: pd.DataFrame,
    before: gpd.GeoDataFrame,
    complete: Collection[ListKind],
) -> gpd.GeoDataFrame:
    """Return the listed places with what the city knows of them (``before``) and no list says."""
    places = merged.copy()
    rows = before.index
    source = listed.loc[rows]
    for name in CARRIED:
        # A list gives a size only where the city knows none, and never takes a building away.
        kept = rows[_is_known(before, name).to_numpy(dtype=bool)]
        places.loc[kept, name] = before.loc[kept, name]
    for columns, said in _said_by_lists(source, before, complete):
        kept = rows[~said.to_numpy(dtype=bool)]
        for name in columns:
            places.loc[kept, name] = before.loc[kept, name]
    # The height of the ground holds where a place has not moved.
    still = rows[places.loc[rows].geometry.to_numpy() == before.geometry.to_numpy()]
    places.loc[still, list(GROUND_HEIGHT)] = before.loc[still, list(GROUND_HEIGHT)]
    # A city's own list adds roles to a place, and takes none.
    adds = rows[source["is_municipal"].to_numpy(dtype=bool)]
    for name in _SHELTER_COLUMNS:
        places.loc[adds, name] |= before.loc[adds, name]
    up = rows[(source["is_municipal"] & source["refuge_building"]).to_numpy(dtype=bool)]
    places.loc[up, HazardKind.TSUNAMI.value] = True
    return places


def _is_known(before: gpd.GeoDataFrame, name: str) -> "pd.Series[bool]":
    """Return where the city knows a column that no list of designations says."""
    # How many were counted and by which standard is one thing said.
    column = before["official_capacity_persons" if name == "official_capacity_standard" else name]
    if name == "direct_admission":
        return column.ne(YesNoUnknown.UNKNOWN.value)
    if column.dtype == bool:
        return column
    return column.ne("") if isinstance(column.dtype, pd.StringDtype) else column.notna()


def _said_by_lists(
    source: pd.DataFrame, before: gpd.GeoDataFrame, complete: Collection[ListKind]
) -> tuple[tuple[tuple[str, ...], "pd.Series[bool]"], ...]:
    """Return for each group of columns, which of the known places the lists renew."""
    # P20 is older than the designations: it renews only the places that came from it.
    own_p20 = source["is_p20"] & source.index.str.startswith(ID_PREFIX)
    official = ~source["is_p20"]
    # The designation itself stands in the national list, which a city's own list only adds to.
    is_national = source.index.str.startswith(NATIONAL_PREFIX) & before["emergency_site"]
    adds = source["is_municipal"] & is_national
    site = source["is_site"] & ~adds | official & (ListKind.SITES in complete) | own_p20
    shelter = source["is_shelter"] | official & (ListKind.SHELTERS in complete) | own_p20
    identity = source["is_site"] & ~adds | own_p20 | source["is_shelter"] & ~before["emergency_site"]
    return (_SITE_COLUMNS, site), (_SHELTER_COLUMNS, shelter), (_IDENTITY_COLUMNS, identity)


def _capacities_kept(
    merged: gpd.GeoDataFrame, listed: pd.DataFrame, before: gpd.GeoDataFrame
) -> tuple[Fault, ...]:
    """Say where a list gives another capacity than the city knows, which stays."""
    given = merged["official_capacity_persons"].loc[before.index]
    known = before["official_capacity_persons"]
    log = FaultLog()
    for place_id in before.index[given.ne(known).fillna(value=False).to_numpy(dtype=bool)]:
        file, row = (str(value) for value in listed.loc[place_id, ["file", "row"]])
        value, expected = f"{given.loc[place_id]:,}", f"{known.loc[place_id]:,}"
        log.add(Fault("capacity_kept", Severity.WARNING, file=file, row=row, value=value, expected=expected))
    return log.faults()


def _without_roles(places: gpd.GeoDataFrame, kinds: Collection[ListKind]) -> gpd.GeoDataFrame:
    """Return the places without the roles of these lists; those that keep none are left out."""
    if not kinds:
        return places
    lost = places.copy()
    for kind, columns in ((ListKind.SITES, _SITE_COLUMNS), (ListKind.SHELTERS, _SHELTER_COLUMNS)):
        if kind in kinds:
            lost[list(columns)] = False
    stays: npt.NDArray[np.bool_] = lost[[*ROLES, "refuge_building"]].any(axis=1).to_numpy(dtype=bool)
    return gpd.GeoDataFrame(lost[stays])


def _loss_faults(
    old: gpd.GeoDataFrame, places: gpd.GeoDataFrame, old_of: dict[str, str], complete: Collection[ListKind]
) -> list[Fault]:
    """Refuse complete lists that take their role from most of the places that have it."""
    new_of = {old_id: place_id for place_id, old_id in old_of.items()}
    faults = []
    for kind, roles in ((ListKind.SITES, ["emergency_site"]), (ListKind.SHELTERS, list(_SHELTER_COLUMNS))):
        if kind not in complete:
            continue
        had = old.index[old[roles].any(axis=1).to_numpy(dtype=bool)]
        has = set(places.index[places[roles].any(axis=1).to_numpy(dtype=bool)])
        lost = sum(new_of.get(place_id, place_id) not in has for place_id in had)
        if lost > _LOSS_SHARE * len(had):
            value, expected = f"{lost:,}", f"{len(had):,}"
            fault = Fault("most_places_lost", layer="places", column=kind.value)
            faults.append(replace(fault, value=value, expected=expected))
    return faults
