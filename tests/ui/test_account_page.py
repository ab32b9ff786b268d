"""The page of accounts: what headquarters does there, and that nobody else is offered it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.registers import Role
from storage.store.account_rows import Rights
from storage.store.reader import Reader
from storage.store.rights import DRILL_MODE, SUPPORT_LIST_ON_SCREEN
from storage.store.store import Store
from tests.ui.screen import go_to, marker, open_screen, shown_text
from ui import shared

GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SONAE_STORE_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setattr(shared, "home_dir", lambda: home_folder)
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    yield
    shared.store_at.clear()


@pytest.fixture
def store() -> Store:
    shared.store().accounts.make_first("honbu", "本部 一", GOOD)
    return shared.store()


@pytest.fixture
def head(store: Store) -> Reader:
    return store.sign_ins.sign_in("honbu", GOOD).account.reader


def signed_in(login: str = "honbu", password: str = GOOD, page: str = "account", **query: str) -> AppTest:
    screen = open_screen(page, **query)
    screen.text_input(key="gate.login").set_value(login)
    screen.text_input(key="gate.password").set_value(password)
    screen = screen.button[0].click().run()
    assert not screen.exception
    return screen


def second_head(store: Store, head: Reader) -> Reader:
    made, password = store.accounts.make(head, "honbu-2", "本部 二", Rights(Role.HEADQUARTERS))
    store.accounts.change_own_password(made.reader, password, GOOD)
    return made.reader


@pytest.mark.parametrize("language", ["ja", "en"])
def test_headquarters_sees_every_section_in_words(store: Store, head: Reader, language: str):
    store.accounts.make(head, "ku-a", "区 一", Rights(Role.WARD_OFFICER, ward_codes=frozenset({"271411"})))
    screen = signed_in(lang=language)
    assert not screen.error
    assert marker(screen) == "account"
    said = shown_text(screen)
    assert "⟦" not in said
    for anchor in ("accounts", "disclosure", "settings", "audit"):
        assert f'href="#{anchor}"' in said


def test_an_account_is_made_with_a_password_that_is_shown_once_and_signs_in(store: Store, head: Reader):
    screen = signed_in()
    screen.text_input(key="account.new.login").set_value("ku-a")
    screen.text_input(key="account.new.name").set_value("区 一")
    screen.multiselect(key="account.new.ward_codes").set_value(["271411"])
    screen = screen.button(key="account.new.do").click().run()
    assert not screen.error
    password = screen.code[0].value
    assert store.sign_ins.sign_in("ku-a", password).account.must_change
    assert password not in str(screen.run().code)
    assert "甲区" in shown_text(screen)


def test_what_cannot_be_made_is_said_in_words(store: Store, head: Reader):
    screen = signed_in()
    screen.text_input(key="account.new.login").set_value("ku-a")
    screen.text_input(key="account.new.name").set_value("区 一")
    screen = screen.button(key="account.new.do").click().run()
    assert "区・校区・組織" in screen.error[0].value


def test_headquarters_resets_changes_and_closes(store: Store, head: Reader):
    rights = Rights(Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
    made, first = store.accounts.make(head, "ku-a", "区 一", rights)
    screen = signed_in()
    screen.selectbox(key="account.edit.which").set_value(made.account_id).run()
    screen = screen.button(key="account.edit.reset").click().run()
    assert screen.code[0].value != first
    screen.selectbox(key="account.edit.which").set_value(made.account_id).run()
    screen.text_input(key=f"account.edit.name.{made.account_id}").set_value("区 二")
    screen.selectbox(key=f"account.edit.{made.account_id}.role").set_value(Role.VIEWER)
    screen = screen.button(key="account.edit.do").click().run()
    changed = store.accounts.named(head, "ku-a")
    assert (changed.name, changed.rights) == ("区 二", Rights(Role.VIEWER, ward_codes=frozenset({"271411"})))
    screen.selectbox(key="account.edit.which").set_value(made.account_id).run()
    screen = screen.button(key="account.edit.active").click().run()
    assert not store.accounts.named(head, "ku-a").is_active
    screen.selectbox(key="account.edit.which").set_value(head.account).run()
    screen = screen.button(key="account.edit.active").click().run()
    assert "最後のアカウント" in screen.error[0].value


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HEADQUARTERS])
def test_nobody_else_is_shown_what_is_headquarters(store: Store, head: Reader, role: Role):
    made, password = store.accounts.make(head, "other", "他 一", Rights(role, frozenset({"271411"})))
    store.accounts.change_own_password(made.reader, password, GOOD)
    screen = signed_in("other")
    said = shown_text(screen)
    assert marker(screen) == "account"
    assert "他 一" in said
    assert "honbu" not in said
    for anchor in ("accounts", "disclosure", "settings", "audit"):
        assert f'href="#{anchor}"' not in said
    assert {one.key for one in screen.button} <= {
        "account.sign_out", "account.sign_out_everywhere", "sidebar.reset", None,
    } | {one.key for one in screen.button if one.key and one.key.startswith("FormSubmitter")}  # fmt: skip


def test_settings_of_the_city_are_switched_and_bounded(store: Store, head: Reader):
    screen = signed_in()
    screen = screen.button(key=f"city_right.{SUPPORT_LIST_ON_SCREEN}").click().run()
    assert store.rights.is_on(head, SUPPORT_LIST_ON_SCREEN)
    screen = screen.button(key=f"city_right.{SUPPORT_LIST_ON_SCREEN}").click().run()
    assert not store.rights.is_on(head, SUPPORT_LIST_ON_SCREEN)
    screen.number_input(key="city_right.sign_in_idle_minutes").set_value(10)
    screen = next(one for one in screen.button if one.label == "時間を保存する").click().run()
    assert store.rights.minutes(head, "sign_in_idle_minutes") == 10
    assert store.rights.minutes(head, "sign_in_most_minutes") == 720


def test_a_disclosure_takes_two_persons_is_told_on_every_page_and_ends(store: Store, head: Reader):
    second_head(store, head)
    first = signed_in(scenario="toy-tsunami-night")
    offered = first.multiselect(key="disclosure.districts").value
    assert 0 < len(offered) < len(first.multiselect(key="disclosure.districts").options)
    first.text_area(key="disclosure.reason").set_value("津波警報")
    first = first.button(key="disclosure.do").click().run()
    assert not first.error
    (asked,) = store.rights.disclosures(head)
    assert asked.district_ids == tuple(sorted(offered))
    first = first.button(key=f"disclosure.approve.{asked.disclosure_id}").click().run()
    assert "本人は承認できません" in first.error[0].value
    second = signed_in("honbu-2")
    second = second.button(key=f"disclosure.approve.{asked.disclosure_id}").click().run()
    assert not second.error
    assert "緊急時の情報提供が行われています" in shown_text(go_to(second, "city"))
    first = go_to(first, "account")
    first = first.button(key=f"disclosure.end.{asked.disclosure_id}").click().run()
    assert "行われています" not in shown_text(first)


def test_in_a_drill_nothing_is_disclosed(store: Store, head: Reader):
    second = second_head(store, head)
    first = signed_in()
    first.text_area(key="disclosure.reason").set_value("津波警報")
    first = first.button(key="disclosure.do").click().run()
    (asked,) = store.rights.disclosures(head)
    store.rights.switch(head, DRILL_MODE, on=True)
    first = first.run()
    assert "訓練では" in shown_text(first)
    assert "disclosure.do" not in {one.key for one in first.button}
    again = signed_in("honbu-2")
    again = again.button(key=f"disclosure.approve.{asked.disclosure_id}").click().run()
    assert "訓練では" in again.error[0].value
    assert store.rights.running_disclosures(second) == ()


def test_the_audit_log_is_filtered_and_its_chain_is_checked(store: Store, head: Reader):
    store.accounts.make(head, "ku-a", "区 一", Rights(Role.WARD_OFFICER, ward_codes=frozenset({"271411"})))
    screen = signed_in()
    assert "書き換えや抜けはありません" in shown_text(screen)
    screen = screen.selectbox(key="audit.action").set_value("make_account").run()
    log = next(one.proto.body for one in screen.get("html") if "操作の記録</caption>" in one.proto.body)
    assert log.count("<tr") == 2  # its head, and the one account
    assert "アカウントを作った" in log
