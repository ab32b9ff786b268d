"""What stands before every page: who may enter, and the way in."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from presentation.plain_text import markdown_text
from storage.store.errors import RefusedError, StoreError
from ui import session, shared, signed_in
from ui.components import frame, trouble
from ui.cookie import KEEP_ROUTE

_KEEP_JS = (Path(__file__).resolve().parent / "keep_cookie.js").read_text(encoding="utf-8")
#: How often a page that lies open looks whether its reader is still signed in [s].
_LOOKS_EVERY_S = 30
_keeps_cookie = st.components.v2.component("sonae_keep_cookie", js=_KEEP_JS)


def enter() -> None:
    """Look who is signed in; let the browser fetch or drop its cookie where a sign-in began or ended."""
    try:
        signed_in.open_page()
    except RefusedError as error:  # a provider knows somebody whom headquarters does not
        st.error(markdown_text(trouble.lines(error, session.language())[0]))
    ticket = signed_in.ticket()
    if ticket is not None:
        _keeps_cookie(key="frame.cookie", data={"ticket": ticket, "route": KEEP_ROUTE})


@st.fragment(run_every=_LOOKS_EVERY_S)
def watch() -> None:
    """Take the page away when the sign-in ends, also where nobody touches it; looking is no use of it."""
    if signed_in.account(is_use=False) is None:
        st.rerun()


def is_open() -> bool:
    """Whether the pages are open: to an account that is signed in, or as a demonstration."""
    account = signed_in.account()
    return signed_in.is_demonstration() if account is None else not account.must_change


def show() -> None:
    """Draw the way in: sign-in, a new password, the first account, or why there is none from here."""
    if signed_in.account() is not None:
        _title("change")
        own_password()
    elif shared.has_accounts():
        _title("sign_in")
        sign_in()
    elif signed_in.is_here():
        _title("first")
        first_account()
    else:
        _title("closed")


def refuse_page() -> None:
    """Say that the page is not one of the reader's."""
    _title("not_yours")


def sign_in() -> None:
    """Draw the form to sign in."""
    words = session.words()
    with st.form("gate.sign_in", width=440, clear_on_submit=True):
        login = st.text_input(words("account.login"), autocomplete="username", key="gate.login")
        password = st.text_input(
            words("account.password"), type="password", autocomplete="current-password", key="gate.password"
        )
        if st.form_submit_button(words("account.sign_in.do"), type="primary"):
            doing(lambda: signed_in.sign_in(login, password))
    if signed_in.has_provider() and st.button(words("account.sign_in.provider"), key="gate.provider"):
        st.login()


def first_account() -> None:
    """Draw the form for the first account, which is of headquarters."""
    words = session.words()
    with st.form("gate.first", width=440):
        login = st.text_input(
            words("account.login"),
            help=words("account.login_help"),
            autocomplete="username",
            key="gate.login",
        )
        name = st.text_input(words("account.name"), help=words("account.name_help"), key="gate.name")
        password, again = _new_password()
        if st.form_submit_button(words("account.first.do"), type="primary"):
            _make_first(login, name, password, again)


def own_password() -> None:
    """Draw the form for the reader's own password."""
    words, account = session.words(), signed_in.account()
    if account is None:
        return
    with st.form("gate.own_password", width=440):
        old = st.text_input(
            words("account.old_password"), type="password", autocomplete="current-password", key="gate.old"
        )
        password, again = _new_password()
        if st.form_submit_button(words("account.change.do"), type="primary"):
            _change(account.login, old, password, again)


def doing(action: Callable[[], object]) -> None:
    """Do something with the store, then draw the page anew; what is refused is said in words."""
    try:
        action()
    except StoreError as error:
        st.error(markdown_text(trouble.lines(error, session.language())[0]))
        return
    st.rerun()


def _title(which: str) -> None:
    words = session.words()
    st.title(words(f"account.{which}.title"), anchor=False)
    frame.sentences([words(f"account.{which}.lead")])


def _new_password() -> tuple[str, str]:
    words = session.words()
    first, second = (
        st.text_input(
            words(f"account.{name}"), type="password", autocomplete="new-password", key=f"gate.{name}",
            help=words("account.password_help") if name == "new_password" else None,
        )
        for name in ("new_password", "again")
    )  # fmt: skip
    return first, second


def _make_first(login: str, name: str, password: str, again: str) -> None:
    if _differs(password, again):
        return
    store = shared.store()

    def make() -> None:
        account = store.accounts.make_first(login, name, password)
        signed_in.sign_in(account.login, password)

    doing(make)


def _change(login: str, old: str, password: str, again: str) -> None:
    if _differs(password, again):
        return
    store = shared.store()

    def change() -> None:
        account = signed_in.account()
        if account is not None:
            store.accounts.change_own_password(account.reader, old, password)
            signed_in.sign_in(login, password)

    doing(change)


def _differs(password: str, again: str) -> bool:
    if password != again:
        st.error(session.text("account.passwords_differ"))
    return password != again
