"""Lists beside the members go into the store: a file, what is wrong with it, what it would change, commit."""

import streamlit as st

from messages.store_words import store_sentence
from storage.store.differences import Preview
from storage.store.errors import StaleError, StoreError
from storage.store.reader import Reader
from storage.store.rights import may_ever_write
from storage.store.store import UploadedFile
from ui import session, shared
from ui.components import frame, table
from ui.view import roster
from use_cases.read_plain_list import FORMS, PlainList, read_plain_list

_FAULTS_SHOWN = 100
_DONE = "organisations.lists.done"
_ENDINGS = ["csv", "txt", "tsv", "xlsx"]


def lists() -> None:
    """Draw the way of opening duty, equipment, drills and partners into the store."""
    words, reader = session.words(), session.reader()
    frame.section(words("plain_list.title"), "lists")
    st.write(words("plain_list.lead"))
    if reader is None:
        st.info(words("plain_list.needs_account"))
        return
    mine = [name for name in FORMS if may_ever_write(reader, name)]
    if not mine:
        st.info(words("plain_list.no_right"))
        return
    register = st.selectbox(
        words("plain_list.which"), mine, key="lists.which", format_func=lambda one: words(f"plain_list.{one}")
    )
    columns = words.listed(one.header for one in FORMS[register])
    st.caption(words("plain_list.columns", columns=columns))
    file = st.file_uploader(words("plain_list.file"), type=_ENDINGS, key=f"lists.file.{register}")
    if file is None:
        return
    read = read_plain_list(file.getvalue(), file.name, register, session.bundle())
    if read.faults:
        table.show(roster.fault_grid(read.faults, words, shown=_FAULTS_SHOWN))
    if read.refused:
        st.error(words("plain_list.refused", count=f"{len(read.faults):,}"))
        return
    done: tuple[str, int] | None = session.kept(_DONE)
    if done is not None and done[0] == file.file_id:
        st.success(words("plain_list.done", version=done[1]))
        _undo(reader, done[1])
        return
    _change(reader, read, UploadedFile(file.name, file.getvalue()), file.file_id)


def _change(reader: Reader, read: PlainList, file: UploadedFile, file_id: str) -> None:
    """Draw what a sound list would change, and the button that writes it; nobody is removed."""
    words, store = session.words(), shared.store()
    try:
        seen = store.preview(reader, read.register, read.rows)
    except StoreError as error:
        st.error(store_sentence(words.language, error.key, error.details))
        return
    st.write(_said(seen))
    if seen.changes_nothing:
        return
    if st.button(words("plain_list.commit"), type="primary", key=f"lists.commit.{read.register}"):
        try:
            done = store.commit(reader, read.register, read.rows, based_on=seen.based_on, file=file)
        except StaleError:
            st.warning(words("plain_list.stale"))
            return
        session.keep(_DONE, (file_id, done.version))
        st.rerun()


def _undo(reader: Reader, version: int) -> None:
    words = session.words()
    if st.button(words("plain_list.undo"), key="lists.undo"):
        try:
            shared.store().undo(reader, version)
        except StoreError as error:
            st.error(store_sentence(words.language, error.key, error.details))
            return
        session.forget(_DONE)
        st.rerun()


def _said(seen: Preview) -> str:
    words, found = session.words(), seen.differences
    if seen.changes_nothing:
        return words("plain_list.nothing")
    counts = {"added": len(found.added), "changed": len(found.after), "unchanged": found.unchanged}
    return words("plain_list.change", **{name: f"{count:,}" for name, count in counts.items()})
