"""What every page shares: style, banner of model data, sign at the end of the script."""

from pathlib import Path

import streamlit as st

from domain.vocabulary import HazardKind
from messages.catalogue import language_tag
from planning.case import Case
from presentation.names import scenario_name
from presentation.plain_text import html_text
from ui import session

_FOLDER = Path(__file__).resolve().parent
_ICON = _FOLDER.parent / "static" / "favicon.png"
_STYLE = (_FOLDER / "frame.css").read_text(encoding="utf-8")
_LANGUAGE_JS = (_FOLDER / "language.js").read_text(encoding="utf-8")
_HISTORY_JS = (_FOLDER / "history.js").read_text(encoding="utf-8")

# Wide enough that the name of a scenario is read to its end, where it says 夜間 or 昼間; not wider,
# for beside a narrow map its legend would be closed (1440 px).
_SIDEBAR_PX = 324

_tell_language = st.components.v2.component("sonae_language", js=_LANGUAGE_JS)
_one_entry_a_page = st.components.v2.component("sonae_history", js=_HISTORY_JS)


def begin() -> None:
    """Set the page up; the first thing that a script run draws."""
    st.set_page_config(
        page_title=session.text("screen.title"),
        page_icon=str(_ICON),
        layout="wide",
        # Open beside a wide page; closed where it would cover the answer (small screens, 200 % zoom).
        initial_sidebar_state=_SIDEBAR_PX,
    )
    st.html(f"<style>{_STYLE}</style>")
    _tell_language(key="frame.language", data={"language": language_tag(session.language())})
    _one_entry_a_page(key="frame.history")


def headline(title: str, lead: str) -> None:
    """Draw the page's title, the scenario it speaks of, and the banner of model data."""
    case, plan = session.current_case(), session.current_plan()
    head(case, title, lead, is_model=plan.is_model, missing_kinds=plan.missing_kinds)


def head(case: Case, title: str, lead: str, *, is_model: bool, missing_kinds: tuple[HazardKind, ...]) -> None:
    """Draw what ``headline`` draws, on a page that waits for no plan."""
    words = session.words()
    st.title(title, anchor=False)
    facts = words(
        "screen.scenario_line",
        scenario=scenario_name(case, words.language),
        phase=words(f"phase.{case.scenario.phase}"),
        day_time=words(f"day_time.{case.scenario.day_time}"),
        preset=words(f"preset.{case.preset}"),
    )
    is_trial = session.is_changed() and bool(case.settings.changed() or case.measures)
    changed = words("screen.changed_mark") if is_trial else ""
    st.html(f'<p class="sonae-scenario">{html_text(facts)}{html_text(changed)}</p>')
    if is_model:
        _banner(words("screen.model_banner"))
    if missing_kinds:
        kinds = words("export.separator").join(words(f"hazard_kind.{kind}") for kind in missing_kinds)
        _banner(words("screen.missing_banner", kinds=kinds))
    if lead:
        st.html(f'<p class="sonae-lead">{html_text(lead)}</p>')


def _banner(line: str) -> None:
    st.html(f'<p class="sonae-model" role="note">{html_text(line)}</p>')


def sentences(lines: list[str], *, strong: bool = False) -> None:
    """Draw sentences, one a line."""
    kind = "sonae-strong" if strong else "sonae-text"
    st.html("".join(f'<p class="{kind}">{html_text(line)}</p>' for line in lines))


def bullets(lines: list[str]) -> None:
    """Draw a list."""
    st.html("<ul class='sonae-list'>" + "".join(f"<li>{html_text(line)}</li>" for line in lines) + "</ul>")


def end(page: str) -> None:
    """Mark the end of the script, so that a test knows the page is whole."""
    st.html(
        f'<div class="sonae-end" data-page="{html_text(page)}" data-language="{session.language()}"></div>'
    )
