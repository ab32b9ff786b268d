"""The page of organisations: counts for everybody, people for those whom the store gives them to."""

from collections.abc import Iterator

import pytest

from domain.registers import RegisterName, Role
from presentation.words import Words
from storage.store.engine import sqlite_url
from storage.store.reader import Reader
from storage.store.store import Store
from tests.storage.store.made import frame
from tests.toy_city import make_toy_bundle
from tests.ui.screen import marker, open_screen, shown_text
from ui import session, shared, signed_in
from ui.components import gate

WORDS = Words("ja")
CITY = make_toy_bundle()
ORG = str(CITY.strength.organisations.index[0])
DISTRICT = str(CITY.strength.organisations["district_id"].iloc[0])
WARD = str(CITY.districts.loc[DISTRICT, "ward_code"])
AREA = {"ward_code": WARD, "district_id": DISTRICT, "org_id": ORG}
PLACE = str(CITY.places.index[CITY.places["district_id"] == DISTRICT][0])
HEAD = Reader.headquarters("honcho-1")
LEADER = Reader(
    "kaicho", Role.ORGANISATION_LEADER, org_ids=frozenset({ORG}), district_ids=frozenset({DISTRICT})
)
NEIGHBOUR = Reader("tonari", Role.ORGANISATION_LEADER, district_ids=frozenset({"271420-99999"}))
OTHER_WARD = Reader("ku-z", Role.WARD_OFFICER, ward_codes=frozenset({"999999"}))
VIEWER = Reader("etsuran", Role.VIEWER, ward_codes=frozenset({WARD}))
CHIEF, DEPUTY, PHONE, KEY = "金糸雀 一", "金糸雀 二", "072-000-7777", "金糸雀 鍵"


def put_lists(opened: Store, head: Reader) -> None:
    """Put invented lists of the first organisation into a store."""
    rows = {
        RegisterName.ORGANISATIONS: [{"name": "甲自主防災会", "district_plan_made": "yes"}],
        RegisterName.SQUADS: [{"post": "headquarters", "needed": 5}],
        RegisterName.MEMBERS: [
            {"post": "headquarters", "role": "leader", "name": CHIEF, "born_on": "1940", "phone": PHONE,
             "day": "yes", "night": "no"},
            {"post": "headquarters", "role": "deputy", "name": DEPUTY, "phone": "072-000-7778", "day": "yes",
             "night": "unknown"},
            {"post": "rescue", "role": "member", "name": DEPUTY, "phone": "072-000-7778", "day": "yes",
             "night": "no"},
        ],
        RegisterName.EQUIPMENT: [{"item": "消火器", "quantity": 4, "checked_on": "2001-01-01"}],
        RegisterName.OPENING_DUTY: [
            {"place_id": PLACE, "open_class": open_class, "kind": "key_holder", "name": KEY,
             "arrival_day_s": 541}
            for open_class in ("wind_water", "earthquake")
        ],
        RegisterName.PARTNERS: [{"name": "甲商店", "kind": "company", "contact_name": "金糸雀 店"}],
    }  # fmt: skip
    for register, own in rows.items():
        opened.commit(head, register, frame(register, [AREA | row for row in own]))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the lists, for all tests here: whoever puts a list in takes it back."""
    folder = tmp_path_factory.mktemp("lists")
    opened = Store.open(sqlite_url(folder / "store.db"), keys=folder / "keys.json")
    put_lists(opened, HEAD)
    yield opened
    opened.close()


@pytest.fixture
def store(filled: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(shared, "store", lambda: filled)
    # Nobody signs in to this store: whoever looks for an end of the sign-in would find one at once.
    monkeypatch.setattr(gate, "watch", lambda: None)
    return filled


def page(reader: Reader | None, monkeypatch: pytest.MonkeyPatch, **query: str) -> str:
    monkeypatch.setattr(session, "reader", lambda: reader)
    screen = open_screen("organisations", ward=WARD, **query)
    assert not screen.exception
    assert marker(screen) == "organisations"
    return shown_text(screen)


def test_the_demonstration_shows_counts_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = open_screen("organisations", ward=WARD)
    assert not screen.exception
    said = shown_text(screen)
    assert "班ごとの要る人・いる人・欠員" in said
    assert any("体験モード" in one.value for one in screen.info)
    assert "連絡網" not in said.replace("連絡網・", "")


@pytest.mark.parametrize("reader", [HEAD, LEADER], ids=["headquarters", "leader"])
def test_who_may_see_them_sees_people_tree_duty_and_partners(
    store: Store, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = page(reader, monkeypatch)
    for text in (CHIEF, DEPUTY, PHONE, KEY, "甲商店", "だれがだれに電話するか", "消火器"):
        assert text in said, text
    # Five needed, two there; both ends of 75 or older: one surely, of the deputy nothing is known.
    assert "<td" in said
    assert "1人中 1" in said
    # The deputy stands in two squads with one telephone: surely one person.
    assert "同じ人（電話か生年月日が同じ）" in said
    # 541 s are ten minutes, rounded up.
    assert "昼10分・夜未調査" in said


@pytest.mark.parametrize("reader", [NEIGHBOUR, OTHER_WARD, VIEWER], ids=["neighbour", "other_ward", "viewer"])
def test_nobody_else_sees_a_name_or_a_number_of_a_person(
    store: Store, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = page(reader, monkeypatch)
    for text in ("金糸雀", PHONE, "だれがだれに電話するか"):
        assert text not in said


@pytest.mark.parametrize(("reader", "knows"), [(HEAD, True), (LEADER, True), (NEIGHBOUR, False)])
@pytest.mark.parametrize("page_name", ["district", "organisations"])
def test_counts_say_since_which_list_they_stand_and_which_squad_is_too_few_by_night(
    store: Store, monkeypatch: pytest.MonkeyPatch, reader: Reader, page_name: str, *, knows: bool
) -> None:
    del store
    monkeypatch.setattr(signed_in, "reader", lambda: reader)
    monkeypatch.setattr(session, "reader", lambda: reader)
    screen = open_screen(page_name, ward=WARD, district=DISTRICT)
    assert not screen.exception
    said = shown_text(screen)
    # Of headquarters one of two cannot come by night, of the other nobody knows; of the rescue squad the
    # only one cannot. Five are needed, and four as the city says.
    squads = [
        WORDS("listed.gap_squad", squad=squad, needed=needed, count=count)
        for squad, needed, count in (("本部班", 5, 1), (WORDS("post.rescue"), 4, 0))
    ]
    gap = WORDS("listed.night_gap", organisation="甲自主防災会", squads=WORDS.listed(squads))
    assert (gap in said) is knows
    assert ("甲自主防災会の班員の数は、名簿 第" in said) is knows
    assert ("甲自主防災会の世帯数などの情報は、登録 第" in said) is knows


def test_english_words_are_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    said = page(LEADER, monkeypatch, lang="en")
    for text in ("Who calls whom", "1 of 1", "day 10 min, night not surveyed"):
        assert text.casefold() in said.casefold(), text


def _give(reader: Reader, monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setattr(session, "reader", lambda: reader)
    screen = open_screen("organisations", ward=WARD)
    screen.get("file_uploader")[0].set_value(("list.csv", text.encode(), "text/csv"))
    screen.run()
    assert not screen.exception
    return screen


def test_a_list_of_opening_duty_goes_in_and_is_taken_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(CITY.places.loc[PLACE, "name"])
    screen = _give(HEAD, monkeypatch, f"場所,災害の区分,担当,氏名\n{place},地震,鍵,見本 新\n")
    assert "追加1件" in shown_text(screen)
    screen.button(key="lists.commit.opening_duty").click().run()
    assert not screen.exception
    assert "見本 新" in store.read(HEAD, RegisterName.OPENING_DUTY)["name"].tolist()
    assert any("保存しました" in one.value for one in screen.success)
    screen.button(key="lists.undo").click().run()
    assert not screen.exception
    assert "見本 新" not in store.read(HEAD, RegisterName.OPENING_DUTY)["name"].tolist()


def test_a_list_with_faults_stores_nothing_and_says_what_to_mend(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = _give(HEAD, monkeypatch, "場所,災害の区分,担当,氏名\nどこか,地震,鍵,見本 新\n")
    assert any("確認事項が1件" in one.value for one in screen.error)
    assert "どこか" in shown_text(screen)
    assert [one.key for one in screen.button if str(one.key).startswith("lists.")] == []


def test_a_list_of_another_area_is_refused_in_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    place = str(CITY.places.loc[PLACE, "name"])
    screen = _give(NEIGHBOUR, monkeypatch, f"場所,災害の区分,担当,氏名\n{place},地震,鍵,見本 新\n")
    assert screen.error
    assert "見本 新" not in store.read(HEAD, RegisterName.OPENING_DUTY)["name"].tolist()


def test_who_may_write_nothing_knows_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "reader", lambda: VIEWER)
    screen = open_screen("organisations", ward=WARD)
    assert any("一覧を入れる権利がありません" in one.value for one in screen.info)
