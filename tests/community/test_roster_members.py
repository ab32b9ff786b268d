"""The rows of members as they would be kept."""

import pandas as pd
import pytest

from community.roster_members import MemberRows, member_rows

_PERSON = {
    **dict.fromkeys(("number", "kana", "birth", "association", "address", "phone", "mobile", "mail"), ""),
    **dict.fromkeys(("skill", "note"), ""),
    "org_id": "org-1",
    "post": "headquarters",
    "role": "member",
    "name": "見本 一郎",
    "age_low": 0,
    "age_high": 120,
    "day": "unknown",
    "night": "unknown",
}


def make_members(*people: dict[str, object], first_line: int = 2) -> pd.DataFrame:
    """Return ``MemberRows`` of people who differ from one as given."""
    rows = [{**_PERSON, **person} for person in people or ({},)]
    columns = {name: [row[name] for row in rows] for name in _PERSON}
    return member_rows(columns, pd.RangeIndex(first_line, first_line + len(rows)))


def test_rows_hold_every_column_of_the_contract():
    assert list(make_members().columns) == MemberRows.columns()
    assert make_members({}, {}).index.tolist() == [2, 3]


@pytest.mark.parametrize(
    "bad", [{"name": ""}, {"post": "dance"}, {"role": "king"}, {"age_high": 121}, {"day": "x"}]
)
def test_a_row_outside_the_contract_is_refused(bad):
    with pytest.raises(Exception, match="MemberRows"):
        make_members(bad)
