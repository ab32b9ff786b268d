"""How old members are, as far as their register says: bounds of the age, and what follows from them.

Who reaches an age within the year has it, as in the reading of lists. An age that stands without a date
of birth is that of the year of the list: the register keeps its bounds as they were.
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.roster_ages import OLDEST
from domain.tables.base import Table

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]

#: From this age on a member counts as 75 or older.
OLD_AGE = 75
_YEAR_DIGITS = 4


class AgeGroup(StrEnum):
    """Groups of ages that are shown; the value is a key below ``age_group.``."""

    BELOW_40 = "below_40"
    FROM_40 = "from_40"
    FROM_65 = "from_65"
    FROM_75 = "from_75"


#: First and last age of each group [years].
_GROUPS = {
    AgeGroup.BELOW_40: (0, 39),
    AgeGroup.FROM_40: (40, 64),
    AgeGroup.FROM_65: (65, OLD_AGE - 1),
    AgeGroup.FROM_75: (OLD_AGE, OLDEST),
}


class AgeStructure(Table):
    """Members of each organisation by group of ages: surely at least, possibly at most; index from 0."""

    row: Index[int] = pa.Field(unique=True)
    org_id: Series[str]
    age_group: Series[str] = pa.Field(isin=[group.value for group in AgeGroup])
    at_least: Series[int] = pa.Field(ge=0)
    at_most: Series[int] = pa.Field(ge=0)


def age_bounds(members: pd.DataFrame, year: int) -> tuple[IntArray, IntArray]:
    """Return the lowest and the highest age that each member can have within a year.

    Parameters
    ----------
    members
        ``MemberRegister``, n rows; ``born_on``, ``age_low`` and ``age_high`` are read.
    year
        The year that is asked for.

    Returns
    -------
    tuple[IntArray, IntArray]
        Ages [years], shape (n,) each; 0 and ``OLDEST`` where nothing is known.
    """
    born = pd.to_numeric(members["born_on"].str[:_YEAR_DIGITS], errors="coerce")
    age = (year - born).clip(0, OLDEST)
    low = age.fillna(members["age_low"].astype("float64")).fillna(0.0)
    high = age.fillna(members["age_high"].astype("float64")).fillna(float(OLDEST))
    return low.to_numpy(np.int64), high.to_numpy(np.int64)


def old_bounds(members: pd.DataFrame, year: int) -> tuple[BoolArray, BoolArray]:
    """Return which members are surely, and which are possibly, 75 or older.

    Parameters
    ----------
    members
        ``MemberRegister``, n rows.
    year
        The year that is asked for.

    Returns
    -------
    tuple[BoolArray, BoolArray]
        Shape (n,) each; whoever is surely so is possibly so.
    """
    low, high = age_bounds(members, year)
    return low >= OLD_AGE, high >= OLD_AGE


def age_structure(members: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return how many members of each organisation are in each group of ages.

    Parameters
    ----------
    members
        ``MemberRegister``; a person with several posts counts in each.
    year
        The year that is asked for.

    Returns
    -------
    pd.DataFrame
        ``AgeStructure``, every group of each organisation that has members, by id and age.
    """
    low, high = age_bounds(members, year)
    ids = members["org_id"].to_numpy(dtype=object)
    rows = [
        (
            str(org_id),
            group.value,
            int((own & (low >= first) & (high <= last)).sum()),
            int((own & (low <= last) & (high >= first)).sum()),
        )
        for org_id in sorted(set(ids))
        for own in (ids == org_id,)
        for group, (first, last) in _GROUPS.items()
    ]
    table = pd.DataFrame(rows, columns=AgeStructure.columns())
    table.index.name = AgeStructure.index_name()
    return AgeStructure.check(
        table.astype({"org_id": "str", "age_group": "str", "at_least": "int64", "at_most": "int64"})
    )
