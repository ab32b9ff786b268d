"""The history of lists: versions with who and when, any two compared, and the last one taken back."""

import streamlit as st

from domain.registers import RegisterName, Role
from messages.store_words import store_sentence
from planning.case import Case
from presentation.names import district_names
from storage.store.differences import Preview
from storage.store.errors import StoreError
from storage.store.reader import Reader
from ui import session, shared
from ui.components import frame, table
from ui.components.upload_commit import undo_button
from ui.view.upload import cells_grid, counts_grid, history_grid, rows_grid

_ROWS_SHOWN = 200
_VERSIONS_SHOWN = 50


def show(case: Case, reader: Reader | None, register: RegisterName) -> None:
    """Draw the versions of a register that a reader sees."""
    words = session.words()
    frame.section(words("upload.history.title"), "history")
    if reader is None:
        st.caption(words("upload.history.demonstration"))
        return
    try:
        _show(case, reader, register)
    except StoreError as error:
        st.error(store_sentence(words.language, error.key, error.details))


def _show(case: Case, reader: Reader, register: RegisterName) -> None:
    words, store = session.words(), shared.store()
    history = store.history(reader, register)
    if history.empty:
        st.caption(words("upload.history.none"))
        return
    versions = [int(version) for version in history["version_id"].drop_duplicates()]
    newest = history[history["version_id"].isin(versions[:_VERSIONS_SHOWN])]
    names = _names(case, reader)
    table.show(history_grid(newest, store.uploads(reader, register), names, words))
    undo_button(reader, versions[0], "history")
    _compare(reader, register, versions, names)


def _names(case: Case, reader: Reader) -> dict[str, str]:
    """Return names by id: of organisations and districts, and of accounts as far as the reader sees them."""
    organisations = case.strength.organisations["name"]
    districts = district_names(case, session.words().language)
    names = {str(key): str(name) for one in (organisations, districts) for key, name in one.items()}
    if reader.role is Role.HEADQUARTERS:
        accounts = shared.store().accounts.list(reader)
        return {**names, **{account.account_id: account.name for account in accounts}}
    return {**names, reader.account: session.text("upload.history.yourself")}


def _compare(reader: Reader, register: RegisterName, versions: list[int], names: dict[str, str]) -> None:
    """Draw what differs between two versions."""
    words = session.words()
    st.subheader(words("upload.compare.title"), anchor=False)
    left, right = st.columns(2)
    earlier = left.selectbox(
        words("upload.compare.earlier"),
        [*versions, 0],
        index=min(1, len(versions)),
        key=f"upload.earlier.{versions[0]}",
        format_func=lambda one: (
            words("upload.compare.version", version=one) if one else words("upload.compare.before")
        ),
    )
    later = right.selectbox(
        words("upload.compare.later"),
        versions,
        key=f"upload.later.{versions[0]}",
        format_func=lambda one: words("upload.compare.version", version=one),
    )
    if earlier >= later:
        st.caption(words("upload.compare.order"))
        return
    if not st.button(words("upload.compare.show"), key="upload.compare"):
        return
    found = shared.store().compare(reader, register, earlier, later)
    table.show(counts_grid(Preview((), earlier, found, removes=True), words))
    for what, rows in (("added", found.added), ("removed", found.removed)):
        if len(rows):
            table.show(rows_grid(rows, register, names, words, what=what, shown=_ROWS_SHOWN))
    if len(found.after):
        table.show(cells_grid(found, names, words, shown=_ROWS_SHOWN))
