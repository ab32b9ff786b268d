"""Which entries of which lists are one place.

Entries of one list are never merged. An emergency site and a shelter are one place where they have
one address in their ids and one name, or where each list has exactly one entry of that address and the
two lie within 100 m (within 200 m where one name is the other with letters added: 大浜体育館・武道館,
大浜公園体育館・武道館). Else they stay apart; ``domain.place_ids`` tells who shares an address.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.imports.place_additions import SIZES, sized, with_additions
from data.imports.same_places import SAME_PLACE_M, distances_m
from data.readers.place_list import FLAGS, ListKind, PlaceList, name_form
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.place_ids import ADDRESS_KEY_LENGTH, address_key
from domain.vocabulary import Severity

#: The same where one name is the other with letters added [m].
LIKE_NAME_M = 200.0

#: Columns that an entry of a list of shelters says of a place; the others are those of the site.
_SHELTER_COLUMNS = ("shelter", "welfare_shelter")


@dataclass(frozen=True, slots=True, eq=False)
class ListedPlaces:
    """The places of one or more lists.

    Parameters
    ----------
    places
        Index ``place_id``: the columns of ``PlaceList.rows``, ``is_site`` and ``is_shelter`` (whether
        a list of that kind names it), ``is_p20``, ``is_municipal`` (a city's own list alone names it), what
        ``place_additions.SIZES`` names, ``refuge_building``, and ``shelter_id`` (id in the list of shelters,
        empty where none names it).
    faults
        What the lists say against each other.
    """

    places: pd.DataFrame
    faults: tuple[Fault, ...]


def listed_places(lists: Sequence[PlaceList]) -> ListedPlaces:
    """Make the entries of lists places.

    Parameters
    ----------
    lists
        Lists without errors.
    """
    log = FaultLog()
    by_kind = {kind: _entries_of(lists, kind) for kind in ListKind}
    sites, shelters = by_kind[ListKind.SITES], by_kind[ListKind.SHELTERS]
    for entries in by_kind.values():
        _listed_twice(entries, log)
    pairs = pair_sites_and_shelters(sites, shelters)
    _pair_faults(pairs, shelters, log)
    if len(sites) and len(shelters):
        _lost_partners(sites, shelters, log)
    joined = _with_shelter_roles(sites, shelters, pairs)
    alone = shelters[~shelters["place_id"].isin(pairs["shelter_id"])]
    national = pd.concat(
        [
            joined.assign(is_site=True),
            alone.assign(is_site=False, is_shelter=True, shelter_id=alone["place_id"]),
        ]
    )
    places = _with_second_points(national.assign(is_p20=False, is_municipal=False), shelters)
    places = places.drop_duplicates("place_id").set_index("place_id")
    places = with_additions(places, lists).drop(columns=["shelter_name", "shelter_lon", "shelter_lat"])
    places = places[~places.index.duplicated()].sort_index()
    marks = ("is_site", "is_shelter", "is_p20", "is_municipal", "refuge_building")
    return ListedPlaces(places.astype(dict.fromkeys((*FLAGS, *marks), bool)), log.faults())


def _with_second_points(places: pd.DataFrame, shelters: pd.DataFrame) -> pd.DataFrame:
    """Return places with name and point of the shelter that each is in the other list."""
    of_shelter = shelters.drop_duplicates("place_id").set_index("place_id")[["name", "lon", "lat"]]
    second = of_shelter.reindex(places["shelter_id"]).set_axis(places.index, axis=0)
    return places.assign(
        shelter_name=second["name"].fillna("").astype("str"),
        shelter_lon=second["lon"].astype(float),
        shelter_lat=second["lat"].astype(float),
    )


def pair_sites_and_shelters(sites: pd.DataFrame, shelters: pd.DataFrame) -> pd.DataFrame:
    """Find the emergency sites and shelters that are one place; each is in one pair at most.

    Parameters
    ----------
    sites, shelters
        Entries: ``place_id, name, lon, lat`` [degrees]; ``shelters`` with ``welfare_shelter``. Of two
        shelters that fit one site the general one is its pair.

    Returns
    -------
    pandas.DataFrame
        ``site_id, shelter_id, metres`` (between their points) and ``same_name``.
    """
    one, two = _keyed(sites), _keyed(shelters)
    welfare = set(shelters.loc[shelters["welfare_shelter"].astype(bool), "place_id"])
    general = _pairs(one, two, ~two["id"].isin(welfare))
    free = one[~one["id"].isin(general["site_id"])]
    second = _pairs(one, two, two["id"].isin(welfare))
    return pd.concat([general, second[second["site_id"].isin(free["id"])]], ignore_index=True)


def _pairs(sites: pd.DataFrame, shelters: pd.DataFrame, chosen: "pd.Series[bool]") -> pd.DataFrame:
    """Return the pairs of the chosen shelters."""
    some = shelters[chosen]
    # One address and one name, each once in its list.
    named = sites[~sites.duplicated(["key", "form"], keep=False)].merge(
        some[~some.duplicated(["key", "form"], keep=False)],
        on=["key", "form"],
        suffixes=("_site", "_shelter"),
    )
    # One address that each list has once.
    alone = sites[~sites.duplicated("key", keep=False)].merge(
        shelters[~shelters.duplicated("key", keep=False)], on="key", suffixes=("_site", "_shelter")
    )
    alone = alone[alone["id_shelter"].isin(some["id"]) & ~alone["id_shelter"].isin(named["id_shelter"])]
    named = named.assign(same_name=True, form_site=named["form"], form_shelter=named["form"])
    both = pd.concat([named, alone.assign(same_name=False)], ignore_index=True)
    metres = distances_m(both["lon_site"], both["lat_site"], both["lon_shelter"], both["lat_shelter"])
    pairs = pd.DataFrame(
        {
            "site_id": both["id_site"].astype("str"),
            "shelter_id": both["id_shelter"].astype("str"),
            "metres": metres,
            "same_name": both["same_name"].astype(bool),
        }
    )
    like = [_is_like(*forms) for forms in zip(both["form_site"], both["form_shelter"], strict=True)]
    limit_m = np.where(like, LIKE_NAME_M, SAME_PLACE_M)
    return pairs[pairs["same_name"] | (pairs["metres"] <= limit_m)]


def _is_like(name: str, other: str) -> bool:
    """Whether one name is the other with letters added."""
    short, long = sorted((name, other), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short)


def _keyed(entries: pd.DataFrame) -> pd.DataFrame:
    keys = entries["place_id"].map(_key_of).astype("str")
    table = pd.DataFrame(
        {
            "id": entries["place_id"].astype("str"),
            "key": keys,
            "form": entries["name"].map(name_form).astype("str"),
            "lon": entries["lon"].astype(float),
            "lat": entries["lat"].astype(float),
        }
    )
    return table[table["key"].ne("")]


def _key_of(place_id: str) -> str:
    return place_id if is_address_alone(place_id) else address_key(place_id)


def is_address_alone(place_id: str) -> bool:
    """Whether an id is an address alone, as in cities made before places were entries."""
    return len(place_id) == ADDRESS_KEY_LENGTH and address_key(place_id + "000") != ""


def _entries_of(lists: Sequence[PlaceList], kind: ListKind) -> pd.DataFrame:
    columns = ["place_id", "name", "address", "lon", "lat", "emergency_site", *_SHELTER_COLUMNS, *FLAGS]
    columns += ["twin", "refuge_building", *SIZES, "file", "row"]
    tables = [sized(each.rows) for each in lists if each.kind is kind and len(each.rows)]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def _listed_twice(entries: pd.DataFrame, log: FaultLog) -> None:
    """Refuse an entry that two files hold: they may say different things of it."""
    again = entries[entries.duplicated("place_id")]
    for row in again.itertuples(index=False):
        log.add(Fault("listed_twice", file=str(row.file), row=str(row.row), value=str(row.place_id)))


def _with_shelter_roles(sites: pd.DataFrame, shelters: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    shelter_of = dict(zip(pairs["site_id"], pairs["shelter_id"], strict=True))
    shelter_id = sites["place_id"].map(lambda site_id: shelter_of.get(site_id, "")).astype("str")
    joined = sites.assign(is_shelter=shelter_id.ne(""), shelter_id=shelter_id)
    for role in _SHELTER_COLUMNS:
        holders = shelters.loc[shelters[role].astype(bool), "place_id"]
        joined[role] = shelter_id.isin(holders)
    return joined


def _pair_faults(pairs: pd.DataFrame, shelters: pd.DataFrame, log: FaultLog) -> None:
    where = shelters.set_index("place_id")[["name", "file", "row"]]
    columns = (pairs["site_id"], pairs["shelter_id"], pairs["metres"], pairs["same_name"])
    for site_id, shelter_id, metres, same_name in zip(*columns, strict=True):
        name, file, row = (str(value) for value in where.loc[shelter_id])
        fault = Fault("joined_by_address", Severity.WARNING, file=file, row=row, value=name, expected=site_id)
        if not same_name:
            log.add(replace(fault, value=f"{name}, {metres:,.0f} m"))
        elif metres > SAME_PLACE_M:
            log.add(replace(fault, key="facility_differs", value=f"{metres:,.0f} m"))


def _lost_partners(sites: pd.DataFrame, shelters: pd.DataFrame, log: FaultLog) -> None:
    """Warn of entries marked as standing in the other list, which holds none of their address."""
    for entries, others in ((sites, shelters), (shelters, sites)):
        known = set(others["place_id"].map(_key_of))
        lost = entries[entries["twin"].astype(bool) & ~entries["place_id"].map(_key_of).isin(known)]
        for row in lost.itertuples(index=False):
            fault = Fault("partner_missing", Severity.WARNING, file=str(row.file), row=str(row.row))
            log.add(fault)
