"""Since when a list says what it says, and which squads are too few at an hour: one wording everywhere."""

from dataclasses import replace

import pandas as pd

from domain.tables.organisations import ListedDistricts, ListedOrganisations, SquadHours
from planning.case import Case
from presentation.district_profile.strength import build_strength
from presentation.listed_squads import hours_texts, listed_notes, listed_person_notes, local_minute
from presentation.readiness_tables import organisation_table, squad_table
from presentation.words import Words
from tests.made import make_toy

WORDS = Words("ja")
D1, D2 = "271411-00001", "271420-00002"
# 09:05 UTC is 18:05 in Japan.
AT = "2026-11-28T09:05:00+00:00"
MEMBERS, MODEL = "名簿 第3版（2026-11-28 18:05）", "模擬データ"


def with_list(case: Case, *, needs_told: bool = False, facts: int | None = None) -> Case:
    """Return the case with a list of org-1: of 4 needed in its information squad 1 to 3 come by night."""
    listed = pd.DataFrame(
        {
            "members_version": pd.array([3], dtype="Int64"),
            "members_made_at": pd.array([AT], dtype="str"),
            "facts_version": pd.array([facts], dtype="Int64"),
            "facts_made_at": pd.array([AT if facts else ""], dtype="str"),
            "needs_told": [needs_told],
        },
        index=pd.Index(["org-1"], dtype="str", name="org_id"),
    )
    columns = ["org_id", "post", "day_min", "day_max", "night_min", "night_max"]
    rows = [("org-1", "information", 4, 4, 1, 3), ("org-1", "rescue", 0, 1, 0, 1)]
    hours = pd.DataFrame(rows, columns=columns).astype({"org_id": "str", "post": "str"}).rename_axis("row")
    told = {"listed": ListedOrganisations.check(listed), "squad_hours": SquadHours.check(hours)}
    return replace(case, strength=replace(case.strength, **told))


def _column(table, key: str, org_id: str) -> set[object]:
    keys = [column.key for column in table.columns]
    at, of = keys.index(key), keys.index("organisation_id")
    return {row[at] for row in table.rows() if row[of] == org_id}


def test_a_time_of_the_store_is_that_of_japan():
    assert local_minute("2026-12-31T15:00:00+00:00") == "2027-01-01 00:00"


def test_counts_of_people_who_need_help_say_which_list_they_rest_on():
    case = make_toy().case
    assert listed_person_notes(case, D1, WORDS) == ()
    listed = pd.DataFrame(
        {
            "persons_version": pd.array([4], dtype="Int64"), "persons_made_at": [AT],
            "plans_version": pd.array([None], dtype="Int64"), "plans_made_at": [""],
        },
        index=pd.Index([D1], dtype="str", name="district_id"),
    )  # fmt: skip
    listed = ListedDistricts.check(listed.astype({"persons_made_at": "str", "plans_made_at": "str"}))
    case = replace(case, strength=replace(case.strength, listed_districts=listed))
    said = "避難行動要支援者と同意の人数は、避難行動要支援者名簿 第4版（2026-11-28 18:05）によります。"
    assert listed_person_notes(case, D1, WORDS) == (said,)
    assert listed_person_notes(case, D2, WORDS) == ()


def test_only_organisations_with_a_list_are_said_to_stand_on_one():
    case = with_list(make_toy().case)
    assert _column(squad_table(case, "ja"), "data_kind", "org-1") == {f"{MEMBERS}。必要な班員は{MODEL}"}
    assert _column(squad_table(case, "ja"), "data_kind", "org-2") == {MODEL}
    assert _column(organisation_table(case, "ja"), "data_kind", "org-1") == {
        f"組織の情報: {MODEL}、班員: {MEMBERS}"
    }
    assert _column(organisation_table(case, "ja"), "data_kind", "org-2") == {MODEL}


def test_what_an_office_told_of_the_organisation_and_its_needs_is_no_model_data():
    case = with_list(make_toy().case, needs_told=True, facts=2)
    assert _column(squad_table(case, "ja"), "data_kind", "org-1") == {MEMBERS}
    assert _column(organisation_table(case, "ja"), "data_kind", "org-1") == {
        f"組織の情報: 登録 第2版（2026-11-28 18:05）、班員: {MEMBERS}"
    }


def test_who_can_come_is_said_with_both_ends_and_is_unknown_without_a_list():
    hours = with_list(make_toy().case).strength.squad_hours
    squads = [("org-1", "information"), ("org-1", "food_water"), ("org-2", "information")]
    unknown = [WORDS("export.not_surveyed")] * 2
    assert hours_texts(hours, squads, "day", WORDS) == ["4", *unknown]
    assert hours_texts(hours, squads, "night", WORDS) == ["1〜3", *unknown]


def test_a_squad_that_is_too_few_by_night_alone_is_told_with_its_numbers():
    case = with_list(make_toy().case)
    # Rescue has 1 of 4 at any time: a vacancy, not a matter of hours.
    assert listed_notes(case, ["org-1", "org-2"], WORDS) == (
        WORDS("listed.members_note", organisation="甲校区自主防災会", version=MEMBERS),
        WORDS(
            "listed.night_gap",
            organisation="甲校区自主防災会",
            squads=WORDS("listed.gap_squad", squad=WORDS("post.information"), needed=4, count=3),
        ),
        WORDS("listed.hours_note"),
    )
    assert listed_notes(case, ["org-2"], WORDS) == ()


def test_the_profile_of_a_district_says_it_and_that_of_the_next_does_not():
    case, plan = make_toy()
    case = with_list(case)
    own, other = (build_strength(case, plan, district, WORDS) for district in (D1, D2))
    assert own.list_notes == listed_notes(case, ["org-1"], WORDS)
    assert {"by_day", "by_night"} <= set(own.squads.keys)
    assert other.list_notes == ()
    assert not {"by_day", "by_night"} & set(other.squads.keys)
