"""Sizes that an office filled in, put on the places of its city; what a cell does not say stays."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from data.readers.size_sheet import SizeCells, SizeColumn
from domain.registers import DutyKind
from domain.tables.city import Places
from domain.tables.organisations import OpeningDuty, PlaceFacts
from domain.vocabulary import OpenClass

_OTHER_TABLES = {SizeColumn.TOILETS.value, SizeColumn.KEY_HOLDERS.value}


@dataclass(frozen=True, slots=True, eq=False)
class SizedCity:
    """Tables with the sizes put on, and what that changed.

    Parameters
    ----------
    places, place_facts, opening_duty
        Tables of the city.
    changed
        Number of places whose figure changed, by column.
    """

    places: gpd.GeoDataFrame
    place_facts: pd.DataFrame
    opening_duty: pd.DataFrame
    changed: dict[str, int]


def put_sizes(
    cells: Mapping[str, SizeCells],
    places: gpd.GeoDataFrame,
    place_facts: pd.DataFrame,
    opening_duty: pd.DataFrame,
) -> SizedCity:
    """Put sizes on places.

    Parameters
    ----------
    cells
        As ``FilledSheet.cells``: None makes a figure unknown; what is not there stays.
    places, place_facts, opening_duty
        Tables of the city; not changed.
    """
    new, changed = places.copy(), {}
    for column in (each.value for each in SizeColumn if each.value not in _OTHER_TABLES):
        before = new[column].copy()
        values = before.astype(object)
        for place_id, said in cells.items():
            if column in said:
                values.loc[place_id] = _stored(said[column], before)
        new[column] = values.astype(before.dtype)
        changed[column] = _differing(before, new[column])
    facts = _with_toilets(place_facts, _said(cells, SizeColumn.TOILETS))
    changed[SizeColumn.TOILETS.value] = _differing(*_aligned(place_facts, facts))
    duty = _with_key_holders(opening_duty, _said(cells, SizeColumn.KEY_HOLDERS))
    before_keys, after_keys = key_holders(opening_duty), key_holders(duty)
    index = before_keys.index.union(after_keys.index)
    changed[SizeColumn.KEY_HOLDERS.value] = _differing(before_keys.reindex(index), after_keys.reindex(index))
    checked = gpd.GeoDataFrame(Places.check(new))
    return SizedCity(checked, facts, duty, {name: count for name, count in changed.items() if count})


def key_holders(opening_duty: pd.DataFrame) -> "pd.Series[int]":
    """Return the people who hold a key by place: the most of any class of opening; no row, not surveyed."""
    rows = opening_duty[opening_duty["kind"] == DutyKind.KEY_HOLDER.value]
    by_class = rows.groupby(["place_id", "open_class"])["persons"].sum()
    return by_class.groupby("place_id").max().astype("Int64")


def _stored(value: str | float | None, column: pd.Series) -> object:
    """Return a value as its column holds it: unknown text is empty, an unknown number NaN or <NA>."""
    if value is not None:
        return value
    if isinstance(column.dtype, pd.StringDtype):
        return ""
    return pd.NA if isinstance(column.dtype, pd.Int64Dtype) else np.nan


def _said(cells: Mapping[str, SizeCells], column: SizeColumn) -> "pd.Series[int]":
    said = {place_id: row[column.value] for place_id, row in cells.items() if column.value in row}
    numbers = [pd.NA if value is None else int(value) for value in said.values()]
    return pd.Series(pd.array(numbers, dtype="Int64"), index=pd.Index(list(said), dtype="str"))


def _with_toilets(facts: pd.DataFrame, said: "pd.Series[int]") -> pd.DataFrame:
    if said.empty:
        return facts
    toilets = facts["toilets"].reindex(facts.index.union(said.index)).astype("Int64")
    toilets.loc[said.index] = said
    if toilets.isna().all():
        return PlaceFacts.empty_in()
    table = pd.DataFrame({"toilets": toilets.dropna()})
    table.index = table.index.astype("str")
    table.index.name = "place_id"
    return PlaceFacts.check(table)


def _with_key_holders(duty: pd.DataFrame, said: "pd.Series[int]") -> pd.DataFrame:
    # Who holds a key of a place is said anew for it; where nobody was said to live, nobody is now.
    known = key_holders(duty).reindex(said.index)
    renewed = said[~(known.eq(said).fillna(value=False)) & ~(known.isna() & said.isna())]
    stays = duty[~(duty["place_id"].isin(renewed.index) & duty["kind"].eq(DutyKind.KEY_HOLDER.value))]
    rows = [
        {
            "place_id": place_id, "open_class": each.value, "kind": DutyKind.KEY_HOLDER.value, "block_id": "",
            "arrival_day_s": pd.NA, "arrival_night_s": pd.NA, "persons": int(persons),
        }
        for place_id, persons in renewed.dropna().items() for each in OpenClass
    ]  # fmt: skip
    if not rows and len(stays) == len(duty):
        return duty
    added = pd.DataFrame(rows, columns=list(duty.columns)).astype(duty.dtypes.to_dict())
    if not rows and stays.empty:
        return OpeningDuty.empty_in()
    table = pd.concat([stays, added], ignore_index=True)
    table.index.name = duty.index.name
    return OpeningDuty.check(table)


def _aligned(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    index = before.index.union(after.index)
    return before["toilets"].reindex(index), after["toilets"].reindex(index)


def _differing(before: pd.Series, after: pd.Series) -> int:
    same = before.eq(after).fillna(value=False).astype(bool) | (before.isna() & after.isna())
    return int((~same).sum())
