"""The gate before every page: demonstration, first account, sign-in, what stays and what is forgotten."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from domain.registers import Role
from storage.store.account_rows import Rights
from storage.store.store import Store
from tests.ui.screen import PAGES, go_to, marker, open_screen, shown_text
from ui import shared

GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store of its own; plans and maps stay those that all tests of the screen share."""
    monkeypatch.setenv("SONAE_STORE_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setattr(shared, "home_dir", lambda: home_folder)
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    yield
    shared.store_at.clear()


@pytest.fixture
def store() -> Store:
    """The store with one account of headquarters."""
    shared.store().accounts.make_first("honbu", "本部 一", GOOD)
    return shared.store()


def officer(store: Store) -> str:
    head = store.accounts.named(_head(store), "honbu").reader
    rights = Rights(Role.VIEWER, ward_codes=frozenset({"271411"}))
    made, password = store.accounts.make(head, "etsuran", "閲覧 二", rights)
    store.accounts.change_own_password(made.reader, password, "another long one")
    return "another long one"


def _head(store: Store):
    return store.sign_ins.sign_in("honbu", GOOD).account.reader


def sign_in(screen: AppTest, login: str, password: str) -> AppTest:
    screen.text_input(key="gate.login").set_value(login)
    screen.text_input(key="gate.password").set_value(password)
    return screen.button[0].click().run()


def test_before_the_first_account_everything_is_open_and_says_demonstration(tmp_path: Path):
    screen = open_screen("city")
    assert marker(screen) == "city"
    assert "体験版" in shown_text(screen)
    assert not (tmp_path / "home" / "store.db").exists()  # looking makes no store


@pytest.mark.parametrize("page", PAGES)
def test_with_an_account_every_page_asks_for_sign_in_and_shows_nothing_else(store: Store, page: str):
    screen = open_screen(page)
    assert marker(screen) == "gate"
    assert screen.title[0].value == "サインイン"
    assert not screen.get("page_link")
    assert "人" not in shown_text(screen).replace("本人", "").split("</style>")[-1]


def test_the_first_account_is_made_on_the_page_and_is_signed_in():
    screen = open_screen("account")
    for key, value in (("login", "honbu"), ("name", "本部 一"), ("new_password", GOOD), ("again", "x")):
        screen.text_input(key=f"gate.{key}").set_value(value)
    screen = next(one for one in screen.button if one.label == "本部の利用者を作る").click().run()
    assert "2つの新しいパスワードが違います" in screen.error[0].value
    assert not shared.has_accounts()
    screen.text_input(key="gate.again").set_value(GOOD)
    screen = next(one for one in screen.button if one.label == "本部の利用者を作る").click().run()
    assert not screen.error
    assert "本部 一" in shown_text(screen)
    assert marker(open_screen("city")) == "gate"  # another browser is not


def test_a_sign_in_opens_the_page_that_was_asked_for(store: Store):
    screen = open_screen("city", lang="en", ward="271411")
    screen = sign_in(screen, "Honbu", GOOD)
    assert marker(screen) == "city"
    assert "本部 一" in shown_text(screen)
    assert screen.query_params["ward"] == "271411"


def test_a_wrong_password_is_said_in_words_and_then_one_waits(store: Store):
    screen = open_screen("city")
    for _ in range(5):
        screen = sign_in(screen, "honbu", "wrong")
        assert "利用者名かパスワードが違います" in screen.error[0].value
    screen = sign_in(screen, "honbu", GOOD)
    assert "秒はサインインできません" in screen.error[0].value
    assert marker(screen) == "gate"


def test_signing_out_forgets_everything_but_the_choices(store: Store):
    screen = sign_in(open_screen("account", ward="271411"), "honbu", GOOD)
    screen.session_state["sonae.own.roster"] = "見本 太郎"
    screen = screen.button(key="account.sign_out").click().run()
    assert marker(screen) == "gate"
    assert "sonae.own.roster" not in screen.session_state
    assert screen.session_state["sonae.choices"].ward_code == "271411"
    assert not screen.session_state["sonae.token"]


def test_a_sign_in_that_ends_elsewhere_shows_nothing_more_here(store: Store):
    screen = sign_in(open_screen("city"), "honbu", GOOD)
    screen.session_state["sonae.own.roster"] = "見本 太郎"
    store.sign_ins.sign_out_everywhere(_head(store))
    screen = go_to(screen, "organisations")
    assert marker(screen) == "gate"
    assert "sonae.own.roster" not in screen.session_state


def test_what_one_account_kept_is_not_there_for_the_next_one_in_the_same_browser(store: Store):
    password = officer(store)
    screen = sign_in(open_screen("city"), "honbu", GOOD)
    screen.session_state["sonae.own.roster"] = "見本 太郎"
    screen.session_state["some.widget"] = "見本 太郎"
    # The other tab of this browser has signed out and in as somebody else, without a run between.
    screen.session_state["sonae.token"] = store.sign_ins.sign_in("etsuran", password).token
    screen = screen.run()
    assert "閲覧 二" in shown_text(screen)
    assert "sonae.own.roster" not in screen.session_state
    assert "some.widget" not in screen.session_state


def test_two_browsers_hold_two_accounts(store: Store):
    password = officer(store)
    head, viewer = open_screen("city"), open_screen("city")
    head = sign_in(head, "honbu", GOOD)
    viewer = sign_in(viewer, "etsuran", password)
    assert "本部 一" in shown_text(head.run())
    assert "本部 一" not in shown_text(viewer.run())
    assert "閲覧 二" in shown_text(viewer)


def test_a_password_that_somebody_else_made_is_changed_first(store: Store):
    _, first = store.accounts.make(
        _head(store), "ku-a", "区 一", Rights(Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
    )
    screen = sign_in(open_screen("city"), "ku-a", first)
    assert marker(screen) == "gate"
    assert screen.title[0].value == "パスワードを変える"
    for key, value in (("old", first), ("new_password", GOOD), ("again", GOOD)):
        screen.text_input(key=f"gate.{key}").set_value(value)
    screen = screen.button[0].click().run()
    assert marker(screen) == "city"


@pytest.mark.parametrize(
    ("headers", "address"),
    [({"Host": "sonae.example.org"}, None), ({"Host": "localhost", "X-Forwarded-For": "1.2.3.4"}, None),
     ({"Host": "localhost"}, "192.168.1.7")],
)  # fmt: skip
def test_from_anywhere_else_nothing_opens_and_no_first_account_is_made(
    headers: dict[str, str], address: str | None, monkeypatch: pytest.MonkeyPatch
):
    asked = SimpleNamespace(cookies={}, remote_ip=address, headers=list(headers.items()))
    monkeypatch.setattr("streamlit.runtime.context._get_client_context", lambda: asked)
    screen = open_screen("city")
    assert marker(screen) == "gate"
    assert "sonae account create" in shown_text(screen)
    assert not screen.text_input


def test_a_store_that_cannot_be_opened_opens_no_demonstration(store: Store, monkeypatch: pytest.MonkeyPatch):
    shared.store_at.clear()
    Path(shared.database_url().database).write_bytes(b"not a database" * 100)
    screen = open_screen("city")
    assert marker(screen) == "trouble"
    assert "sonae store restore" in screen.error[0].value
