"""Lists become versions: all or nothing, the same list twice changes nothing, every version comes back."""

import pandas as pd
import pytest

from domain.registers import RegisterName
from storage.store.errors import ForbiddenError, RefusedError, StaleError
from storage.store.registers import REGISTERS
from storage.store.store import Store, UploadedFile
from tests.storage.store.made import (
    AREAS,
    HEAD,
    LEADER_A1,
    LEADER_A2,
    OFFICER_A,
    frame,
    members,
    names,
    person_of,
    row,
)

M = RegisterName.MEMBERS
TWO = members(("A1", "甲 一"), ("A1", "乙 二"))


def test_what_is_committed_is_read_back_to_the_cell(store: Store):
    rows = [
        row(M, "A1", name="甲 一", kana="コウ", born_on="1951-04", age_low=None, age_high=79, phone="072-1")
    ]
    given = frame(M, rows)
    done = store.commit(HEAD, M, given)
    found = store.read(HEAD, M)
    assert (done.added, done.changed, done.removed, done.unchanged) == (1, 0, 0, 0)
    pd.testing.assert_frame_equal(found.reset_index(drop=True), given.reset_index(drop=True))
    assert REGISTERS[M].contract.check(found) is not None


@pytest.mark.parametrize("register", list(RegisterName))
def test_every_register_keeps_its_rows(store: Store, register: RegisterName):
    own = {}
    if register is RegisterName.INDIVIDUAL_PLANS:
        needs = RegisterName.NEEDS_HELP
        store.commit(HEAD, needs, frame(needs, [row(needs, "A1")]))
        own = {"person_id": person_of(store, "A1")}
    given = frame(register, [row(register, "A1", **own)])
    if register is RegisterName.ORGANISATIONS:
        given = given.assign(org_id="A9")
    store.commit(HEAD, register, given)
    found = store.read(HEAD, register)
    found = found[found["org_id"] == given["org_id"].iloc[0]]
    pd.testing.assert_frame_equal(found.reset_index(drop=True), given.reset_index(drop=True))


def test_the_same_list_twice_changes_nothing(store: Store):
    first = store.commit(HEAD, M, TWO)
    again = store.commit(HEAD, M, TWO, removes=True)
    assert again.version is None
    assert again.unchanged == 2
    assert store.newest_version(HEAD, M) == first.version


def test_a_list_that_lacks_people_removes_them_only_where_it_is_the_whole(store: Store):
    store.commit(HEAD, M, TWO)
    half = members(("A1", "甲 一"))
    assert store.commit(HEAD, M, half).version is None
    assert names(store.read(HEAD, M)) == ["乙 二", "甲 一"]
    assert store.commit(HEAD, M, half, removes=True).removed == 1
    assert names(store.read(HEAD, M)) == ["甲 一"]


def test_a_list_concerns_no_other_organisation(store: Store):
    store.commit(HEAD, M, members(("A1", "甲 一"), ("A2", "丙 三")))
    store.commit(HEAD, M, members(("A1", "丁 四")), removes=True)
    assert names(store.read(HEAD, M)) == ["丁 四", "丙 三"]


def test_an_empty_list_empties_the_organisation_that_it_names(store: Store):
    store.commit(HEAD, M, TWO)
    done = store.commit(HEAD, M, TWO.iloc[:0], scopes=["A1"], removes=True)
    assert done.removed == 2
    assert store.read(HEAD, M).empty


def test_a_list_names_no_organisation_beyond_those_it_stands_for(store: Store):
    with pytest.raises(RefusedError, match="scope_missing"):
        store.commit(HEAD, M, TWO, scopes=["A2"])


def test_a_person_whose_data_change_stays_the_same_person(store: Store):
    store.commit(HEAD, M, TWO)
    before = store.read(HEAD, M)
    done = store.commit(HEAD, M, members(("A1", "甲　一"), phone="072-222-0000"))
    after = store.read(HEAD, M)
    assert (done.added, done.changed, done.unchanged) == (0, 1, 0)
    assert set(after.index) == set(before.index)
    assert sorted(after["phone"]) == ["", "072-222-0000"]


def test_one_person_in_two_squads_is_two_rows_and_each_finds_itself(store: Store):
    rows = [row(M, "A1", name="甲", post="rescue"), row(M, "A1", name="甲", post="information")]
    store.commit(HEAD, M, frame(M, rows))
    changed = store.preview(HEAD, M, frame(M, [rows[1] | {"day": "no"}, rows[0]])).differences
    assert changed.unchanged == 1
    assert changed.before["post"].tolist() == ["information"]


def test_a_preview_tells_by_line_what_changes_and_writes_nothing(store: Store):
    store.commit(HEAD, M, TWO)
    new = frame(M, [row(M, "A1", name="丁 四"), row(M, "A1", name="甲 一", day="no")])
    found = store.preview(HEAD, M, new, removes=True)
    assert found.differences.added.index.tolist() == [2]
    assert names(found.differences.removed) == ["乙 二"]
    cells = found.differences.cells()
    assert cells.to_numpy().tolist() == [[3, "day", "yes", "no"]]
    assert not found.changes_nothing
    assert names(store.read(HEAD, M)) == ["乙 二", "甲 一"]


def test_a_preview_of_a_part_keeps_what_it_lacks(store: Store):
    store.commit(HEAD, M, TWO)
    found = store.preview(HEAD, M, members(("A1", "甲 一")))
    assert names(found.differences.removed) == ["乙 二"]
    assert found.changes_nothing
    assert not store.preview(HEAD, M, members(("A1", "甲 一")), removes=True).changes_nothing


def test_who_looked_before_another_commit_is_told_so(store: Store):
    looked = store.preview(HEAD, M, TWO)
    store.commit(LEADER_A1, M, members(("A1", "丁 四")))
    with pytest.raises(StaleError):
        store.commit(HEAD, M, TWO, based_on=looked.based_on)
    assert names(store.read(HEAD, M)) == ["丁 四"]
    store.commit(HEAD, M, TWO, based_on=store.preview(HEAD, M, TWO).based_on)


def test_a_commit_to_another_organisation_disturbs_nobody(store: Store):
    looked = store.preview(LEADER_A1, M, TWO)
    store.commit(LEADER_A2, M, members(("A2", "丙 三")))
    assert store.commit(LEADER_A1, M, TWO, based_on=looked.based_on).added == 2


def test_undo_is_a_new_version_equal_to_the_old_one(store: Store):
    store.commit(HEAD, M, TWO)
    first = store.read(HEAD, M)
    second = store.commit(HEAD, M, members(("A1", "甲 一"), ("A1", "丁 四"), day="no"), removes=True)
    undone = store.undo(HEAD, second.version)
    assert (undone.added, undone.changed, undone.removed) == (1, 1, 1)
    pd.testing.assert_frame_equal(store.read(HEAD, M).sort_index(), first.sort_index())
    history = store.history(HEAD, M)
    assert history["version_id"].tolist() == [undone.version, second.version, second.version - 1]
    assert history["undoes"].tolist() == [second.version, pd.NA, pd.NA]


def test_undo_of_an_undo_brings_the_later_state_back(store: Store):
    store.commit(HEAD, M, TWO)
    second = store.commit(HEAD, M, members(("A1", "丁 四")), removes=True)
    later = store.read(HEAD, M)
    undone = store.undo(HEAD, second.version)
    store.undo(HEAD, undone.version)
    pd.testing.assert_frame_equal(store.read(HEAD, M), later)


def test_what_others_built_on_is_not_undone(store: Store):
    first = store.commit(HEAD, M, TWO)
    store.commit(HEAD, M, members(("A1", "丁 四")))
    with pytest.raises(StaleError, match="undo_later"):
        store.undo(HEAD, first.version)
    assert len(store.read(HEAD, M)) == 3


def test_undo_leaves_other_organisations_as_they_are(store: Store):
    first = store.commit(HEAD, M, TWO)
    store.commit(HEAD, M, members(("A2", "丙 三")))
    store.undo(HEAD, first.version)
    assert names(store.read(HEAD, M)) == ["丙 三"]


def test_undo_of_a_version_that_is_not_there_is_refused(store: Store):
    with pytest.raises(RefusedError, match="version_unknown"):
        store.undo(HEAD, 99)


def test_undo_is_for_those_who_may_write_all_of_it(store: Store):
    done = store.commit(HEAD, M, members(("A1", "甲"), ("A2", "乙")))
    with pytest.raises(ForbiddenError):
        store.undo(LEADER_A1, done.version)
    assert store.undo(OFFICER_A, done.version).removed == 2


def test_lists_go_back_to_any_version(store: Store):
    first = store.commit(HEAD, M, TWO)
    before = store.read(HEAD, M)
    store.commit(HEAD, M, members(("A1", "丁 四")), removes=True)
    store.commit(HEAD, M, members(("A1", "戊 五")), removes=True)
    done = store.restore_lists(HEAD, M, ["A1"], to=first.version)
    assert (done.added, done.changed, done.removed, done.unchanged) == (2, 0, 1, 0)
    pd.testing.assert_frame_equal(store.read(HEAD, M).sort_index(), before.sort_index())
    assert store.restore_lists(HEAD, M, ["A1"], to=first.version).version is None


def test_any_two_versions_are_compared(store: Store):
    first = store.commit(HEAD, M, TWO)
    second = store.commit(HEAD, M, members(("A1", "甲 一"), ("A1", "丁 四"), day="no"), removes=True)
    found = store.compare(HEAD, M, first.version, second.version)
    assert names(found.added) == ["丁 四"]
    assert names(found.removed) == ["乙 二"]
    assert found.cells()[["column", "before", "after"]].to_numpy().tolist() == [["day", "yes", "no"]]
    assert store.compare(HEAD, M, second.version).is_empty
    assert len(store.compare(HEAD, M, first.version - 1, first.version).added) == 2


def test_a_version_shows_what_held_then(store: Store):
    first = store.commit(HEAD, M, TWO)
    second = store.commit(HEAD, M, members(("A1", "丁 四")), removes=True)
    assert store.read(HEAD, M, at=first.version - 1).empty
    assert names(store.read(HEAD, M, at=first.version)) == ["乙 二", "甲 一"]
    assert names(store.read(HEAD, M, at=second.version)) == ["丁 四"]


def test_the_history_counts_what_happened_to_each_list(store: Store):
    store.commit(HEAD, M, members(("A1", "甲"), ("A2", "乙")))
    done = store.commit(
        HEAD, M, members(("A1", "甲"), ("A1", "丁"), day="no"), scopes=["A1", "A2"], removes=True
    )
    history = store.history(HEAD, M)
    newest = history[history["version_id"] == done.version]
    columns = ["scope_id", "added", "changed", "removed"]
    assert newest[columns].to_numpy().tolist() == [["A1", 1, 1, 0], ["A2", 0, 0, 1]]
    assert store.history(HEAD, M, scope="A2")["scope_id"].tolist() == ["A2", "A2"]


def test_a_row_that_does_not_fit_the_contract_stops_the_whole_list(store: Store):
    wrong = pd.concat([TWO, members(("A1", "丙"), day="maybe").set_axis([9])])
    with pytest.raises(RefusedError, match="list_misfits") as caught:
        store.commit(HEAD, M, wrong)
    assert caught.value.details == {"register": "members", "columns": "day", "rows": 1}
    assert store.read(HEAD, M).empty


def test_an_organisation_that_nobody_knows_is_refused(store: Store):
    stranger = TWO.assign(org_id="Z9")
    with pytest.raises(RefusedError, match="organisation_unknown") as caught:
        store.commit(HEAD, M, stranger)
    assert caught.value.details == {"organisations": "Z9", "count": 1}


def test_an_organisation_lies_where_the_store_knows_it(store: Store):
    elsewhere = TWO.assign(district_id=AREAS["B3"][1])
    with pytest.raises(RefusedError, match="organisation_unknown"):
        store.commit(HEAD, M, elsewhere)


def test_names_are_found_whatever_their_width_and_blanks(store: Store):
    store.commit(HEAD, M, members(("A1", "Ｋｉｎｇ　太郎"), ("A2", "別人"), phone="０７２-222-1111"))
    assert names(store.find(HEAD, M, "name", "king太郎")) == ["Ｋｉｎｇ　太郎"]
    assert len(store.find(HEAD, M, "phone", "0722221111")) == 2
    assert store.find(HEAD, M, "name", "king").empty
    assert store.find(HEAD, M, "name", "").empty
    with pytest.raises(RefusedError, match="not_searchable"):
        store.find(HEAD, M, "address", "堺区")


def test_nobody_is_found_who_holds_no_longer(store: Store):
    store.commit(HEAD, M, TWO)
    store.commit(HEAD, M, TWO.iloc[:1], removes=True)
    assert store.find(HEAD, M, "name", "乙 二").empty


def test_without_personal_values_nothing_is_opened(store: Store):
    store.commit(HEAD, M, TWO)
    entries = len(store.rights.audit_entries(HEAD))
    found = store.read(HEAD, M, personal=False)
    assert found.columns.tolist() == REGISTERS[M].contract.open_columns()
    assert len(found) == 2
    assert len(store.rights.audit_entries(HEAD)) == entries


def test_the_file_of_a_list_is_known_by_its_mark_alone(store: Store):
    store.commit(HEAD, M, TWO, file=UploadedFile("山田名簿.csv", b"abc"))
    newest = store.rights.audit_entries(HEAD, newest=1)[0]
    assert newest.action == "commit"
    assert "山田" not in newest.detail


def test_reading_personal_values_stands_in_the_audit_log(store: Store):
    store.commit(HEAD, M, TWO)
    store.read(LEADER_A1, M)
    entry = store.rights.audit_entries(HEAD, newest=1)[0]
    assert (entry.account, entry.role, entry.action) == ("kaicho-a1", "organisation_leader", "read")
    assert '"rows": 2' in entry.detail


def test_more_lists_than_one_query_names(store: Store):
    scopes = ["A1", *[f"X{i}" for i in range(12_000)]]
    store.commit(HEAD, M, TWO)
    assert len(store.read(HEAD, M, scopes=scopes)) == 2


def test_who_looked_is_told_of_a_change_by_somebody_of_another_area(store: Store):
    """A place may have key holders of several organisations; its list is one."""
    duty = RegisterName.OPENING_DUTY
    own, other = (frame(duty, [row(duty, org, name=org)]) for org in ("A1", "A2"))
    both = frame(duty, [row(duty, org, name=f"{org}の人") for org in ("A1", "A2")])
    looked = store.preview(LEADER_A1, duty, own)
    store.commit(HEAD, duty, both)
    with pytest.raises(StaleError):
        store.commit(LEADER_A1, duty, own, based_on=looked.based_on)
    store.commit(LEADER_A1, duty, own, removes=True)
    # Removed is what is the leader's own, and nobody else's.
    assert names(store.read(HEAD, duty)) == ["A1", "A2の人"]
    store.commit(LEADER_A2, duty, other)
    assert names(store.read(LEADER_A2, duty)) == ["A2", "A2の人"]


def test_a_plan_is_of_somebody_on_the_support_list_of_its_area(store: Store):
    needs, plans = RegisterName.NEEDS_HELP, RegisterName.INDIVIDUAL_PLANS
    store.commit(HEAD, needs, frame(needs, [row(needs, "A1")]))
    person = person_of(store, "A1")
    wrong = [row(plans, "A1", person_id="nobody"), row(plans, "A2", person_id=person)]
    with pytest.raises(RefusedError, match="person_unknown") as caught:
        store.commit(HEAD, plans, frame(plans, [*wrong, row(plans, "A1", person_id=person)]))
    assert caught.value.details == {"count": 2}
    assert store.read(HEAD, plans).empty
    assert store.commit(HEAD, plans, frame(plans, [row(plans, "A1", person_id=person)])).added == 1
