"""A saved plan is proved only for the city, scenario and settings that it was made of."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from domain.faults import InputError
from planning.pipeline import make_plan
from presentation.verification_words import verdict_line
from presentation.words import Words
from storage.plans import PlanStore
from tests.toy_city import make_toy_bundle
from use_cases.crowding_service import CrowdingService
from use_cases.make_case import make_case
from use_cases.verify_plan import verify_saved_plan
from use_cases.write_plan import write_plan


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    bundle = make_toy_bundle()
    changed = {
        "movement.reserve_s": "300", "network.closed_crossings": "甲電鉄", "departure.day_time": "day",
        "network.closed_streets": "121", "departure.first_later_s": "60",
    }  # fmt: skip
    case = make_case(bundle, "toy-tsunami-night", overrides=changed)
    folder = tmp_path_factory.mktemp("verify") / "plan"
    plan = make_plan(case)
    write_plan(case, plan, folder, language="ja", crowding=CrowdingService().crowding(case, plan))
    return bundle, folder


@pytest.fixture
def saved(written, tmp_path):
    bundle, folder = written
    return bundle, shutil.copytree(folder, tmp_path / "plan")


def test_a_plan_as_it_was_written_agrees_with_its_settings_and_measures(written) -> None:
    bundle, folder = written
    steps = []
    found = verify_saved_plan(bundle, folder, lambda done, total: steps.append((done, total)))
    assert found.agrees
    assert found.checks[0].key == "files"
    # Written with its crowding, it is compared with it.
    assert (folder / "tables" / "crowd_arrivals.csv").is_file()
    assert steps[-1][0] == steps[-1][1] > 0


def test_a_changed_table_is_named(saved) -> None:
    bundle, folder = saved
    table = folder / "tables" / "routes.csv"
    table.write_bytes(table.read_bytes().replace(b"\r\n", b"1\r\n", 3))
    (folder / "map" / "routes.geojson").unlink()
    # A table of another plan that lies beside those of this one.
    (folder / "tables" / "crowd_squares.csv").write_bytes(b"")
    found = verify_saved_plan(bundle, folder)
    assert not found.agrees
    assert set(found.checks[0].named) == {
        "tables/routes.csv",
        "map/routes.geojson",
        "tables/crowd_squares.csv",
    }


def _rewrite_workbook(file: Path, old: str, new: str) -> None:
    """Save a workbook anew with other texts; openpyxl writes other looks than ours, too."""
    book = load_workbook(file)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace(old, new)
    book.save(file)


def _replace(file: Path, old: str, new: str) -> None:
    said = file.read_bytes()
    assert old.encode() in said
    file.write_bytes(said.replace(old.encode(), new.encode(), 1))


def test_words_of_an_older_program_are_told_from_other_answers(saved) -> None:
    bundle, folder = saved
    _rewrite_workbook(folder / "plan.xlsx", "収容人数は基準（1人", "収容人数は、基準（1人")
    _replace(folder / "tables" / "about.csv", "Sonae", "そなえ")
    layer = json.loads((folder / "map" / "routes.geojson").read_text(encoding="utf-8"))
    layer["sources"] = []
    (folder / "map" / "routes.geojson").write_text(json.dumps(layer), encoding="utf-8")
    found = verify_saved_plan(bundle, folder)
    assert not found.agrees
    assert found.answers_agree
    assert [one.key for one in found.checks if not one.agrees] == ["wording"]
    assert set(found.checks[1].named) == {"plan.xlsx", "tables/about.csv", "map/routes.geojson"}
    told = verdict_line(found.checks, Words("ja"))
    assert "使わないで" not in told
    assert all(name in told for name in found.checks[1].named)


def _number_in_workbook(folder: Path) -> None:
    book = load_workbook(folder / "plan.xlsx")
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    cell = next(one for one in cells if isinstance(one.value, int | float) and one.value)
    cell.value += 1
    book.save(folder / "plan.xlsx")


def _number_in_layer(folder: Path) -> None:
    layer = json.loads((folder / "map" / "routes.geojson").read_text(encoding="utf-8"))
    layer["features"][0]["geometry"]["coordinates"].reverse()
    (folder / "map" / "routes.geojson").write_text(json.dumps(layer), encoding="utf-8")


def _number_in_sentence(folder: Path) -> None:
    said = (folder / "tables" / "about.csv").read_text(encoding="utf-8-sig")
    number = re.search("[1-9]", said).group()
    _replace(folder / "tables" / "about.csv", number, str(10 - int(number) % 5))


def _word_in_table(folder: Path) -> None:
    _rewrite_workbook(folder / "plan.xlsx", "甲", "乙")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (_number_in_workbook, "plan.xlsx"),
        (_word_in_table, "plan.xlsx"),
        (_number_in_layer, "map/routes.geojson"),
        (_number_in_sentence, "tables/about.csv"),
        (lambda folder: (folder / "plan.xlsx").write_bytes(b"PK"), "plan.xlsx"),
        (lambda folder: (folder / "tables" / "about.csv").unlink(), "tables/about.csv"),
        (lambda folder: _replace(folder / "plan.json", '"gap":', '"gap" :'), "plan.json"),
    ],
)
def test_another_answer_is_never_taken_for_other_words(saved, change, name) -> None:
    bundle, folder = saved
    change(folder)
    found = verify_saved_plan(bundle, folder)
    assert not found.answers_agree
    assert found.checks[0].named == (name,)
    assert "使わないでください" in verdict_line(found.checks, Words("ja"))


def test_what_a_wrong_plan_was_written_as_is_found_though_it_is_kept(written, tmp_path) -> None:
    bundle, folder = written
    case = verify_saved_plan(bundle, folder).case
    right = make_plan(case, for_next=False)
    later = right.margin.assign(best_latest_departure_s=right.margin["best_latest_departure_s"] + 600)
    wrong, store = replace(right, margin=later), PlanStore()
    assert store.put(wrong)
    write_plan(case, store.get(case.key), tmp_path / "wrong", language="ja")
    assert not verify_saved_plan(bundle, tmp_path / "wrong").agrees


def _edit(folder, **values):
    file = folder / "plan.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | values), encoding="utf-8")


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"schema_version": 1}, "plan_file_version"),
        ({"bundle": {"hash": "0" * 64}}, "plan_of_another_city"),
        ({"key": "0" * 32}, "plan_of_another_case"),
        ({"settings_changed": {"movement.reserve_s": 60.0}}, "plan_of_another_case"),
        ({"scenario": None}, "plan_file_form"),
        ({"measures": [{"key": "network.closed_bridges"}]}, "plan_file_form"),
    ],
)
def test_what_proves_nothing_is_refused_in_words(saved, values, key) -> None:
    bundle, folder = saved
    _edit(folder, **values)
    with pytest.raises(InputError) as caught:
        verify_saved_plan(bundle, folder)
    assert [fault.key for fault in caught.value.faults] == [key]


def test_a_folder_without_a_plan_is_refused(tmp_path) -> None:
    with pytest.raises(InputError) as caught:
        verify_saved_plan(make_toy_bundle(), tmp_path)
    assert [fault.key for fault in caught.value.faults] == ["file_missing"]
    (tmp_path / "plan.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        verify_saved_plan(make_toy_bundle(), tmp_path)
    assert [fault.key for fault in caught.value.faults] == ["plan_file_form"]
