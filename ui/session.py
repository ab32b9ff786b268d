"""State of one reader; with ``ui.signed_in`` the only module that touches Streamlit's state.

Of one reader: what he chose, and a roster he uploaded. A roster never goes into anything that sessions
share (``ui.shared``).
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.navigation.page import StreamlitPage

from domain.bundle import CityBundle
from domain.scenario import HazardScenario
from domain.vocabulary import Preset
from planning.case import Case
from planning.comparison import Comparison
from planning.day_time import day_time_can_change
from planning.plan import Plan
from presentation.readiness_matrix.matrix import Matrix
from presentation.readiness_matrix.report import BandReport
from presentation.words import Words
from storage.city_versions import CityEvent
from storage.store.reader import Reader
from ui import shared, shown_city, signed_in, state, stored_lists
from ui.choices import DAY_TIME, Choices, Side
from ui.maps.served import ServedLayer
from ui.view.address import Missed, choices_in, settle
from ui.view.map_search import Goal
from ui.view.options import Switches
from ui.waiting import working
from use_cases.plan_service import Progress

# What pages keep for their reader, beside what he chose.
bind, forget, keep, kept, once = state.bind, state.forget, state.keep, state.kept, state.once
asker, say_again, value_of = state.asker, state.say_again, state.value_of
stored, can_plan = stored_lists.stored, shown_city.can_plan
# What all sessions share: which places to open, draws of blocked streets, files of the map.
openings, robustness, layer_store = shared.openings, shared.robustness, shared.layer_store

_CHOICES = "sonae.choices"
_ADDRESS = "sonae.address"
_MISSED = "sonae.missed"
_PAGES = "sonae.pages"
_CITY = "city_hash"
_BEFORE_CLOSING = "closings.before"


def open_page() -> None:
    """Take the choices from the address when a session begins; look at lists anew in each run."""
    stored_lists.look_anew()
    if _CHOICES not in st.session_state:
        st.session_state[_ADDRESS] = st.query_params.to_dict()
        st.session_state[_CHOICES] = Choices.from_query(st.session_state[_ADDRESS])


def pressed() -> AbstractContextManager[None]:
    """Return the run of a page: whoever presses something waits for nothing that is made ahead of readers."""
    return shared.drawing()


def look_at_city() -> None:
    """Look which city is shown; where it is another than before, choices that it does not have go."""
    shown_city.look_anew()
    city, before = bundle(), kept(_CITY)
    keep(_CITY, city.meta.bundle_hash)
    if before in {None, city.meta.bundle_hash}:
        return
    st.session_state[_CHOICES] = choices_in(choices(), city)
    st.session_state[_ADDRESS] = choices().to_query()
    keep("city.is_other", value=True)


def settle_address() -> None:
    """Hold the address that the session began with against the city, once for each city."""
    query = st.session_state.get(_ADDRESS)
    if query is None:
        return
    settled, missed = settle(query, choices(), bundle())
    st.session_state[_CHOICES] = settled
    st.session_state[_MISSED] = [(one, settled) for one in missed]
    st.session_state[_ADDRESS] = None


def missed_in_address() -> list[Missed]:
    """Return what of the address the city does not have, until the reader chooses something else."""
    still = [pair for pair in st.session_state.get(_MISSED, []) if pair[0].is_open(pair[1], choices())]
    st.session_state[_MISSED] = still
    return [missed for missed, _ in still]


def close_page() -> None:
    """Write the choices into the address, so that it can be sent to a colleague."""
    wanted = choices().to_query()
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def choices() -> Choices:
    """Return what the reader has chosen."""
    found: Choices = st.session_state.get(_CHOICES, Choices())
    return found


def choose(**changes: Any) -> None:
    """Replace fields of the choices."""
    _take(replace(choices(), **changes))


def swap(other: Side) -> None:
    """Put another side in front, and what the reader chose beside it."""
    now = replace(choices(), scenario_id=scenario().scenario_id)
    st.session_state[_CHOICES] = now.swapped(other)


def choose_ward(ward_code: str) -> None:
    """Choose a ward; a district of another ward is chosen no longer."""
    districts = bundle().districts["ward_code"].to_dict()
    district = choices().district_id
    kept_district = district if districts.get(district) == ward_code else ""
    choose(ward_code=ward_code, district_id=kept_district)


def set_override(key: str, text: str) -> None:
    """Change one setting; empty text takes the change away."""
    _take(choices().with_override(key, text))


def reset_overrides() -> None:
    """Put every setting back to the preset's value."""
    _take(choices().without_overrides())


def forget_choices() -> None:
    """Put everything but the language back to its default."""
    _take(Choices(language=choices().language))


def language() -> str:
    """Return the language of the screen."""
    return choices().language


def words() -> Words:
    """Return the words of the reader's language."""
    return Words(language())


def text(key: str, **values: object) -> str:
    """Return the text of a key in the reader's language."""
    return words()(key, **values)


def keep_pages(pages: Mapping[str, StreamlitPage]) -> None:
    """Keep the pages of the navigation, so that one page can lead to another."""
    st.session_state[_PAGES] = dict(pages)


def page(name: str) -> StreamlitPage:
    """Return a page by its name, for a link to it."""
    found: StreamlitPage = st.session_state[_PAGES][name]
    return found


def bundle() -> CityBundle:
    """Return the city of this run; read again when its files on disk have changed."""
    return shown_city.bundle()


def city_version() -> CityEvent | None:
    """Return what made the city of this run the one that is shown; None for the original."""
    return shown_city.version()


def scenario() -> HazardScenario:
    """Return the chosen scenario, or the first of the bundle."""
    city = bundle()
    return city.scenario(choices().scenario_id or next(iter(city.scenarios)))


def switches() -> Switches:
    """Return what the city lets be closed."""
    city = bundle()
    return shared.switches_in(city.meta.bundle_hash, city)


def current_case() -> Case:
    """Return the case of the reader's choices."""
    return case_for(choices().preset)


def case_for(preset: Preset, scenario_id: str = "") -> Case:
    """Return the case of the reader's choices with another preset, or another scenario, too."""
    return shared.case_of(_key(scenario_id or scenario().scenario_id, preset))


def current_plan() -> Plan:
    """Return the plan of the reader's choices; it is made, visibly, where nobody has made it yet."""
    return plan_for(choices().preset)


def plan_for(preset: Preset) -> Plan:
    """Return the plan of the reader's choices with another preset."""
    # Checked before the wait: a wrong setting or switch is told at once.
    key = _key(scenario().scenario_id, preset)
    shared.settings_of(replace(key, scenario_id="", strength_key="", overrides=choices().overrides))
    return plan_of(shared.case_of(key), text("screen.working"))


def compared_cases(other: Side) -> tuple[Case, Case]:
    """Return the case of the reader's choices and that of another side; a wrong setting is told at once."""
    first = _key(scenario().scenario_id, choices().preset)
    second = shared.Chosen(
        first.bundle_folder,
        first.bundle_hash,
        bundle().scenario(other.scenario_id).scenario_id,
        other.preset,
        _free_overrides(Choices(overrides=other.overrides), other.scenario_id),
        first.strength_key,
    )
    shared.settings_of(replace(second, scenario_id="", strength_key="", overrides=other.overrides))
    return shared.case_of(first), shared.case_of(second)


def is_ready(case: Case) -> bool:
    """Whether the plan of a case was made before."""
    return shared.service().is_ready(case)


def plan_of(case: Case, said: str) -> Plan:
    """Return the plan of a case; what the page says while it is made."""
    found = shared.service().at_hand(case)
    if found is not None:
        return found
    with working(said) as still_here:
        return shared.service().plan(case, waiting=still_here)


def compared(cases: tuple[Case, Case], plans: tuple[Plan, Plan], area_id: str) -> Comparison:
    """Return two plans side by side."""
    # Sources stand in a comparison; they are the city's, not the plan's.
    first, second = (f"{case.key} {case.city.meta.bundle_hash}" for case in cases)
    return shared.comparison_of(first, second, area_id, cases, plans)


def is_made(preset: Preset) -> bool:
    """Whether the plan of the reader's choices with another preset was made before."""
    return shared.service().is_ready(case_for(preset))


def preparation() -> Progress:
    """Return how many of the city's usual plans are prepared."""
    return shared.service().progress


def baseline() -> tuple[Case, Plan] | None:
    """Return case and plan as the preset has them, or None where the reader changed nothing."""
    case = unchanged_case()
    if case is None:
        return None
    return case, plan_of(case, text("screen.working"))


def unchanged_case() -> Case | None:
    """Return the case as the preset has it, or None where the reader changed nothing."""
    key = _key(scenario().scenario_id, choices().preset)
    return shared.case_of(replace(key, overrides=())) if key.overrides else None


def closing_change() -> tuple[tuple[Case, Plan], tuple[Case, Plan]] | None:
    """Return case and plan before the last change of closings, and those of now; None where nothing differs.

    Where anything else was chosen since, or the session began with closings, before is: nothing closed.
    """
    now = choices()
    kept_choices: Choices | None = kept(_BEFORE_CLOSING)
    before = kept_choices.closings if kept_choices and kept_choices.is_alike_but_closings(now) else ()
    if before == now.closings:
        return None
    key = _key(scenario().scenario_id, now.preset)
    others = [pair for pair in key.overrides if pair not in now.closings]
    keys = (replace(key, overrides=tuple(sorted([*others, *before]))), key)
    # Checked before the wait, as in ``plan_for``.
    shared.settings_of(replace(key, scenario_id="", strength_key="", overrides=now.overrides))
    cases = [shared.case_of(one) for one in keys]
    first, second = ((case, plan_of(case, text("screen.working"))) for case in cases)
    return first, second


def reader() -> Reader | None:
    """Return who asks the store; None in the demonstration. Raises ``ForbiddenError`` once signed out."""
    return signed_in.reader()


def is_changed() -> bool:
    """Whether the reader changed a setting that the plan on the page follows."""
    return bool(_overrides(scenario().scenario_id))


def ward_sums(scenario_id: str) -> pd.DataFrame:
    """Return the sums of the ward table of any scenario with the reader's preset and settings."""
    with working(text("screen.working")):
        return shared.ward_sums_of(_key(scenario_id, choices().preset))


def concerned_persons() -> pd.DataFrame:
    """Return the people concerned by district and scenario, with the reader's settings."""
    with working(text("screen.working")):
        return shared.concerned_of(replace(_key("", choices().preset), strength_key=""))


def matrix() -> Matrix:
    """Return the bands of every scenario with the reader's settings, as far as their plans are made."""
    keys = {scenario_id: _key(scenario_id, choices().preset) for scenario_id in bundle().scenarios}
    shared.settings_of(
        replace(keys[scenario().scenario_id], scenario_id="", strength_key="", overrides=choices().overrides)
    )
    ready = tuple(
        (scenario_id, key if shared.service().is_ready(shared.case_of(key)) else None)
        for scenario_id, key in keys.items()
    )
    return shared.matrix_of(ready, language(), current_case())


def goals(case: Case) -> dict[str, Goal]:
    """Return what the map can go to, by key, in the reader's language."""
    return shared.goals_of(case.city.meta.bundle_hash, language(), case)


def strength(case: Case) -> pd.DataFrame:
    """Return the strength of the organisations of a case by district, ward and city."""
    return shared.strength_of(case.key, case)


def concerned_bounds(case: Case, plan: Plan) -> list[list[float]]:
    """Return the corners of what a plan concerns, for the view that a map begins with."""
    return shared.bounds_of_concerned(plan.key, case, plan)


def band_report_of(scenario_id: str) -> BandReport:
    """Return the bands of any scenario with the reader's settings; its plan is made where it must be."""
    with working(text("screen.working")):
        return shared.report_of(_key(scenario_id, choices().preset))


def planned(scenario_id: str) -> tuple[Case, Plan]:
    """Return case and plan of any scenario with the reader's settings."""
    case = shared.case_of(_key(scenario_id, choices().preset))
    return case, plan_of(case, text("screen.working"))


def map_layers(case: Case, plan: Plan) -> tuple[ServedLayer, ...]:
    """Return the map of a plan in the reader's language."""
    with working(text("screen.drawing")):
        return shared.layers_of(plan.key, language(), case, plan)


def day_layer(case: Case, plan: Plan) -> ServedLayer:
    """Return the people of a plan from time to time, in the reader's language."""
    with working(text("screen.drawing")):
        return shared.day_of(plan.key, language(), case, plan)


def near_layer(case: Case, plan: Plan, block_ids: tuple[str, ...]) -> ServedLayer:
    """Return blocks to choose from, with the answer of each in short, in the reader's language."""
    return shared.near_of(plan.key, language(), block_ids, case, plan)


def _take(chosen: Choices) -> None:
    if chosen.closings != choices().closings:
        keep(_BEFORE_CLOSING, choices())
    st.session_state[_CHOICES] = chosen


def _key(scenario_id: str, preset: Preset) -> shared.Chosen:
    city_hash = bundle().meta.bundle_hash
    return shared.Chosen(
        shown_city.folder(),
        city_hash,
        scenario_id,
        preset,
        _overrides(scenario_id),
        stored_lists.strength_key(),
    )


def _overrides(scenario_id: str) -> tuple[tuple[str, str], ...]:
    return _free_overrides(choices(), scenario_id)


def _free_overrides(chosen: Choices, scenario_id: str) -> tuple[tuple[str, str], ...]:
    # A time of day that the scenario does not follow changes nothing: its plan is the usual one.
    found = bundle().scenarios.get(scenario_id)
    if found is not None and not day_time_can_change(found):
        chosen = chosen.with_override(DAY_TIME, "")
    return chosen.overrides
