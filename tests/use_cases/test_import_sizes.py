"""Sizes out to a sheet and back: nothing changes unless a cell says so; what it settles is counted."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from domain.bundle import CityBundle
from domain.faults import InputError
from domain.registers import DutyKind
from planning.pipeline import make_plan
from tests.toy_city import make_toy_bundle
from use_cases.import_sizes import import_sizes, places_to_fill_in, settled_people
from use_cases.make_case import make_case


@pytest.fixture(scope="module")
def city() -> CityBundle:
    return make_toy_bundle()


@pytest.fixture(scope="module")
def bare(city: CityBundle) -> CityBundle:
    """The toy city, of whose places no size is known."""
    sizes = [
        "official_capacity_persons", "refuge_capacity_persons", "stay_capacity_persons",
        "floor_area_m2", "refuge_area_m2", "open_area_m2",
    ]  # fmt: skip
    places = city.places.copy()
    for name in sizes:
        places[name] = pd.array([pd.NA] * len(places), dtype="Int64")
        places[name] = places[name].astype(city.places[name].dtype)
    return replace(city, places=places)


def filled(folder: Path, city: CityBundle, changes: dict[str, dict[str, object]]) -> Path:
    """Write the sheet of a city with some cells filled in, by header and place."""
    book = openpyxl.load_workbook(io.BytesIO(places_to_fill_in(city, "ja")))
    sheet = book.worksheets[0]
    headers = {cell.value: cell.column for cell in sheet[1]}
    rows = {row[headers["場所ID"] - 1].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    for place_id, cells in changes.items():
        for header, value in cells.items():
            sheet.cell(rows[place_id], headers[header], value)
    file = folder / "sizes.xlsx"
    book.save(file)
    return file


def test_the_sheet_as_it_was_written_changes_nothing(city: CityBundle, tmp_path: Path):
    result = import_sizes(city, filled(tmp_path, city, {}))
    assert result.changed == {}
    assert result.bundle.places.equals(city.places)
    (report,) = result.reports
    assert (report.form, report.rows_read, report.rows_kept) == (
        "size_sheet",
        len(city.places),
        len(city.places),
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_place_stands_in_the_sheet_by_its_name(city: CityBundle, language: str):
    book = openpyxl.load_workbook(io.BytesIO(places_to_fill_in(city, language)))
    rows = list(book.worksheets[0].values)
    assert {row[0]: row[1] for row in rows[1:]} == dict(city.places["name"])
    assert len(book.worksheets) == 2


def test_filled_cells_go_to_their_tables(city: CityBundle, tmp_path: Path):
    place = str(city.places.index[0])
    cells = {"床面積（㎡）": 1234.5, "階数": 4, "構造": "RC造", "使えるトイレの数": 7, "鍵を持つ人の数": 3}
    result = import_sizes(city, filled(tmp_path, city, {place: cells}), date="2026-11")
    row = result.bundle.places.loc[place]
    assert (row["floor_area_m2"], row["floors"], row["structure"]) == (1234.5, 4, "RC造")
    assert result.bundle.strength.place_facts["toilets"].loc[place] == 7
    duty = result.bundle.strength.opening_duty
    keys = duty[(duty["place_id"] == place) & (duty["kind"] == DutyKind.KEY_HOLDER.value)]
    # One row a class of opening: the same people open in both.
    assert keys["persons"].tolist() == [3, 3]
    assert set(result.changed) == {"floor_area_m2", "floors", "structure", "toilets", "key_holders"} - {
        name for name in ("structure",) if city.places.loc[place, name] == "RC造"
    }
    layer = result.bundle.meta.layer("places")
    assert layer is not None
    assert "2026-11" in {source.date for source in layer.sources}


def test_unknown_takes_a_figure_back(city: CityBundle, tmp_path: Path):
    known = city.places[city.places["floor_area_m2"].notna()]
    place = str(known.index[0])
    result = import_sizes(city, filled(tmp_path, city, {place: {"床面積（㎡）": "不明"}}))
    assert pd.isna(result.bundle.places.loc[place, "floor_area_m2"])
    assert result.changed == {"floor_area_m2": 1}


def test_a_fault_anywhere_changes_nothing(city: CityBundle, tmp_path: Path):
    place = str(city.places.index[0])
    with pytest.raises(InputError) as caught:
        import_sizes(city, filled(tmp_path, city, {place: {"階数": "高い", "床面積（㎡）": -5}}))
    assert {fault.key for fault in caught.value.faults} == {"not_a_number", "out_of_range"}


def test_sizes_settle_the_people_who_waited_for_them(city: CityBundle, bare: CityBundle, tmp_path: Path):
    scenario = next(iter(city.scenarios))
    areas = {str(place): {"床面積（㎡）": 5000, "3階以上の床面積（㎡）": 5000} for place in bare.places.index}
    result = import_sizes(bare, filled(tmp_path, bare, areas))
    assert (result.unknown_before, result.unknown_after) == (len(bare.places), 0)
    before, after = (make_plan(make_case(one, scenario)) for one in (bare, result.bundle))
    settled = settled_people(before, after)
    assert settled.unknown_before > 0
    assert settled.unknown_after == 0
    assert settled.persons == settled.unknown_before
    assert settled.assigned_after > settled.assigned_before
    assert settled.places_after < settled.places_before
