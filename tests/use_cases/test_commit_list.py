"""A list goes from file to store as it was shown: whole, or not at all."""

import pytest

from domain.registers import RegisterName
from storage.store.errors import ForbiddenError, RefusedError, StaleError
from storage.store.store import Store, UploadedFile
from tests.use_cases.stores import CITY, DISTRICT_1, HEAD, LEADER_1, LEADER_2, SECOND
from use_cases.commit_list import (
    ReadyList,
    commit_list,
    look_at_list,
    preview_list,
    ready_members,
    ready_needs_help,
)
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


def test_columns_that_a_list_lacks_erase_nothing(store: Store):
    full = ready("org-1,本部班,班長,甲 一,1950,架空町1,072-000-0001", header=f"{HEADER},住所,電話")
    commit_list(store, HEAD, full, preview_list(store, HEAD, CITY, full))
    listed, seen = look_at_list(
        store, HEAD, CITY, ready("org-1,本部班,副班長,甲 一", header="組織ID,班,役割,氏名")
    )
    assert seen.differences.cells()[["column", "before", "after"]].to_numpy().tolist() == [
        ["role", "leader", "deputy"]
    ]
    commit_list(store, HEAD, listed, seen)
    (row,) = store.read(HEAD, M).to_dict("records")
    assert (row["role"], row["born_on"], row["address"]) == ("deputy", "1950", "架空町1")
    assert row["phone"] == "072-000-0001"


def test_an_empty_cell_of_a_column_that_is_there_empties(store: Store):
    full = ready("org-1,本部班,班長,甲 一,1950,架空町1", header=f"{HEADER},住所")
    commit_list(store, HEAD, full, preview_list(store, HEAD, CITY, full))
    again = ready("org-1,本部班,班長,甲 一,1950,", header=f"{HEADER},住所")
    _, seen = look_at_list(store, HEAD, CITY, again)
    assert seen.differences.after["address"].tolist() == [""]


def test_a_name_alone_makes_nobody_another(store: Store):
    put(store, "org-1,消火班,班長,甲 一,1969")
    seen = preview_list(store, HEAD, CITY, ready("org-1,情報班,班員,甲 一,1950"))
    assert (len(seen.differences.added), len(seen.differences.after)) == (1, 0)
    # The same birth in another squad is the same person, who changed it.
    seen = preview_list(store, HEAD, CITY, ready("org-1,情報班,班員,甲 一,1969"))
    assert (len(seen.differences.added), len(seen.differences.after)) == (0, 1)


@pytest.mark.parametrize("given", ["同意", "同意しない"])
def test_a_later_support_list_without_consent_keeps_every_answer(store: Store, given: str):
    def read(header: str, row: str) -> ReadyList:
        content = f"氏名,住所,事由,生年月日{header}\n乙 花子,見本町1,身体,1935-01-01{row}".encode()
        return ready_needs_help(read_needs_help(content, {}, year=2026), CITY, district_id=DISTRICT_1)

    first = read(",同意", f",{given}")
    commit_list(store, HEAD, first, preview_list(store, HEAD, CITY, first))
    before = store.read(HEAD, RegisterName.NEEDS_HELP)["consent"].tolist()
    listed, seen = look_at_list(store, HEAD, CITY, read(",電話", ",072-000-0001"))
    commit_list(store, HEAD, listed, seen)
    row = store.read(HEAD, RegisterName.NEEDS_HELP).iloc[0]
    assert ([row["consent"]], row["phone"]) == (before, "072-000-0001")
    assert before != ["unknown"]


def test_two_people_of_one_name_in_the_support_list_stay_two(store: Store):
    def read(row: str) -> ReadyList:
        content = f"氏名,住所,事由,生年月日,同意\n{row}".encode()
        return ready_needs_help(read_needs_help(content, {}, year=2026), CITY, district_id=DISTRICT_1)

    first = read("乙 花子,見本町1,身体,1935-01-01,不同意")
    commit_list(store, HEAD, first, preview_list(store, HEAD, CITY, first))
    other = preview_list(store, HEAD, CITY, read("乙 花子,見本町9,身体,1950-01-01,同意"))
    assert (len(other.differences.added), len(other.differences.after)) == (1, 0)
    mended = preview_list(store, HEAD, CITY, read("乙 花子,見本町1,身体,1936-01-01,不同意"))
    assert (len(mended.differences.added), len(mended.differences.after)) == (0, 1)
