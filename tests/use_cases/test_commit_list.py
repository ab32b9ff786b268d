"""A list goes from file to store as it was shown: whole, or not at all."""

import pytest

from domain.registers import RegisterName
from storage.store.errors import ForbiddenError, RefusedError, StaleError
from storage.store.store import Store, UploadedFile
from tests.use_cases.stores import CITY, DISTRICT_1, HEAD, LEADER_1, LEADER_2, SECOND
from use_cases.commit_list import ReadyList, commit_list, preview_list, ready_members, ready_needs_help
from use_cases.read_needs_help import read_needs_help
from use_cases.upload_roster import upload_roster

M = RegisterName.MEMBERS
HEADER = "組織ID,班,役割,氏名,生年"
ONE, TWO, THREE = (
    "org-1,本部班,班長,甲 一,1950", "org-1,情報班,班員,乙 二,1960", "org-2,消火班,班員,丙 三,1970",
)  # fmt: skip


def ready(*rows: str, header: str = HEADER, same=None) -> ReadyList:
    upload = upload_roster("\n".join([header, *rows]).encode(), CITY.strength, year=2026)
    return ready_members(upload, CITY, same_person=same)


def put(store: Store, *rows: str, reader=HEAD, removes: bool = False):
    listed = ready(*rows)
    return commit_list(store, reader, listed, preview_list(store, reader, CITY, listed, removes=removes))


def names(store: Store) -> list[str]:
    return sorted(store.read(HEAD, M)["name"])


def test_a_list_goes_in_and_the_same_again_changes_nothing(store: Store):
    done = put(store, ONE, TWO)
    assert (done.added, done.version is None) == (2, False)
    again = ready(ONE, TWO)
    seen = preview_list(store, HEAD, CITY, again)
    assert seen.changes_nothing
    assert seen.differences.unchanged == 2
    assert commit_list(store, HEAD, again, seen).version is None


def test_who_is_missing_from_a_part_of_a_list_stays_unless_told(store: Store):
    put(store, ONE, TWO, THREE)
    part = ready(ONE)
    seen = preview_list(store, HEAD, CITY, part)
    assert seen.differences.removed["name"].tolist() == ["乙 二"]
    commit_list(store, HEAD, part, seen)
    assert names(store) == ["丙 三", "乙 二", "甲 一"]
    told = preview_list(store, HEAD, CITY, part, removes=True)
    assert commit_list(store, HEAD, part, told).removed == 1
    # The other organisation, which the list does not name, is left alone.
    assert names(store) == ["丙 三", "甲 一"]


def test_a_changed_row_is_the_same_person(store: Store):
    put(store, ONE)
    before = store.read(HEAD, M).index[0]
    done = put(store, ONE.replace("1950", "1951"))
    assert (done.added, done.changed) == (0, 1)
    assert store.read(HEAD, M).index[0] == before


def test_a_list_with_faults_is_not_committed(store: Store):
    upload = upload_roster(f"{HEADER}\norg-1,宇宙班,班長,甲,\n".encode(), CITY.strength, year=2026)
    with pytest.raises(RefusedError, match="list_has_faults"):
        ready_members(upload, CITY)
    people = read_needs_help("氏名,住所,事由\n甲,,歩行\n".encode(), {}, year=2026)
    with pytest.raises(RefusedError, match="list_has_faults"):
        ready_needs_help(people, CITY)
    assert store.read(HEAD, M).empty


def test_organisations_of_the_city_are_brought_in_once_and_stay_as_an_office_has_them(store: Store):
    put(store, ONE)
    held = store.read(HEAD, RegisterName.ORGANISATIONS)
    assert held["org_id"].tolist() == ["org-1"]
    held.loc[:, "households_covered"] = 81
    store.commit(HEAD, RegisterName.ORGANISATIONS, held)
    put(store, ONE, TWO)
    assert store.read(HEAD, RegisterName.ORGANISATIONS)["households_covered"].tolist() == [81]
    history = store.history(HEAD, RegisterName.ORGANISATIONS)
    assert history["account"].tolist() == ["honcho-1", "sonae"]


def test_nobody_writes_the_list_of_the_next_district(store: Store):
    listed = ready(ONE)
    with pytest.raises(ForbiddenError):
        preview_list(store, LEADER_2, CITY, listed)
    assert put(store, ONE, reader=LEADER_1).added == 1


def test_of_two_who_looked_at_one_organisation_the_second_is_told_and_looks_again(store: Store):
    first, second = ready(ONE), ready(TWO)
    seen = [preview_list(store, reader, CITY, listed) for reader, listed in ((HEAD, first), (SECOND, second))]
    commit_list(store, HEAD, first, seen[0])
    with pytest.raises(StaleError):
        commit_list(store, SECOND, second, seen[1])
    assert names(store) == ["甲 一"]
    again = preview_list(store, SECOND, CITY, second)
    assert again.differences.removed["name"].tolist() == ["甲 一"]
    commit_list(store, SECOND, second, again)
    assert names(store) == ["乙 二", "甲 一"]


def test_two_with_lists_of_different_organisations_both_go_in(store: Store):
    lists = ready(ONE), ready(THREE)
    seen = [preview_list(store, HEAD, CITY, listed) for listed in lists]
    for listed, shown in zip(lists, seen, strict=True):
        commit_list(store, HEAD, listed, shown)
    assert names(store) == ["丙 三", "甲 一"]


def test_one_person_in_one_post_stands_once_and_in_two_posts_twice(store: Store):
    rows = ("org-1,情報班,班員,甲 一,1950", "org-1,情報班,班員,甲 一,1950", "org-1,消火班,班員,甲 一,1950")
    asked = ready(*rows)
    assert (len(asked.rows), asked.left_out) == (3, ())
    answered = ready(*rows, same={(2, 3): True, (2, 4): True, (3, 4): True})
    assert answered.left_out == (3,)
    assert answered.rows["post"].tolist() == ["information", "fire_fighting"]
    assert ready(*rows, same={(2, 3): False}).left_out == ()


def test_a_demonstration_shows_everything_as_new_and_keeps_nothing():
    seen = preview_list(None, None, CITY, ready(ONE, TWO))
    assert (len(seen.differences.added), seen.differences.unchanged, seen.changes_nothing) == (2, 0, False)


def test_the_file_is_known_by_size_and_mark_and_its_content_is_not_kept(store: Store):
    listed = ready(ONE)
    seen = preview_list(store, HEAD, CITY, listed)
    commit_list(store, HEAD, listed, seen, file=UploadedFile("名簿.csv", b"abc"))
    [upload] = store.uploads(HEAD, M)
    assert (upload.name, upload.size_bytes) == ("名簿.csv", 3)


def test_a_support_list_needs_a_district_and_goes_into_its_own_register(store: Store):
    content = "氏名,住所,事由\n要 一,町1,歩行困難\n".encode()
    reading = read_needs_help(content, {DISTRICT_1: "甲"}, year=2026)
    with pytest.raises(RefusedError, match="district_missing"):
        ready_needs_help(reading, CITY)
    listed = ready_needs_help(reading, CITY, district_id=DISTRICT_1)
    commit_list(store, HEAD, listed, preview_list(store, HEAD, CITY, listed))
    assert store.read(HEAD, RegisterName.NEEDS_HELP)["name"].tolist() == ["要 一"]
    assert store.read(HEAD, M).empty
    with pytest.raises(ForbiddenError):
        preview_list(store, LEADER_1, CITY, listed)
