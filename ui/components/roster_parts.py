"""A members list tried on the page of organisations: every step of it is read again, nothing is stored."""

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from community.roster import RosterContext
from community.roster_columns import MEMBERS_FORM
from community.roster_mapping import ColumnMapping
from community.roster_members import MemberRows
from data.readers.sheet_file import list_sheets
from domain.faults import InputError, count_faults
from domain.sheet import SheetPreview, empty_sheet
from domain.vocabulary import Severity
from exports.roster_template import template_csv, template_workbook
from planning.case import Case
from planning.changed_posts import with_posts
from planning.plan import Plan
from presentation.names import district_names
from presentation.plain_text import markdown_text
from ui import session
from ui.components import frame, organisation_parts, table
from ui.view import roster
from use_cases.give_back_roster import give_back_roster
from use_cases.upload_roster import RosterChoices, RosterUpload, upload_roster

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_FAULTS_SHOWN = 200
_CSV = "text/csv"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Endings that are taken; what is not read is refused in words that say what to do.
_ENDINGS = ["csv", "txt", "tsv", "xlsx", "xls", "xlsm", "xlsb", "ods", "pdf"]


def try_roster(case: Case, plan: Plan) -> None:
    """Draw templates and upload, every fault of the file, and what the roster would change."""
    words = session.words()
    frame.section(words("screen.organisations.try_title"), "try")
    st.write(words("screen.organisations.try_lead"))
    wards = organisation_parts.wards(case)
    ward = organisation_parts.chosen_ward(wards)
    names = roster.organisation_names(case, ward)
    table.show(roster.ids_grid(names, wards[ward], words))
    own = st.selectbox(
        words("screen.organisations.own_organisation"),
        list(names),
        index=None,
        key="organisations.own",
        format_func=lambda org_id: names.get(org_id, org_id),
        help=words("screen.organisations.own_help"),
    )
    _templates(own or "", names)
    file = st.file_uploader(words("screen.organisations.upload"), type=_ENDINGS, key="organisations.roster")
    if file is None:
        session.forget("roster", "roster.effect", "roster.sheets", "roster.mapping")
        return
    sheet = _choose_sheet(file)
    if sheet is None:
        return
    choices = RosterChoices(sheet, _mapping(file, sheet), _context(case, own or ""))
    # Counts and faults without any person are kept for this reader while his file is there.
    upload = (file.file_id, case.city.meta.bundle_hash, choices.sheet, own or "", _key(choices.mapping))
    result = session.once("roster", upload, partial(_read, file, case, choices))
    _columns(file, sheet, result)
    _readings(result)
    _faults(file, result)
    if not result.refused:
        _effect(case, plan, result, upload)


def _templates(own: str, names: dict[str, str]) -> None:
    """Draw the buttons of the two templates."""
    words = session.words()
    name = names.get(own, "")
    left, right = st.columns(2)
    left.download_button(
        words("screen.organisations.template_workbook"),
        data=lambda: template_workbook(
            MEMBERS_FORM, words.language, org_id=own, org_name=name, organisations=names
        ),
        file_name="sonae-roster-template.xlsx",
        mime=_XLSX,
        key="organisations.template_workbook",
        on_click="ignore",
    )
    right.download_button(
        words("screen.organisations.template"),
        data=partial(template_csv, MEMBERS_FORM, own, name),
        file_name="sonae-roster-template.csv",
        mime=_CSV,
        key="organisations.template",
        on_click="ignore",
    )


def _context(case: Case, own: str) -> RosterContext:
    names = {str(key): str(name) for key, name in case.city.districts["name"].items()}
    return RosterContext(names, own)


def _choose_sheet(file: "UploadedFile") -> str | None:
    """Let the reader choose among several sheets; empty for the one that looks like a list."""
    words = session.words()
    previews = session.once("roster.sheets", file.file_id, partial(_sheets, file))
    if not previews:
        return ""
    names = [preview.name for preview in previews]
    chosen = st.selectbox(
        words("screen.organisations.sheet"),
        ["", *names],
        key="organisations.sheet",
        format_func=lambda name: name or words("screen.organisations.sheet_by_itself"),
    )
    with st.expander(words("screen.organisations.sheet_preview")):
        for preview in previews:
            table.show(roster.preview_grid(preview, words))
    return chosen if chosen in names else ""


def _sheets(file: "UploadedFile") -> tuple[SheetPreview, ...]:
    try:
        return list_sheets(file.getvalue(), file.name)
    except InputError:
        # Reading the file says what is wrong with it.
        return ()


def _mapping(file: "UploadedFile", sheet: str) -> ColumnMapping:
    """Return what the reader corrected of this file's columns."""
    kept = session.kept("roster.mapping")
    return kept[1] if kept is not None and kept[0] == (file.file_id, sheet) else ColumnMapping()


def _key(mapping: ColumnMapping) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(mapping.chosen.items()))


def _read(file: "UploadedFile", case: Case, choices: RosterChoices) -> RosterUpload:
    """Read the file with a bar of progress; what is kept of it holds no person's row."""
    words = session.words()
    bar = st.progress(0.0, text=words("screen.organisations.reading_file"))

    def say(share: float) -> None:
        bar.progress(min(share, 1.0))

    year = dt.datetime.now(tz=dt.UTC).year
    result = upload_roster(
        file.getvalue(), case.strength, year=year, file=file.name, choices=choices, progress=say
    )
    bar.empty()
    return replace(
        result, members=MemberRows.empty_in(), sheet=empty_sheet(file.name, name=result.sheet.name)
    )


def _columns(file: "UploadedFile", sheet: str, result: RosterUpload) -> None:
    """Draw how each column is read, and let the reader correct it."""
    words = session.words()
    if not result.columns:
        return
    options = ["", *MEMBERS_FORM.columns]
    with st.expander(words("screen.organisations.columns")):
        st.write(words("screen.organisations.columns_lead"))
        for column in result.columns:
            widget = f"organisations.column.{file.file_id}.{sheet}.{column.place}"
            chosen = st.selectbox(
                markdown_text(column.header),
                options,
                index=options.index(column.column),
                key=widget,
                format_func=lambda name: name or words("screen.organisations.column_unused"),
            )
            if chosen != column.column:
                mapping = _mapping(file, sheet).with_choice(column.header, chosen)
                session.keep("roster.mapping", ((file.file_id, sheet), mapping))
                st.rerun()


def _readings(result: RosterUpload) -> None:
    words = session.words()
    if len(result.readings):
        with st.expander(words("screen.organisations.readings", count=f"{len(result.readings):,}")):
            table.show(roster.readings_grid(result.readings, words))
    if len(result.duplicates):
        table.show(roster.duplicates_grid(result.duplicates, words, shown=_FAULTS_SHOWN))


def _faults(file: "UploadedFile", result: RosterUpload) -> None:
    words = session.words()
    errors = count_faults(result.faults, Severity.ERROR)
    if errors:
        st.error(words("screen.organisations.refused", count=errors))
    else:
        st.success(words("screen.organisations.checked", rows=result.people))
    if not result.faults:
        return
    table.show(roster.fault_grid(result.faults, words, shown=_FAULTS_SHOWN))
    left, right = st.columns(2)
    left.download_button(
        words("screen.organisations.faults_file"),
        data=lambda: roster.fault_csv(result.faults, words),
        file_name="sonae-roster-faults.csv",
        mime=_CSV,
        key="organisations.faults",
        on_click="ignore",
    )
    if result.header_line:
        ending = ".xlsx" if result.sheet.name else ".csv"
        right.download_button(
            words("screen.organisations.remarked"),
            data=partial(_remarked, file, result),
            file_name=f"sonae-roster-remarks{ending}",
            mime=_XLSX if result.sheet.name else _CSV,
            key="organisations.remarked",
            on_click="ignore",
        )


def _remarked(file: "UploadedFile", result: RosterUpload) -> bytes:
    return give_back_roster(
        file.getvalue(),
        file.name,
        MEMBERS_FORM,
        sheet=result.sheet.name,
        header_line=result.header_line,
        marks=result.marks,
        language=session.words().language,
    )[0]


def _effect(case: Case, plan: Plan, result: RosterUpload, upload: tuple[object, ...]) -> None:
    words = session.words()
    after_case, after = session.once(
        "roster.effect", (*upload, plan.key), lambda: with_posts(case, plan, result.posts)
    )
    names = district_names(case, words.language).to_dict()
    for district_id in result.district_ids:
        st.markdown(f"#### {markdown_text(names[district_id])}")
        table.show(roster.squads_grid(case, after_case, district_id, words))
        table.show(roster.indicators_grid(plan, after, district_id, words))
