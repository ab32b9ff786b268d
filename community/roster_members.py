"""The members of a list that are sound, one row each, as a store would keep them."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.roster_ages import OLDEST
from domain.tables.base import Table
from domain.vocabulary import Post, YesNoUnknown

#: Roles as they are kept, by rank.
ROLES = ("leader", "deputy", "member")
_YES_NO = [value.value for value in YesNoUnknown]


class MemberRows(Table):
    """People of members lists, with their data; never written to a log, a fault or a shared cache.

    ``birth`` is 1957, 1957-04 or 1957-04-01, empty where it is not known; ``age_low`` and ``age_high``
    bound the age reached within the year of the list. Texts are empty where nothing is given. The
    index is the line of the file.
    """

    line: Index[int] = pa.Field(unique=True)
    org_id: Series[str]
    number: Series[str]
    post: Series[str] = pa.Field(isin=[value.value for value in Post])
    role: Series[str] = pa.Field(isin=ROLES)
    name: Series[str] = pa.Field(str_length={"min_value": 1})
    kana: Series[str]
    birth: Series[str]
    age_low: Series[int] = pa.Field(ge=0, le=OLDEST)
    age_high: Series[int] = pa.Field(ge=0, le=OLDEST)
    association: Series[str]
    address: Series[str]
    phone: Series[str]
    mobile: Series[str]
    mail: Series[str]
    day: Series[str] = pa.Field(isin=_YES_NO)
    night: Series[str] = pa.Field(isin=_YES_NO)
    skill: Series[str]
    note: Series[str]


def member_rows(columns: dict[str, object], lines: "pd.Index[int]") -> pd.DataFrame:
    """Return ``MemberRows`` of columns of equal length.

    Parameters
    ----------
    columns
        Every column of the contract.
    lines
        Line of each row.

    Returns
    -------
    pd.DataFrame
        Checked against the contract.
    """
    frame = pd.DataFrame(columns, index=pd.Index(lines, dtype="int64", name="line"))
    texts = {name: "str" for name in frame if name not in {"age_low", "age_high"}}
    return MemberRows.check(
        frame.astype({**texts, "age_low": "int64", "age_high": "int64"})[MemberRows.columns()]
    )
