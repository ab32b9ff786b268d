"""Parts of the page 備えの状況: the matrix, the themes of one scenario, the map, and a cell's evidence."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from domain.vocabulary import Owner, ReadinessBand
from planning.case import Case
from presentation.map_layers.bands import OF_BANDS, band_content
from presentation.names import ward_names
from presentation.plain_text import html_text, markdown_text
from presentation.readiness_matrix.cell_evidence import cell_evidence
from presentation.readiness_matrix.counts import count_grid
from presentation.readiness_matrix.matrix import DISTRICT, Matrix, areas_in_order, matrix_table
from presentation.readiness_matrix.selection import Selection, select
from presentation.readiness_matrix.sign_table import SignTable
from presentation.readiness_matrix.theme_view import of_ward, theme_table
from ui import session
from ui.components import downloads, frame, sign_table, table, ways_parts
from ui.components import map as city_map
from ui.maps import corners
from ui.maps.served import hand_over, serve

#: Views of the page.
HAZARDS, THEMES, MAP = "hazards", "themes", "map"
_VIEWS = (HAZARDS, THEMES, MAP)
_SEPARATOR = ","


def view() -> str:
    """Return the view that the reader has chosen."""
    chosen = session.choices().in_matrix("view")
    return chosen if chosen in _VIEWS else HAZARDS


def choose_view(case: Case) -> None:
    """Draw the choices of the view and of the ward."""
    words = session.words()
    wards = {"": words("screen.readiness.every")}
    wards |= {str(code): str(name) for code, name in ward_names(case, words.language).items()}
    chosen = session.choices().ward_code
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        st.segmented_control(
            words("screen.readiness.view"),
            _VIEWS,
            key=session.bind("readiness.view", view()),
            format_func=lambda view: words(f"screen.readiness.view_{view}"),
            required=True,
            on_change=_take("view", "readiness.view"),
        )
    with right:
        st.selectbox(
            words("screen.readiness.wards"),
            list(wards),
            key=session.bind("readiness.ward", chosen if chosen in wards else ""),
            format_func=lambda code: wards[code],
            on_change=_take_ward,
        )


def filtered() -> Matrix:
    """Draw progress and filters, and return the part of the matrix that the reader wants to see."""
    words = session.words()
    with st.spinner(words("screen.readiness.gathering")):
        matrix = session.matrix()
    progress = st.container()
    wanted = _filters(matrix)
    found = select(matrix, wanted, words)
    # A column that is not shown, such as a later day after an earthquake, holds nobody up.
    if not select(matrix, replace(wanted, real_only=False), words).is_complete:
        with progress:
            _missing()
    if wanted.real_only and all(cell.band is None for row in found.rows for cell in row.cells):
        frame.nothing(words("screen.readiness.real_only_none"))
    return found


def by_hazard(case: Case, matrix: Matrix) -> None:
    """Draw areas × hazards."""
    words = session.words()
    if not any(row.level == DISTRICT for row in matrix.rows):
        frame.nothing(words("matrix.no_rows"))
        return
    shown = matrix_table(case, matrix, words)
    by = session.choices().in_matrix("sort")
    heading = next((one.heading for one in matrix.columns if one.column_id == by), "")
    if heading:
        st.caption(markdown_text(words("screen.readiness.sorted", hazard=heading)))
    opened = sign_table.show(shown, key="readiness.matrix", sorted_by=by, on_sort=_take_order)
    _below(shown)
    downloads.signs(case, session.current_plan(), _titled(case, shown, heading), "readiness")
    if opened is not None:
        _open(case, matrix, opened.area_id, opened.column_id)


def _titled(case: Case, shown: SignTable, sorted_by: str) -> SignTable:
    """Return a table whose title says, away from the page, which ward it is of and how it is sorted."""
    words, ward = session.words(), session.choices().ward_code
    names = {str(code): str(name) for code, name in ward_names(case, words.language).items()}
    order = words("screen.readiness.worst_first", hazard=sorted_by) if sorted_by else ""
    what = words.listed((names.get(ward, ""), order or words("screen.readiness.official_order")))
    return replace(shown, caption=words("matrix.caption_of", caption=shown.caption, what=what))


def themes(case: Case) -> None:
    """Draw areas × themes of the scenario beside the page."""
    words = session.words()
    whole = theme_table(case, session.band_report_of(case.scenario.scenario_id), words)
    shown = of_ward(whole, session.choices().ward_code)
    opened = sign_table.show(shown, key="readiness.themes")
    _below(shown)
    ways_parts.two_ways(case)
    downloads.signs(case, session.current_plan(), _titled(case, shown, ""), "readiness.themes")
    if opened is not None:
        heading = next(one.heading for one in shown.columns if one.column_id == opened.column_id)
        _evidence(case, opened.area_id, case.scenario.scenario_id, heading, theme=opened.column_id)


def on_map(case: Case, matrix: Matrix) -> None:
    """Draw the map of one hazard, with the districts of each ward by band beside it."""
    words = session.words()
    names = {column.column_id: column.heading for column in matrix.columns}
    column_id = st.selectbox(
        words("screen.readiness.map_hazard"),
        list(names),
        key="readiness.map_hazard",
        format_func=lambda key: names[key],
    )
    if column_id is None:
        return
    content = band_content(case, matrix, column_id, words)
    left, right = st.columns([3, 2], gap="small")
    with left:
        clicked = city_map.show(
            [
                hand_over(layer) if layer.layer_id in OF_BANDS else serve(layer, session.layer_store())
                for layer in content.layers
            ],
            content.bounds,
            key="map.readiness",
            focus=_ward_focus(case),
            notes=[words("map.note_background")] if not case.city.background.empty else (),
            height_px=600,
        )
    with right:
        table.show(count_grid(case, matrix, column_id, words))
    if clicked is not None:
        _open(case, matrix, clicked.item_id, column_id)


def _ward_focus(case: Case) -> dict[str, object] | None:
    ward = session.choices().ward_code
    return {"bounds": corners.area_bounds(case, ward_code=ward)} if ward else None


def _missing() -> None:
    """Say that some plans are not made yet, and offer to make those of changed settings."""
    words, progress = session.words(), session.preparation()
    if not progress.is_complete and not session.choices().overrides:
        st.info(words("screen.readiness.preparing", done=progress.done, total=progress.total))
        return
    # A server may prepare the first plan alone: then nobody has changed a setting.
    st.info(words(f"screen.readiness.prepare_{'lead' if session.choices().overrides else 'rest'}"))
    if st.button(words("screen.readiness.prepare_button"), key="readiness.prepare"):
        scenarios = session.bundle().scenarios
        bar = st.progress(0.0)
        for done, scenario in enumerate(scenarios.values()):
            name = markdown_text(words.scenario(scenario))
            bar.progress(done / len(scenarios), text=words("screen.city.computing", scenario=name))
            session.band_report_of(scenario.scenario_id)
        st.rerun()


def _filters(matrix: Matrix) -> Selection:
    words, ward = session.words(), session.choices().ward_code
    hazards = {column.column_id: column.heading for column in matrix.columns}
    orders = {"": words("screen.readiness.official_order")}
    orders |= {key: words("screen.readiness.worst_first", hazard=name) for key, name in hazards.items()}
    owners = {"": words("screen.readiness.anybody"), **{one.value: words(f"owner.{one}") for one in Owner}}
    grades = {band.value: words(f"readiness_band.{band}") for band in ReadinessBand}

    with st.expander(words("screen.readiness.filters"), expanded=_is_filtered()):
        first, second = st.columns(2)
        with first:
            shown = _several("hazards", hazards, then=partial(_follow, matrix))
            bands = _several("bands", grades)
        with second:
            sort_by, owner = _one_of("sort", orders), _one_of("acts", owners)
        real_only = st.toggle(
            words("screen.readiness.real_only"),
            key=session.bind("readiness.real", session.choices().in_matrix("real") == "1"),
            on_change=_take("real", "readiness.real"),
        )
    is_ward = any(row.ward_code == ward for row in matrix.rows)
    return Selection(
        ward_codes=frozenset({ward} if ward and is_ward else ()),
        bands=frozenset(ReadinessBand(band) for band in bands),
        column_ids=frozenset(shown),
        owner=owner,
        real_only=real_only,
        sort_by=sort_by,
    )


def _is_filtered() -> bool:
    """Whether the reader sees less than everything: then he sees why."""
    return any(session.choices().in_matrix(name) for name in ("hazards", "bands", "acts", "real"))


def _one_of(name: str, labels: dict[str, str]) -> str:
    """Draw the choice of one, which stands in the address."""
    chosen = session.choices().in_matrix(name)
    chosen = chosen if chosen in labels else ""
    st.selectbox(
        session.text(f"screen.readiness.{name}"),
        list(labels),
        key=session.bind(f"readiness.{name}", chosen),
        format_func=lambda key: labels[key],
        on_change=_take(name, f"readiness.{name}"),
    )
    return chosen


def _follow(matrix: Matrix) -> None:
    """Take the scenario of the one hazard that is shown, so that the pages behind it speak of it, too."""
    chosen = session.choices().in_matrix("hazards")
    column = next((one for one in matrix.columns if one.column_id == chosen), None)
    if column is not None and session.scenario().scenario_id not in column.scenario_ids:
        session.choose(scenario_id=column.scenario_ids[0])


def _several(name: str, labels: dict[str, str], *, then: Callable[[], None] | None = None) -> list[str]:
    """Draw the choice of several, which stands in the address; none means all."""
    chosen = [one for one in session.choices().in_matrix(name).split(_SEPARATOR) if one in labels]
    st.multiselect(
        session.text(f"screen.readiness.{name}"),
        list(labels),
        key=session.bind(f"readiness.{name}", chosen),
        format_func=lambda key: labels[key],
        placeholder=session.text("screen.readiness.every"),
        on_change=_take(name, f"readiness.{name}", then),
    )
    return chosen


def _take(name: str, widget: str, then: Callable[[], None] | None = None) -> Callable[[], None]:
    """Return what puts the choice of a widget into the address, and then does something."""

    def take() -> None:
        chosen = session.value_of(widget)
        if isinstance(chosen, list):
            chosen = _SEPARATOR.join(chosen)
        text = "1" if chosen is True else str(chosen or "")
        session.choose(matrix=session.choices().with_matrix(name, text).matrix)
        if then is not None:
            then()

    return take


def _take_order(column_id: str) -> None:
    """Sort by the hazard whose heading was pressed; in the official order again where it was already."""
    chosen = session.choices()
    wanted = "" if chosen.in_matrix("sort") == column_id else column_id
    session.choose(matrix=chosen.with_matrix("sort", wanted).matrix)


def _below(shown: SignTable) -> None:
    """Draw the signs with their words, and the notes."""
    words = session.words()
    signs = "".join(
        f'<li><span class="sonae-sign" style="background:{look.area.fill};color:{look.ink}">'
        f"{html_text(look.sign)}</span> {html_text(word)}</li>"
        for look, word in shown.legend
    )
    title = html_text(words("screen.readiness.legend"))
    notes = "".join(f"<p class='sonae-note'>{html_text(note)}</p>" for note in shown.notes)
    st.html(f'<ul class="sonae-signs-legend" aria-label="{title}">{signs}</ul>{notes}')


def _open(case: Case, matrix: Matrix, area_id: str, column_id: str) -> None:
    """Open the evidence of a cell; the scenario that decides it is the one that is explained."""
    at = [column.column_id for column in matrix.columns].index(column_id)
    cell = next(row.cells[at] for row in matrix.rows if row.area_id == area_id)
    if cell.band is not None:
        _evidence(case, area_id, cell.scenario_id, matrix.columns[at].heading)


def _evidence(case: Case, area_id: str, scenario_id: str, heading: str, *, theme: str = "") -> None:
    """Open the drawer with what a cell rests on, and the way to the page of the area."""
    words = session.words()
    level, name, ward = areas_in_order(case, words)[area_id]
    title = markdown_text(words("evidence_cell.title", area=name, hazard=heading))

    def drawer() -> None:
        own_case, own_plan = session.planned(scenario_id)
        said = cell_evidence(own_case, own_plan, area_id, words, theme=theme)
        frame.sentences(list(said.sentences))
        page = "district" if level == DISTRICT else "city"
        if st.button(words(f"screen.readiness.to_{page}"), key="readiness.go", type="primary"):
            district = area_id if level == DISTRICT else ""
            session.choose(scenario_id=scenario_id, ward_code=ward, district_id=district)
            st.switch_page(session.page(page))
        table.show(said.indicators)
        table.show(said.layers)

    st.dialog(title, width="large")(drawer)()


def _take_ward() -> None:
    session.choose_ward(session.value_of("readiness.ward"))
