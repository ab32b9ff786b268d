"""The page of accounts: the own sign-in."""

import streamlit as st

from domain.registers import Role
from storage.store.reader import Reader
from ui import session, shared, signed_in
from ui.components import frame, gate


def head() -> None:
    """Draw the title, and who is signed in."""
    words, account = session.words(), signed_in.account()
    st.title(words("screen.account.title"), anchor=False)
    if account is None:
        said = [words("account.demonstration")]
        if shared.bundle().meta.is_model:
            said.append(words("account.demonstration_model"))
        frame.sentences(said)
    else:
        role = words(f"role.{account.rights.role}")
        frame.sentences([words("account.you_are", name=account.name, login=account.login, role=role)])
    frame.begin_sections()


def own() -> None:
    """Draw the ways out and the own password; in the demonstration the form for the first account."""
    words, account = session.words(), signed_in.account()
    if account is None:
        frame.section(words("account.first.title"), "first")
        frame.sentences([words("account.first.lead")])
        gate.first_account()
        return
    with st.container(horizontal=True):
        if st.button(words("account.sign_out"), key="account.sign_out"):
            gate.doing(signed_in.end)
        if st.button(words("account.sign_out_everywhere"), key="account.sign_out_everywhere"):
            gate.doing(_everywhere)
    frame.section(words("account.change.title"), "password")
    gate.own_password()


def headquarters() -> Reader | None:
    """Return the reader where it is of headquarters: nobody else would see more than a refusal."""
    reader = session.reader()
    return reader if reader is not None and reader.role is Role.HEADQUARTERS else None


def _everywhere() -> None:
    account = signed_in.account()
    if account is not None:
        shared.store().sign_ins.sign_out_everywhere(account.reader)
    signed_in.drop()
