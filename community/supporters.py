"""Who could help to evacuate: the members lists as one row a person, without names."""

import re
from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from community.roster_columns import normal
from community.roster_text import folded_name
from domain.tables.support import Supporters
from domain.vocabulary import YesNoUnknown

_CAR = re.compile("自動車|普通免許|中型免許|大型免許|運転|車あり|車可|車両|送迎|マイカー|福祉車")
_NO_CAR = re.compile("(車|免許|運転)(なし|無|不可|できない|返納)|免許返納")
_NO_DIGITS, _DAY_LENGTH = r"\D+", 10
_ANSWERS = (YesNoUnknown.YES.value, YesNoUnknown.UNKNOWN.value, YesNoUnknown.NO.value)


def same_person(members: pd.DataFrame) -> "pd.Series[str]":
    """Return for each row of a members register the first record of the same person.

    The same person is who has the same name and the same telephone or whole date of birth; in one
    organisation also whom nothing contradicts: what one row leaves empty is no difference. Two who are
    taken for one are one helper too few, one who is taken for two would be both helpers of somebody who
    needs two.

    Parameters
    ----------
    members
        ``MemberRegister``, with personal columns.

    Returns
    -------
    pandas.Series
        A record id for each row, by record id.
    """
    facts = pd.DataFrame(
        {
            "org": members["org_id"],
            "name": members["name"].map(folded_name),
            "born": members["born_on"],
            "phone": members["phone"].str.replace(_NO_DIGITS, "", regex=True),
            "address": members["address"].map(normal),
            "low": members["age_low"].astype("Float64").fillna(0.0).astype("float64"),
            "high": members["age_high"].astype("Float64").fillna(np.inf).astype("float64"),
        }
    )
    first = pd.Series(members.index.astype(str), index=members.index, dtype="str")
    for _, own in facts[facts.duplicated("name", keep=False)].groupby("name", sort=False):
        for group in _persons(list(own.itertuples())):
            first[group] = min(str(one) for one in group)
    return first


def _persons(rows: list[Any]) -> list[list[Any]]:
    """Return the records of each person among rows of one name, those who tell most of themselves first."""
    told = sorted(rows, key=lambda row: (-sum(map(bool, (row.born, row.phone, row.address))), str(row.Index)))
    people: list[list[Any]] = []
    for row in told:
        own = next((one for one in people if all(_is_one(row, other) for other in one)), None)
        if own is None:
            people.append([row])
        else:
            own.append(row)
    return [[row.Index for row in one] for one in people]


def _is_one(one: Any, other: Any) -> bool:
    """Whether two rows of one name are one person, or may be by all that they tell."""
    births = one.born.startswith(other.born) or other.born.startswith(one.born)
    if not births:
        return False
    if (one.phone and one.phone == other.phone) or (len(one.born) == _DAY_LENGTH and one.born == other.born):
        return True
    ages = bool(one.born and other.born) or (one.low <= other.high and other.low <= one.high)
    alike = all(a == b or not a or not b for a, b in ((one.phone, other.phone), (one.address, other.address)))
    return one.org == other.org and ages and alike


def read_supporters(
    members: pd.DataFrame,
    block_id: "pd.Series[str]",
    *,
    year: int,
    on_the_list: Collection[str] = (),
) -> pd.DataFrame:
    """Return who could help, one row a person.

    Parameters
    ----------
    members
        ``MemberRegister``, with personal columns.
    block_id
        Block of each row's home, by record id; empty where it is not known.
    year
        Present year, for ages of whom the birth is known.
    on_the_list
        Records of members who stand on the support list themselves.

    Returns
    -------
    pandas.DataFrame
        ``Supporters``; index is the first record of each person. Of several rows the best availability,
        the lowest of the highest ages and any car count.
    """
    if members.empty:
        return Supporters.empty_in()
    born = pd.to_numeric(members["born_on"].str[:4], errors="coerce").astype("Int64")
    rows = pd.DataFrame(
        {
            "supporter_id": same_person(members),
            "block_id": block_id.reindex(members.index).fillna(""),
            "age_high": (year - born).fillna(members["age_high"]).clip(lower=0).astype("Int64"),
            "has_car": members["skills"].map(_has_car) | members["note"].map(_has_car),
        }
    )
    for name in ("day", "night"):
        rows[name] = members[name].map(_ANSWERS.index)
    needing = set(rows.loc[rows.index.isin(on_the_list), "supporter_id"])
    found = rows.groupby("supporter_id", sort=True).agg(
        block_id=("block_id", "max"), day=("day", "min"), night=("night", "min"),
        age_high=("age_high", "min"), has_car=("has_car", "any"),
    )  # fmt: skip
    for name in ("day", "night"):
        found[name] = found[name].map(lambda rank: _ANSWERS[int(rank)])
    found["most_persons"] = pd.array([None] * len(found), dtype="Int64")
    found["needs_help"] = found.index.isin(needing)
    found.index = found.index.astype("str")
    texts = dict.fromkeys(("block_id", "day", "night"), "str")
    return Supporters.check(
        found.astype({**texts, "has_car": "bool", "needs_help": "bool"})[Supporters.columns()]
    )


def _has_car(text: str) -> bool:
    said = normal(text)
    return bool(_CAR.search(said)) and not _NO_CAR.search(said)
