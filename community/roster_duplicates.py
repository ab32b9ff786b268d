"""Rows that may be one person: shown in pairs for a decision, never merged by themselves."""

from enum import StrEnum
from itertools import combinations

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.roster_text import folded_name, hiragana
from domain.tables.base import Table

#: Largest group of equal cells that is looked at in pairs; more than that is a word, not a person.
_LARGEST_GROUP = 20
_DAY_LENGTH = 10


class DuplicateReason(StrEnum):
    """Why two rows may be one person; ages and births contradict each other of a namesake alone."""

    NAME = "name"
    KANA = "kana"
    MOBILE = "mobile"
    BIRTH = "birth"
    NAMESAKE = "namesake"


class Duplicates(Table):
    """Pairs of lines of one organisation; ``line`` is the upper one. Index from 0."""

    row: Index[int] = pa.Field(unique=True)
    line: Series[int]
    other_line: Series[int]
    reason: Series[str] = pa.Field(isin=[reason.value for reason in DuplicateReason])


def possible_duplicates(members: pd.DataFrame) -> pd.DataFrame:
    """Find rows of one organisation that may be one person.

    Names are compared without blanks and by their plain characters (髙橋 and 高橋); kana, a mobile
    telephone, and a whole date of birth with the first character of the name count too. Who was born
    in different years, or in a year that the other's 年代 excludes, is not the same person, but one name
    twice in one squad is asked about all the same: a slip of the pen, or father and son.

    Parameters
    ----------
    members
        ``MemberRows``.

    Returns
    -------
    pd.DataFrame
        ``Duplicates``, each pair once, with the first reason.
    """
    names = members["name"].map(folded_name)
    whole_birth = members["birth"].where(members["birth"].str.len() == _DAY_LENGTH, "")
    keys = {
        DuplicateReason.NAME: names,
        DuplicateReason.KANA: members["kana"].map(hiragana),
        DuplicateReason.MOBILE: members["mobile"].str.replace("-", ""),
        DuplicateReason.BIRTH: (whole_birth + names.str[:1]).where(whole_birth != "", ""),
    }
    pairs: dict[tuple[int, int], DuplicateReason] = {}
    births, low, high = (members[name].to_numpy() for name in ("birth", "age_low", "age_high"))
    lines, posts = members.index.to_numpy(), members["post"].to_numpy()
    for reason, key in keys.items():
        table = pd.DataFrame({"org": members["org_id"].to_numpy(), "key": key.to_numpy()})
        again = table[(table["key"] != "") & table.duplicated(keep=False)]
        for rows in again.groupby(["org", "key"], sort=True).indices.values():
            places = again.index[rows][:_LARGEST_GROUP]
            for one, other in combinations(sorted(places), 2):
                agree = low[one] <= high[other] and low[other] <= high[one]
                if agree and _births_agree(births[one], births[other]):
                    pairs.setdefault((int(lines[one]), int(lines[other])), reason)
                elif reason is DuplicateReason.NAME and posts[one] == posts[other]:
                    pairs.setdefault((int(lines[one]), int(lines[other])), DuplicateReason.NAMESAKE)
    listed = [(line, other, reason.value) for (line, other), reason in sorted(pairs.items())]
    found = pd.DataFrame(listed, columns=["line", "other_line", "reason"])
    found.index.name = "row"
    return Duplicates.check(found.astype({"line": "int64", "other_line": "int64", "reason": "str"}))


def _births_agree(one: str, other: str) -> bool:
    """Whether two dates of birth can be the same day, as far as both are written."""
    return one.startswith(other) or other.startswith(one)
