"""Parts of the district page (校区カルテ)."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.tables.isolation import IsolationState
from planning.case import Case
from planning.isolation import Isolation
from planning.plan import Plan
from presentation.area_sums import worst_district
from presentation.district_profile.dangers import no_danger_text
from presentation.district_profile.profile import DistrictProfile, build_profile, district_indicators
from presentation.district_profile.strength import build_strength
from presentation.district_profile.ways_out import lines_out_of_area
from presentation.isolation_words import isolation_lines, single_grid
from presentation.map_layers.build import map_notes
from presentation.map_layers.isolation import corner_layer, isolation_layer
from presentation.map_layers.routes import chosen_district_layer
from presentation.names import ward_names
from presentation.robustness_words import district_chance_line, is_shaken
from ui import block_choice, session, shared
from ui.components import area_choice, evidence, frame, look_again, table
from ui.components import map as city_map
from ui.maps import corners
from ui.maps.served import serve
from ui.view.district import district_choices
from use_cases.robustness_service import missing_shaking


def choose(case: Case, plan: Plan) -> str:
    """Draw the choice of ward and district, and return the district's id."""
    words, chosen = session.words(), session.choices()
    names = {str(code): str(name) for code, name in ward_names(case, words.language).items()}
    ward = chosen.ward_code if chosen.ward_code in names else next(iter(names))
    districts = district_choices(case, ward, words)
    district = chosen.district_id if chosen.district_id in districts else worst_district(plan, districts)
    area_choice.choose("district", names, districts, ward=ward, district=district)
    if case.city.meta.layer("districts") is None:
        st.caption(words("map.district_stand_in"))
    elif case.city.districts["unit"].to_dict()[district] == "推定":
        st.caption(words("screen.map.district_estimated"))
    return district


def profile(case: Case, plan: Plan, district_id: str) -> DistrictProfile:
    """Return what is said of the district, the same as on its paper."""
    return build_profile(case, plan, district_id, session.words(), session.concerned_persons())


def hazards_and_people(case: Case, plan: Plan, shown: DistrictProfile) -> DeltaGenerator:
    """Draw the district's answer, by when people must have left, its hazards and its people.

    Returns
    -------
    DeltaGenerator
        Room for ``ways_out``, which takes a moment more.
    """
    words = session.words()
    frame.sentences([shown.answer[0]], strong=True)
    frame.bullets(list(shown.answer[1:]))
    room = st.container(gap="xxsmall")
    if shown.limits is not None:
        table.show(shown.limits)
    else:
        frame.sentences([shown.no_limits])
    evidence.show(case, plan, "margin", more=shown.reach)
    frame.section(words("screen.district.people"), "people")
    left, right = st.columns(2)
    with left:
        table.show(shown.ledger)
        evidence.show(case, plan, "ledger")
        table.show(shown.hazards)
    with right:
        table.show(shown.residents)
        table.show(shown.needs)
        evidence.show(case, plan, "people")
    return room


def ways_out(case: Case, plan: Plan, district_id: str, room: DeltaGenerator) -> None:
    """Draw until when and which way people without a place get out, below the district's answer."""
    words = session.words()
    lines = lines_out_of_area(case, plan, district_id, words, lambda: block_choice.ground(case, plan))
    if is_shaken(case) and missing_shaking(case) is None:
        lines.append(district_chance_line(case, shared.robustness().known(case), district_id, words))
    with room:
        frame.bullets(lines)


def late_rooms() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Begin what people hang on, and the map.

    Returns
    -------
    tuple of DeltaGenerator
        Rooms for ``isolation`` and ``district_map``, which take a moment more.
    """
    words = session.words()
    frame.section(words("screen.district.isolation"), "isolation")
    isolation = st.container()
    frame.section(words("screen.map.title"), "map")
    return isolation, st.container()


def isolation(case: Case, plan: Plan, district_id: str, room: DeltaGenerator) -> None:
    """Draw what the people of the district hang on, and look again from then on, as long as not all is known.

    It comes last of all: who has no other way is looked for once nothing else is drawn.
    """
    with room:
        _hung_on(case, plan, block_choice.isolation_streets(case, plan, district_id), district_id)
        st.caption(session.text("isolation.note"))


def district_map(case: Case, plan: Plan, district_id: str, room: DeltaGenerator) -> None:
    """Draw the map at the district, with the streets and corners that its people hang on."""
    words = session.words()
    found = block_choice.isolation_streets(case, plan, district_id)
    hung_on = (isolation_layer(case, found, words), corner_layer(case, found, words))
    more = [layer for layer in hung_on if layer is not None]
    with room:
        focus = {"bounds": corners.area_bounds(case, district_id=district_id)}
        outline = chosen_district_layer(case, district_id, words)
        own = [serve(layer, session.layer_store()) for layer in (*more, outline)]
        layers = [*session.map_layers(case, plan), *own]
        first = corners.city_bounds(case)
        notes = map_notes(case, words)
        city_map.show(layers, first, key="map.district", focus=focus, notes=notes, height_px=520)
        st.caption(words("screen.map.day_elsewhere"))
        evidence.show(case, plan, "map")


@st.fragment
def _hung_on(case: Case, plan: Plan, found: Isolation, district_id: str) -> None:
    """Draw what people hang on; who has no other way, or only over one river, is said once that is known."""
    words = session.words()
    counts = (found.districts["state"] == IsolationState.COUNTED).any()
    known = block_choice.isolation_soon(case, plan, district_id) if counts else None
    told, over = known or (found, None)
    frame.bullets(isolation_lines(case, plan, told, over, district_id, words))
    streets = single_grid(case, plan, told, words)
    if streets is not None:
        table.show(streets)
        st.caption(words("isolation.next"))
    if counts and known is None:
        look_again.soon("district.look_again")


def places_and_dangers(case: Case, plan: Plan, district_id: str, shown: DistrictProfile) -> None:
    """Draw places with seats and their standard, and the streets that cannot be walked."""
    words = session.words()
    frame.section(words("screen.district.places"), "places")
    table.show(shown.places.grid)
    evidence.show(case, plan, "places")
    frame.section(words("screen.district.dangers"), "dangers")
    if shown.dangers is None:
        frame.nothing(no_danger_text(case, plan, district_id, words))
    else:
        table.show(shown.dangers)
    frame.sentences([shown.facilities])


def strength_rooms() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Begin the weak points and the organisation.

    Returns
    -------
    tuple of DeltaGenerator
        Rooms for ``organisation_and_gaps``: readiness is counted for the first who asks.
    """
    words = session.words()
    frame.section(words("screen.district.gaps"), "gaps")
    gaps = st.container()
    frame.section(words("screen.district.organisation"), "organisation")
    return gaps, st.container()


def organisation_and_gaps(
    case: Case, plan: Plan, district_id: str, rooms: tuple[DeltaGenerator, DeltaGenerator]
) -> None:
    """Draw the three weak points with owner and next action, the organisation, every indicator."""
    words = session.words()
    shown = build_strength(case, plan, district_id, words)
    with rooms[0]:
        table.show(shown.weak_points)
        evidence.show(case, plan, "gaps")
        if shown.debts.rows:
            table.show(shown.debts)
    with rooms[1]:
        table.show(shown.organisation)
        table.show(shown.squads)
        if shown.list_notes:
            frame.bullets(list(shown.list_notes))
        evidence.show(case, plan, "organisations")
        with st.expander(words("screen.district.indicators")):
            table.show(district_indicators(case, plan, district_id, words))
