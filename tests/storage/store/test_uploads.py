"""Which file a version came in is known to who sees the version."""

from domain.registers import RegisterName
from storage.store.store import Store, UploadedFile
from tests.storage.store.made import (
    HEAD,
    LEADER_A1,
    LEADER_A2,
    OFFICER_A,
    OFFICER_B,
    VIEWER,
    frame,
    members,
    row,
)

M, HELP = RegisterName.MEMBERS, RegisterName.NEEDS_HELP


def test_a_file_is_seen_by_those_who_see_its_version(store: Store):
    done = store.commit(LEADER_A1, M, members(("A1", "甲")), file=UploadedFile("名簿.csv", b"abcd"))
    for reader in (HEAD, OFFICER_A, LEADER_A1):
        [found] = store.uploads(reader, M)
        assert (found.version, found.name, found.size_bytes, found.account) == (
            done.version, "名簿.csv", 4, "kaicho-a1",
        )  # fmt: skip
    for reader in (LEADER_A2, OFFICER_B, VIEWER):
        assert store.uploads(reader, M) == (), reader.account


def test_the_newest_file_comes_first_and_one_that_changed_nothing_is_no_version(store: Store):
    for name in ("一.csv", "二.csv"):
        store.commit(HEAD, M, members(("A1", name)), file=UploadedFile(name, b"x"))
    store.commit(HEAD, M, members(("A1", "二.csv")), file=UploadedFile("三.csv", b"x"))
    assert [found.name for found in store.uploads(HEAD, M)] == ["二.csv", "一.csv"]


def test_files_of_the_support_list_are_for_those_who_see_its_history(store: Store):
    store.commit(HEAD, HELP, frame(HELP, [row(HELP, "A1")]), file=UploadedFile("b.csv", b"x"))
    assert len(store.uploads(HEAD, HELP)) == len(store.uploads(OFFICER_A, HELP)) == 1
    assert store.uploads(LEADER_A1, HELP) == store.uploads(OFFICER_B, HELP) == ()
