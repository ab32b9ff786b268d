"""What changed between two editions of official lists: places added, removed, renamed, moved, and flags."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from data.imports.same_places import distances_m, same_name_nearby
from data.readers.place_list import FLAGS, ROLES, PlaceList, name_form
from presentation.geometry import EPSG_WEB

#: Editions round their points differently; a place has moved from here on [m].
MOVED_M = 10.0
COLUMNS = (
    "change", "place_id", "name", "address", "flag", "before", "after", "metres", "lon", "lat",
)  # fmt: skip


class ListChange(StrEnum):
    """What changed; words are below ``list_change.``."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    FLAG_ADDED = "flag_added"
    FLAG_REMOVED = "flag_removed"
    ROLE_ADDED = "role_added"
    ROLE_REMOVED = "role_removed"


@dataclass(frozen=True, slots=True, eq=False)
class ListComparison:
    """Two editions side by side.

    Parameters
    ----------
    changes
        One row a change, by kind of change and id: ``change`` (a ``ListChange``), ``place_id`` of the
        new edition (of the old one where it is removed), ``name``, ``address``, ``flag`` (hazard or
        role), ``before``, ``after`` (names, or empty), ``metres`` (NaN but for moved), ``lon``, ``lat``
        [degrees].
    flags
        Index the eight flags: ``before`` and ``after``, places with the flag, and ``gained``, ``lost``
        of the places that both editions name.
    before, after, same
        Places of each edition, and places that both name.
    """

    changes: pd.DataFrame
    flags: pd.DataFrame
    before: int
    after: int
    same: int


def compare_lists(old: Sequence[PlaceList], new: Sequence[PlaceList]) -> ListComparison:
    """Compare two editions of lists of one kind.

    A place is the same by its whole id, else by its name within 100 m where only one fits.

    Parameters
    ----------
    old, new
        Lists without errors; each edition may be several files.
    """
    return compare_tables(_entries(old), _entries(new))


def compare_places(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> ListComparison:
    """Compare the places of a city before and after a change, as two editions of a list.

    Parameters
    ----------
    before, after
        ``Places``.
    """
    return compare_tables(_of_places(before), _of_places(after))


def compare_tables(one: pd.DataFrame, two: pd.DataFrame) -> ListComparison:
    """Compare two editions of one kind.

    Parameters
    ----------
    one, two
        By place id: ``name, address, lon, lat`` [degrees], roles and flags.
    """
    partner = _partners(one, two)
    pairs = pd.DataFrame({"old": list(partner), "new": list(partner.values())}, dtype="str")
    before, after = one.loc[pairs["old"]].reset_index(), two.loc[pairs["new"]].reset_index()
    rows = [
        _rows(ListChange.ADDED, two[~two.index.isin(pairs["new"])].reset_index()),
        _rows(ListChange.REMOVED, one[~one.index.isin(pairs["old"])].reset_index()),
        *_of_same(before, after),
    ]
    filled = [table for table in rows if len(table)]
    changes = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(COLUMNS))
    order = {change.value: number for number, change in enumerate(ListChange)}
    changes = changes.sort_values(
        ["change", "flag", "place_id"],
        key=lambda column: column.map(order) if column.name == "change" else column,
    ).reset_index(drop=True)
    return ListComparison(changes, _flag_counts(one, two, before, after), len(one), len(two), len(pairs))


def _entries(lists: Sequence[PlaceList]) -> pd.DataFrame:
    columns = ["place_id", "name", "address", "lon", "lat", *ROLES, *FLAGS]
    tables = [each.rows[columns] for each in lists if len(each.rows)]
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)
    typed = table.astype({**dict.fromkeys((*ROLES, *FLAGS), bool), "lon": float, "lat": float})
    return typed.drop_duplicates("place_id").set_index("place_id").sort_index()


def _of_places(places: gpd.GeoDataFrame) -> pd.DataFrame:
    points = gpd.GeoSeries(places.geometry).to_crs(EPSG_WEB)
    table = pd.DataFrame(places)[["name", "address", *ROLES, *FLAGS]]
    table = table.assign(lon=points.x, lat=points.y).rename_axis("place_id")
    return table.astype(dict.fromkeys((*ROLES, *FLAGS), bool)).sort_index()


def _partners(one: pd.DataFrame, two: pd.DataFrame) -> dict[str, str]:
    """Return the id in the new edition by the id in the old one."""
    partner = {str(place_id): str(place_id) for place_id in one.index.intersection(two.index)}
    rest_one, rest_two = one[~one.index.isin(list(partner))], two[~two.index.isin(list(partner))]
    if len(rest_one) and len(rest_two):
        partner |= same_name_nearby(rest_one.reset_index(), rest_two.reset_index())
    return partner


def _rows(change: ListChange, places: pd.DataFrame, **more: Any) -> pd.DataFrame:
    """Return one change of each of these places."""
    table = places[["place_id", "name", "address", "lon", "lat"]]
    said = {"change": change.value, "flag": "", "before": "", "after": "", "metres": np.nan} | more
    return table.assign(**said)[list(COLUMNS)]


def _of_same(before: pd.DataFrame, after: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the changes of places that both editions name, row for row."""
    renamed = (before["name"].map(name_form) != after["name"].map(name_form)).to_numpy(dtype=bool)
    metres = distances_m(before["lon"], before["lat"], after["lon"], after["lat"])
    moved = metres > MOVED_M
    tables = [
        _rows(
            ListChange.RENAMED,
            after[renamed],
            before=before.loc[renamed, "name"].to_numpy(),
            after=after.loc[renamed, "name"].to_numpy(),
        ),
        _rows(ListChange.MOVED, after[moved], metres=metres[moved]),
    ]
    kinds = (
        (FLAGS, ListChange.FLAG_ADDED, ListChange.FLAG_REMOVED),
        (ROLES, ListChange.ROLE_ADDED, ListChange.ROLE_REMOVED),
    )
    for names, gained, lost in kinds:
        for name in names:
            had, has = before[name].to_numpy(dtype=bool), after[name].to_numpy(dtype=bool)
            tables += [_rows(gained, after[has & ~had], flag=name), _rows(lost, after[had & ~has], flag=name)]
    return tables


def _flag_counts(
    one: pd.DataFrame, two: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame
) -> pd.DataFrame:
    flags = list(FLAGS)
    had, has = before[flags].to_numpy(dtype=bool), after[flags].to_numpy(dtype=bool)
    return pd.DataFrame(
        {
            "before": one[flags].sum().astype(int),
            "after": two[flags].sum().astype(int),
            "gained": (has & ~had).sum(axis=0),
            "lost": (had & ~has).sum(axis=0),
        },
        index=pd.Index(flags, name="flag"),
    )
