"""Parts of the page もしも: what is blocked and moved, the answer, map, queues, files."""

import logging
from collections.abc import Sequence
from functools import partial

import streamlit as st

from domain.faults import SettingError
from exports.changed_day_json import changed_day_document
from exports.file_names import plan_file_name
from exports.json_values import dump
from exports.tables import csv_files, table_csv
from planning.case import Case
from planning.changed_day import ChangedDay, DayChange, changed_settings_of
from planning.crowding import Crowding, crowding_concerns
from planning.long_queues import queue_counts
from planning.plan import Plan
from presentation.area_sums import worst_district
from presentation.changed_day_tables import block_table, changed_day_tables
from presentation.changed_day_words import change_line, method_lines, queue_lines, queues_failed_line
from presentation.crowding_tables import street_table
from presentation.crowding_words import queue_line
from presentation.grid import Grid, grid_from
from presentation.map_layers.changed_day import HANGS_LAYER, LOST_LAYER, day_layers
from presentation.names import block_names, ward_names
from presentation.plain_text import html_text, markdown_text
from presentation.plan_table import PlanTable
from ui import block_choice, session, shared, whatif_choice, whatif_ground
from ui.components import area_choice, downloads, frame, look_again, table, trouble, whatif_change
from ui.components import map as city_map
from ui.components.whatif_answer import answer_of
from ui.maps.served import serve
from ui.view.district import district_choices

_log = logging.getLogger(__name__)
#: Rows of blocks, and of streets with queues, that are shown.
_SHOWN, _QUEUES = 10, 5
_BLOCKS = (
    "block_name", "day_lost", "day_other_way", "day_extra", "day_without_before", "day_without_kept",
    "day_without_replanned", "day_cannot_before", "day_cannot_replanned", "day_below_before",
    "day_below_kept", "day_below_replanned",
)  # fmt: skip
_QUEUE = ("street_where", "street_width", "longest_wait", "most_waiting", "queue_from", "queue_to")


def choose(case: Case) -> str:
    """Draw the choice of ward and district, and return the district's id."""
    words, chosen = session.words(), session.choices()
    names = {str(code): str(name) for code, name in ward_names(case, words.language).items()}
    ward = chosen.ward_code if chosen.ward_code in names else next(iter(names))
    districts = district_choices(case, ward, words)
    district = chosen.district_id if chosen.district_id in districts else worst_district(
        session.current_plan(), districts
    )  # fmt: skip
    area_choice.choose("whatif", names, districts, ward=ward, district=district)
    whatif_choice.begin(case)
    return district


@st.fragment
def play(case: Case, plan: Plan, district_id: str) -> None:
    """Draw what can be blocked and moved, and all that follows from it."""
    moves = crowding_concerns(case.scenario)
    # It runs alone where something in it was pressed: what is made ahead makes room here, too.
    whatif_choice.make_room(plan, whatif_choice.change(moves=moves))
    with session.pressed():
        _play(case, plan, district_id, moves=moves)


def _play(case: Case, plan: Plan, district_id: str, *, moves: bool) -> None:
    words = session.words()
    frame.section(words("screen.whatif.change"), "change")
    pieces = whatif_ground.pieces(case, plan, district_id)
    other_ways = whatif_change.choose(case, pieces, district_id, moves=moves)
    change = whatif_choice.change(moves=moves)
    # What is shown while it is made has a room of its own: all below stays where it stands.
    with st.container():
        day = _day(case, plan, change)
    if day is None:
        return
    answer = answer_of(case, plan, day, district_id)
    blocks = block_table(case, day, words.language, district_id)
    # Nothing of the change before may stand beside the new answer: rooms are emptied and the map is veiled
    # first. The map takes longest and keeps where the reader looks: it is drawn last, in its place.
    frame.section(words("screen.whatif.answer"), "answer")
    with st.container(key="whatif-answer-room"):
        above = st.empty()
    frame.section(words("screen.map.title"), "map")
    mapped = st.container(key="whatif-map-room")
    frame.section(words("export.table.changed_blocks"), "blocks")
    below = st.empty()
    frame.section(words("screen.whatif.queues"), "queues")
    with st.container(key="whatif-queues-room"):
        queues = st.empty()
    frame.section(words("screen.crowding.method"), "method")
    frame.bullets(method_lines(case, plan, words))
    frame.section(words("screen.download.title"), "files")
    files = st.empty()
    with mapped:
        veil = st.empty()
    veil.html(f'<p class="sonae-veil">{html_text(words("screen.whatif.map_waits"))}</p>')
    with above.container():
        answer.draw()
    # People walk while all else is drawn. Begun earlier they would hold up the answer.
    whatif_choice.begin_work(case, plan, day)
    with below.container():
        _tables(case, blocks)
    with files.container():
        _files(case, plan, day)
    with mapped:
        _map(case, plan, day, district_id)
    veil.empty()
    with other_ways:
        # Bars are laid anew for that, once: it takes longer.
        for line in whatif_ground.other_ways(case, plan, district_id):
            st.caption(markdown_text(line))
    with queues.container():
        _queues(case, plan, day, [piece.street_ids for piece in pieces])


def _day(case: Case, plan: Plan, change: DayChange) -> ChangedDay | None:
    """Return what the changed day means; None where the settings refuse it, and what is wrong is said."""
    try:
        return whatif_choice.day(case, plan, change)
    except SettingError as error:
        for line in trouble.lines(error, session.language()):
            st.error(line)
        return None


def _map(case: Case, plan: Plan, day: ChangedDay, district_id: str) -> None:
    words, store = session.words(), session.layer_store()
    ground, bounds = whatif_ground.ground_map(case, plan, district_id)
    told = [serve(layer, store) for layer in day_layers(case, plan, day, district_id, words)]
    city_map.show(
        [*ground, *told],
        bounds,
        key=f"whatif.map.{district_id}",
        notes=[change_line(case, day.change, words), words("screen.whatif.map_note")],
        press=city_map.Press(partial(_press, case), anywhere=True),
    )


def _press(case: Case, clicked: city_map.Clicked) -> None:
    if clicked.layer_id == LOST_LAYER:
        block_choice.choose(clicked.item_id)
    elif clicked.layer_id == HANGS_LAYER:
        whatif_choice.toggle(case, int(clicked.item_id))
    elif clicked.at is not None:
        whatif_choice.block_at(case, *clicked.at)


def _tables(case: Case, whole: PlanTable) -> None:
    """Draw the blocks of the district where anything changes, and the way to the page of each."""
    words = session.words()
    if not whole.columns[0].cells:
        frame.nothing(words("screen.whatif.no_block"))
        return
    grid = grid_from(whole, words, keys=_BLOCKS)
    _show(grid, _SHOWN, len(grid.rows))
    ids = [str(one) for one in next(one for one in whole.columns if one.key == "block_id").cells]
    names = block_names(case.city, ids, words.language).to_dict()
    key = "whatif.to_block"
    st.selectbox(
        words("screen.whatif.to_block"), ids, index=None, key=key,
        format_func=names.__getitem__, on_change=_take_block, args=(key,),
    )  # fmt: skip
    if session.value_of(key):
        st.page_link(session.page("block"), label=words("screen.map.to_block"))


def _take_block(key: str) -> None:
    chosen = session.value_of(key)
    if chosen:
        block_choice.choose(str(chosen))


@st.fragment
def _queues(case: Case, plan: Plan, day: ChangedDay, offered: Sequence[Sequence[int]]) -> None:
    """Draw where people wait, in the plan and on the changed day, once that is known.

    Then what the streets ``offered`` to tick mean is made ahead.
    """
    words = session.words()
    if not crowding_concerns(case.scenario):
        whatif_choice.work_on(case, plan, day)
        frame.nothing(words("fault.no_crowding.text"))
        whatif_choice.look_ahead(case, plan, day.change, offered)
        return
    try:
        crowds = _crowds(case, plan, day)
    except Exception as error:  # noqa: BLE001 - the answer above stands, whatever became of the queues
        _log.warning("queues of a changed day failed", exc_info=error)
        st.error(markdown_text(queues_failed_line(error, words)))
        st.button(words("screen.whatif.queues_again"), key="whatif.queues_again")
        return
    if crowds is None:
        frame.nothing(words("crowding.begins"))
        look_again.soon("whatif.look_again")
        return
    whatif_choice.look_ahead(case, plan, day.change, offered)
    frame.bullets(queue_lines(plan, *crowds, words))
    # One below the other: beside each other the name of a street has one word a line.
    for crowd, name in zip(crowds, ("before", "after"), strict=True):
        _queue_table(case, crowd, words(f"screen.whatif.queues_{name}"))


def _crowds(case: Case, plan: Plan, day: ChangedDay) -> tuple[Crowding, Crowding] | None:
    """Return the queues of the plan and of the changed day; None while they are being made."""
    if not whatif_choice.work_on(case, plan, day):
        whatif_choice.wait_on(plan, day)
        if not whatif_choice.work_on(case, plan, day):
            return None
    return shared.crowding().crowding(case, plan), shared.changed_days().crowding(case, plan, day)


def _queue_table(case: Case, crowd: Crowding, caption: str) -> None:
    shown = street_table(case, crowd, session.language(), only_queues=True, most=_QUEUES)
    grid = grid_from(shown, session.words(), keys=_QUEUE)
    if grid.rows:
        whole = queue_counts(crowd.tables.streets).long
        _show(Grid(grid.headings, grid.rows, grid.numbers, keys=grid.keys, caption=caption), _QUEUES, whole)
        st.caption(queue_line(crowd, session.words()))
    else:
        frame.nothing(f"{caption}: {queue_line(crowd, session.words())}")


def _show(grid: Grid, rows: int, whole: int) -> None:
    """Draw the first rows of a table, and how many there are."""
    table.show(Grid(grid.headings, grid.rows[:rows], grid.numbers, keys=grid.keys, caption=grid.caption))
    if whole > rows:
        st.caption(session.text("screen.crowding.more", shown=rows, all=f"{whole:,}"))


def _files(case: Case, plan: Plan, day: ChangedDay) -> None:
    """Draw the files, and the button that makes the change a condition of the plan on every page."""
    words, language = session.words(), session.language()
    crowding, days = shared.crowding(), shared.changed_days()

    def zipped() -> bytes:
        change = (words("export.head.change"), change_line(case, day.change, words))
        made = csv_files(changed_day_tables(case, plan, day, language), case, plan, language, [change])
        if crowding_concerns(case.scenario):
            try:
                before, after = crowding.crowding(case, plan), days.crowding(case, plan, day)
                made["queues_before.csv"] = table_csv(street_table(case, before, language))
                made["queues_after.csv"] = table_csv(street_table(case, after, language))
            except Exception as error:  # noqa: BLE001 - the other files are right without the queues
                _log.warning("queues of a changed day failed", exc_info=error)
                made["queues_failed.txt"] = queues_failed_line(error, words).encode()
        return downloads.zipped({**made, "whatif.json": dump(changed_day_document(case, plan, day))})

    if day.change != DayChange() or not session.choices().overrides:
        session.forget("whatif.told")
    elif session.kept("whatif.told"):
        st.success(words("screen.whatif.adopted"))
    with st.container(horizontal=True):
        name = plan_file_name(case, plan, "whatif", extension="zip")
        downloads.button("csv", "whatif", zipped, name, downloads.ZIP)
        if day.change != DayChange():
            st.button(
                words("screen.whatif.adopt"), key="whatif.adopt", on_click=_adopt, args=(case, day.change),
                help=words("screen.whatif.adopt_help"),
            )  # fmt: skip
    if session.kept("whatif.adopted"):
        session.forget("whatif.adopted")
        session.keep("whatif.told", value=True)
        st.rerun(scope="app")


def _adopt(case: Case, change: DayChange) -> None:
    """Make the change a condition of the plan: every page shows the plan led anew."""
    for key, written in changed_settings_of(case, change).items():
        session.set_override(key, "" if written == "0" else written)
    whatif_choice.clear()
    session.keep("whatif.adopted", value=True)
