"""Counts of a checked members list per organisation and squad: no person is in them."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.member_ages import OLD_AGE, age_bounds
from domain.tables.base import Table
from domain.vocabulary import Post, YesNoUnknown


class RosterCounts(Table):
    """Members per organisation and squad; index from 0.

    ``over_75`` are those known to be 75 or older, ``age_unknown`` those of whom it is not known
    (70代 may be either). ``leader_age_unknown`` holds where no leader is surely 75 or older, and one may
    be. ``day_yes`` and ``night_yes`` can come by day and by night; of ``day_unknown`` and
    ``night_unknown`` nobody has said whether they can.
    """

    row: Index[int] = pa.Field(unique=True)
    org_id: Series[str]
    post: Series[str] = pa.Field(isin=[value.value for value in Post])
    members: Series[int] = pa.Field(gt=0)
    leaders: Series[int] = pa.Field(ge=0)
    deputies: Series[int] = pa.Field(ge=0)
    over_75: Series[int] = pa.Field(ge=0)
    age_unknown: Series[int] = pa.Field(ge=0)
    leader_over_75: Series[bool]
    leader_age_unknown: Series[bool]
    day_yes: Series[int] = pa.Field(ge=0)
    night_yes: Series[int] = pa.Field(ge=0)
    day_unknown: Series[int] = pa.Field(ge=0)
    night_unknown: Series[int] = pa.Field(ge=0)
    skilled: Series[int] = pa.Field(ge=0)


def count_squads(members: pd.DataFrame) -> pd.DataFrame:
    """Count the people of each squad.

    Parameters
    ----------
    members
        ``MemberRows``.

    Returns
    -------
    pd.DataFrame
        ``RosterCounts``, by organisation and squad.
    """
    if members.empty:
        return RosterCounts.empty_in()
    old, young = members["age_low"] >= OLD_AGE, members["age_high"] < OLD_AGE
    leads = members["role"] == "leader"
    table = pd.DataFrame(
        {
            "org_id": members["org_id"],
            "post": members["post"],
            "members": 1,
            "leaders": leads,
            "deputies": members["role"] == "deputy",
            "over_75": old,
            "age_unknown": ~old & ~young,
            "leader_over_75": old & leads,
            "leader_age_unknown": ~old & ~young & leads,
            "day_yes": members["day"] == YesNoUnknown.YES.value,
            "night_yes": members["night"] == YesNoUnknown.YES.value,
            "day_unknown": members["day"] == YesNoUnknown.UNKNOWN.value,
            "night_unknown": members["night"] == YesNoUnknown.UNKNOWN.value,
            "skilled": members["skill"] != "",
        }
    )
    counts = table.groupby(["org_id", "post"], as_index=False).sum()
    numbers = [name for name in counts if name not in {"org_id", "post"}]
    counts = counts.astype(dict.fromkeys(numbers, "int64"))
    counts = counts.sort_values(["org_id", "post"], ignore_index=True)
    counts["leader_over_75"] = counts["leader_over_75"] > 0
    counts["leader_age_unknown"] = (counts["leader_age_unknown"] > 0) & ~counts["leader_over_75"]
    counts.index.name = "row"
    return RosterCounts.check(counts[RosterCounts.columns()].astype({"org_id": "str", "post": "str"}))


def count_register(members: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """Count the people of each squad out of the register that the store keeps.

    Parameters
    ----------
    members
        ``MemberRegister``.
    year
        Year in which ages are counted: that of birth goes before bounds of the age.

    Returns
    -------
    pd.DataFrame
        ``RosterCounts``, by organisation and squad.
    """
    low, high = age_bounds(members, year)
    return count_squads(members.assign(age_low=low, age_high=high, skill=members["skills"]))
