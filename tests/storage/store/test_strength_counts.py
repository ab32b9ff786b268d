"""Counts for planning: right as numbers, without a person, and known only to whom they belong."""

from domain.registers import RegisterName
from storage.store.audit import PROGRAM
from storage.store.reader import Reader
from storage.store.store import Store
from tests.storage.store.made import (
    COMMISSIONER,
    HEAD,
    LEADER_A1,
    LEADER_A2,
    NOWHERE,
    OFFICER_A,
    OFFICER_B,
    VIEWER,
    frame,
    members,
    row,
)

M, ORGS, S, HELP, PLANS = (
    RegisterName.MEMBERS, RegisterName.ORGANISATIONS, RegisterName.SQUADS, RegisterName.NEEDS_HELP,
    RegisterName.INDIVIDUAL_PLANS,
)  # fmt: skip


def squads(store: Store, reader: Reader = HEAD, year: int = 2026) -> dict[tuple[str, str], list[int]]:
    counts = store.counts.read(reader, year=year).squads
    return {
        (one.org_id, one.post): [one.members, one.leaders, one.over_75, one.age_unknown]
        for one in counts.itertuples()
    }


def test_ages_are_counted_in_the_year_asked_and_unknown_ones_told(store: Store):
    rows = [
        # 75 in 2026, 74 in 2025.
        row(M, "A1", name="甲", role="leader", born_on="1951-04-01"),
        row(M, "A1", name="乙", age_low=70, age_high=79),
        row(M, "A1", name="丙"),
        row(M, "A1", name="丁", age_low=75, age_high=130),
        row(M, "A1", name="戊", born_on="1990"),
    ]
    store.commit(HEAD, M, frame(M, rows))
    assert squads(store) == {("A1", "information"): [5, 1, 2, 2]}
    assert squads(store, year=2025) == {("A1", "information"): [5, 1, 1, 2]}


def test_a_new_version_is_counted_anew_and_an_undone_one_not_at_all(store: Store):
    store.commit(HEAD, M, members(("A1", "甲")))
    assert squads(store)["A1", "information"][0] == 1
    second = store.commit(HEAD, M, members(("A1", "乙")))
    assert squads(store)["A1", "information"][0] == 2
    store.undo(HEAD, second.version)
    assert squads(store)["A1", "information"][0] == 1
    store.restore_lists(HEAD, M, ["A1"], to=0)
    assert squads(store) == {}
    assert store.counts.read(HEAD, year=2026).lists.empty


def test_members_are_opened_once_for_a_version_and_it_is_in_the_log(store: Store):
    store.commit(HEAD, M, members(("A1", "甲")))
    for reader in (HEAD, OFFICER_A, LEADER_A1):
        store.counts.read(reader, year=2026)
    log = [entry for entry in store.rights.audit_entries(HEAD) if entry.action == "count"]
    assert [(entry.account, entry.detail) for entry in log] == [
        (PROGRAM, '{"register": "members", "rows": 1}')
    ]


def test_city_and_wards_know_every_organisation_and_others_their_own(store: Store):
    store.commit(HEAD, M, members(("A1", "甲"), ("A2", "乙"), ("B3", "丙")))
    every = {"A1", "A2", "B3", "B4"}
    for reader, orgs in (
        (HEAD, every), (OFFICER_A, every), (OFFICER_B, every), (NOWHERE, every), (LEADER_A1, {"A1"}),
        (LEADER_A2, {"A2"}), (COMMISSIONER, {"A1"}), (VIEWER, every),
    ):  # fmt: skip
        found = store.counts.read(reader, year=2026)
        assert set(found.organisations.index) == orgs, reader.account
        assert set(found.squads["org_id"]) == orgs - {"B4"}, reader.account
        assert set(found.lists["org_id"]) == orgs - {"B4"}, reader.account


def test_what_the_city_itself_said_is_told_from_what_an_office_said(store: Store):
    program = Reader.headquarters(PROGRAM)
    held = store.read(HEAD, ORGS)
    held.loc[held["org_id"] == "A2", "households_covered"] = 90
    store.commit(program, ORGS, held)
    store.commit(HEAD, S, frame(S, [row(S, "A1", needed=7)]))
    store.commit(program, S, frame(S, [row(S, "A2")]))
    found = store.counts.read(HEAD, year=2026)
    assert found.organisations["is_seeded"].to_dict() == {"A1": False, "A2": True, "B3": False, "B4": False}
    assert found.needed[["org_id", "needed", "is_seeded"]].to_numpy().tolist() == [
        ["A1", 7, False], ["A2", 4, True],
    ]  # fmt: skip


def test_people_who_need_help_are_counted_for_those_alone_who_may_read_them_all(store: Store):
    people = [row(HELP, "A1", name=f"要{i}", consent="yes" if i < 2 else "no") for i in range(3)]
    store.commit(HEAD, HELP, frame(HELP, people))
    held = store.read(HEAD, HELP)
    both = {"person_consent": "yes", "supporter_consent": "yes"}
    made = {"made_on": "2026-04-01"} | both
    plans = [row(PLANS, "A1", person_id=held.index[0], supporter_name=name, **made) for name in ("甲", "乙")]
    plans.append(row(PLANS, "A1", person_id=held.index[1], **both))
    # Made, but the supporter has not agreed, or the person has not: nobody is sure to come.
    for person, one in ((1, "supporter_consent"), (2, "person_consent")):
        plans.append(row(PLANS, "A1", person_id=held.index[person], **(made | {one: "unknown"})))
    store.commit(HEAD, PLANS, frame(PLANS, plans))
    for reader in (HEAD, OFFICER_A):
        counts = store.counts.read(reader, year=2026).persons
        # Two rows of one person are one plan; one without a date is not made, one of the three is agreed.
        assert counts.loc["271411-00001"].tolist() == [3, 2, 1], reader.account
    for reader in (OFFICER_B, LEADER_A1, COMMISSIONER, VIEWER):
        assert store.counts.read(reader, year=2026).persons.empty, reader.account
    store.commit(HEAD, HELP, held.iloc[1:], removes=True)
    # Who is on the list no longer has no plan that counts.
    assert store.counts.read(HEAD, year=2026).persons.loc["271411-00001"].tolist() == [2, 1, 0]


def test_nothing_of_a_person_is_in_the_counts(store: Store):
    store.commit(HEAD, M, members(("A1", "金糸雀"), phone="090-1"))
    found = store.counts.read(HEAD, year=2026)
    tables = [found.organisations, found.needed, found.squads, found.lists, found.persons]
    assert not any("金糸雀" in table.to_csv() or "090" in table.to_csv() for table in tables)


def test_the_mark_changes_with_every_version(store: Store):
    before = store.counts.mark(HEAD)
    store.commit(HEAD, M, members(("A1", "甲")))
    after = store.counts.mark(HEAD)
    assert before != after
    assert store.counts.mark(LEADER_A2) == after
