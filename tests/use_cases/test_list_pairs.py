"""Possible duplicates are asked about once, and what is said of them decides the list."""

import pandas as pd

from domain.registers import RegisterName
from storage.store.remembered import ListScope, Said
from storage.store.store import Store
from tests.use_cases.stores import CITY, HEAD
from use_cases.commit_list import commit_list, preview_list, ready_members
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
    other = ready_members(upload("org-1,情報班,班員,高橋 一,1951,,"), CITY)
    seen = preview_list(store, HEAD, CITY, other).differences
    assert pairs_with_held(seen.added, seen.removed) == ()


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
