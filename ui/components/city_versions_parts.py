"""The cities that were shown before: from which files, by whom, and the way back."""

import streamlit as st

from domain.faults import InputError
from presentation.grid import Grid
from presentation.listed_squads import local_minute
from presentation.words import Words
from storage.city_versions import KEPT_VERSIONS, ORIGINAL
from storage.store.reader import Reader
from ui import session, shared
from ui.components import city_update, frame, table, trouble
from use_cases.city_versions import CityHistory, Version, city_history, show_version

#: Number of the city that is to be shown, once the reader has said yes.
_ASKED = "versions.asked"


def show(reader: Reader | None) -> None:
    """Draw every version, and the way back for whoever may change the city; nothing before the first."""
    found = city_history()
    if not found.events:
        return
    words = session.words()
    frame.section(words("city_change.versions"), "versions")
    st.caption(words("city_change.versions_lead", kept=KEPT_VERSIONS))
    may = city_update.may_change(reader)
    table.show(version_grid(found, _names(reader), words, with_folder=may))
    if found.is_original_changed:
        st.warning(words("city_version.original_changed"))
    if may:
        _back(found, reader)


def version_grid(
    found: CityHistory, names: dict[str, str] | None, words: Words, *, with_folder: bool
) -> Grid:
    """Return the versions, the newest first.

    Parameters
    ----------
    found
        All of them.
    names
        Name of each account; None where the reader may not know who adopted them, or nobody signs in.
    words
        Words of the reader.
    with_folder
        Whether the reader may know where the original lies.
    """
    keys = ["version", "state", "at", "what", "from_files", *(["who"] if names is not None else [])]
    rows = []
    for one in found.versions:
        state = "shown" if one.is_shown else "kept" if one.is_kept else "gone"
        row = [version_name(one, words), words(f"city_change.state_{state}")]
        event = one.adopted
        if event is None:
            row += ["", "", str(found.original) if with_folder else ""]
        else:
            row += [local_minute(event.at), words(f"city_version.what.{event.what}")]
            row.append(words.listed(file.name for file in event.files))
        if names is not None:
            row.append("" if event is None else names.get(event.account, event.account))
        rows.append(tuple(row))
    return Grid(
        headings=tuple(words(f"city_change.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False,) * len(keys),
        caption=words("city_change.versions"),
        wide=frozenset({4}),
    )


def version_name(one: Version, words: Words) -> str:
    """Return what a version is called."""
    if one.number == ORIGINAL:
        return words("city_change.original")
    return words("city_change.numbered", number=one.number)


def _names(reader: Reader | None) -> dict[str, str] | None:
    if reader is None or not reader.is_headquarters:
        return None
    return {account.account_id: account.name for account in shared.store().accounts.list(reader)}


def _back(found: CityHistory, reader: Reader | None) -> None:
    """Draw the button that goes back, and the choice of any other version that is kept."""
    words = session.words()
    former = found.former
    if former is not None:
        label = words("city_change.back", version=version_name(former, words))
        if st.button(label, key="data.versions.back"):
            session.keep(_ASKED, former.number)
    others = [one for one in found.versions if one.is_kept and not one.is_shown]
    if len(others) > 1:
        with st.expander(words("city_change.show")):
            chosen = st.selectbox(
                words("city_change.choose"),
                others,
                key="data.versions.choice",
                format_func=lambda one: version_name(one, words),
            )
            if st.button(words("city_change.show"), key="data.versions.show"):
                session.keep(_ASKED, chosen.number)
    wanted = next((one for one in others if one.number == session.kept(_ASKED)), None)
    if wanted is not None and ask(version_name(wanted, words), "data.versions", _ASKED):
        _show(found, wanted, reader)


def ask(version: str, keys: str, asked: str) -> bool:
    """Ask before another city is shown to all; True once the reader has said yes.

    Parameters
    ----------
    version
        What the city is called.
    keys
        What the keys of the two buttons begin with.
    asked
        Name under which the page keeps that it asks; forgotten with either answer.
    """
    words = session.words()
    st.warning(words("city_change.ask_back", version=version))
    with st.container(horizontal=True):
        says_yes = st.button(words("city_change.back_yes"), key=f"{keys}.yes", type="primary")
        st.button(words("city_change.back_no"), key=f"{keys}.no", on_click=session.forget, args=(asked,))
    if says_yes:
        session.forget(asked)
    return says_yes


def _show(found: CityHistory, chosen: Version, reader: Reader | None) -> None:
    words = session.words()
    try:
        show_version(
            chosen.number,
            after=found.events[0].number,
            reader=reader,
            store=shared.store_of_accounts(),
        )
    except InputError as error:
        frame.bullets(trouble.lines(error, words.language))
        return
    session.keep("update.flash", [words("city_change.went_back", version=version_name(chosen, words))])
    st.rerun()
