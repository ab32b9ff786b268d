"""A plan that was written is read back equal, or not at all."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planning import plan_files
from planning.plan import Plan
from planning.plan_files import HEAD_FILE, PlanFilesError, load, save
from tests.made import make, make_city, make_toy
from tests.planning.same_plan import assert_same_plan
from tests.toy_city import make_toy_bundle, toy_settings

SCENARIOS = ("toy-tsunami-night", "toy-flood", "toy-quake")


@pytest.fixture(scope="module")
def tsunami() -> Plan:
    return make_toy("toy-tsunami-night").plan


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_every_table_array_and_figure_comes_back(scenario_id: str, tmp_path: Path) -> None:
    _, plan = make_toy(scenario_id)
    save(plan, tmp_path / "plan")
    assert_same_plan(load(tmp_path / "plan"), plan)


def test_a_plan_without_any_route_comes_back(tmp_path: Path) -> None:
    bundle = make_toy_bundle()
    nobody = toy_settings().with_overrides({"departure.direct_share": "0"})
    _, plan = make(bundle, "toy-tsunami-night", nobody)
    assert plan.routes.empty
    save(plan, tmp_path / "plan")
    assert_same_plan(load(tmp_path / "plan"), plan)


@pytest.mark.city
def test_a_plan_of_the_bundled_city_comes_back(tmp_path: Path) -> None:
    _, plan = make_city("heavy-rain-landslide")
    save(plan, tmp_path / "plan")
    assert_same_plan(load(tmp_path / "plan"), plan)


def test_a_folder_that_is_there_is_not_written_into(tsunami: Plan, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    with pytest.raises(FileExistsError):
        save(tsunami, tmp_path / "plan")


def test_every_file_that_is_missing_or_damaged_makes_it_no_plan(tsunami: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    save(tsunami, folder)
    for file in sorted(folder.iterdir()):
        content = file.read_bytes()
        for damaged in (None, b"", content[: len(content) // 2], bytes([content[0] ^ 1]) + content[1:]):
            if damaged is None:
                file.unlink()
            else:
                file.write_bytes(damaged)
            with pytest.raises(PlanFilesError):
                load(folder)
        file.write_bytes(content)
    assert_same_plan(load(folder), tsunami)


def test_a_figure_changed_in_a_table_is_noticed(tsunami: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    save(tsunami, folder)
    more = tsunami.loads.assign(assigned_persons=tsunami.loads["assigned_persons"] + 1)
    more.to_parquet(folder / "loads.parquet", compression="zstd")
    with pytest.raises(PlanFilesError, match="loads"):
        load(folder)


@pytest.mark.parametrize("head", ["[]", "{}", '{"schema": 1}', "null", "7"])
def test_a_head_of_another_form_is_no_plan(head: str, tsunami: Plan, tmp_path: Path) -> None:
    save(tsunami, tmp_path / "plan")
    (tmp_path / "plan" / HEAD_FILE).write_text(head)
    with pytest.raises(PlanFilesError):
        load(tmp_path / "plan")


def test_a_plan_of_another_version_is_no_plan(
    tsunami: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tsunami, tmp_path / "plan")
    monkeypatch.setattr(plan_files, "PLAN_SCHEMA_VERSION", 0)
    with pytest.raises(PlanFilesError):
        load(tmp_path / "plan")


def test_where_there_is_nothing_there_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises(PlanFilesError):
        load(tmp_path / "plan")


def test_objects_of_python_are_neither_written_nor_read(tsunami: Plan, tmp_path: Path) -> None:
    objects = np.array([1.0, None], dtype=object)
    with pytest.raises(ValueError, match="allow_pickle"):
        save(replace(tsunami, node_latest_departure_s=objects), tmp_path / "objects")
    # A file with the right digest that holds a pickle, which could run anything when it is read.
    folder = tmp_path / "plan"
    save(tsunami, folder)
    file = folder / "node_latest_departure_s.npy"
    np.save(file, objects, allow_pickle=True)
    head = json.loads((folder / HEAD_FILE).read_text())
    head["files"][file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    (folder / HEAD_FILE).write_text(json.dumps(head))
    with pytest.raises(PlanFilesError):
        load(folder)
