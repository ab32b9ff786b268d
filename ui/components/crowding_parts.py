"""Parts of the page 混雑: the answer, queues over time on a map, streets, places, blocks, method, files."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from exports.crowding_json import crowding_document
from exports.file_names import plan_file_name
from exports.json_values import dump
from exports.tables import csv_files
from exports.workbook import tables_workbook
from planning.case import Case
from planning.crowding import Crowding, crowding_concerns
from presentation.crowding_tables import (
    block_table,
    crowding_tables,
    place_table,
    round_table,
    street_table,
)
from presentation.crowding_times import fullest_minute, minutes, moment
from presentation.crowding_times import over_time as by_minute
from presentation.crowding_words import method_lines, queue_line, round_lines, summary_lines
from presentation.curve import curve_html
from presentation.grid import grid_from
from presentation.heading import clock_zero
from presentation.map_layers.crowding import crowding_content
from presentation.plan_table import PlanTable
from ui import session, shared
from ui.components import downloads, frame, table
from ui.components import map as city_map
from ui.maps.served import serve

#: Rows of a table that are shown; all stand in the files.
_SHOWN = 20
_STREETS = (
    "street_where", "street_width", "longest_wait", "most_waiting", "queue_from", "queue_to",
    "caught_persons",
)  # fmt: skip
_PLACES = (
    "destination", "walking_people", "first_arrival_min", "half_arrival_min", "last_arrival_min", "full_min",
    "early_people", "most_outside", "door_wait",
)  # fmt: skip
_BLOCKS = ("block_name", "district", "ward", "missed_persons", "queue_missed_persons", "longest_wait")
_ROUND_COLUMNS = (
    "round_number", "missed_persons", "all_arrived_min", "waited_hours", "round_moved", "round_rerouted",
    "round_gap", "round_best",
)  # fmt: skip
#: Rounds of assigning anew that the page computes at most.
_ROUNDS = 5
#: Seconds from one minute of the map to the next while it plays.
_PLAY_S = 1.5
_MINUTE, _PLAYS = "crowding.minute", "crowding.plays"


def result(case: Case) -> Crowding | None:
    """Draw the head, and return the crowding of the plan; None where it is not asked for."""
    words = session.words()
    if not crowding_concerns(case.scenario):
        frame.head(case, words("screen.crowding.lead"), kind=case.city.meta.data_kind, missing_kinds=())
        frame.nothing(words("fault.no_crowding.text"))
        return None
    plan = session.current_plan()
    with st.spinner(words("crowding.begins")):
        found = shared.crowding().crowding(case, plan)
    frame.head(
        case, words("screen.crowding.lead"), kind=found.data_kind, missing_kinds=found.missing_kinds
    )  # fmt: skip
    return found


def answer(case: Case, found: Crowding) -> None:
    """Draw what is said of the city."""
    _say(summary_lines(case, found, session.words()))


def over_time(case: Case, found: Crowding) -> None:
    """Draw the queues on a map at a minute that the reader moves or plays, and arrivals over time."""
    words = session.words()
    frame.section(words("screen.crowding.over_time"), "over-time")
    if found.tables.queues.empty:
        frame.nothing(words("screen.crowding.no_queue"))
    if found.facts.persons:
        first, last = minutes(found)
        # Where the reader left it alone it stands when most people wait: with another plan at another minute.
        at, stood = st.session_state.get(_MINUTE), session.kept(_MINUTE)
        fullest = fullest_minute(found)
        at = fullest if at in {None, stood} else at
        st.session_state[_MINUTE] = min(max(at, first), last)
        session.keep(_MINUTE, fullest)
        plays = st.toggle(words("screen.crowding.play"), key=_PLAYS)
        st.fragment(_at_minute, run_every=_PLAY_S if plays else None)(case, found, plays=plays)
    curves(case, found, by_minute(found))


def curves(case: Case, found: Crowding, curve: pd.DataFrame) -> None:
    """Draw who has arrived and who waits by minute."""
    words = session.words()
    # One below the other: those who wait would not be seen beside those who have arrived.
    for name, colour in (("arrived", "#0B5394"), ("waiting", "#CB181D")):
        said = words(f"screen.crowding.{name}")
        most = words.persons(float(curve[name].max()), rounded=found.is_rounded)
        label = words("screen.crowding.curve", what=said, most=most)
        minute = words("screen.crowding.minute", zero=clock_zero(case, words.language))
        st.html(curve_html(curve[name], x_label=minute, y_label=said, colour=colour, label=label))


def _at_minute(case: Case, found: Crowding, *, plays: bool) -> None:
    words, store = session.words(), session.layer_store()
    first, last = minutes(found)
    if plays:
        at = st.session_state[_MINUTE]
        st.session_state[_MINUTE] = first if at >= last else at + 1
    label = words("screen.crowding.slider", zero=clock_zero(case, words.language))
    at = st.slider(label, first, last, key=_MINUTE)
    now = moment(found, at * 60.0)
    rounded = found.is_rounded
    said = words(
        "screen.crowding.now", when=words.clock(at * 60.0, case.scenario),
        waiting=words.persons(now.waiting, rounded=rounded),
        outside=words.persons(now.outside, rounded=rounded),
        arrived=words.persons(now.arrived, rounded=rounded),
    )  # fmt: skip
    st.markdown(f"**{said}**")
    chosen = session.choices().ward_code
    ward = chosen if chosen in case.city.wards.index else ""
    content = crowding_content(case, found, words, at * 60.0, ward)
    city_map.show(
        [serve(layer, store) for layer in content.layers],
        content.bounds,
        key=f"crowding.map.{ward}",
        notes=[words("screen.crowding.map_note")],
    )


def streets(case: Case, found: Crowding) -> None:
    """Draw how many queues there are, and those that matter, the most waiting first."""
    whole = street_table(case, found, session.language(), only_queues=True, with_caught=True)
    frame.section(whole.title, "streets")
    frame.sentences([queue_line(found, session.words(), with_caught=True)])
    if whole.columns[0].cells:
        _rows(whole, _STREETS)


def rounds(case: Case) -> None:
    """Draw what assigning anew with the waits comes to; computed when the reader asks for it, then kept."""
    words, plan, crowds = session.words(), session.current_plan(), shared.crowding()
    frame.section(words("screen.crowding.rounds"), "rounds")
    # A place of its own: what is only left out next time stays beside the answer.
    ask = st.empty()
    if not crowds.is_ready(plan, rounds=_ROUNDS):
        with ask.container():
            st.caption(words("screen.crowding.rounds_note"))
            if not st.button(words("screen.crowding.rounds_button", count=_ROUNDS), key="crowding.rounds"):
                return
        ask.empty()
    with st.spinner(words("crowding.begins")):
        found = crowds.crowding(case, plan, rounds=_ROUNDS)
    _say(round_lines(case, found, words))
    if len(found.rounds) > 1:
        _rows(round_table(case, found, session.language()), _ROUND_COLUMNS)


def places(case: Case, found: Crowding) -> None:
    """Draw arrivals at places, and the queues at their doors."""
    _table(place_table(case, found, session.language()), _PLACES, "places", "crowding.nobody")


def place_rows(whole: PlanTable) -> None:
    """Draw the first rows of a table of places."""
    _rows(whole, _PLACES)


def blocks(case: Case, found: Crowding) -> None:
    """Draw the blocks from which people are too late; nothing where nobody is."""
    if found.facts.missed_persons:
        late = block_table(case, found, session.language(), only_late=True)
        _table(late, _BLOCKS, "blocks", "crowding.nobody")


def method(case: Case) -> None:
    """Draw what the figures rest on and leave out."""
    words = session.words()
    frame.section(words("screen.crowding.method"), "method")
    _say(method_lines(case, words))


def files(case: Case, found: Crowding) -> None:
    """Draw the buttons for the tables of the whole city."""
    language = session.language()

    def workbook() -> bytes:
        return tables_workbook(crowding_tables(case, found, language), case, found, language)

    def zipped() -> bytes:
        made = csv_files(crowding_tables(case, found, language), case, found, language)
        return downloads.zipped({**made, "crowding.json": dump(crowding_document(case, found))})

    frame.section(session.text("screen.download.title"), "files")
    with st.container(horizontal=True):
        name = plan_file_name(case, found, "crowding", extension="xlsx")
        downloads.button("xlsx", "crowding", workbook, name, downloads.XLSX)
        name = plan_file_name(case, found, "crowding", extension="zip")
        downloads.button("csv", "crowding", zipped, name, downloads.ZIP)


def _table(whole: PlanTable, keys: Sequence[str], anchor: str, nothing: str) -> None:
    frame.section(whole.title, anchor)
    if not whole.columns[0].cells:
        frame.nothing(session.text(nothing))
        return
    _rows(whole, keys)


def _rows(whole: PlanTable, keys: Sequence[str]) -> None:
    grid = grid_from(whole, session.words(), keys=keys)
    table.show(replace(grid, caption="", rows=grid.rows[:_SHOWN]))
    if len(grid.rows) > _SHOWN:
        st.caption(session.text("screen.crowding.more", shown=_SHOWN, all=f"{len(grid.rows):,}"))


def _say(lines: Sequence[str]) -> None:
    st.markdown("\n".join(f"- {line}" for line in lines))
