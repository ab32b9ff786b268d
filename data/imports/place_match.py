"""Which listed places a city already holds, under which id; in doubt a place is another one."""

import geopandas as gpd
import pandas as pd

from data.imports.place_identity import is_address_alone, pair_sites_and_shelters
from data.imports.same_places import same_name_nearby
from data.readers.ksj_p20 import ID_PREFIX
from data.readers.place_list import ROLES, name_form
from domain.crs import GEOGRAPHIC_EPSG
from domain.place_ids import address_key

_SHELTER_ROLES = ["shelter", "welfare_shelter"]


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
    shelters = city[~city["emergency_site"] & city[_SHELTER_ROLES].any(axis=1)]
    sites = _entries(listed[listed["is_site"] & ~listed["is_shelter"]])
    pairs = pair_sites_and_shelters(sites, shelters)
    pairs = pairs[~pairs["shelter_id"].isin(list(found.values()))]
    return found | dict(zip(pairs["site_id"], pairs["shelter_id"], strict=True))


def _by_name_nearby(listed: pd.DataFrame, old: gpd.GeoDataFrame) -> dict[str, str]:
    """Match entries of P20 and of the city's own lists, and places of P20, whose ids no other list knows."""
    city = _in_degrees(old)
    nameless = listed["is_p20"] | listed["is_municipal"]
    found = same_name_nearby(_entries(listed[nameless]), city)
    from_p20 = city[city["place_id"].str.startswith(ID_PREFIX) & ~city["place_id"].isin(list(found.values()))]
    return found | same_name_nearby(_entries(listed[~nameless]), from_p20)


def _entries(listed: pd.DataFrame) -> pd.DataFrame:
    return listed[["name", "lon", "lat", "welfare_shelter"]].rename_axis("place_id").reset_index()


def _in_degrees(places: gpd.GeoDataFrame) -> pd.DataFrame:
    degrees = places.geometry.to_crs(GEOGRAPHIC_EPSG)
    table = pd.DataFrame(places[["name", *ROLES]]).assign(lon=degrees.x, lat=degrees.y)
    return table.rename_axis("place_id").reset_index()


def ids_in_city(listed: pd.DataFrame, found: dict[str, str], old: gpd.GeoDataFrame) -> dict[str, str]:
    """Return the id of each listed place in the city: the emergency site's where it is known."""
    ids = {str(place_id): str(place_id) for place_id in listed.index}
    for place_id, old_id in found.items():
        if listed["is_municipal"].loc[place_id]:
            ids[place_id] = old_id
            continue
        is_poor_id = is_address_alone(old_id) and not old["emergency_site"].loc[old_id]
        is_better_known = is_poor_id or old_id.startswith(ID_PREFIX)
        if not listed["is_site"].loc[place_id] and (listed["is_p20"].loc[place_id] or not is_better_known):
            # A shelter of a site that the city knows, or a place that P20 only adds to.
            ids[place_id] = old_id
    return ids
