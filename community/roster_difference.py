"""What a new members list would change of an earlier one: added, changed, removed, unchanged rows."""

from enum import StrEnum

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.roster_members import MemberRows
from community.roster_text import folded_name
from domain.tables.base import Table

#: Stands between the parts of a key; no text of a list holds it.
_BETWEEN = "\x1f"
_NOT_COMPARED = ("org_id", "age_low", "age_high")


class RosterChange(StrEnum):
    """What happens to a row. ``KEPT``: not in the new list, and not to be removed."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    KEPT = "kept"
    UNCHANGED = "unchanged"


class RosterDifference(Table):
    """One row each person of either list; ``line`` 0 where the list lacks her. Index from 0.

    ``columns`` names the columns of ``MemberRows`` that differ, with blanks between them.
    """

    row: Index[int] = pa.Field(unique=True)
    org_id: Series[str]
    line_before: Series[int] = pa.Field(ge=0)
    line_after: Series[int] = pa.Field(ge=0)
    change: Series[str] = pa.Field(isin=[change.value for change in RosterChange])
    columns_changed: Series[str]


def compare_rosters(
    before: pd.DataFrame, after: pd.DataFrame, *, remove_missing: bool = False
) -> pd.DataFrame:
    """Compare an earlier members list with a new one.

    A person is the same by her number in the organisation where both lists give numbers that are
    unique there, else by her name (髙橋 and 高橋 are one); of several with one name, those with the same
    date of birth first, then in order. Organisations that the new list does not name are left alone.

    Parameters
    ----------
    before, after
        ``MemberRows``.
    remove_missing
        Whether who is missing from the new list is removed. A list may hold only a part of an
        organisation, so nobody is removed unless this is said.

    Returns
    -------
    pd.DataFrame
        ``RosterDifference``, by organisation, then in the order of the new list, then of the old.
    """
    named = set(after["org_id"])
    before = before[before["org_id"].isin(named)]
    left, right = _keys(before, after)
    old = before.rename_axis(None).assign(line=before.index, key=left).set_index("key")
    new = after.rename_axis(None).assign(line=after.index, key=right).set_index("key")
    keys = new.index.append(old.index.difference(new.index, sort=False))
    old, new = old.reindex(keys), new.reindex(keys)
    is_old, is_new = old["line"].notna().to_numpy(), new["line"].notna().to_numpy()
    compared = [name for name in MemberRows.columns() if name not in _NOT_COMPARED]
    differs = np.column_stack([(old[name] != new[name]).to_numpy() for name in compared])
    differs &= (is_old & is_new)[:, None]
    changed = differs.any(axis=1)
    missing = RosterChange.REMOVED if remove_missing else RosterChange.KEPT
    change = np.select(
        [~is_old, ~is_new, changed],
        [RosterChange.ADDED.value, missing.value, RosterChange.CHANGED.value],
        RosterChange.UNCHANGED.value,
    )
    table = pd.DataFrame(
        {
            "org_id": new["org_id"].where(is_new, old["org_id"]).to_numpy(),
            "line_before": old["line"].fillna(0).astype("int64").to_numpy(),
            "line_after": new["line"].fillna(0).astype("int64").to_numpy(),
            "change": change,
            "columns_changed": [
                " ".join(name for name, is_other in zip(compared, row, strict=True) if is_other)
                for row in differs
            ],
        }
    )
    table = table.sort_values("org_id", kind="stable", ignore_index=True)
    table.index.name = "row"
    texts = {"org_id": "str", "change": "str", "columns_changed": "str"}
    return RosterDifference.check(table.astype(texts))


def _keys(before: pd.DataFrame, after: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return what identifies each row of both lists."""
    numbered = _numbered(before) & _numbered(after)
    names = [members["org_id"] + _BETWEEN + members["name"].map(folded_name) for members in (before, after)]
    # A name that several have identifies nobody without the date of birth.
    shared = {name for one in names for name in one[one.duplicated()]}
    return _keys_of(before, names[0], numbered, shared), _keys_of(after, names[1], numbered, shared)


def _numbered(members: pd.DataFrame) -> set[str]:
    """Return the organisations in which every person has a number of her own."""
    is_bad = (members["number"] == "") | members.duplicated(["org_id", "number"], keep=False)
    return set(members["org_id"]) - set(members.loc[is_bad, "org_id"])


def _keys_of(
    members: pd.DataFrame, names: "pd.Series[str]", numbered: set[str], shared: set[str]
) -> list[str]:
    births = (_BETWEEN + members["birth"]).where(names.isin(shared), "")
    by_number = members["org_id"] + _BETWEEN * 2 + members["number"]
    key = (names + births).where(~members["org_id"].isin(numbered), by_number)
    rank = key.groupby(key).cumcount()
    return (key + _BETWEEN + rank.astype("str")).tolist()
