"""What every page shares: style, head, sections, what is said where nothing is found, sign at the end."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from domain.data_kind import DataKind
from domain.vocabulary import HazardKind
from planning.case import Case
from presentation.city_version_words import version_text
from presentation.held_words import left_out_lines
from presentation.names import scenario_name
from presentation.plain_text import html_text, ruby_html
from ui import session
from ui.components import streamlit_words

_FOLDER = Path(__file__).resolve().parent
_ICON = _FOLDER.parent / "static" / "favicon.png"
_STYLE = "".join((_FOLDER / name).read_text(encoding="utf-8") for name in ("theme.css", "frame.css"))
_HISTORY_JS = (_FOLDER / "history.js").read_text(encoding="utf-8")
_FADED_FILES_JS = (_FOLDER / "faded_files.js").read_text(encoding="utf-8")

# Wide enough that the name of a scenario is read to its end, where it says 夜間 or 昼間; not wider,
# for beside a narrow map its legend would be closed (1440 px).
_SIDEBAR_PX = 324

# A page with fewer sections is seen at a glance.
_SECTIONS_FROM = 2

_SECTIONS, _PLACE, _TITLED = "frame.sections", "frame.sections_place", "frame.titled"
_CASE = "frame.case"
#: Enough to tell two cases apart, too few to ask for one.
_CASE_CHARACTERS = 12

_one_entry_a_page = st.components.v2.component("sonae_history", js=_HISTORY_JS)
_no_faded_files = st.components.v2.component("sonae_faded_files", js=_FADED_FILES_JS)


def begin() -> None:
    """Set the page up; the first thing that a script run draws."""
    st.set_page_config(
        page_title=session.text("screen.title"),
        page_icon=str(_ICON),
        layout="wide",
        # Open beside a wide page; closed where it would cover the answer (small screens, 200 % zoom).
        initial_sidebar_state=_SIDEBAR_PX,
    )
    # The name of the button that opens the switches stands in the style: Streamlit draws it as an arrow.
    to_switches = session.text("screen.head.to_switches")
    st.html(f'<style>{_STYLE} :root {{ --sonae-to-switches: "{to_switches}"; }}</style>')
    streamlit_words.tell()
    session.forget(_SECTIONS, _PLACE, _TITLED, _CASE)
    _one_entry_a_page(key="frame.history")
    _no_faded_files(key="frame.faded_files")


def headline(title: str, lead: str, *, of_all: bool = False) -> None:
    """Draw the page's title, the scenario that it speaks of (or all), and the banner of model data."""
    begin_page(title)
    case, plan = session.current_case(), session.current_plan()
    missing = () if of_all else plan.missing_kinds
    head(case, lead, kind=plan.data_kind, missing_kinds=missing, of_all=of_all)


def begin_page(title: str) -> None:
    """Draw the title of the page, before anything that a reader waits for."""
    st.title(title, anchor=False)
    session.keep(_TITLED, value=True)


def head(
    case: Case,
    lead: str,
    *,
    kind: DataKind,
    missing_kinds: tuple[HazardKind, ...],
    of_all: bool = False,
) -> None:
    """Draw what ``headline`` draws below the title, on a page that waits for no plan."""
    words = session.words()
    session.keep(_CASE, case.key[:_CASE_CHARACTERS])
    is_trial = session.is_changed() and bool(case.settings.changed() or case.measures)
    facts = {
        "scenario": scenario_name(case, words.language),
        "phase": words(f"phase.{case.scenario.phase}"),
        "time": words(f"day_time.{case.scenario.day_time}"),
        "preset": words(f"preset.{case.preset}") + (words("screen.changed_mark") if is_trial else ""),
        "data": words(f"screen.head.{kind.value}"),
    }
    if of_all:
        facts = {"scenario": words("screen.head.of_all"), **{key: facts[key] for key in ("preset", "data")}}
    _facts({**facts, **_version()}, kind=kind)
    if kind.is_rounded:
        _banner(words(f"screen.{kind.value}_banner"))
    if missing_kinds:
        kinds = words("export.separator").join(words(f"hazard_kind.{kind}") for kind in missing_kinds)
        _banner(words("screen.missing_banner", kinds=kinds))
    for line in left_out_lines(case.city, case.strength, words):
        _banner(line)
    _lead(lead)
    begin_sections()


def city_head(lead: str) -> None:
    """Draw what stands below the title where the city cannot be planned: the city itself."""
    words, meta = session.words(), session.bundle().meta
    named = [words.name(meta.name, meta.name_en), *_version().values()]
    data = words(f"screen.head.{meta.data_kind.value}")
    _facts({"city": words.listed(named), "data": data}, kind=meta.data_kind)
    _lead(lead)
    begin_sections()


def _version() -> dict[str, str]:
    """Return which adopted city is shown, for the head; nothing of the original."""
    version = session.city_version()
    return {} if version is None else {"city": version_text(version.version, version.at, session.words())}


def _facts(facts: Mapping[str, str], *, kind: DataKind) -> None:
    words = session.words()
    items = "".join(
        f"<div><dt>{html_text(words(f'screen.head.{name}'))}</dt>"
        f'<dd class="{"model" if name == "data" and kind.is_rounded else ""}">{_html(said)}</dd></div>'
        for name, said in facts.items()
    )
    st.html(f'<dl class="sonae-facts">{items}</dl>')


def _lead(lead: str) -> None:
    if lead:
        st.html(f'<p class="sonae-lead">{_html(lead)}</p>')
    words = session.words()
    # Without a lead that has readings the page is that of officials: no words of its own in plain Japanese.
    if words.language == "ja_easy" and ruby_html(lead) == html_text(lead):
        pages = {name: words(f"screen.{name}.nav") for name in ("block", "district")}
        st.html(f'<p class="sonae-lead" role="note">{_html(words("screen.not_plain", **pages))}</p>')


def begin_sections() -> None:
    """Keep the room for the list of sections, below the head."""
    session.keep(_PLACE, st.empty())
    session.keep(_SECTIONS, {})


def is_begun() -> bool:
    """Whether the page has its title."""
    return bool(session.kept(_TITLED))


def section(title: str, anchor: str) -> None:
    """Begin a section of the page, which the list of sections above leads to.

    Parameters
    ----------
    title
        Heading; a name of a file is escaped by the caller.
    anchor
        Name of the section in the address, after ``#``: small ASCII letters.
    """
    st.header(title, anchor=anchor)
    session.keep(_SECTIONS, {**(session.kept(_SECTIONS) or {}), anchor: title})


def _banner(line: str) -> None:
    st.html(f'<p class="sonae-model" role="note">{_html(line)}</p>')


def _html(said: str) -> str:
    """Return a text for HTML; readings of やさしい日本語 stand above their kanji."""
    return ruby_html(said) if session.language() == "ja_easy" else html_text(said)


def sentences(lines: list[str], *, strong: bool = False) -> None:
    """Draw sentences, one a line; nothing where there are none."""
    if not lines:
        return
    kind = "sonae-strong" if strong else "sonae-text"
    st.html("".join(f'<p class="{kind}">{_html(line)}</p>' for line in lines))


def bullets(lines: list[str]) -> None:
    """Draw a list."""
    st.html("<ul class='sonae-list'>" + "".join(f"<li>{_html(line)}</li>" for line in lines) + "</ul>")


def nothing(line: str) -> None:
    """Say that there is nothing to show here, and why."""
    st.html(f'<p class="sonae-empty">{_html(line)}</p>')


def end(page: str) -> None:
    """Draw the list of sections, and mark the end of the script, so that a test knows the page is whole.

    The mark says which case the page speaks of, so that who changed a setting can wait for the new one.
    """
    _list_sections()
    st.html(
        f'<div class="sonae-end" data-page="{html_text(page)}" data-language="{session.language()}"'
        f' data-case="{html_text(session.kept(_CASE) or "")}"></div>'
    )


def _list_sections() -> None:
    place, sections = session.kept(_PLACE), session.kept(_SECTIONS) or {}
    if place is None or len(sections) < _SECTIONS_FROM:
        return
    items = "".join(
        f'<li><a href="#{anchor}">{html_text(title)}</a></li>' for anchor, title in sections.items()
    )
    label = html_text(session.text("screen.head.sections"))
    place.html(f'<nav class="sonae-sections" aria-label="{label}"><ul>{items}</ul></nav>')
