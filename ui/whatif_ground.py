"""What the page もしも shows that no change changes: of a plan and a district once, for all readers."""

import streamlit as st

from planning.case import Case
from planning.plan import Plan
from presentation.hung_on import HungOn, hung_on, more_hung_line, other_way_lines
from presentation.map_layers.changed_day import ground_content
from presentation.words import Words
from ui import block_choice, session, shared
from ui.maps.served import ServedLayer, serve

# Of every district of the bundled city, and some towns.
_KEPT = 256


def pieces(case: Case, plan: Plan, district_id: str) -> tuple[HungOn, ...]:
    """Return the streets that the people of a district hang on, in the reader's language."""
    return _pieces(plan.key, session.language(), district_id, plan.is_rounded, case, plan)


def other_ways(case: Case, plan: Plan, district_id: str) -> tuple[str, ...]:
    """Return who of those who hang on these streets has no other way: bars are laid anew for that."""
    return _other_ways(plan.key, session.language(), district_id, plan.is_rounded, case, plan)


def ground_map(
    case: Case, plan: Plan, district_id: str
) -> tuple[tuple[ServedLayer, ...], list[list[float]]]:  # fmt: skip
    """Return the map below a changed day, and the corners of the view that it begins with."""
    return _ground_map(plan.key, session.language(), district_id, plan.is_rounded, case, plan)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _pieces(
    plan_key: str, language: str, district_id: str, rounded: bool, _case: Case, _plan: Plan
) -> tuple[HungOn, ...]:  # fmt: skip
    del plan_key
    found = block_choice.isolation_streets(_case, _plan, district_id)
    return tuple(hung_on(_case, found, Words(language), rounded=rounded))


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _other_ways(
    plan_key: str, language: str, district_id: str, rounded: bool, _case: Case, _plan: Plan
) -> tuple[str, ...]:  # fmt: skip
    words = Words(language)
    found = block_choice.isolation(_case, _plan, district_id)
    listed = _pieces(plan_key, language, district_id, rounded, _case, _plan)
    more = more_hung_line(_case, found, words)
    return (*filter(None, [more]), *other_way_lines(listed, found, words, rounded=rounded))


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _ground_map(
    plan_key: str, language: str, district_id: str, rounded: bool, _case: Case, _plan: Plan
) -> tuple[tuple[ServedLayer, ...], list[list[float]]]:  # fmt: skip
    listed = _pieces(plan_key, language, district_id, rounded, _case, _plan)
    content = ground_content(_case, district_id, listed, Words(language))
    store = shared.layer_store()
    return tuple(serve(layer, store) for layer in content.layers), content.bounds
