"""支援が必要な方: the demonstration, an officer from candidate to plan, and whom others see."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.registers import RegisterName, Role
from storage.store.account_rows import Rights
from storage.store.reader import Reader
from storage.store.rights import SUPPORT_LIST_ON_SCREEN
from storage.store.store import Store
from tests.storage.store.made import frame
from tests.ui.screen import go_to, marker, open_as, open_screen, shown_text
from ui import shared

D1 = "271411-00001"
PASSWORD = "見本の長い合言葉 2026"
_AREA = {"ward_code": "271411", "district_id": D1, "org_id": "O1"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with one person who needs help and two members, of the toy city."""
    monkeypatch.setenv("SONAE_HOME", str(tmp_path))
    found = shared.store()
    head = found.accounts.make_first("honbu", "本部", PASSWORD).reader
    organisation = {**_AREA, "name": "甲自主防災会", "district_plan_made": "unknown"}
    found.commit(head, RegisterName.ORGANISATIONS, frame(RegisterName.ORGANISATIONS, [organisation]))
    helped = [
        {**_AREA, "name": name, "kana": name, "consent": consent, "address": "甲区C町3", "needs": "杖"}
        for name, consent in (("要 同意", "yes"), ("要 未回答", "unknown"))
    ]
    found.commit(head, RegisterName.NEEDS_HELP, frame(RegisterName.NEEDS_HELP, helped))
    people = [
        {
            **_AREA, "post": "rescue", "role": "member", "day": "yes", "night": "yes", "name": name,
            "address": "甲区C町1", "born_on": "1980", "phone": phone,
        }
        for name, phone in (("見本 一", "072-1"), ("見本 二", "072-2"))
    ]  # fmt: skip
    found.commit(head, RegisterName.MEMBERS, frame(RegisterName.MEMBERS, people))
    return found


def signed_in(store: Store, role: Role, **areas: frozenset[str]) -> AppTest:
    head = Reader.headquarters("test")
    made, first = store.accounts.make(head, role.value, role.value, Rights(role, **areas))
    store.accounts.change_own_password(made.reader, first, PASSWORD)
    return open_as(store, "people", role.value, PASSWORD, scenario="toy-tsunami-night")


def test_the_demonstration_shows_counts_and_says_what_it_needs() -> None:
    screen = open_screen("people", scenario="toy-tsunami-night")
    said = shown_text(screen)
    assert marker(screen) == "people"
    assert "区ごとの進みぐあい" in said
    assert "個人の情報は試用中には保存されません" in said


def test_an_officer_goes_from_candidate_to_a_plan_that_both_agreed_to(store: Store) -> None:
    screen = signed_in(store, Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
    said = shown_text(screen)
    assert not screen.exception
    assert "要 同意" in said
    assert "見本 一" in said
    screen.button(key="people.propose").click().run()
    assert "候補（本人に未確認）" in shown_text(screen)
    screen.button(key="people.person_yes").click().run()
    screen.button(key="people.supporter_yes").click().run()
    assert not screen.exception
    assert "作成済み（双方が同意）" in shown_text(screen)
    assert [one.label for one in screen.get("download_button")] == ["個別避難計画（A4、PDF）"]


def test_an_officer_chooses_whom_to_see_and_where_they_live(store: Store) -> None:
    screen = signed_in(store, Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
    assert "街区ごとの人数" in shown_text(screen)
    assert "この条件に当てはまる方はいません" not in shown_text(screen)
    # Both live in C町: nobody is left where homes cannot be found.
    screen.selectbox(key="people.filter.area").select("").run()
    assert not screen.exception
    assert "この条件に当てはまる方はいません" in shown_text(screen)


def test_an_officer_makes_a_copy_and_writes_down_what_becomes_of_it(store: Store) -> None:
    screen = signed_in(store, Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
    assert "紙で渡した写しはありません" in shown_text(screen)
    screen.button(key="people.give").click().run()
    assert not screen.exception
    assert "写しの記録" in shown_text(screen)
    for label in ("受け取りを記録する", "返却を記録する", "裁断を記録する"):
        button = screen.button(key="people.step")
        assert button.label == label
        button.click().run()
    assert not [one for one in screen.button if one.key == "people.step"]


def test_others_see_whom_they_are_given_and_nothing_of_members(store: Store) -> None:
    area = frozenset({D1})
    screen = signed_in(store, Role.WELFARE_COMMISSIONER, district_ids=area)
    assert "提供されている方はいません" in shown_text(screen)
    store.rights.switch(Reader.headquarters("test"), SUPPORT_LIST_ON_SCREEN, on=True)
    said = shown_text(screen.run())
    assert "要 同意" in said
    assert "要 未回答" not in said
    assert "見本" not in said


def test_another_page_forgets_every_person(store: Store) -> None:
    screen = signed_in(store, Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
    kept = ("sonae.own.people.list", "sonae.own.people.matched", "sonae.own.people.progress")
    assert all(name in screen.session_state for name in kept)
    other = go_to(screen, "data")
    assert not any(name in other.session_state for name in kept)
