"""Parts of the page もしも: what is blocked and moved, the answer, map, queues, files."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from domain.faults import SettingError
from domain.measures import CLOSED_STREETS
from domain.vocabulary import Phase
from exports.changed_day_json import changed_day_document
from exports.file_names import plan_file_name
from exports.json_values import dump
from exports.tables import table_csv
from planning.case import Case
from planning.changed_day import ChangedDay, DayChange
from planning.crowding import Crowding, crowding_concerns
from planning.isolation import structures
from planning.plan import Plan
from presentation.area_sums import worst_district
from presentation.changed_day_tables import before_after_grid, block_table, changed_day_tables
from presentation.changed_day_words import change_line, method_lines, queue_lines, street_lines, summary_lines
from presentation.crowding_tables import street_table
from presentation.crowding_words import queue_line
from presentation.grid import Grid, grid_from
from presentation.hung_on import HungOn, hung_on
from presentation.map_layers.changed_day import HANGS_LAYER, LOST_LAYER, Shown, changed_day_content
from presentation.names import block_names, ward_names
from presentation.plain_text import markdown_text
from presentation.street_names import street_names
from ui import block_choice, session, shared, whatif_choice
from ui.components import area_choice, downloads, frame, look_again, table, trouble
from ui.components import map as city_map
from ui.maps.served import serve
from ui.view.district import district_choices
from ui.view.map_search import GoalKind

#: Rows of blocks, and of streets with queues, that are shown.
_SHOWN, _QUEUES = 10, 5
_BLOCKS = (
    "block_name", "day_lost", "day_other_way", "day_extra", "day_without_before", "day_without_kept",
    "day_without_replanned", "day_below_before", "day_below_kept", "day_below_replanned",
)  # fmt: skip
_QUEUE = ("street_where", "street_width", "longest_wait", "most_waiting", "queue_from", "queue_to")
#: How far departures can be moved [min].
_EARLIEST, _LATEST, _STEP = -30, 120, 5


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
    words, moves = session.words(), case.scenario.phase is not Phase.STAY
    frame.section(words("screen.whatif.change"), "change")
    left, right = st.columns(2, gap="large")
    pieces = hung_on(
        case, whatif_choice.hangs_on(case, plan, district_id), words, rounded=plan.is_rounded
    )  # fmt: skip
    with left:
        _streets(case, pieces)
    with right:
        _other_street(case)
        if moves:
            _departures()
        st.button(words("screen.whatif.clear"), key="whatif.clear", on_click=whatif_choice.clear)
    change = whatif_choice.change(moves=moves)
    # What is shown while it is made has a room of its own: all below stays where it stands.
    with st.container():
        day = _day(case, plan, change)
    if day is None:
        return
    # Blocks and queues of the change before must not stand beside the new answer: their rooms are emptied
    # first. The map, which takes longest and keeps where the reader looks, is drawn after the blocks.
    above, mapped, blocks, headed, queues = (
        st.container(), st.container(), st.empty(), st.container(), st.empty()
    )  # fmt: skip
    with above:
        _answer(case, plan, day, district_id)
    with mapped:
        frame.section(words("screen.map.title"), "map")
    with blocks.container():
        _tables(case, day, district_id)
    with mapped:
        _map(case, plan, day, Shown(district_id, tuple(pieces)))
    with headed:
        frame.section(words("screen.whatif.queues"), "queues")
    with queues.container():
        _queues(case, plan, day)
    _method(case, plan)
    _files(case, plan, day)


def _day(case: Case, plan: Plan, change: DayChange) -> ChangedDay | None:
    """Return what the changed day means; None where the settings refuse it, and what is wrong is said."""
    try:
        return whatif_choice.day(case, plan, change)
    except SettingError as error:
        for line in trouble.lines(error, session.language()):
            st.error(line)
        return None


def _streets(case: Case, pieces: Sequence[HungOn]) -> None:
    """Draw the streets that the district hangs on, and those that were blocked besides, to tick."""
    words, blocked = session.words(), set(whatif_choice.blocked())
    st.markdown(f"**{words('screen.whatif.hangs_on')}**")
    if not pieces:
        frame.nothing(words("screen.whatif.hangs_on_nothing"))
    others = structures(case, sorted(blocked - {one for piece in pieces for one in piece.street_ids}))
    named = street_names(case, [piece[0] for piece in others], words)
    offered = [(piece.street_ids, piece.label) for piece in pieces]
    for street_ids, label in [*offered, *zip(others, named, strict=True)]:
        key = session.bind(f"whatif.street.{street_ids[0]}", bool(blocked & set(street_ids)))
        st.checkbox(markdown_text(label), key=key, on_change=_tick, args=(key, street_ids))


def _other_street(case: Case) -> None:
    """Draw the search for any other street or bridge by its name."""
    words = session.words()
    goals = {key: one for key, one in session.goals(case).items() if one.kind is GoalKind.STREET}
    st.selectbox(
        words("screen.whatif.find"), list(goals), index=None, key="whatif.find",
        format_func=lambda key: goals[key].label, placeholder=words("screen.whatif.find_hint"),
    )  # fmt: skip
    found = goals.get(str(session.value_of("whatif.find") or ""))
    st.button(
        words("screen.whatif.block"), key="whatif.block", disabled=found is None,
        on_click=_block, args=(tuple(int(str(one)) for one in found.item_ids) if found else (),),
    )  # fmt: skip


def _tick(key: str, piece: Sequence[int]) -> None:
    whatif_choice.block(piece, closed=bool(session.value_of(key)))


def _block(street_ids: Sequence[int]) -> None:
    whatif_choice.block(street_ids, closed=True)


def _departures() -> None:
    """Draw the sliders of the departures, for all together or for both groups apart."""
    words = session.words()
    apart = st.toggle(words("screen.whatif.apart"), key=whatif_choice.APART)
    groups = ("first", "second") if apart else ("all",)
    keys = (whatif_choice.FIRST, whatif_choice.SECOND)
    for group, key in zip(groups, keys, strict=False):
        st.slider(
            words(f"screen.whatif.later_{group}"), _EARLIEST, _LATEST, 0, _STEP, key=key,
            format=words("screen.whatif.minutes"),
        )  # fmt: skip


def _answer(case: Case, plan: Plan, day: ChangedDay, district_id: str) -> None:
    """Draw who no longer gets out: in the district, and in the whole city, before and after."""
    words = session.words()
    frame.section(words("screen.whatif.answer"), "answer")
    frame.sentences([change_line(case, day.change, words)], strong=True)
    left, right = st.columns(2)
    for room, area, name in ((left, district_id, "district"), (right, "", "city")):
        with room:
            st.markdown(f"**{words(f'screen.whatif.{name}_people')}**")
            frame.bullets(summary_lines(case, plan, day, words, area))
            table.show(before_after_grid(case, plan, day, words, area))
    if day.change.street_ids:
        st.markdown(f"**{words('export.table.blocked_streets')}**")
        frame.bullets(street_lines(case, plan, day, words))


def _map(case: Case, plan: Plan, day: ChangedDay, shown: Shown) -> None:
    words, store = session.words(), session.layer_store()
    content = changed_day_content(case, plan, day, shown, words)
    city_map.show(
        [serve(layer, store) for layer in content.layers],
        content.bounds,
        key=f"whatif.map.{shown.district_id}",
        notes=[words("screen.whatif.map_note")],
        press=city_map.Press(partial(_press, case), anywhere=True),
    )


def _press(case: Case, clicked: city_map.Clicked) -> None:
    if clicked.layer_id == LOST_LAYER:
        block_choice.choose(clicked.item_id)
    elif clicked.layer_id == HANGS_LAYER:
        whatif_choice.toggle(case, int(clicked.item_id))
    elif clicked.at is not None:
        whatif_choice.block_at(case, *clicked.at)


def _tables(case: Case, day: ChangedDay, district_id: str) -> None:
    """Draw the blocks of the district where anything changes, and the way to the page of each."""
    words = session.words()
    frame.section(words("export.table.changed_blocks"), "blocks")
    whole = block_table(case, day, words.language, district_id)
    if not whole.columns[0].cells:
        frame.nothing(words("screen.whatif.no_block"))
        return
    _show(grid_from(whole, words, keys=_BLOCKS), _SHOWN)
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
def _queues(case: Case, plan: Plan, day: ChangedDay) -> None:
    """Draw where people wait, in the plan and on the changed day, once that is known."""
    words = session.words()
    is_ready = whatif_choice.work_on(case, plan, day)
    if not crowding_concerns(case.scenario):
        frame.nothing(words("fault.no_crowding.text"))
        return
    if not is_ready:
        frame.nothing(words("crowding.begins"))
        look_again.soon("whatif.look_again")
        return
    before = shared.crowding().crowding(case, plan)
    after = shared.changed_days().crowding(case, plan, day)
    frame.bullets(queue_lines(before, after, words))
    left, right = st.columns(2)
    for room, crowd, name in ((left, before, "before"), (right, after, "after")):
        with room:
            _queue_table(case, crowd, words(f"screen.whatif.queues_{name}"))


def _queue_table(case: Case, crowd: Crowding, caption: str) -> None:
    grid = grid_from(
        street_table(case, crowd, session.language(), only_queues=True), session.words(), keys=_QUEUE
    )
    if grid.rows:
        _show(Grid(grid.headings, grid.rows, grid.numbers, keys=grid.keys, caption=caption), _QUEUES)
        st.caption(queue_line(crowd, session.words()))
    else:
        frame.nothing(f"{caption}: {queue_line(crowd, session.words())}")


def _show(grid: Grid, rows: int) -> None:
    table.show(Grid(grid.headings, grid.rows[:rows], grid.numbers, keys=grid.keys, caption=grid.caption))
    if len(grid.rows) > rows:
        st.caption(session.text("screen.crowding.more", shown=rows, all=f"{len(grid.rows):,}"))


def _method(case: Case, plan: Plan) -> None:
    words = session.words()
    frame.section(words("screen.crowding.method"), "method")
    frame.bullets(method_lines(case, plan, words))


def _files(case: Case, plan: Plan, day: ChangedDay) -> None:
    """Draw the files, and the button that makes the change a condition of the plan on every page."""
    words, language = session.words(), session.language()
    crowding, days = shared.crowding(), shared.changed_days()

    def zipped() -> bytes:
        made = {
            f"{one.table_id}.csv": table_csv(one) for one in changed_day_tables(case, plan, day, language)
        }
        if crowding_concerns(case.scenario):
            before, after = crowding.crowding(case, plan), days.crowding(case, plan, day)
            made["queues_before.csv"] = table_csv(street_table(case, before, language))
            made["queues_after.csv"] = table_csv(street_table(case, after, language))
        return downloads.zipped({**made, "whatif.json": dump(changed_day_document(case, plan, day))})

    frame.section(words("screen.download.title"), "files")
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
        st.rerun(scope="app")


def _adopt(case: Case, change: DayChange) -> None:
    """Make the change a condition of the plan: every page shows the plan led anew."""
    chosen = session.choices()
    streets = sorted({*chosen.values(CLOSED_STREETS), *map(str, change.street_ids)}, key=int)
    session.set_override(CLOSED_STREETS, ",".join(streets))
    departure = case.settings.departure
    for key, seconds in (
        ("departure.first_later_s", departure.first_later_s + change.first_later_s),
        ("departure.second_later_s", departure.second_later_s + change.second_later_s),
    ):
        session.set_override(key, f"{seconds:g}" if seconds else "")
    whatif_choice.clear()
    session.keep("whatif.adopted", value=True)
