"""A plan is written whole or not at all."""

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from domain.faults import InputError
from domain.vocabulary import Preset
from storage.plans import PlanStore
from tests.crowds import toy_crowding
from tests.made import make_toy
from use_cases.write_plan import (
    CROWDING_FILE,
    WORKBOOK_FILE,
    kept_plan_files,
    plan_files,
    refuse_taken,
    write_plan,
)


@pytest.fixture(scope="module")
def made():
    return make_toy("toy-tsunami-night")


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
    for replacing in (False, True):
        with pytest.raises(InputError, match="file_exists"):
            write_plan(case, plan, tmp_path, language="ja", replace_existing=replacing)
        with pytest.raises(InputError, match="file_exists"):
            refuse_taken(tmp_path, replace_existing=replacing)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_an_earlier_plan_is_replaced_only_when_asked(case, plan, tmp_path: Path):
    out = tmp_path / "out"
    write_plan(case, plan, out, language="ja")
    with pytest.raises(InputError, match="file_exists"):
        write_plan(case, plan, out, language="ja")
    write_plan(case, plan, out, language="en", replace_existing=True)
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_files_of_an_earlier_run_are_given_again_for_the_same_case_and_code(
    case, plan, tmp_path: Path, monkeypatch
):
    store = PlanStore(tmp_path / "plans")
    store.put(plan)
    made = kept_plan_files(case, plan, "ja", store)
    assert made == plan_files(case, plan, "ja")

    def not_again(*arguments: object) -> dict[str, bytes]:
        raise AssertionError

    monkeypatch.setattr("use_cases.write_plan.plan_files", not_again)
    assert kept_plan_files(case, plan, "ja", store) == made
    other = replace(case, preset=Preset.TARGET)  # the name stands in the files, and is no part of the key
    for now, language in ((case, "en"), (other, "ja")):
        with pytest.raises(AssertionError):
            kept_plan_files(now, plan, language, store)
    monkeypatch.setattr("use_cases.write_plan.file_code_mark", lambda: "other code")
    with pytest.raises(AssertionError):
        kept_plan_files(case, plan, "ja", store)


def test_tables_of_crowding_stand_beside_those_of_the_plan_where_they_are_asked_for(case, plan):
    alone = plan_files(case, plan, "ja")
    crowded = plan_files(case, plan, "ja", crowding=toy_crowding("toy-tsunami-night")[1])
    names = ("places", "arrivals", "streets", "blocks")
    assert set(crowded) - set(alone) == {f"tables/crowd_{name}.csv" for name in names}
    assert CROWDING_FILE in crowded
    # All else is the same but the workbook, which has a sheet for each of them, and what holds their notes.
    assert {name for name in alone if alone[name] != crowded[name]} == {WORKBOOK_FILE, "tables/about.csv"}

    def sheets(files):
        with zipfile.ZipFile(io.BytesIO(files[WORKBOOK_FILE])) as book:
            return re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())

    before, after = sheets(alone), sheets(crowded)
    assert after == [
        *before[:-1], "到着と入口の列", "時刻ごとの到着と入口の列", "道の列", "間に合わない人（街区）",
        before[-1],
    ]  # fmt: skip
