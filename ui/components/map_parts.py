"""Parts of the map page: the map itself, what was clicked, and the list for those without a mouse."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from planning.case import Case
from planning.plan import Plan
from presentation import place_answers
from presentation.block.sheet import block_title
from presentation.map_layers.block_areas import BLOCKS
from presentation.map_layers.build import map_notes
from presentation.map_layers.places import chosen_place_layer
from presentation.map_layers.routes import chosen_route_layer, found_layer
from presentation.names import district_names, place_names
from presentation.plain_text import markdown_text
from ui import block_choice, session
from ui.components import evidence, frame
from ui.components import map as city_map
from ui.maps import corners
from ui.maps.served import serve
from ui.view.map_search import Goal, GoalKind, goal_bounds, goal_key, goal_shapes

_ZOOM = 16
#: Layers whose signs or areas are blocks, and districts.
_OF_BLOCKS, _OF_DISTRICTS = (
    frozenset({"unserved", "margin", BLOCKS}),
    frozenset({"districts", "unserved-districts"}),
)


def city(case: Case, plan: Plan) -> None:
    """Draw the map of the plan; what was clicked is kept until something else is."""
    words = session.words()
    layers = list(session.map_layers(case, plan))
    block_id = session.kept("map.block")
    route = chosen_route_layer(plan, block_id, words) if block_id else None
    if route is not None:
        layers.append(serve(route, session.layer_store()))
    place_id = session.kept("map.places")
    if place_id in case.city.places.index:
        layers.append(serve(chosen_place_layer(case, place_id, words), session.layer_store()))
    found = _found(case)
    shapes = None if found is None else goal_shapes(case, found)
    if shapes is not None:
        layers.append(serve(found_layer(shapes, words), session.layer_store()))
    notes = map_notes(case, words)
    if plan.is_rounded:
        notes.insert(0, words(f"screen.{plan.data_kind.value}_banner"))
    city_map.show(
        layers,
        session.concerned_bounds(case, plan),
        key="map.city",
        focus=_focus(case),
        notes=notes,
        height_px=660,
        day=session.day_layer(case, plan),
        press=city_map.Press(partial(_take, case)),
    )
    evidence.show(case, plan, "map")


def chooser(case: Case) -> None:
    """Draw the search for places, districts, towns and streets: by keyboard what a click does."""
    words, goals = session.words(), session.goals(case)
    found = _found(case)
    chosen = goal_key(found.kind, found.item_ids[0]) if found else ""
    chosen = chosen or goal_key(GoalKind.PLACE, str(session.kept("map.places")))
    st.selectbox(
        words("screen.map.find"),
        list(goals),
        index=None,
        key=session.bind("map.find", chosen if chosen in goals else None),
        format_func=lambda key: goals[key].label,
        on_change=_find,
        args=(goals,),
        placeholder=words("screen.map.find_hint"),
        help=words("screen.map.find_help"),
    )


def details(case: Case, plan: Plan) -> None:
    """Draw what is known of the place, block or district that was clicked last."""
    words = session.words()
    place_id, block_id = session.kept("map.places"), session.kept("map.block")
    district_id = session.choices().district_id
    found = _found(case)
    if found is not None and found.kind in (GoalKind.TOWN, GoalKind.STREET):
        _title(found.name)
        frame.sentences([words("screen.map.found")])
    elif place_id in case.city.places.index:
        _title(place_names(case.city, words.language)[place_id])
        frame.bullets(place_answers.place_lines(case, plan, place_id, words))
        evidence.show(case, plan, "places")
    elif block_id in case.city.blocks.index:
        _title(block_title(case, block_id, words))
        frame.bullets(place_answers.block_lines(case, plan, block_id, words))
        st.page_link(session.page("block"), label=words("screen.map.to_block"))
        st.page_link(session.page("district"), label=words("screen.map.to_district_profile"))
        evidence.show(case, plan, "margin")
    elif district_id in case.city.districts.index:
        _title(district_names(case, words.language)[district_id])
        frame.bullets(place_answers.district_lines(case, plan, district_id, words))
        st.page_link(session.page("district"), label=words("screen.map.to_district_profile"))
    else:
        frame.nothing(words("screen.map.click_hint"))


def _title(name: object) -> None:
    # A name from a file of the city is text, never Markdown.
    st.header(markdown_text(str(name)), anchor=False)


def _take(case: Case, clicked: city_map.Clicked) -> None:
    session.keep("map.places", clicked.item_id if clicked.layer_id == "places" else None)
    is_block = clicked.layer_id in _OF_BLOCKS
    session.keep("map.block", clicked.item_id if is_block else None)
    if is_block:
        block_choice.choose(clicked.item_id)
    elif clicked.layer_id in _OF_DISTRICTS:
        ward = case.city.districts["ward_code"].to_dict()[clicked.item_id]
        session.choose(district_id=clicked.item_id, ward_code=ward)
    session.keep("map.found", None)
    # Who clicks looks at what he clicked: the view stays where it is until another area is chosen.
    session.keep("map.hold", value=_area())


def _area() -> tuple[str, str]:
    chosen = session.choices()
    return chosen.ward_code, chosen.district_id


def _find(goals: Mapping[str, Goal]) -> None:
    key = session.value_of("map.find") or ""
    goal = goals.get(key)
    session.keep("map.block", None)
    session.keep("map.places", goal.item_ids[0] if goal and goal.kind is GoalKind.PLACE else None)
    if goal is not None and goal.kind is GoalKind.DISTRICT:
        district_id = str(goal.item_ids[0])
        ward = str(session.bundle().districts["ward_code"].to_dict()[district_id])
        session.choose(district_id=district_id, ward_code=ward)
    session.keep("map.found", (key, _area()) if goal else None)


def _found(case: Case) -> Goal | None:
    """Return what was searched for last, until another area is chosen."""
    key, area = session.kept("map.found") or ("", None)
    return session.goals(case).get(key) if area == _area() else None


def _focus(case: Case) -> dict[str, Any] | None:
    found = _found(case)
    if found is not None and found.kind is GoalKind.PLACE:
        return {"point": goal_bounds(case, found)[0], "zoom": _ZOOM}
    if found is not None:
        return {"bounds": goal_bounds(case, found)}
    chosen = session.choices()
    if session.kept("map.hold") == _area() or not any(_area()):
        return None
    return {"bounds": corners.area_bounds(case, ward_code=chosen.ward_code, district_id=chosen.district_id)}
