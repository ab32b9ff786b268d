"""What the page もしも blocks and moves: streets to tick or to find, and the sliders of the departures."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planning.case import Case
from planning.isolation import structures
from presentation.hung_on import HungOn
from presentation.plain_text import markdown_text
from presentation.street_names import street_names
from ui import session, shared, whatif_choice
from ui.components import frame
from ui.view.map_search import GoalKind


def choose(case: Case, pieces: Sequence[HungOn], district_id: str, *, moves: bool) -> DeltaGenerator:
    """Draw what can be blocked and moved; ``moves`` says whether departures decide anything.

    Returns
    -------
    DeltaGenerator
        Room below the streets for who of those who hang on them has no other way, which takes a moment more.
    """
    words = session.words()
    left, right = st.columns(2, gap="large")
    with left:
        _streets(case, pieces)
        room = st.container(gap="xxsmall")
    with right:
        _other_street(case, district_id)
        if moves:
            _departures()
        st.button(words("screen.whatif.clear"), key="whatif.clear", on_click=whatif_choice.clear)
    return room


def _streets(case: Case, pieces: Sequence[HungOn]) -> None:
    """Draw the streets that the district hangs on, and those that were blocked besides, to tick."""
    words, blocked = session.words(), set(whatif_choice.blocked())
    st.markdown(f"**{words('screen.whatif.hangs_on')}**")
    if not pieces:
        frame.nothing(words("screen.whatif.hangs_on_nothing"))
    others = structures(case, sorted(blocked - {one for piece in pieces for one in piece.street_ids}))
    named = street_names(case, [piece[0] for piece in others], words)
    offered = [(piece.street_ids, piece.label) for piece in pieces]
    for street_ids, label in [*offered, *zip(others, named, strict=True)]:
        key = session.bind(f"whatif.street.{street_ids[0]}", bool(blocked & set(street_ids)))
        st.checkbox(markdown_text(label), key=key, on_change=_tick, args=(key, street_ids))


def _other_street(case: Case, district_id: str) -> None:
    """Draw the search for any other street: by its own name, or, in this district, as papers tell it."""
    words = session.words()
    found = {
        key: (one.label, tuple(int(str(street_id)) for street_id in one.item_ids))
        for key, one in session.goals(case).items()
        if one.kind is GoalKind.STREET
    }
    city = case.city.meta.bundle_hash
    for street_id, label in shared.unnamed_streets_of(city, words.language, district_id, case).items():
        found[f"street:{street_id}"] = (label, (street_id,))
    st.selectbox(
        words("screen.whatif.find"), list(found), index=None, key="whatif.find",
        format_func=lambda key: found[key][0], placeholder=words("screen.whatif.find_hint"),
        help=words("screen.whatif.find_help"),
    )  # fmt: skip
    chosen = found.get(str(session.value_of("whatif.find") or ""))
    st.button(
        words("screen.whatif.block"), key="whatif.block", disabled=chosen is None,
        on_click=_block, args=(chosen[1] if chosen else (),),
    )  # fmt: skip
    st.caption(words("screen.whatif.whole_rivers"))


def _tick(key: str, piece: Sequence[int]) -> None:
    whatif_choice.block(piece, closed=bool(session.value_of(key)))


def _block(street_ids: Sequence[int]) -> None:
    whatif_choice.block(street_ids, closed=True)


def _departures() -> None:
    """Draw the sliders of the departures, for all together or for both groups apart."""
    words = session.words()
    apart = st.toggle(words("screen.whatif.apart"), key=whatif_choice.APART)
    groups = ("first", "second") if apart else ("all",)
    keys = (whatif_choice.FIRST, whatif_choice.SECOND)
    for group, key in zip(groups, keys, strict=False):
        # The value stands in the session alone: given here, too, the terminal fills with warnings.
        st.slider(
            words(f"screen.whatif.later_{group}"), whatif_choice.EARLIEST, whatif_choice.LATEST,
            step=whatif_choice.STEP,
            key=session.bind(key, session.value_of(key) or 0), format=words("screen.whatif.minutes"),
        )  # fmt: skip
    whatif_choice.keep_moved()
