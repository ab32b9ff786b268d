"""``sonae import capacities``: a sheet out, the sheet back in, faults that change nothing."""

import json

import openpyxl

from data.bundle import read_bundle
from sonae.cli import app


def sheet_of(runner, city, tmp_path):
    file = tmp_path / "sheet.xlsx"
    result = runner.invoke(
        app, ["import", "capacities", "--bundle", str(city), "--template", str(file), "--json"]
    )
    assert json.loads(result.stdout)["places"] == len(read_bundle(city).places)
    return file


def fill(file, header, value):
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == header)
    place_id = sheet.cell(2, 1).value
    sheet.cell(2, column, value)
    book.save(file)
    return place_id


def test_a_filled_sheet_is_written_and_says_what_it_settles(runner, city, tmp_path):
    file = sheet_of(runner, city, tmp_path)
    place_id = fill(file, "使えるトイレの数", 12)
    scenario = next(iter(read_bundle(city).scenarios))
    options = ["--bundle", str(city), "--scenario", scenario, "--lang", "ja"]
    dry = runner.invoke(app, ["import", "capacities", str(file), *options, "--dry-run"])
    assert dry.exit_code == 0, dry.output
    assert "変わった値: 使えるトイレの数 1 か所" in dry.stdout
    assert "避難先の決まらない人" in dry.stdout
    done = runner.invoke(app, ["import", "capacities", str(file), *options[:2], "--json"])
    document = json.loads(done.stdout)
    assert (document["written"], document["changed"], document["settled"]) == (True, {"toilets": 1}, None)
    assert read_bundle(city).strength.place_facts["toilets"].to_dict()[place_id] == 12


def test_faults_name_row_and_column_and_nothing_is_written(runner, city, tmp_path):
    file = sheet_of(runner, city, tmp_path)
    fill(file, "階数", "高い")
    before = (city / "bundle.toml").read_bytes()
    result = runner.invoke(app, ["import", "capacities", str(file), "--bundle", str(city), "--lang", "ja"])
    assert result.exit_code == 1
    assert "階数" in result.output
    assert "高い" in result.output
    assert (city / "bundle.toml").read_bytes() == before


def test_a_file_or_a_template_is_asked_for(runner, city):
    assert runner.invoke(app, ["import", "capacities", "--bundle", str(city)]).exit_code == 2
