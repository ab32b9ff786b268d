"""Whoever is forgotten is in no version, no file name, no file of the database; the store stays sound."""

import pytest

from domain.registers import RegisterName
from storage.store.errors import RefusedError
from storage.store.remembered import ListScope, Said
from storage.store.store import Store, UploadedFile
from storage.store.upkeep import Upkeep
from tests.storage.store.conftest import Place
from tests.storage.store.made import AREAS, HEAD, add_organisations, frame, members, names, row

M, HELP, PLANS = RegisterName.MEMBERS, RegisterName.NEEDS_HELP, RegisterName.INDIVIDUAL_PLANS
A1 = ListScope(M, *AREAS["A1"], "A1")
WHY = "個人情報保護法による削除の求め"


def upkeep(place: Place) -> Upkeep:
    return Upkeep(place.url, keys=place.keys, backups=place.keys.parent)


def forget(place: Place, register: RegisterName, name: str, reason: str = WHY):
    keeper = upkeep(place)
    found = keeper.find_person(register, name)
    return keeper.forget(register, [one.record_id for one in found], reason=reason)


def with_history(place: Place) -> Store:
    """Return a store in which 甲 was added, changed, removed and came back by undo; 乙 stayed."""
    store = place.open()
    add_organisations(store)
    store.commit(HEAD, M, members(("A1", "甲 一"), ("A1", "乙 二")), file=UploadedFile("甲の名簿.csv", b"x"))
    store.commit(HEAD, M, members(("A1", "甲 一"), phone="2"))
    done = store.commit(HEAD, M, members(("A1", "乙 二")), removes=True)
    store.undo(HEAD, int(done.version or 0))
    store.remembered.keep(HEAD, Said.PAIRS, A1, {"A1\x1f甲 一": "same", "A1\x1f丙": "two"})
    return store


def test_she_is_in_no_version_and_everybody_else_in_each(place: Place):
    store = with_history(place)
    newest = store.newest_version(HEAD, M)
    done = forget(place, M, "甲　一")
    # Added, changed, and brought back by undo: three rows; the first file was hers.
    assert (done.rows, done.plans, done.files) == (3, 0, 1)
    for version in range(newest + 1):
        assert "甲 一" not in names(store.read(HEAD, M, at=version))
    assert names(store.read(HEAD, M)) == ["乙 二"]
    assert names(store.read(HEAD, M, at=2)) == ["乙 二"]
    assert upkeep(place).check() == ()
    assert [(upload.name, upload.size_bytes) for upload in store.uploads(HEAD, M)] == [("", 1)]
    assert store.remembered.read(HEAD, Said.PAIRS, A1) == {"A1\x1f丙": "two"}
    assert store.find(HEAD, M, "name", "甲一").empty
    store.close()


def test_it_is_in_the_log_with_its_reason_and_without_her(place: Place):
    store = with_history(place)
    forget(place, M, "甲 一")
    [entry] = [one for one in store.rights.audit_entries(HEAD) if one.action == "forget"]
    assert WHY in entry.detail
    assert "甲" not in entry.detail
    store.close()


def test_a_person_of_the_support_list_goes_with_her_plans(place: Place):
    store = place.open()
    add_organisations(store)
    store.commit(HEAD, HELP, frame(HELP, [row(HELP, "A1", name=name) for name in ("要 一", "要 二")]))
    held = store.read(HEAD, HELP)
    ids = {name: record for record, name in held["name"].items()}
    plans = [row(PLANS, "A1", person_id=ids[name], supporter_name="支 者") for name in ids]
    store.commit(HEAD, PLANS, frame(PLANS, plans))
    done = forget(place, HELP, "要 一")
    assert (done.rows, done.plans) == (1, 1)
    assert store.read(HEAD, PLANS)["person_id"].tolist() == [ids["要 二"]]
    assert upkeep(place).check() == ()
    store.close()


def test_a_reason_is_needed_and_names_nobody(place: Place):
    store = with_history(place)
    for reason, key in (("", "reason_missing"), ("甲一 さんの求め", "reason_names")):
        with pytest.raises(RefusedError, match=key):
            forget(place, M, "甲 一", reason)
    with pytest.raises(RefusedError, match="record_unknown"):
        upkeep(place).forget(M, ["nobody"], reason=WHY)
    with pytest.raises(RefusedError, match="record_unknown"):
        upkeep(place).forget(M, [], reason=WHY)
    assert len(store.read(HEAD, M)) == 2
    store.close()


def test_records_of_one_name_are_told_apart_for_a_choice(place: Place):
    store = place.open()
    add_organisations(store)
    rows = [row(M, "A1", name="甲", born_on="1950"), row(M, "A2", name="甲", born_on="1990")]
    store.commit(HEAD, M, frame(M, rows))
    found = upkeep(place).find_person(M, "甲")
    assert sorted((one.org_id, one.born_on, one.rows, one.holds) for one in found) == [
        ("A1", "1950", 1, True), ("A2", "1990", 1, True),
    ]  # fmt: skip
    [first] = [one for one in found if one.org_id == "A1"]
    upkeep(place).forget(M, [first.record_id], reason=WHY)
    assert store.read(HEAD, M)["org_id"].tolist() == ["A2"]
    said = repr(found)
    for one in found:
        # A number drawn at random may hold any four figures.
        said = said.replace(str(one.record_id), "")
    assert "1950" not in said
    with pytest.raises(RefusedError, match="not_searchable"):
        upkeep(place).find_person(RegisterName.SQUADS, "甲")
    store.close()


def test_no_file_of_the_database_holds_what_was_forgotten(place: Place):
    if not place.is_sqlite:
        pytest.skip("PostgreSQL's files are the server's; its rows are looked at above")
    store = with_history(place)
    held = store.sessions.engine.connect()
    sealed = [
        bytes(one.sealed)
        for one in held.exec_driver_sql("SELECT sealed, record_id FROM members")
        if one.record_id == store.find(HEAD, M, "name", "甲 一").index[0]
    ]
    held.close()
    store.close()
    forget(place, M, "甲 一")
    files = list(place.keys.parent.parent.rglob("store.db*"))
    assert files
    assert sealed
    for file in files:
        assert not any(value in file.read_bytes() for value in sealed), file.name
