"""Accounts, for headquarters: the table, a new one, and what is done to one."""

from collections.abc import Callable

import streamlit as st

from domain.registers import RegisterName, Role
from presentation.plain_text import markdown_text
from storage.store.account_rows import Account, Rights
from storage.store.reader import Reader
from ui import session, shared
from ui.components import frame, gate, table
from ui.view import accounts as view

_TOLD = "account.told"


def show(reader: Reader) -> None:
    """Draw the accounts and what headquarters does with them."""
    words = session.words()
    frame.section(words("account.all.title"), "accounts")
    found = shared.store().accounts.list(reader)
    table.show(view.account_grid(found, view.area_names(session.bundle(), words), words))
    _tell_password()
    with st.expander(words("account.make.title")):
        _make(reader)
    with st.expander(words("account.edit.title")):
        _edit(reader, found)


def _tell_password() -> None:
    """Show a password that was just made, once."""
    told: tuple[str, str] | None = session.kept(_TOLD)
    if told is None:
        return
    session.forget(_TOLD)
    words = session.words()
    st.success(words("account.told", login=told[0]))
    st.code(told[1], language=None)
    st.caption(words("account.told_once"))


def _make(reader: Reader) -> None:
    words = session.words()
    login = st.text_input(words("account.login"), help=words("account.login_help"), key="account.new.login")
    name = st.text_input(words("account.name"), help=words("account.name_help"), key="account.new.name")
    rights = _rights(reader, "new", None)
    identity = _identity("new", None)
    if st.button(words("account.make.do"), key="account.new.do", type="primary"):

        def make() -> None:
            made, password = shared.store().accounts.make(reader, login, name, rights, identity=identity)
            if password:
                session.keep(_TOLD, (made.login, password))

        gate.doing(make)


def _edit(reader: Reader, found: tuple[Account, ...]) -> None:
    words, by_id = session.words(), {one.account_id: one for one in found}
    chosen = st.selectbox(
        words("account.edit.which"), list(by_id), key="account.edit.which",
        format_func=lambda one: markdown_text(f"{by_id[one].login} — {by_id[one].name}"),
    )  # fmt: skip
    account, accounts = by_id[chosen], shared.store().accounts
    with st.container(horizontal=True):
        if st.button(words("account.edit.reset"), key="account.edit.reset"):
            gate.doing(lambda: session.keep(_TOLD, (account.login, accounts.reset(reader, chosen))))
        act: Callable[[Reader, str], None] = accounts.close if account.is_active else accounts.reopen
        what = "close" if account.is_active else "reopen"
        if st.button(words(f"account.edit.{what}"), key="account.edit.active"):
            gate.doing(lambda: act(reader, chosen))
    name = st.text_input(words("account.name"), account.name, key=f"account.edit.name.{chosen}")
    rights = _rights(reader, f"edit.{chosen}", account)
    identity = _identity(f"edit.{chosen}", account)
    if st.button(words("account.edit.do"), key="account.edit.do"):
        gate.doing(lambda: accounts.change(reader, chosen, name=name, rights=rights, identity=identity))


def _rights(reader: Reader, key: str, account: Account | None) -> Rights:
    words, city, held = session.words(), session.bundle(), account.rights if account else None
    role = st.selectbox(
        words("account.role"), list(Role), key=f"account.{key}.role",
        index=list(Role).index(held.role if held else Role.WARD_OFFICER),
        format_func=lambda one: words(f"role.{one}"),
    )  # fmt: skip
    if role is None or role is Role.HEADQUARTERS:
        st.caption(words("account.whole_city"))
        return Rights(Role.HEADQUARTERS)
    names = view.area_names(city, words)
    known = city.strength.organisations.index.astype(str)
    organisations = shared.store().read(reader, RegisterName.ORGANISATIONS, personal=False)
    offered = {
        "ward_codes": [str(one) for one in city.wards.sort_values("official_order").index],
        "district_ids": [str(one) for one in city.districts.index],
        "org_ids": sorted({*known, *organisations["org_id"].astype(str)}),
    }
    chosen = {}
    for field, ids in offered.items():
        before = sorted(getattr(held, field)) if held else []
        chosen[field] = frozenset(
            st.multiselect(
                words(f"account.area.{field}"), [*ids, *(one for one in before if one not in ids)], before,
                key=f"account.{key}.{field}",
                format_func=lambda one: markdown_text(names.get(one) or str(one)),
            )
        )  # fmt: skip
    return Rights(role, **chosen)


def _identity(key: str, account: Account | None) -> tuple[str, str] | None:
    words, (issuer, subject) = session.words(), (account.identity if account else None) or ("", "")
    issuer = st.text_input(words("account.issuer"), issuer, key=f"account.{key}.issuer")
    subject = st.text_input(
        words("account.subject"), subject, help=words("account.identity_help"), key=f"account.{key}.subject"
    )
    return (issuer.strip(), subject.strip()) if issuer.strip() or subject.strip() else None
