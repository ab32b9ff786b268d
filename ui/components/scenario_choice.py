"""The scenarios of the city, and how an edit begins: one of them, a copy, a proposal; or one is removed."""

from dataclasses import replace

import streamlit as st

from domain.scenario import HazardScenario
from domain.scenario_draft import free_id
from presentation.closed_words import held_sentence
from presentation.plain_text import markdown_text
from presentation.scenario_words import scenario_grid
from ui import session
from ui.components import frame, scenario_adopt, scenario_form, table
from use_cases.edit_scenarios import rests_on_model, without_scenario
from use_cases.propose_scenarios import proposed_scenarios

_ASKED = "scenarios.asked"


def show() -> None:
    """Draw the list, and the buttons that begin an edit."""
    words = session.words()
    if scenario_form.editing() is None:
        frame.section(words("screen.scenarios.list"), "list")
        _list()
        frame.section(words("screen.scenarios.begin"), "begin")
        _begin()
        return
    # Who edits one looks at that one.
    with st.expander(words("screen.scenarios.list_closed")):
        _list()
        _begin()


def _list() -> None:
    """Draw the scenarios, and below them what some of them close by hand."""
    words, city = session.words(), session.bundle()
    table.show(scenario_grid(city, words))
    for one in city.scenarios.values():
        if said := held_sentence(one, words):
            st.caption(markdown_text(said))


def _begin() -> None:
    words, city = session.words(), session.bundle()
    if city.scenarios:
        _held()
    if not city.hazards:
        st.caption(words("screen.scenarios.no_hazard"))
        st.page_link(session.page("data"), label=words("screen.unplanned.to_data"))
        return
    _proposals()


def _held() -> None:
    """Draw what can be done with the scenarios that there are."""
    words, city = session.words(), session.bundle()
    chosen = st.selectbox(
        words("screen.scenarios.choose"),
        list(city.scenarios),
        key="scenarios.choose",
        format_func=lambda key: words.scenario(city.scenarios[key]),
    )
    with st.container(horizontal=True):
        st.button(words("screen.scenarios.edit"), key="scenarios.edit", on_click=_edit)
        st.button(words("screen.scenarios.copy"), key="scenarios.copy", on_click=_copy)
        st.button(
            words("screen.scenarios.remove"), key="scenarios.remove", on_click=_ask_first,
            disabled=len(city.scenarios) == 1,
        )  # fmt: skip
    if session.kept(_ASKED) == chosen:
        _ask(city.scenarios[chosen])


def _ask(scenario: HazardScenario) -> None:
    """Ask before a scenario is removed, and say what goes with it."""
    words = session.words()
    st.warning(words("screen.scenarios.ask", name=words.scenario(scenario)))
    with st.container(horizontal=True):
        st.button(
            words("screen.scenarios.remove_yes"), key="scenarios.remove_yes", on_click=_remove,
            args=(scenario.scenario_id,),
        )  # fmt: skip
        st.button(
            words("screen.scenarios.remove_no"), key="scenarios.remove_no", on_click=session.forget,
            args=(_ASKED,),
        )  # fmt: skip


def _proposals() -> None:
    words, city = session.words(), session.bundle()
    proposals = {one.scenario_id: one for one in proposed_scenarios(city)}
    if not proposals:
        st.caption(words("screen.scenarios.no_proposal"))
        return
    st.selectbox(
        words("screen.scenarios.proposal"),
        list(proposals),
        key="scenarios.proposal",
        help=words("screen.scenarios.proposal_help"),
        format_func=lambda key: words.scenario(proposals[key]),
    )
    st.button(words("screen.scenarios.from_proposal"), key="scenarios.from_proposal", on_click=_take_proposal)


def _chosen() -> HazardScenario:
    """Return what is chosen at the press of a button, be the page drawn with it or not yet."""
    return session.bundle().scenarios[session.value_of("scenarios.choose")]


def _edit() -> None:
    found = _chosen()
    scenario_form.begin(found, found.scenario_id)


def _ask_first() -> None:
    session.keep(_ASKED, _chosen().scenario_id)


def _copy() -> None:
    words, found = session.words(), _chosen()
    fresh = replace(
        found,
        scenario_id=free_id(found.scenario_id, session.bundle().scenarios),
        name=words("screen.scenarios.copy_of", name=found.name),
        name_en=f"{found.name_en} (copy)" if found.name_en else "",
        name_easy="",
    )
    scenario_form.begin(fresh, "")


def _take_proposal() -> None:
    wanted = session.value_of("scenarios.proposal")
    proposal = next(one for one in proposed_scenarios(session.bundle()) if one.scenario_id == wanted)
    is_model = rests_on_model(session.bundle(), proposal.layers)
    scenario_form.begin(replace(proposal, is_model=is_model), "")


def _remove(scenario_id: str) -> None:
    session.forget(_ASKED)
    city = session.bundle()
    name = session.words().scenario(city.scenarios[scenario_id])
    scenario_adopt.adopt(
        without_scenario(city, scenario_id), session.text("screen.scenarios.removed", name=name)
    )
