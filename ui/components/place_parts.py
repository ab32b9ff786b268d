"""Parts of the page of places: what a choice leaves without a place, presets, the list, and the order."""

import streamlit as st

from exports.file_names import plan_file_name
from exports.opening_pdf import opening_pdf
from exports.tables import csv_files
from exports.workbook import tables_workbook
from planning.case import Case
from planning.crowding import Crowding
from planning.openings import Opening
from presentation.crowding_tables import arrival_table, place_table
from presentation.names import ward_names
from presentation.opening_words import FIRST_PLACES, order_text, sums_texts, ward_order_text, ward_text
from presentation.plain_text import markdown_text
from presentation.plan_table import PlanTable
from presentation.setting_words import setting_name
from ui import place_choice, session
from ui.components import downloads, evidence, frame, places_list, table
from ui.view import places as view

_STEPS_SHOWN = 20


def opening() -> Opening:
    """Return what could be opened; the first who asks waits, visibly, for the search."""
    if place_choice.is_ready():
        return place_choice.opening()
    with st.spinner(session.text("screen.places.searching")):
        return place_choice.opening()


def head(case: Case, found: Opening) -> None:
    """Draw the scenario and the banner of model data."""
    frame.head(case, "", kind=found.data_kind, missing_kinds=found.missing_kinds)


def area(case: Case) -> None:
    """Draw the choice between the whole city and a ward."""
    words = session.words()
    names = {"": words("export.city_total")} | {
        str(code): str(name) for code, name in ward_names(case, words.language).items()
    }
    chosen = session.choices().ward_code
    st.segmented_control(
        words("screen.places.area"),
        list(names),
        key=session.bind("places.area", chosen if chosen in names else ""),
        format_func=lambda code: markdown_text(names[code]),
        on_change=_take_area,
        label_visibility="collapsed",
        required=True,
    )


def answer(case: Case, found: Opening) -> None:
    """Draw what the ticked places leave without a place, and which to open first."""
    first, order_said, *reasons = _sentences(case, found)
    # With a ward chosen its own sentences lead; these are of the whole city.
    frame.sentences([first, order_said], strong=not session.choices().ward_code)
    frame.bullets(reasons)


def ward_answer(case: Case, found: Opening) -> None:
    """Draw the same for the people of the chosen ward; who of them has a seat takes the assignment."""
    sentences = _ward_sentences(case, found)
    if sentences:
        frame.sentences(sentences, strong=True)


def presets(found: Opening) -> None:
    """Draw the sets of places that can be ticked at once."""
    words = session.words()
    sets = {
        "usual": found.usual,
        "every": found.every,
        "wind_water": found.wind_water,
        "quake": found.quake,
        "none": frozenset(),
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, ids in sets.items():
            st.button(
                words(f"screen.places.set_{name}"),
                key=f"places.set.{name}",
                on_click=place_choice.choose_own,
                args=(ids,),
                help=words(f"screen.places.set_{name}_help"),
            )
        st.number_input(
            words("screen.places.top_count"), min_value=1, max_value=500, value=FIRST_PLACES,
            key="places.top", width=120,
        )  # fmt: skip
        st.button(words("screen.places.set_top"), key="places.set.top", on_click=_take_top)
        planned = place_choice.is_planned()
        st.button(
            words("screen.places.planned" if planned else "screen.places.plan"),
            key="places.plan",
            type="primary",
            disabled=planned,
            on_click=place_choice.plan_with_ticks,
            help=words("screen.places.plan_help"),
        )


def listing(case: Case, found: Opening) -> None:
    """Draw the list of places to tick."""
    words = session.words()
    ids = view.list_ids(case, found, place_choice.own_places())
    grid, sort_values = view.place_list(
        case, found, place_choice.effect(), place_choice.order(beside_open=_beside_open()), ids, words
    )
    places_list.show(
        grid, ids, place_choice.ticks(), sort_values, key=place_choice.LIST, on_tick=place_choice.take_ticks
    )
    for note in grid.notes:
        st.caption(note)
    _standard(case)


def order(case: Case, found: Opening) -> None:
    """Draw the order of opening with its curve."""
    words = session.words()
    frame.section(words("screen.places.order"), "order")
    st.segmented_control(
        words("screen.places.from"),
        ["none", "open"],
        key=session.bind("places.from", "open" if _beside_open() else "none"),
        format_func=lambda one: words(f"screen.places.from_{one}"),
        on_change=_take_from,
        required=True,
    )
    made = place_choice.order(beside_open=_beside_open())
    if not made.steps.empty:
        st.html(view.curve_html(found, made, words))
        table.show(view.order_grid(case, found, made, words, count=_STEPS_SHOWN))
        left = len(made.steps) - _STEPS_SHOWN
        if left > 0:
            st.caption(words("screen.places.more_steps", count=left))
    evidence.show(case, found, "places")


def files(case: Case, found: Opening, crowding: Crowding | None) -> None:
    """Draw the buttons for the list and the order as files, with the arrivals where they are shown."""
    words, language = session.words(), session.language()
    made = place_choice.order(beside_open=_beside_open())
    ids = view.list_ids(case, found, place_choice.own_places())
    effect = place_choice.effect()
    sentences = [*_ward_sentences(case, found), *_sentences(case, found)]
    area_name, own = _area_name(case), place_choice.own_places()

    mark = view.choice_mark(effect.is_open)

    def tables() -> list[PlanTable]:
        chosen = view.choice_tables(case, found, effect, made, ids, language)
        if crowding is None:
            return chosen
        of = (case, crowding, language)
        return [*chosen, place_table(*of, place_ids=own), arrival_table(*of, place_ids=own)]

    def workbook() -> bytes:
        return tables_workbook(tables(), case, found, language)

    def csvs() -> bytes:
        return downloads.zipped(csv_files(tables(), case, found, language))

    def paper() -> bytes:
        return opening_pdf(
            case, found, made, sentences,
            area=area_name, is_open=effect.is_open, candidates=own, language=language,
        )  # fmt: skip

    frame.section(words("screen.download.title"), "files")
    with st.container(horizontal=True):
        name = plan_file_name(case, found, "places", mark, extension="pdf")
        downloads.button("pdf", "places", paper, name, downloads.PDF, label=words("screen.places.pdf"))
        name = plan_file_name(case, found, "places", mark, extension="xlsx")
        downloads.button("xlsx", "places", workbook, name, downloads.XLSX)
        name = plan_file_name(case, found, "places", mark, extension="zip")
        downloads.button("csv", "places", csvs, name, downloads.ZIP)


def _standard(case: Case) -> None:
    """Draw the choice of the area a person, which decides seats without a new search."""
    words = session.words()
    key, value, offered = view.standards(case)
    st.segmented_control(
        setting_name(key, words.language),
        offered,
        key=session.bind("places.standard", value),
        format_func=lambda one: words("profile.area_rule", area=f"{one:g}"),
        on_change=_take_standard,
        args=(key,),
        required=True,
    )


def _sentences(case: Case, found: Opening) -> list[str]:
    """Return what the choice leaves without a place, which places come first, from where, and the reasons."""
    words = session.words()
    first, *reasons = sums_texts(case, found, place_choice.sums(), place_choice.ticks().is_open, words)
    made = place_choice.order(beside_open=_beside_open())
    where = "ward" if session.choices().ward_code else "city"
    counted = words(f"screen.places.first_{where}_{'open' if _beside_open() else 'none'}")
    return [first, order_text(case, found, made, words, count=FIRST_PLACES), counted, *reasons]


def _ward_sentences(case: Case, found: Opening) -> list[str]:
    """Return what the ticks, and the first places alone, leave of the ward's own people."""
    ward, words = session.choices().ward_code, session.words()
    if not ward:
        return []
    made = place_choice.order(beside_open=_beside_open())
    return [
        ward_text(case, found, place_choice.effect(), place_choice.own_places(), ward, words),
        ward_order_text(case, found, made, place_choice.first_effect(made), ward, words),
    ]


def _area_name(case: Case) -> str:
    names = ward_names(case, session.language())
    ward = session.choices().ward_code
    return str(names[ward]) if ward in names.index else session.text("export.city_total")


def _beside_open() -> bool:
    return bool(session.kept("places.beside"))


def _take_area() -> None:
    code = session.value_of("places.area") or ""
    if code:
        session.choose_ward(code)
    else:
        session.choose(ward_code="", district_id="")


def _take_from() -> None:
    session.keep("places.beside", session.value_of("places.from") == "open")


def _take_top() -> None:
    count = int(session.value_of("places.top") or FIRST_PLACES)
    steps = place_choice.order(beside_open=_beside_open()).steps
    chosen = frozenset(steps["place_id"].iloc[:count])
    kept = place_choice.ticks().is_open if _beside_open() else frozenset()
    place_choice.choose_own(kept | chosen)


def _take_standard(key: str) -> None:
    session.set_override(key, f"{session.value_of('places.standard'):g}")
