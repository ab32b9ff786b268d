"""Boundaries and tables of a census as areas with people; what is secret is shared as it was added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.readers.estat_areas import SmallAreas
from data.readers.estat_tables import AGE_COLUMNS, CensusTable
from domain.faults import Fault, InputError
from domain.share_table import share_columns
from domain.shares import split_persons
from domain.vocabulary import Severity

_COUNTS = ("residents", "households", *AGE_COLUMNS)


@dataclass(frozen=True, slots=True, eq=False)
class PeopleAreas:
    """Areas with people, whatever they were counted by.

    Parameters
    ----------
    areas
        Index ``area_id`` (text): ``town``, ``residents`` (whole), ``households`` and the four ages (Int64,
        <NA> where not known; ages sum to residents or less), ``daytime_persons`` (Int64), geometry in
        degrees of JGD2011.
    shared
        Number of areas whose numbers are secret and were shared out.
    without_count
        Areas of which nobody says how many live there; they are not among the areas.
    faults
        Warnings.
    """

    areas: gpd.GeoDataFrame
    shared: int
    without_count: tuple[str, ...]
    faults: tuple[Fault, ...] = ()


def census_people(
    areas: SmallAreas, tables: Sequence[tuple[str, CensusTable]], codes: frozenset[str]
) -> PeopleAreas:
    """Join boundaries with tables.

    Parameters
    ----------
    areas
        Boundaries.
    tables
        Tables by the name of their file; none: what the boundaries say of themselves.
    codes
        Municipalities and wards (five digits) that are taken.

    Raises
    ------
    domain.faults.InputError
        When tables and boundaries have no area in common.
    """
    drawn = areas.areas[areas.areas["code"].isin(codes)]
    if drawn.empty:
        found = ", ".join(sorted(set(areas.areas["code"]))[:8])
        raise InputError([Fault("no_area_of_city", value=", ".join(sorted(codes))[:60], expected=found)])
    square_m = pd.Series(shapely.area(drawn.geometry.to_numpy()), index=drawn.index)
    people = pd.DataFrame(index=drawn.index, columns=list(_COUNTS), dtype="Int64")
    faults: list[Fault] = []
    shared: set[str] = set()
    for file, table in tables:
        lost = _without_area(table, drawn.index, codes)
        if len(lost):
            persons = int(table.rows.loc[lost, "residents"].sum()) if "residents" in table.columns else 0
            faults.append(
                Fault(
                    "census_without_area",
                    Severity.WARNING,
                    file=file,
                    row=str(lost[0]),
                    value=f"{persons:,}",
                    expected=f"{len(lost):,}",
                )
            )
        if not table.rows.index.isin(drawn.index).any():
            raise InputError(
                [
                    Fault(
                        "census_no_area_in_common",
                        file=file,
                        value=str(table.rows.index[0]) if len(table.rows) else "",
                    )
                ]
            )
    counted = [one for _, one in tables if "residents" in one.columns and "age_0_14" not in one.columns]
    counted += [one for _, one in tables if "residents" in one.columns and "age_0_14" in one.columns]
    for table in counted:
        shared |= _take(people, table, ("residents",), square_m)
    people["residents"] = people["residents"].fillna(drawn["residents"])
    unknown = people["residents"].isna()
    weight = people["residents"].fillna(0).astype("float64")
    for _, table in tables:
        shared |= _take(people, table, ("households",), weight)
        shared |= _take_ages(people, table)
    people["households"] = people["households"].fillna(drawn["households"])
    known = people[~unknown].astype({"residents": "int64"})
    frame = gpd.GeoDataFrame(
        known.assign(
            town=drawn["name"][~unknown], daytime_persons=pd.array([pd.NA] * len(known), dtype="Int64")
        ),
        geometry=drawn.geometry[~unknown],
        crs=drawn.crs,
    )
    frame.index = pd.Index(frame.index.to_numpy(), dtype="str", name="area_id")
    return PeopleAreas(frame, len(shared), tuple(drawn.index[unknown]), tuple(faults))


def _without_area(table: CensusTable, drawn: pd.Index, codes: frozenset[str]) -> pd.Index:
    """Return rows of the city with people that no boundary draws."""
    mine = table.rows[table.rows.index.str[:5].isin(codes)]
    first = next((name for name in ("residents", "households", *AGE_COLUMNS) if name in table.columns), None)
    has_people = mine[first].fillna(0) > 0 if first else pd.Series(False, index=mine.index)
    return pd.Index(mine.index[~mine.index.isin(drawn) & has_people.to_numpy(dtype=bool)])


def _groups(table: CensusTable, drawn: pd.Index, columns: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return each area to which secret ones were added, with them; those alone stand alone."""
    held = table.rows[table.rows.index.isin(drawn)]
    secret = held.index[held[list(columns)].isna().all(axis=1) & held["is_secret"]]
    added: dict[str, set[str]] = {}
    for key, names in zip(held.index, held["added"], strict=True):
        added.setdefault(key, set()).update(name for name in names.split() if name in secret)
    for key, target in zip(held.index, held["added_to"], strict=True):
        if key in secret and target in added:
            added[target].add(key)
    return [
        (key, [key, *sorted(added.get(key, set()) - {key})]) for key in held.index if key not in set(secret)
    ]


def _take(people: Any, table: CensusTable, columns: Sequence[str], weight: "pd.Series[float]") -> set[str]:
    """Take counts of a table; one that holds secret ones is shared by a weight. Return areas that share."""
    rows: Any = table.rows
    shared: set[str] = set()
    for name in (name for name in columns if name in table.columns):
        for key, members in _groups(table, people.index, [name]):
            total = rows.loc[key, name]
            if pd.isna(total) or not people.loc[members, name].isna().all():
                continue
            weights = weight.reindex(members).to_numpy(dtype=np.float64)
            even = weights.sum() <= 0
            shares = np.full(len(members), 1.0 / len(members)) if even else weights / weights.sum()
            people.loc[members, name] = split_persons(np.array([int(total)]), shares)[0]
            shared.update(members[1:])
    return shared


def _take_ages(people: Any, table: CensusTable) -> set[str]:
    """Take the ages of a table; those of an area that holds secret ones are shared by residents."""
    shared: set[str] = set()
    if not set(AGE_COLUMNS) <= set(table.columns):
        return shared
    rows: Any = table.rows
    for key, group in _groups(table, people.index, AGE_COLUMNS):
        members = group
        ages = rows.loc[key, list(AGE_COLUMNS)]
        residents = people["residents"].reindex(members)
        if ages.isna().any() or residents.isna().any():
            continue
        if len(members) > 1 and int(ages.sum()) <= int(residents.iloc[0]) < int(residents.sum()):
            # The row holds its own people only: those of the secret ones are nowhere.
            members, residents = members[:1], residents.iloc[:1]
        total = int(residents.sum())
        if int(ages.sum()) > total or total == 0:
            if total == 0 and int(ages.sum()) == 0:
                people.loc[members, list(AGE_COLUMNS)] = 0
            continue
        split = share_columns(
            residents.to_numpy(dtype=np.int64), np.array(ages.astype(int).tolist(), dtype=np.int64)
        )
        for column, name in enumerate(AGE_COLUMNS):
            people.loc[members, name] = split[:, column]
        shared.update(members[1:])
    return shared
