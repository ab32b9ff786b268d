"""A plan is written whole or not at all."""

import json
from pathlib import Path

import pytest

from domain.faults import InputError
from tests.made import make
from tests.toy_city import make_toy_bundle, toy_settings
from use_cases.write_plan import refuse_taken, write_plan


@pytest.fixture(scope="module")
def made():
    return make(make_toy_bundle(), "toy-tsunami-night", toy_settings())


def test_data_tables_workbook_and_map_are_written(case, plan, tmp_path: Path):
    files = {
        file.relative_to(tmp_path / "out").as_posix()
        for file in write_plan(case, plan, tmp_path / "out", language="ja")
    }
    assert {"plan.json", "plan.xlsx", "tables/wards.csv", "map/routes.geojson"} <= files
    assert all((tmp_path / "out" / name).stat().st_size > 0 for name in files)
    document = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert document["ledger"]["city"]["persons"] == 350


def test_the_same_plan_gives_the_same_bytes(case, plan, tmp_path: Path):
    for name in ("a", "b"):
        write_plan(case, plan, tmp_path / name, language="en")
    first = {
        f.relative_to(tmp_path / "a"): f.read_bytes() for f in (tmp_path / "a").rglob("*") if f.is_file()
    }
    second = {
        f.relative_to(tmp_path / "b"): f.read_bytes() for f in (tmp_path / "b").rglob("*") if f.is_file()
    }
    assert first == second


def test_a_folder_with_other_files_is_never_touched(case, plan, tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")
    for replace in (False, True):
        with pytest.raises(InputError, match="file_exists"):
            write_plan(case, plan, tmp_path, language="ja", replace_existing=replace)
        with pytest.raises(InputError, match="file_exists"):
            refuse_taken(tmp_path, replace_existing=replace)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_an_earlier_plan_is_replaced_only_when_asked(case, plan, tmp_path: Path):
    out = tmp_path / "out"
    write_plan(case, plan, out, language="ja")
    with pytest.raises(InputError, match="file_exists"):
        write_plan(case, plan, out, language="ja")
    write_plan(case, plan, out, language="en", replace_existing=True)
    assert [file.name for file in tmp_path.iterdir()] == ["out"]
