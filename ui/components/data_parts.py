"""Parts of the data page: where every layer and setting comes from."""

from enum import StrEnum

import streamlit as st

from domain.bundle import City
from domain.fault_groups import group_faults
from domain.settings.parameter import value_text
from domain.settings.settings import SettingRow
from exports.tables import TABLE_IDS, plan_table
from messages.fault_words import group_words
from planning.case import Case
from planning.plan import Plan
from presentation.evidence import layer_source_grid, source_grid
from presentation.grid import grid_from
from presentation.reference_tables import setting_table
from presentation.setting_words import setting_name, setting_unit, setting_value
from ui import session
from ui.components import frame, table
from ui.view.upload import status_grid

_WARNINGS_SHOWN = 200


def layers(case: Case, plan: Plan) -> None:
    """Draw every layer with source, date, licence, real or model."""
    words = session.words()
    frame.section(words("screen.data.layers"), "layers")
    table.show(source_grid(case, plan, words))
    for kind in plan.missing_kinds:
        st.warning(words("screen.data.missing_kind", kind=words(f"hazard_kind.{kind}")))


def city_layers(city: City) -> None:
    """Draw every layer that a city holds, where no plan rests on any."""
    words = session.words()
    frame.section(words("screen.data.layers"), "layers")
    table.show(layer_source_grid(city.meta.layers, words))


def lists(case: Case) -> None:
    """Draw which districts stand on lists of the store, as far as the reader may know; all others do not."""
    found = session.stored()
    if found is None:
        return
    words = session.words()
    frame.section(words("upload.status.title"), "lists")
    if found.lists.empty:
        st.write(words("upload.status.none"))
        return
    districts = found.lists["district_id"].nunique()
    st.write(words("upload.status.lead", organisations=f"{len(found.lists):,}", districts=f"{districts:,}"))
    organisations, names = case.strength.organisations["name"], case.city.districts["name"]
    by_id = {str(key): str(name) for one in (organisations, names) for key, name in one.items()}
    table.show(status_grid(found.lists, by_id, words))


def warnings(city: City) -> None:
    """Draw the cautions that the city's files were read with."""
    words = session.words()
    frame.section(words("screen.data.warnings"), "warnings")
    found = city.warnings
    if not found:
        st.caption(words("screen.data.no_warnings"))
        return
    groups = group_faults(found)
    frame.bullets([group_words(words.language, group).line() for group in groups[:_WARNINGS_SHOWN]])
    if len(groups) > _WARNINGS_SHOWN:
        st.caption(words("screen.data.more_warnings", count=len(groups) - _WARNINGS_SHOWN))


def settings(case: Case) -> None:
    """Draw every setting, and the form that changes one."""
    words = session.words()
    frame.section(words("screen.data.settings"), "settings")
    st.caption(words("screen.data.settings_lead"))
    rows = {row.key: row for row in case.settings.rows() if not isinstance(row.value, tuple)}
    left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
    with left:
        key = st.selectbox(
            words("screen.data.setting"),
            list(rows),
            key="data.setting",
            format_func=lambda one: setting_name(one, words.language),
        )
    with middle:
        _value_input(rows[key])
    with right:
        st.button(words("screen.data.setting_apply"), key="data.apply", on_click=_apply, args=(key,))
    keys = (
        "setting",
        "setting_value",
        "unit",
        "setting_default",
        "changed",
        "range",
        "source",
        "date",
        "mark",
    )
    table.show(grid_from(setting_table(case, words.language), words, keys=keys))


def tables(case: Case, plan: Plan) -> None:
    """Draw any table of the plan as it stands in the files."""
    words = session.words()
    frame.section(words("screen.data.tables"), "tables")
    # Only the table that is read is made; routes are too many for a page.
    key = st.selectbox(
        words("screen.data.table"),
        [one for one in TABLE_IDS if one != "routes"],
        key="data.table",
        format_func=lambda one: words(f"export.table.{one}"),
    )
    found = plan_table(key, case, plan, words.language)
    with st.expander(found.title):
        table.show(grid_from(found, words))


def _value_input(row: SettingRow) -> None:
    words = session.words()
    unit = setting_unit(row, words.language) or words("export.none")
    label, widget = words("screen.data.setting_value", unit=unit), f"data.value.{row.key}"
    if isinstance(row.value, StrEnum):
        offered = list(type(row.value))
        st.selectbox(
            label,
            offered,
            index=offered.index(row.value),
            key=widget,
            format_func=lambda one: setting_value(one, words.language),
        )
        return
    st.number_input(
        label,
        value=float(row.value),
        min_value=row.minimum,
        max_value=row.maximum,
        key=widget,
        format="%g",
    )


def _apply(key: str) -> None:
    session.set_override(key, value_text(session.value_of(f"data.value.{key}")))
