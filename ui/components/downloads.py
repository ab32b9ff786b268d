"""Files to take away; each is made when the reader asks for it, in his language."""

import io
import zipfile
from collections.abc import Callable

import streamlit as st

from exports.district_map_pdf import district_map_pdf
from exports.district_profile_pdf import district_profile_pdf
from exports.file_names import plan_file_name
from exports.geojson import plan_geojson
from exports.matrix_pdf import Paper, matrix_pdf
from exports.offline_map import city_map, district_map
from exports.tables import plan_csvs, plan_tables, table_csv, tables_with_crowding
from exports.workbook import plan_workbook, table_workbook
from planning.case import Case
from planning.crowding import crowding_concerns
from planning.isolation import Isolation
from planning.plan import Plan
from presentation.plan_table import PlanTable
from presentation.readiness_matrix.sign_table import SignTable
from ui import block_choice, session, shared
from ui.components import frame

PDF = "application/pdf"
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# ZIP entries carry a date; a fixed one gives the same bytes for the same plan.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)

# In place of the scenario in the name of a file of all scenarios.
_ALL = "all"


def tables(case: Case, plan: Plan, page: str) -> None:
    """Draw the buttons for every table: one workbook, or CSV and GeoJSON files."""
    words, language = session.words(), session.language()

    def made() -> tuple[PlanTable, ...]:
        if not with_crowding:
            return plan_tables(case, plan, language)
        return tables_with_crowding(case, plan, language, shared.crowding().crowding(case, plan))

    def workbook() -> bytes:
        return plan_workbook(case, plan, language, made())

    def csvs() -> bytes:
        return zipped(plan_csvs(case, plan, language, made()))

    def layers() -> bytes:
        return zipped(plan_geojson(case, plan, language))

    frame.section(words("screen.download.title"), "files")
    with_crowding = crowding_concerns(case.scenario) and st.checkbox(
        words("screen.arrivals.in_files"),
        key=f"{page}.with_crowding",
        help=words("screen.arrivals.in_files_help"),
    )
    with st.container(horizontal=True):
        button("xlsx", page, workbook, plan_file_name(case, plan, extension="xlsx"), XLSX)
        button("csv", page, csvs, plan_file_name(case, plan, "csv", extension="zip"), ZIP)
        button("geojson", page, layers, plan_file_name(case, plan, "geojson", extension="zip"), ZIP)
    st.caption(words("screen.download.note"))


def signs(case: Case, plan: Plan, shown: SignTable, page: str) -> None:
    """Draw the buttons for a table of signs as it is shown: workbook, CSV, A3 and A4."""
    words, language = session.words(), session.language()
    headings = {key: words(f"export.column.{key}") for key in ("level", "ward", "area", "area_id")}
    levels = {key: words(f"export.level.{key}") for key in ("city", "ward", "district")}
    table = shown.as_plan_table(headings, levels)

    def name(extension: str, *parts: str) -> str:
        return plan_file_name(
            case, plan, shown.table_id, *parts, extension=extension, subject=_ALL if shown.is_of_all else ""
        )

    def workbook() -> bytes:
        return table_workbook(table, case, plan, language)

    def paper(size: Paper) -> Callable[[], bytes]:
        return lambda: matrix_pdf(case, plan, shown, language, size)

    frame.section(words("screen.download.title"), "files")
    with st.container(horizontal=True):
        button("matrix_xlsx", page, workbook, name("xlsx"), XLSX)
        button("matrix_csv", page, lambda: table_csv(table), name("csv"), "text/csv")
        button("matrix_pdf_a3", page, paper(Paper.A3), name("pdf", "a3"), PDF)
        button("matrix_pdf_a4", page, paper(Paper.A4), name("pdf", "a4"), PDF)


def city_map_file(case: Case, plan: Plan, page: str) -> None:
    """Draw the button for the map of the city in one file."""
    language = session.language()
    file_name = plan_file_name(case, plan, "map", extension="html")
    button("map_html", page, lambda: city_map(case, plan, language), file_name, "text/html")


def papers(case: Case, plan: Plan, district_id: str) -> None:
    """Draw the buttons for what a district takes along: A3 map, A4 page, map without internet."""
    words, language = session.words(), session.language()
    concerned = session.concerned_persons()

    def name(part: str, extension: str) -> str:
        return plan_file_name(case, plan, district_id, part, extension=extension)

    def isolation() -> Isolation:
        return block_choice.isolation(case, plan, district_id)

    def profile() -> bytes:
        return district_profile_pdf(
            case, plan, district_id, language, concerned, ground=lambda: block_choice.ground(case, plan),
            isolation=lambda: block_choice.isolation_on_paper(case, plan, district_id, words),
        )  # fmt: skip

    def paper_map() -> bytes:
        return district_map_pdf(case, plan, district_id, language, isolation=isolation)

    def screen_map() -> bytes:
        return district_map(case, plan, district_id, language, isolation=isolation)

    frame.section(words("screen.download.title"), "files")
    with st.container(horizontal=True):
        button("profile_pdf", "district", profile, name("profile", "pdf"), PDF)
        button("map_pdf", "district", paper_map, name("map", "pdf"), PDF)
        button("map_html", "district", screen_map, name("map", "html"), "text/html")


def button(
    name: str, page: str, make: Callable[[], bytes], file_name: str, mime: str, *, label: str = ""
) -> None:
    """Draw one download button; the file is made on the click, not before.

    Streamlit calls ``make`` outside the reader's session: whatever it asks the session for would be that of a
    reader who chose nothing. What the file holds of the reader's choices is therefore taken beforehand.
    """
    st.download_button(
        label or session.text(f"screen.download.{name}"),
        data=make,
        file_name=file_name,
        mime=mime,
        key=f"{page}.download.{name}",
        on_click="ignore",
    )


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files as one ZIP; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
