"""The audit log, for headquarters: the newest entries, whether the chain is whole, a file."""

import streamlit as st

from exports.tables import table_csv
from messages.store_words import store_sentence
from storage.store.reader import Reader
from ui import session, shared, signed_in
from ui.components import frame, table
from ui.view import accounts as view

_SHOWN = 200
_MOST_PAGES = 100_000
_MOST_IN_FILE = 100_000


def show(reader: Reader) -> None:
    """Draw the audit log."""
    words, rights = session.words(), shared.store().rights
    frame.section(words("account.audit.title"), "audit")
    faults = rights.audit_faults(reader)
    for key, entry in faults:
        st.error(store_sentence(words.language, key, {"entry": entry}))
    if not faults:
        st.success(words("account.audit.whole"))
    logins = {one.account_id: one.login for one in shared.store().accounts.list(reader)}
    account, action = _filters(reader, logins)
    page = int(st.number_input(words("account.audit.page"), 1, _MOST_PAGES, 1, key="audit.page"))
    entries = rights.audit_entries(
        reader, newest=_SHOWN, skip=(page - 1) * _SHOWN, account=account, action=action
    )
    named = view.area_names(session.bundle(), words) | logins
    table.show(view.entry_grid(entries, named, words))
    st.caption(words("account.audit.shown", count=_SHOWN))
    _file(reader, named, account, action)


def _filters(reader: Reader, logins: dict[str, str]) -> tuple[str, str]:
    words, actions = session.words(), shared.store().rights.audit_actions(reader)
    everything = words("account.all_of")
    with st.container(horizontal=True):
        account = st.selectbox(
            words("account.audit.account"), ["", "sonae", *logins], key="audit.account",
            format_func=lambda one: logins.get(one, words("account.program")) if one else everything,
        )  # fmt: skip
        action = st.selectbox(
            words("account.audit.action"), ["", *actions], key="audit.action",
            format_func=lambda one: view.action_words(one, words) if one else everything,
        )  # fmt: skip
    return account, action


def _file(reader: Reader, named: dict[str, str], account: str, action: str) -> None:
    words, store, own = session.words(), shared.store(), signed_in.account()
    made_by = "" if own is None else own.login

    def content() -> bytes:
        # On the click, which is outside the session: what it takes is taken here beforehand.
        entries = store.rights.audit_entries(reader, newest=_MOST_IN_FILE, account=account, action=action)
        stamp = words("account.made_by", login=made_by, at=view.local_time(store.sessions.now()))
        return table_csv(view.entry_table(entries, named, stamp, words))

    st.download_button(
        words("account.audit.csv"), data=content, file_name="audit-log.csv", mime="text/csv",
        key="audit.csv", on_click="ignore",
    )  # fmt: skip
