"""Possible duplicates are asked about once, and what is said of them decides the list."""

import pandas as pd

from community.namesakes import several_leaders
from domain.registers import RegisterName
from storage.store.remembered import ListScope, Said
from storage.store.store import Store
from tests.use_cases.stores import CITY, HEAD
from use_cases.commit_list import (
    ReadyList,
    commit_list,
    look_at_list,
    preview_list,
    ready_members,
    rows_after,
)
from use_cases.list_pairs import decided, in_place_of_held, pairs_with_held, pairs_within, saying
from use_cases.upload_roster import RosterUpload, upload_roster

M = RegisterName.MEMBERS
HEADER = "組織ID,班,役割,氏名,生年,携帯電話,電話番号"


def upload(*rows: str) -> RosterUpload:
    return upload_roster("\n".join([HEADER, *rows]).encode(), CITY.strength, year=2026)


def put(store: Store, *rows: str) -> None:
    ready = ready_members(upload(*rows), CITY)
    commit_list(store, HEAD, ready, preview_list(store, HEAD, CITY, ready))


def test_a_pair_of_a_list_is_known_again_in_the_next_file_whatever_its_lines():
    first = upload("org-1,情報班,班員,高橋 一,1950,,", "org-1,情報班,班員,髙橋 一,1950,,")
    [pair] = pairs_within(first.members, first.duplicates)
    assert (pair.line, pair.other, pair.reason) == (2, 3, "name")
    said = saying({}, pair, same=True)
    later = upload(
        "org-1,消火班,班員,別 人,1970,,",
        "org-1,情報班,班員,髙橋 一,1950,,",
        "org-1,情報班,班員,高橋 一,1950,,",
    )
    [again] = pairs_within(later.members, later.duplicates)
    assert decided([again], said) == {again: True}
    assert decided([again], saying(said, again, same=False)) == {again: False}
    assert decided([again], saying(said, again, same=None)) == {}


def test_a_new_spelling_of_somebody_held_is_a_pair_and_another_person_is_none(store: Store):
    put(store, "org-1,情報班,班員,髙橋 一,1950,,", "org-1,消火班,班員,丙 三,1960,,")
    ready = ready_members(upload("org-1,情報班,班員,高橋 一,1950,,"), CITY)
    seen = preview_list(store, HEAD, CITY, ready).differences
    held = store.read(HEAD, M)
    [pair] = pairs_with_held(seen.added, seen.removed)
    assert (pair.line, pair.other) == (2, held.index[held["name"] == "髙橋 一"][0])
    other = ready_members(upload("org-1,消火班,班員,高橋 一,1951,,"), CITY)
    seen = preview_list(store, HEAD, CITY, other).differences
    assert pairs_with_held(seen.added, seen.removed) == ()


def _seen(store: Store, ready: ReadyList, *, removes: bool = False) -> tuple[int, int, int, int]:
    found = look_at_list(store, HEAD, CITY, ready, removes=removes)[1].differences
    return len(found.added), len(found.after), len(found.removed), found.unchanged


def test_a_namesake_of_another_birth_in_the_same_squad_is_asked_about_and_takes_nobodys_place(store: Store):
    put(store, "org-1,情報班,班長,甲 一,1950,090-0000-0001,", "org-1,消火班,班員,丙 三,1960,,")
    ready, seen = look_at_list(
        store, HEAD, CITY, ready_members(upload("org-1,情報班,班員,甲 一,1980,,"), CITY)
    )
    found = seen.differences
    # The son is new; the father stays, and nothing of him becomes the son's.
    assert (len(found.added), len(found.after), len(found.removed)) == (1, 0, 2)
    assert found.added["phone"].tolist() == [""]
    [pair] = pairs_with_held(found.added, found.removed)
    assert pair.reason == "namesake"
    # Said to be one person (a slip of the pen): her row is changed, nobody else goes.
    whole = in_place_of_held(ready, found.removed, [str(pair.other)])
    shown = preview_list(store, HEAD, CITY, whole, removes=True).differences
    assert (len(shown.added), len(shown.after), len(shown.removed)) == (0, 1, 0)
    # Said nothing of, or to be two: both stand.
    commit_list(store, HEAD, ready, seen)
    assert sorted(store.read(HEAD, M)["born_on"]) == ["1950", "1960", "1980"]
    both = ready_members(
        upload("org-1,情報班,班員,甲 一,1980,,", "org-1,情報班,班長,甲 一,1950,090-0000-0001,"), CITY
    )
    assert _seen(store, both) == (0, 0, 1, 2)
    # In a whole list without him, the father goes and the son comes.
    assert _seen(store, ready_members(upload("org-1,情報班,班長,甲 一,1990,,"), CITY), removes=True)[:3] == (
        1, 0, 3,
    )  # fmt: skip


def test_a_birth_that_is_told_more_closely_and_an_age_that_goes_on_are_the_same_person(store: Store):
    put(store, "org-1,情報班,班長,甲 一,1950,,")
    assert _seen(store, ready_members(upload("org-1,情報班,班長,甲 一,1950-04-01,,"), CITY)) == (0, 1, 0, 0)
    assert _seen(store, ready_members(upload("org-1,情報班,班長,甲 一,,,"), CITY)) == (0, 1, 0, 0)


def test_a_half_list_with_a_new_leader_leaves_two_and_they_are_told(store: Store):
    put(store, "org-1,情報班,班長,甲 一,1950,,", "org-1,消火班,班長,丙 三,1960,,")
    ready, seen = look_at_list(
        store, HEAD, CITY, ready_members(upload("org-1,情報班,班長,乙 二,1970,,"), CITY)
    )
    assert several_leaders(rows_after(ready, seen)).to_dict("records") == [
        {"org_id": "org-1", "post": "information", "leaders": 2}
    ]
    ready, seen = look_at_list(store, HEAD, CITY, ready, removes=True)
    assert several_leaders(rows_after(ready, seen)).empty


def test_a_mobile_telephone_is_a_persons_own_and_one_at_home_is_not(store: Store):
    put(store, "org-1,情報班,班員,甲 一,,090-0000-0001,", "org-1,消火班,班員,乙 二,,,072-000-0001")
    ready = ready_members(
        upload("org-1,情報班,班員,丁 一,,090-0000-0001,", "org-1,消火班,班員,戊 二,,,072-000-0001"), CITY
    )
    seen = preview_list(store, HEAD, CITY, ready).differences
    assert [(pair.line, pair.reason) for pair in pairs_with_held(seen.added, seen.removed)] == [(2, "mobile")]


def test_one_person_under_a_new_spelling_stands_once_and_nobody_else_goes(store: Store):
    put(store, "org-1,情報班,班員,髙橋 一,1950,,", "org-1,消火班,班員,丙 三,1960,,")
    ready = ready_members(upload("org-1,情報班,班員,高橋 一,1950,,"), CITY)
    seen = preview_list(store, HEAD, CITY, ready).differences
    [pair] = pairs_with_held(seen.added, seen.removed)
    whole = in_place_of_held(ready, seen.removed, [str(pair.other)])
    shown = preview_list(store, HEAD, CITY, whole, removes=True)
    done = commit_list(store, HEAD, whole, shown)
    assert (done.added, done.removed, done.unchanged) == (1, 1, 1)
    assert sorted(store.read(HEAD, M)["name"]) == ["丙 三", "高橋 一"]


def test_nobody_is_compared_where_nobody_is_new_or_missing():
    nobody = pd.DataFrame()
    assert pairs_with_held(nobody, nobody) == ()


def test_what_is_said_is_remembered_with_the_list(store: Store):
    first = upload("org-1,情報班,班員,高橋 一,1950,,", "org-1,情報班,班員,髙橋 一,1950,,")
    [pair] = pairs_within(first.members, first.duplicates)
    scope = ListScope(M, org_id="org-1")
    store.remembered.keep(HEAD, Said.PAIRS, scope, saying({}, pair, same=False))
    assert decided([pair], store.remembered.read(HEAD, Said.PAIRS, scope)) == {pair: False}
