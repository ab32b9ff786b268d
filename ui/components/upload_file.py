"""The page that lists go in by: the file, its columns, and what is wrong with it."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from community.roster import RosterContext
from community.roster_columns import RosterKind
from community.roster_mapping import ColumnMapping
from data.readers.sheet_file import MAX_BYTES, list_sheets
from domain.faults import InputError, count_faults
from domain.sheet import SheetPreview
from domain.vocabulary import Severity
from planning.case import Case
from presentation.plain_text import markdown_text
from storage.store.reader import Reader
from storage.store.remembered import Said
from ui import session, shared
from ui.components import frame, table
from ui.components.upload_which import WhichList
from ui.view import roster
from use_cases.give_back_roster import give_back_roster
from use_cases.read_needs_help import NeedsHelpReading, read_needs_help
from use_cases.upload_roster import RosterChoices, RosterUpload, upload_roster

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_FAULTS_SHOWN = 200
_CSV = "text/csv"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Endings that are taken; what is not read is refused in words that say what to do.
_ENDINGS = [
    "csv", "txt", "tsv", "xlsx", "xls", "xlsm", "xlsb", "ods", "pdf", "doc", "docx", "jpg", "jpeg", "png",
]  # fmt: skip
_MEGABYTE = 1_000_000
#: What the page keeps of a file for its reader while it is there.
_KEPT = (
    "upload.read", "upload.sheets", "upload.mapping", "upload.preview", "upload.effect", "upload.pairs",
    "upload.remembered", "upload.said",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class ReadList:
    """A file that was read, with what decides how; ``key`` changes whenever any of it does."""

    which: WhichList
    file: "UploadedFile"
    key: tuple[object, ...]
    result: RosterUpload | NeedsHelpReading
    mapping: ColumnMapping


def show_flash() -> None:
    """Say once what came of a press that drew the page anew."""
    said = session.kept("upload.flash")
    if said is not None:
        session.forget("upload.flash")
        st.success(said)


def forget_list() -> None:
    """Keep nothing of a file any longer."""
    session.forget(*_KEPT)


def take_file(case: Case, reader: Reader | None, which: WhichList) -> ReadList | None:
    """Draw the second step: file, sheet and columns; None until there is a file."""
    words = session.words()
    frame.section(words("upload.step_file"), "file")
    file = st.file_uploader(
        words("screen.organisations.upload"),
        type=_ENDINGS,
        key="upload.file",
        max_upload_size=MAX_BYTES // _MEGABYTE,
    )
    if file is None:
        forget_list()
        return None
    sheet = _choose_sheet(file)
    mapping = _mapping(case, reader, which, file, sheet)
    chosen = tuple(sorted(mapping.chosen.items()))
    key = (file.file_id, case.city.meta.bundle_hash, sheet, which, chosen)
    result = session.once("upload.read", key, partial(_read, file, case, which, sheet, mapping))
    _columns(case, reader, ReadList(which, file, key, result, mapping), sheet)
    return ReadList(which, file, key, result, mapping)


def _choose_sheet(file: "UploadedFile") -> str:
    """Let the reader choose among several sheets; empty for the one that looks like a list."""
    words = session.words()
    previews = session.once("upload.sheets", file.file_id, partial(_sheets, file))
    if not previews:
        return ""
    names = [preview.name for preview in previews]
    chosen = st.selectbox(
        words("screen.organisations.sheet"),
        ["", *names],
        key="upload.sheet",
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


def _mapping(
    case: Case, reader: Reader | None, which: WhichList, file: "UploadedFile", sheet: str
) -> ColumnMapping:
    """Return what the reader corrected of this file's columns, else what was said of the last one."""
    kept = session.kept("upload.mapping")
    if kept is not None and kept[0] == (file.file_id, sheet, which):
        corrected: ColumnMapping = kept[1]
        return corrected
    if reader is None:
        return ColumnMapping()
    said = session.once(
        "upload.remembered",
        (file.file_id, which),
        lambda: shared.store().remembered.read(reader, Said.COLUMNS, which.scope(case)),
    )
    return ColumnMapping(said)


def _read(
    file: "UploadedFile", case: Case, which: WhichList, sheet: str, mapping: ColumnMapping
) -> RosterUpload | NeedsHelpReading:
    """Read the file with a bar of progress."""
    bar = st.progress(0.0, text=session.text("screen.organisations.reading_file"))

    def say(share: float) -> None:
        bar.progress(min(share, 1.0))

    year = this_year()
    names = {str(key): str(name) for key, name in case.city.districts["name"].items()}
    result: RosterUpload | NeedsHelpReading
    if which.kind is RosterKind.MEMBERS:
        context = RosterContext(names, which.org_id, which.own_districts)
        choices = RosterChoices(sheet, mapping, context)
        result = upload_roster(
            file.getvalue(), case.strength, year=year, file=file.name, choices=choices, progress=say
        )
    else:
        result = read_needs_help(
            file.getvalue(), names, year=year, file=file.name, sheet=sheet, mapping=mapping,
            own_districts=which.own_districts, progress=say,
        )  # fmt: skip
    bar.empty()
    return result


def this_year() -> int:
    """Return the year in which ages are counted."""
    return dt.datetime.now(tz=dt.UTC).year


def _columns(case: Case, reader: Reader | None, read: ReadList, sheet: str) -> None:
    """Draw how each column is read, and let the reader correct it; what he says is remembered."""
    words = session.words()
    if not read.result.columns:
        return
    which, file = read.which, read.file
    options = ["", *which.form.columns]
    chosen_before = any(column.is_chosen for column in read.result.columns)
    is_settled = set(which.form.required) <= {column.column for column in read.result.columns}
    with st.expander(words("screen.organisations.columns"), expanded=chosen_before or not is_settled):
        st.write(words("screen.organisations.columns_lead"))
        if chosen_before:
            st.caption(words("upload.columns_remembered"))
        for column in read.result.columns:
            chosen = st.selectbox(
                # The report names a column that nobody knows by its place: its header may be a name.
                markdown_text(column.header if column.column else f"#{column.place} {column.header}"),
                options,
                index=options.index(column.column),
                key=f"upload.column.{file.file_id}.{sheet}.{column.place}",
                format_func=lambda name: name or words("screen.organisations.column_unused"),
            )
            if chosen != column.column:
                mapping = read.mapping.with_choice(column.header, chosen)
                session.keep("upload.mapping", ((file.file_id, sheet, which), mapping))
                if reader is not None:
                    shared.store().remembered.keep(reader, Said.COLUMNS, which.scope(case), mapping.chosen)
                st.rerun()


def show_faults(read: ReadList) -> bool:
    """Draw the third step: what was read otherwise, and every fault; whether the list can go on."""
    words, result = session.words(), read.result
    frame.section(words("upload.step_faults"), "faults")
    if len(result.readings):
        with st.expander(words("screen.organisations.readings", count=f"{len(result.readings):,}")):
            table.show(roster.readings_grid(result.readings, words))
    errors = count_faults(result.faults, Severity.ERROR)
    if errors:
        st.error(words("screen.organisations.refused", count=errors))
    else:
        st.success(words("screen.organisations.checked", rows=f"{len(people_of(read)):,}"))
    if result.faults:
        table.show(roster.fault_grid(result.faults, words, shown=_FAULTS_SHOWN))
        _fault_files(read)
    return not result.refused


def people_of(read: ReadList) -> "list[int]":
    """Return the lines that were read as a person."""
    result = read.result
    rows = result.members if isinstance(result, RosterUpload) else result.people
    return [int(line) for line in rows.index]


def _fault_files(read: ReadList) -> None:
    words, result = session.words(), read.result
    left, right = st.columns(2)
    if result.header_line:
        ending = ".xlsx" if result.sheet.name else ".csv"
        left.download_button(
            words("screen.organisations.remarked"),
            data=partial(_remarked, read),
            file_name=f"sonae-roster-remarks{ending}",
            mime=_XLSX if result.sheet.name else _CSV,
            key="upload.remarked",
            on_click="ignore",
        )
    right.download_button(
        words("screen.organisations.faults_file"),
        data=lambda: roster.fault_csv(result.faults, words),
        file_name="sonae-roster-faults.csv",
        mime=_CSV,
        key="upload.faults",
        on_click="ignore",
    )


def _remarked(read: ReadList) -> bytes:
    return give_back_roster(
        read.file.getvalue(),
        read.file.name,
        read.which.form,
        sheet=read.result.sheet.name,
        header_line=read.result.header_line,
        marks=read.result.marks,
        language=session.words().language,
    )[0]
