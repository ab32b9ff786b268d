"""An edited scenario becomes the city's, for all; and the way back."""

import streamlit as st

from domain.bundle import CityBundle
from domain.faults import SonaeError
from presentation.plain_text import markdown_text
from storage.store.errors import StoreError
from storage.store.store import Store
from ui import session, shared
from ui.components import city_versions_parts, frame, scenario_form, trouble
from ui.components.scenario_form import Editing
from use_cases.city_versions import Adoption, Version, adopt_city, city_history, show_version
from use_cases.edit_scenarios import CheckedScenario, with_scenario

_DONE, _FAILED = "scenarios.done", "scenarios.failed"
_ASKED, _BACK = "scenarios.back_asked", "scenarios.went_back"


def show_flash() -> None:
    """Say what was adopted or refused, with the way back to the city before it."""
    words = session.words()
    for line in session.kept(_FAILED) or []:
        st.error(markdown_text(line))
    back: str | None = session.kept(_BACK)
    if back is not None:
        st.success(markdown_text(back))
    session.forget(_FAILED, _BACK)
    done: tuple[str, int] | None = session.kept(_DONE)
    version = session.city_version()
    if done is None or version is None or version.number != done[1]:
        return
    st.success(markdown_text(done[0]))
    st.button(
        words("screen.scenarios.back"), key="scenarios.back", on_click=session.keep, args=(_ASKED, done[1])
    )
    former = city_history().former if session.kept(_ASKED) == done[1] else None
    if former is not None and city_versions_parts.ask(
        city_versions_parts.version_name(former, words), "scenarios.back", _ASKED
    ):
        _go_back(former, done[1])
        st.rerun()


def show(one: Editing, checked: CheckedScenario) -> None:
    """Draw the buttons that adopt an edit or give it up."""
    words, city = session.words(), session.bundle()
    frame.section(words("screen.scenarios.adopt"), "adopt")
    frame.sentences([words("screen.scenarios.adopt_lead")])
    is_new = checked.scenario.scenario_id not in city.scenarios
    is_changed = is_new or checked.scenario != city.scenarios[checked.scenario.scenario_id]
    is_current = not one.former_id or city.scenarios.get(one.former_id) == one.begun_with
    if not is_current:
        st.warning(words("screen.scenarios.other_meanwhile"))
    elif not checked.is_sound:
        st.caption(words("screen.scenarios.mend_first"))
    elif not is_changed:
        st.caption(words("screen.scenarios.no_change"))
    with st.container(horizontal=True):
        st.button(
            words("screen.scenarios.adopt_do"), key="scenarios.adopt", type="primary", on_click=_adopt,
            args=(one, checked), disabled=not (is_current and checked.is_sound and is_changed),
        )  # fmt: skip
        st.button(words("screen.scenarios.give_up"), key="scenarios.give_up", on_click=scenario_form.end)


def adopt(city: CityBundle, said: str) -> bool:
    """Show a changed city to all; what is refused is said in words, and nothing is changed then."""
    try:
        adopted = adopt_city(
            city, Adoption(session.bundle().meta.bundle_hash, "scenarios"),
            reader=session.reader(), store=_store(),
        )  # fmt: skip
    except (SonaeError, StoreError) as error:
        session.keep(_FAILED, trouble.lines(error, session.language()))
        return False
    session.keep(_DONE, (said, adopted.event.number))
    return True


def _adopt(one: Editing, checked: CheckedScenario) -> None:
    city, words = session.bundle(), session.words()
    name = words.scenario(checked.scenario)
    renewed = with_scenario(city, checked.scenario, former_id=one.former_id)
    if adopt(renewed, words("screen.scenarios.adopted", name=name)):
        scenario_form.end()


def _go_back(former: Version, after: int) -> None:
    """Show the city again that was shown before, and say so."""
    words = session.words()
    try:
        show_version(former.number, after=after, reader=session.reader(), store=_store())
    except (SonaeError, StoreError) as error:
        session.keep(_FAILED, trouble.lines(error, session.language()))
        return
    name = city_versions_parts.version_name(former, words)
    session.keep(_BACK, words("city_change.went_back", version=name))


def _store() -> Store | None:
    return shared.store() if shared.has_accounts() else None
