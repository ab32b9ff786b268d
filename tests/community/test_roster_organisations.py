"""Which organisation a row belongs to: by id, else by name, and never by a guess."""

import pandas as pd

from community.roster_organisations import find_organisations
from tests.each import each

#: Two share a name but for the brackets.
NAMES = ["榎校区自主防災組織（模擬）", "錦校区自主防災組織", "新町自治会（東）", "新町自治会（西）"]
ORGANISATIONS = pd.DataFrame(
    {"name": NAMES, "district_id": ["d-1", "d-2", "d-3", "d-3"]},
    index=pd.Index(["ORG-1", "ORG-2", "ORG-3", "ORG-4"], name="org_id"),
)
REASONS = ("unknown_id", "unknown_name", "shared_name", "other_name", "unlisted_name", "missing")


def find(org_id: str, name: str) -> tuple[int, set[str]]:
    cells = (pd.Series([text], dtype="str") for text in (org_id, name))
    found = find_organisations(*cells, ORGANISATIONS)
    return int(found.positions[0]), {reason for reason in REASONS if getattr(found, reason)[0]}


@each(
    ("org_id", "name", "row"),
    [
        ("ORG-2", "", 1),
        ("ｏｒｇ－2", "", 1),
        ("", "錦校区自主防災組織", 1),
        ("", "錦校区 自主防災組織", 1),
        ("", "榎校区自主防災組織", 0),
        ("", "榎校区自主防災組織(模擬)", 0),
        ("", "錦校区自主防災組織（控）", 1),
        ("", "新町自治会（西）", 3),
        ("ORG-2", "錦校区自主防災組織", 1),
        # Shared by both, so that it agrees with the id of either.
        ("ORG-4", "新町自治会", 3),
        ("ORG-3", "新町自治会", 2),
    ],
)
def test_an_organisation_is_found_by_id_or_name(org_id: str, name: str, row: int):
    assert find(org_id, name) == (row, set())


@each(
    ("org_id", "name", "row", "reason"),
    [
        ("ORG-9", "", -1, "unknown_id"),
        ("ORG-9", "錦校区自主防災組織", -1, "unknown_id"),
        ("", "南校区自主防災組織", -1, "unknown_name"),
        ("", "新町自治会", -1, "shared_name"),
        ("ORG-1", "錦校区自主防災組織", 0, "other_name"),
        ("ORG-1", "新町自治会", 0, "other_name"),
        ("ORG-1", "南校区自主防災組織", 0, "unlisted_name"),
        ("", "", -1, "missing"),
    ],
)
def test_what_settles_nothing_is_told_apart(org_id: str, name: str, row: int, reason: str):
    assert find(org_id, name) == (row, {reason})


@each(
    ("name", "row"),
    [
        ("榎校区自主防災会", 0),
        ("榎校区防災会", 0),
        ("錦小学校区自主防災組織", 1),
        ("錦校区連合自治会自主防災部", 1),
        ("錦校区自主防災会第2支部", -1),
        ("大榎校区自主防災会", -1),
        # Two organisations are in the district.
        ("新町校区自主防災会", -1),
        ("自主防災会", -1),
    ],
)
def test_an_organisation_is_found_by_its_district_in_a_name_of_its_own(name: str, row: int):
    cells = (pd.Series([text], dtype="str") for text in ("", name))
    districts = {"d-1": "榎", "d-2": "錦", "d-3": "新町"}
    found = find_organisations(*cells, ORGANISATIONS, district_names=districts)
    assert int(found.positions[0]) == row


def test_rows_keep_their_own_organisation():
    ids = pd.Series(["ORG-1", "", "ORG-9", "ORG-1"], dtype="str")
    names = pd.Series(["", "錦校区自主防災組織", "", "錦校区自主防災組織"], dtype="str")
    found = find_organisations(ids, names, ORGANISATIONS)
    assert found.positions.tolist() == [0, 1, -1, 0]
    assert found.other_name.tolist() == [False, False, False, True]
