"""People of an organisation who hold several posts: in a disaster they can be in one place only.

Nobody is merged: one name with the same telephone or the same day of birth is surely one person, one
name that nothing contradicts may be one.
"""

from itertools import combinations

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.roster_text import folded_name
from domain.tables.base import Table

_DAY_LENGTH = 10
_NO_DIGITS = r"\D+"


class SeveralPosts(Table):
    """Rows of the register that are, or may be, one person; one row each, ``group`` from 0.

    ``is_sure`` holds for the whole group: every row of it is surely the same person as another.
    """

    record_id: Index[str] = pa.Field(unique=True)
    org_id: Series[str]
    group: Series[int] = pa.Field(ge=0)
    is_sure: Series[bool]


def several_posts(members: pd.DataFrame, low: "pd.Series[int]", high: "pd.Series[int]") -> pd.DataFrame:
    """Return the rows of each organisation that are, or may be, one person.

    Surely one are rows with one name and the same telephone or whole date of birth; they form a group.
    Possibly one are rows with one name whose dates of birth and ages do not contradict each other.

    Parameters
    ----------
    members
        ``MemberRegister``.
    low, high
        Bounds of the age of each row (``community.member_ages``), with the index of the members.

    Returns
    -------
    pd.DataFrame
        ``SeveralPosts``, by organisation and the order of the members; a sure group takes no row in
        that only may belong to it.
    """
    names = members["name"].map(folded_name)
    keys = pd.DataFrame({"org_id": members["org_id"], "name": names})
    again = keys[keys.duplicated(keep=False)]
    groups: list[tuple[str, list[str], bool]] = []
    for (org_id, _), own in again.groupby(["org_id", "name"], sort=True):
        rows = [str(one) for one in own.index]
        for found, is_sure in _groups(rows, members, low, high):
            groups.append((str(org_id), found, is_sure))
    table = pd.DataFrame(
        [(one, org_id, number, sure) for number, (org_id, rows, sure) in enumerate(groups) for one in rows],
        columns=["record_id", "org_id", "group", "is_sure"],
    ).set_index("record_id")
    table.index = table.index.astype("str")
    table = table.astype({"org_id": "str", "group": "int64", "is_sure": bool})
    return SeveralPosts.check(table)


def _groups(
    rows: list[str], members: pd.DataFrame, low: "pd.Series[int]", high: "pd.Series[int]"
) -> list[tuple[list[str], bool]]:
    """Return the groups among rows of one name: the sure ones, then the others that may be one."""
    phone = members["phone"].str.replace(_NO_DIGITS, "", regex=True)
    born = members["born_on"]

    def sure(one: str, other: str) -> bool:
        same_phone = phone[one] != "" and phone[one] == phone[other]
        same_day = len(born[one]) == _DAY_LENGTH and born[one] == born[other]
        return (same_phone or same_day) and may(one, other)

    def may(one: str, other: str) -> bool:
        births = born[one].startswith(born[other]) or born[other].startswith(born[one])
        return bool(births and low[one] <= high[other] and low[other] <= high[one])

    surely = [group for group in _connected(rows, sure) if len(group) > 1]
    rest = [one for one in rows if not any(one in group for group in surely)]
    perhaps = [group for group in _connected(rest, may) if len(group) > 1]
    return [(group, True) for group in surely] + [(group, False) for group in perhaps]


def _connected(rows: list[str], joins) -> list[list[str]]:  # type: ignore[no-untyped-def]
    """Return the rows in groups that pairs join, each in the order of the rows."""
    group_of = {one: i for i, one in enumerate(rows)}
    for one, other in combinations(rows, 2):
        if group_of[one] != group_of[other] and joins(one, other):
            kept, gone = sorted((group_of[one], group_of[other]))
            group_of = {row: kept if group == gone else group for row, group in group_of.items()}
    return [[row for row in rows if group_of[row] == group] for group in sorted(set(group_of.values()))]
