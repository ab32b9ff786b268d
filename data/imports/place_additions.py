"""What a city's own list adds to the places that other lists name: size, roles, a building to go up in.

The national lists hold the designation itself. A city's own list never takes a hazard from a place that
they name; it adds what they do not say, and its own places beside theirs.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from data.imports.same_places import same_name_nearby
from data.readers.ksj_p20 import CAPACITY_STANDARD
from data.readers.place_list import FLAGS, ListKind, PlaceList
from domain.vocabulary import HazardKind

#: What only some lists say, and what stands where a list does not.
SIZES: dict[str, Any] = {
    "official_capacity_persons": pd.NA,
    "official_capacity_standard": "",
    "refuge_capacity_persons": pd.NA,
    "floors": pd.NA,
    "floor_area_m2": np.nan,
    "structure": "",
}
_SHELTER_ROLES = ("shelter", "welfare_shelter")
_TSUNAMI = HazardKind.TSUNAMI.value


def with_additions(places: pd.DataFrame, lists: Sequence[PlaceList]) -> pd.DataFrame:
    """Add the lists of a city, one after the other, and P20 at last.

    Parameters
    ----------
    places
        Places of the national lists, index ``place_id``; columns of ``PlaceList.rows`` with ``SIZES``,
        ``refuge_building``, ``is_site``, ``is_shelter``, ``is_p20``, ``is_municipal``, ``shelter_id``,
        and ``shelter_lon``, ``shelter_lat`` [degrees] with ``shelter_name`` of the other list's entry.
    lists
        Lists that were read, of every kind.

    Returns
    -------
    pandas.DataFrame
        The same columns.
    """
    result = places
    for each in (one for one in lists if one.kind is ListKind.MUNICIPAL and len(one.rows)):
        result = _with_list(result, sized(each.rows), is_municipal=True)
    p20 = [one.rows for one in lists if one.kind is ListKind.P20 and len(one.rows)]
    return _with_list(result, sized(pd.concat(p20, ignore_index=True)), is_municipal=False) if p20 else result


def sized(rows: pd.DataFrame) -> pd.DataFrame:
    """Return entries of a list with every column of sizes and ``refuge_building``."""
    table = rows.copy()
    for name, unknown in SIZES.items():
        if name not in table:
            table[name] = unknown
    if "refuge_building" not in table:
        table["refuge_building"] = False
    return table


def _with_list(places: pd.DataFrame, entries: pd.DataFrame, *, is_municipal: bool) -> pd.DataFrame:
    additions = same_name_nearby(entries, _points(places))
    result = places.copy()
    by_id = entries.set_index("place_id")
    said: Mapping[Any, Any] = by_id[~by_id.index.duplicated()].to_dict("index")
    for entry_id, place_id in additions.items():
        _add_sizes(result, place_id, said[entry_id], is_municipal=is_municipal)
        if is_municipal:
            _add_roles(result, place_id, said[entry_id])
    alone = by_id[~by_id.index.isin(list(additions))]
    is_shelter = alone[list(_SHELTER_ROLES)].any(axis=1) & is_municipal
    alone = alone.assign(
        is_site=alone["emergency_site"].astype(bool) & is_municipal,
        is_shelter=is_shelter,
        is_p20=not is_municipal,
        is_municipal=is_municipal,
        shelter_id=np.where(is_shelter, alone.index, ""),
        shelter_name="",
        shelter_lon=np.nan,
        shelter_lat=np.nan,
    )
    if not is_municipal:
        alone["official_capacity_standard"] = np.where(
            alone["official_capacity_persons"].notna(), CAPACITY_STANDARD, ""
        )
    tables = [table for table in (result, alone[result.columns]) if len(table)]
    return pd.concat(tables) if tables else result


def _points(places: pd.DataFrame) -> pd.DataFrame:
    """Return every point and name that a place has: of its site, and of its shelter."""
    named = places.rename_axis("place_id").reset_index()
    other = named[named["shelter_name"].ne("")]
    second = pd.DataFrame(
        {
            "place_id": other["place_id"],
            "name": other["shelter_name"],
            "lon": other["shelter_lon"],
            "lat": other["shelter_lat"],
        }
    )
    both = pd.concat([named[["place_id", "name", "lon", "lat"]], second], ignore_index=True)
    return both.astype({"lon": float, "lat": float})


def _add_sizes(places: pd.DataFrame, place_id: str, entry: Mapping[str, Any], *, is_municipal: bool) -> None:
    said = {name: entry[name] for name, unknown in SIZES.items() if not _is_unknown(entry[name], unknown)}
    if "official_capacity_persons" not in said:
        said.pop("official_capacity_standard", None)
    elif not is_municipal:
        said["official_capacity_standard"] = CAPACITY_STANDARD
    if not is_municipal and not places["official_capacity_persons"].isna().loc[place_id]:
        # The city's own figure is newer than that of P20.
        return
    for name, value in said.items():
        places.loc[place_id, name] = value


def _add_roles(places: pd.DataFrame, place_id: str, entry: Mapping[str, Any]) -> None:
    if entry["emergency_site"] and not places.loc[place_id, "is_site"]:
        places.loc[place_id, ["emergency_site", "is_site"]] = True
        for flag in FLAGS:
            places.loc[place_id, flag] = bool(entry[flag])
    for role in _SHELTER_ROLES:
        if entry[role]:
            places.loc[place_id, [role, "is_shelter"]] = True
    if entry["refuge_building"]:
        places.loc[place_id, ["refuge_building", _TSUNAMI]] = True


def _is_unknown(value: Any, unknown: Any) -> bool:
    return value == "" if isinstance(unknown, str) else bool(pd.isna(value))
