"""Two people of one name in one squad, as father and son in many: told apart by birth and age."""

import pandas as pd

from community.roster_text import folded_name

#: Lists are renewed within so many years: so much older somebody may be in the next [years].
_BETWEEN_LISTS_A = 10
_OF_SQUAD = ["org_id", "post"]


def are_two(before: pd.DataFrame, after: pd.DataFrame) -> "pd.Series[bool]":
    """Return which rows of one name, in an earlier and a later list, cannot be one person.

    Parameters
    ----------
    before, after
        ``born_on``, ``age_low`` and ``age_high`` [years, <NA> unknown] of n pairs of rows, in one order.

    Returns
    -------
    pd.Series
        By the index of ``after``, shape (n,): born on different days or in different years; or, where a
        birth is missing, younger than before, or older by more than lie between two lists.
    """
    rows = zip(before["born_on"], after["born_on"], _ages(before), _ages(after), strict=True)
    found = [
        not _births_agree(old, new) if old and new else _ages_part(*ages, years=_BETWEEN_LISTS_A)
        for old, new, *ages in rows
    ]
    return pd.Series(found, after.index, dtype=bool)


def first_of_each(members: pd.DataFrame) -> pd.DataFrame:
    """Return one row of each person of each squad, the first.

    Parameters
    ----------
    members
        ``MemberRegister``. One name twice in a squad is one person, but where births or ages part them.

    Returns
    -------
    pd.DataFrame
        Rows of ``members``, in their order.
    """
    keys = members[_OF_SQUAD].assign(name=members["name"].map(folded_name)).astype({"name": object})
    again = keys.duplicated(keep=False)
    others: set[object] = set()
    for own in keys[again].groupby([*_OF_SQUAD, "name"], sort=False).groups.values():
        people: list[tuple[str, tuple[float, float]]] = []
        rows = members.loc[own]
        for record, born, ages in zip(own, rows["born_on"], _ages(rows), strict=True):
            if any(not _part(one, (str(born), ages)) for one in people):
                others.add(record)
            else:
                people.append((str(born), ages))
    return members[~members.index.isin(others)]


def several_leaders(members: pd.DataFrame) -> pd.DataFrame:
    """Return the squads that have more than one leader.

    Parameters
    ----------
    members
        ``MemberRegister``.

    Returns
    -------
    pd.DataFrame
        ``org_id``, ``post``, ``leaders`` [people], by organisation and squad; index from 0.
    """
    leaders = first_of_each(members[members["role"] == "leader"])
    counts = leaders.groupby(_OF_SQUAD).size().rename("leaders").reset_index()
    return counts[counts["leaders"] > 1].reset_index(drop=True)


def _part(one: tuple[str, tuple[float, float]], other: tuple[str, tuple[float, float]]) -> bool:
    """Whether two rows of one list cannot be one person."""
    if one[0] and other[0]:
        return not _births_agree(one[0], other[0])
    return _ages_part(one[1], other[1], years=0)


def _births_agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _ages_part(old: tuple[float, float], new: tuple[float, float], *, years: int) -> bool:
    return new[1] < old[0] or new[0] > old[1] + years


def _ages(rows: pd.DataFrame) -> list[tuple[float, float]]:
    """Return the bounds of each row's age; open where nothing is known."""
    low, high = (
        rows[name].astype("Float64").fillna(end).to_numpy(dtype="float64").tolist()
        for name, end in (("age_low", 0.0), ("age_high", float("inf")))
    )
    return list(zip(low, high, strict=True))
