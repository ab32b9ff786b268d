"""Who is signed in in this browser, in Streamlit's state beside ``ui.session``.

The state of a browser's session never serves another account: where another one, or the same with
other rights, or nobody, comes after a reader, everything but the choices is forgotten.
"""

import time
from pathlib import Path

import streamlit as st

from storage.store.account_rows import Account
from storage.store.errors import ForbiddenError
from storage.store.reader import Reader
from storage.store.sign_ins import SignedIn
from ui import shared, shown_city
from ui.cookie import tickets, token_in
from ui.own_machine import asking_machine, is_asked_here
from ui.tickets import Told

_TOKEN, _TICKET, _READER = "sonae.token", "sonae.ticket", "sonae.reader"
#: How old what a provider told may be, clocks that differ included [s].
_FRESH_S = 300.0
_told = Told(2 * _FRESH_S)
#: What stays when a reader goes: choices of the page, which are in its address.
_STAYS = frozenset({"sonae.choices", "sonae.address", "sonae.missed", _TOKEN, _TICKET})


def open_page() -> None:
    """Look who is signed in, at the beginning of each run of the script."""
    begins = _TOKEN not in st.session_state
    if begins:
        # The cookie counts when a session begins, and never again: who signs out is signed out.
        st.session_state[_TOKEN] = token_in(st.context.cookies)
    found = account()
    _hand_on(found)
    identity = fresh_identity() if begins and found is None else None
    if identity is not None and shared.has_accounts():
        begin(shared.store().sign_ins.sign_in_identity(*identity))


def has_provider() -> bool:
    """Whether a provider of identities is set up (``secrets.toml``)."""
    return any(Path(file).is_file() for file in st.get_option("secrets.files")) and "auth" in st.secrets


def fresh_identity() -> tuple[str, str] | None:
    """Return issuer and subject that a provider has just told, or None.

    What it told before, or what signed somebody in already, does not count: its cookie outlives every
    sign-in of ours.
    """
    if not has_provider() or not st.user.is_logged_in:
        return None
    issuer, subject, told = (st.user.get(name) for name in ("iss", "sub", "iat"))
    if not issuer or not subject or abs(time.time() - float(str(told or 0))) > _FRESH_S:
        return None
    if not _told.is_first(f"{issuer} {subject} {told} {st.user.get('nonce')}"):
        return None
    return str(issuer), str(subject)


def account(*, is_use: bool = True) -> Account | None:
    """Return the account that is signed in, or None; its sign-in may have ended since the last look."""
    token = st.session_state.get(_TOKEN, "")
    if not token or not shared.has_store():
        return None
    return shared.store().sign_ins.account_of(token, is_use=is_use)


def reader() -> Reader | None:
    """Return who asks the store; None in the demonstration.

    Raises
    ------
    ForbiddenError
        When the sign-in has ended, so that whoever asks on sees no more.
    """
    found = account()
    if found is not None and not found.must_change:
        return found.reader
    if shared.has_accounts():
        raise ForbiddenError("signed_out")
    return None


def is_here() -> bool:
    """Whether this page is asked for from the machine itself."""
    return is_asked_here(st.get_option("server.address"), st.context.ip_address, st.context.headers)


def is_demonstration() -> bool:
    """Whether nobody need sign in: on this machine, with model data, before the first account is made."""
    return is_here() and shown_city.bundle().meta.is_model and not shared.has_accounts()


def sign_in(login: str, password: str) -> None:
    """Sign in by a password, from the machine that asks; ``RefusedError`` as ``SignIns.sign_in``."""
    machine = asking_machine(st.context.ip_address, st.context.headers)
    begin(shared.store().sign_ins.sign_in(login, password, machine=machine))


def begin(made: SignedIn) -> None:
    """Take a sign-in; the browser fetches its cookie with a ticket."""
    st.session_state[_TOKEN] = made.token
    st.session_state[_TICKET] = tickets.offer(made.token)
    _hand_on(made.account)


def end() -> None:
    """End the sign-in of this browser, which drops its cookie."""
    shared.store().sign_ins.sign_out(st.session_state.get(_TOKEN, ""))
    drop()
    if has_provider() and st.user.is_logged_in:
        st.logout()


def drop() -> None:
    """Forget a sign-in that has ended; the browser drops its cookie."""
    st.session_state[_TOKEN] = st.session_state[_TICKET] = ""
    _hand_on(None)


def ticket() -> str | None:
    """Return the ticket that the browser is to bring; empty to drop its cookie, None for nothing."""
    found: str | None = st.session_state.get(_TICKET)
    return found


def _hand_on(found: Account | None) -> None:
    now = None if found is None else found.reader
    if _READER in st.session_state and st.session_state[_READER] != now:
        for name in [name for name in st.session_state if name not in _STAYS]:
            del st.session_state[name]
    st.session_state[_READER] = now
