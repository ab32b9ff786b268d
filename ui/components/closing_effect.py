"""What the last change of closings does, beside the switches, so that nobody has to look for it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from presentation.closing_effect import ClosingEffect, closing_effect
from presentation.plain_text import html_text
from ui import session


def show(room: DeltaGenerator) -> None:
    """Draw what closing something, or opening it again, does; nothing where nothing is closed.

    Parameters
    ----------
    room
        Where it stands: below the switches of what is closed.
    """
    with room:
        change = session.closing_change()
        if change is None:
            return
        (case_before, before), (case, plan) = change
        effect = session.once(
            "closing.effect",
            (before.key, plan.key, session.language()),
            lambda: closing_effect((case_before, case), (before, plan), session.words()),
        )
        st.html(_html(effect))


def _html(effect: ClosingEffect) -> str:
    head = "".join(f"<p><strong>{html_text(line)}</strong></p>" for line in effect.changed)
    lines = "".join(f"<li>{html_text(line)}</li>" for line in (*effect.people, *effect.figures))
    title = html_text(session.text("closing.title"))
    return (
        f'<section class="sonae-effect" aria-live="polite" aria-label="{title}">'
        f"<p>{title}</p>{head}<ul>{lines}</ul></section>"
    )
