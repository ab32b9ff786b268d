"""One band, one gap: plan.json, tables, CSV, workbook, command, matrix and themes agree for every area."""

import csv
import io
import json

import openpyxl
import pytest

from exports.plan_json import plan_document
from exports.tables import plan_csvs, plan_tables, table_csv
from exports.workbook import plan_workbook, table_workbook
from presentation.readiness_matrix.matrix import build_matrix, matrix_table
from presentation.readiness_matrix.tables import band_table, theme_table_of
from presentation.readiness_matrix.theme_view import theme_table
from presentation.words import Words
from sonae.plan_output import print_readiness
from sonae.printing import Printer
from tests.presentation.readiness_matrix.reports import made, reports

WORDS = Words("ja")
SCENARIOS = ["toy-tsunami-night", "toy-flood", "toy-quake"]


def shown(scenario_id):
    """Band and gap of every area in the matrix."""
    case = made(scenario_id).case
    matrix = build_matrix(case, reports(), WORDS)
    at = [column.scenario_ids for column in matrix.columns].index((scenario_id,))
    return {row.area_id: (row.cells[at].word, row.cells[at].gap) for row in matrix.rows}


def by_id(rows, area="校区・区のID", band="判定", gap="判定を決める課題"):
    return {row[area]: (row[band], row[gap] or "") for row in rows}


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_table_csv_and_workbook_say_what_the_matrix_says(scenario_id):
    case, plan = made(scenario_id)
    expected = shown(scenario_id)
    table = band_table(case, plan, "ja")
    heading = next(column.heading for column in table.columns if column.key == "area_id")
    rows = [dict(zip(table.headings, row, strict=True)) for row in table.rows()]
    assert by_id(rows, heading) == expected
    assert [row[heading] for row in rows] == list(expected)
    text = plan_csvs(case, plan, "ja")["bands.csv"].decode("utf-8-sig")
    assert by_id(csv.DictReader(io.StringIO(text)), heading) == expected
    sheet = openpyxl.load_workbook(io.BytesIO(plan_workbook(case, plan, "ja")))[table.title]
    head, *lines = list(sheet.iter_rows(min_row=6, values_only=True))
    assert by_id([dict(zip(head, line, strict=True)) for line in lines], heading) == expected


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_plan_json_holds_the_bands_of_every_area(scenario_id):
    case, plan = made(scenario_id)
    document = plan_document(case, plan)
    areas = [*document["districts"], *document["wards"], {"id": case.city.meta.city_code, **document["city"]}]
    words = {area["id"]: WORDS(f"readiness_band.{area['band']['band']}") for area in areas}
    assert words == {area: band for area, (band, _) in shown(scenario_id).items()}
    for area in areas:
        own = plan.themes[plan.themes["area_id"] == area["id"]]
        assert [one["theme"] for one in area["themes"]] == own["theme"].tolist()
        assert [one["worst_band"] for one in area["themes"]] == own["worst_band"].tolist()


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_the_command_says_the_same(scenario_id, tmp_path, capsys):
    case, plan = made(scenario_id)
    file = tmp_path / "readiness.json"
    print_readiness(Printer("ja", chosen=True, as_json=False), case, plan, None, "json", file)
    document = json.loads(file.read_text(encoding="utf-8"))
    bands = {one["area_id"]: WORDS(f"readiness_band.{one['band']}") for one in document["bands"]}
    assert bands == {area: band for area, (band, _) in shown(scenario_id).items()}
    assert len(document["themes"]) == len(plan.themes)
    capsys.readouterr()
    print_readiness(Printer("ja", chosen=True, as_json=False), case, plan, "271411", "table", None)
    said = capsys.readouterr().out
    ward = shown(scenario_id)["271411"]
    assert ward[0] in said
    assert "271420" not in said


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_themes_agree_on_page_and_in_files(scenario_id):
    case, plan = made(scenario_id)
    table = theme_table_of(case, plan, "ja")
    column = {one.key: one.cells for one in table.columns}
    view = theme_table(case, reports()[scenario_id], WORDS)
    on_page = {
        (row.area_id, WORDS(f"readiness_theme.{theme.column_id}")): cell.gap
        for row in view.rows
        for theme, cell in zip(view.columns, row.cells, strict=True)
    }
    in_files = dict(
        zip(zip(column["area_id"], column["theme"], strict=True), column["deciding_value"], strict=True)
    )
    assert in_files == on_page
    named = {
        (row.area_id, WORDS(f"readiness_theme.{theme.column_id}")): cell.word
        for row in view.rows
        for theme, cell in zip(view.columns, row.cells, strict=True)
    }
    assert dict(zip(in_files, column["theme_state"], strict=True)) == named


def test_the_matrix_as_a_file_says_what_it_shows_and_names_no_single_scenario():
    case, plan = made()
    table = matrix_table(case, build_matrix(case, reports(), WORDS), WORDS)
    heads = {key: key for key in ("level", "ward", "area", "area_id")}
    made_table = table.as_plan_table(heads, {key: key for key in ("city", "ward", "district")})
    book = openpyxl.load_workbook(io.BytesIO(table_workbook(made_table, case, plan, "ja")))
    assert book.sheetnames == [table.title]
    sheet = book[table.title]
    assert sheet["A2"].value == table.caption
    above = list(sheet.iter_rows(values_only=True))
    # Each note has a row of its own above the headings.
    head = next(at for at, line in enumerate(above) if line[0] == "level")
    assert "津波（夜）" not in {cell for line in above[:head] for cell in line}
    lines = above[head + 1 :]
    text = table_csv(made_table).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    for row, line, plain in zip(table.rows, lines, rows, strict=True):
        assert list(line[4:]) == [cell.text for cell in row.cells] == plain[4:]
        assert line[3] == row.area_id == plain[3]


def test_bands_come_before_the_weak_points_in_every_workbook():
    names = [table.table_id for table in plan_tables(*made(), "ja")]
    assert names.index("bands") + 1 == names.index("themes")
    assert names.index("themes") < names.index("weak_points")
