"""Rows of the form of a scenario: the streets that it closes by hand, from when and until when."""

from collections.abc import Callable, Sequence

import streamlit as st

from domain.scenario_draft import ClosedStreetsDraft
from domain.vocabulary import ClosedKind
from presentation.plain_text import readable_text
from ui import session
from ui.view.options import closable_names

#: Most rows of one scenario.
MOST_ROWS = 20


def show(closed: Sequence[ClosedStreetsDraft], key: Callable[[str], str]) -> tuple[ClosedStreetsDraft, ...]:
    """Draw a row for each closing and an empty one below; return what they say.

    Parameters
    ----------
    closed
        What the rows show first.
    key
        Gives the key of a widget of this form by its name.
    """
    words = session.words()
    st.markdown(f"**{words('screen.scenarios.closed.title')}**")
    st.caption(words("screen.scenarios.closed.lead"))
    used = [i for i in range(MOST_ROWS) if session.value_of(key(f"closed.{i}.kind")) is not None]
    # Rows in use stay where they are, whatever row above them is emptied.
    rows = max(len(closed), used[-1] + 1 if used else 0)
    count = max(min(rows + 1, MOST_ROWS), len(closed))
    found = [_row(i, closed[i] if i < len(closed) else None, key) for i in range(count)]
    if rows >= MOST_ROWS:
        st.caption(words("screen.scenarios.closed.full", count=MOST_ROWS))
    return tuple(one for one in found if one is not None)


def _row(
    number: int, first: ClosedStreetsDraft | None, key: Callable[[str], str]
) -> ClosedStreetsDraft | None:
    words = session.words()
    what, which, since, until = st.columns((2, 4, 2, 2))
    kinds = list(ClosedKind)
    with what:
        kind = st.selectbox(
            words("closed_streets.kind"),
            kinds,
            index=None if first is None else kinds.index(first.kind),
            key=key(f"closed.{number}.kind"),
            format_func=lambda one: words(f"closed_kind.{one}"),
            placeholder=words("screen.scenarios.closed.nothing"),
        )
    if kind is None:
        return None
    before = first if first is not None and first.kind is kind else ClosedStreetsDraft(kind)
    with which:
        name = _name(kind, before.name, key(f"closed.{number}.{kind.value}"))
    with since:
        closed_from = _time("from_s", before.closed_from, key(f"closed.{number}.from"), None)
    with until:
        asked = words("screen.scenarios.closed.until_help")
        closed_until = _time("until_s", before.closed_until, key(f"closed.{number}.until"), asked)
    return ClosedStreetsDraft(kind, name, closed_from, closed_until)


def _name(kind: ClosedKind, before: str, key: str) -> str:
    """Return which streets of a kind are chosen; nothing stands for all of them, but not for all streets."""
    words = session.words()
    names = list(dict.fromkeys(("", *closable_names(session.bundle(), kind), before)))
    key_of_nothing = "choose" if kind is ClosedKind.STREETS else "all"
    nothing = words(f"screen.scenarios.closed.{key_of_nothing}")
    return st.selectbox(
        words("closed_streets.name"),
        names,
        index=names.index(before),
        key=key,
        help=words("screen.scenarios.closed.name_help"),
        format_func=lambda name: readable_text(name) if name else nothing,
    )


def _time(field: str, before: str, key: str, asked: str | None) -> str:
    words = session.words()
    return st.text_input(
        words(f"closed_streets.{field}"),
        value=before,
        key=key,
        help=asked,
        placeholder=words("screen.scenarios.no_time"),
    )
