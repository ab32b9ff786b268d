"""Plans on disk: found again, never half, never of other code, bounded."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from planning.plan import Plan
from storage.plans import PlanStore
from tests.made import make_toy
from tests.planning.same_plan import assert_same_plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_toy("toy-flood").plan


def test_a_plan_is_found_again_by_its_key(plan: Plan, tmp_path: Path) -> None:
    store = PlanStore(tmp_path / "plans")
    assert (store.holds(plan.key), store.get(plan.key)) == (False, None)
    assert store.put(plan)
    assert store.holds(plan.key)
    found = PlanStore(tmp_path / "plans").get(plan.key)
    assert found is not None
    assert_same_plan(found, plan)
    assert [folder.name for folder in (tmp_path / "plans").iterdir()] == [plan.key]


def test_a_plan_of_other_code_is_not_there_and_is_replaced(plan: Plan, tmp_path: Path) -> None:
    old = PlanStore(tmp_path, code="older")
    old.put(plan)
    store = PlanStore(tmp_path)
    assert (store.holds(plan.key), store.get(plan.key)) == (False, None)
    store.put(plan)
    assert store.get(plan.key) is not None
    assert old.get(plan.key) is None


@pytest.mark.parametrize("file", ["plan.json", "made_by.json", "routes.parquet", "ledger_city.parquet"])
@pytest.mark.parametrize("content", [None, b"", b"\x00\xff"])
def test_a_damaged_plan_is_not_there_and_is_replaced(
    plan: Plan, tmp_path: Path, file: str, content: bytes | None
) -> None:
    store = PlanStore(tmp_path)
    store.put(plan)
    damaged = tmp_path / plan.key / file
    damaged.unlink()
    if content is not None:
        damaged.write_bytes(content)
    assert store.get(plan.key) is None
    store.put(plan)
    assert store.get(plan.key) is not None


def test_a_plan_under_another_name_is_not_there(plan: Plan, tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    store.put(plan)
    (tmp_path / plan.key).rename(tmp_path / "another")
    assert store.get("another") is None


def test_the_plans_used_last_stay(plan: Plan, tmp_path: Path) -> None:
    PlanStore(tmp_path / "one").put(plan)
    size = sum(file.stat().st_size for file in (tmp_path / "one" / plan.key).iterdir())
    folder = tmp_path / "plans"
    store = PlanStore(folder, kept_bytes=2 * size + size // 2)  # two of them fit, three do not
    names = ("a" * 32, "b" * 32, "c" * 32)
    for age, name in enumerate(names[:2]):
        store.put(replace(plan, key=name))
        os.utime(folder / name, (1_000_000 + age, 1_000_000 + age))
    assert store.get(names[0]) is not None  # used now: the other one goes
    store.put(replace(plan, key=names[2]))
    assert {one.name for one in folder.iterdir()} == {names[0], names[2]}


def test_what_a_program_left_unfinished_is_removed_after_an_hour(plan: Plan, tmp_path: Path) -> None:
    fresh, left = tmp_path / ".unfinished-1", tmp_path / ".unfinished-2"
    for folder in (fresh, left):
        folder.mkdir()
        (folder / "x").write_text("x")
    os.utime(left, (1_000_000, 1_000_000))
    PlanStore(tmp_path).put(plan)
    assert (fresh.exists(), left.exists()) == (True, False)


def test_a_disk_that_takes_nothing_costs_no_plan(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("a file where the folder should be")
    store = PlanStore(tmp_path / "plans")
    assert store.put(plan) is False
    assert store.get(plan.key) is None


def test_written_files_come_back_by_name_and_go_with_their_plan(plan: Plan, tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    files = {"plan.json": b"{}", "tables/wards.csv": "区".encode()}
    assert not store.put_written(plan.key, "ja", files)  # no plan, nothing to keep beside it
    store.put(plan)
    assert store.written(plan.key, "ja") is None
    assert store.put_written(plan.key, "ja", files)
    assert store.written(plan.key, "ja") == files
    assert store.written(plan.key, "en") is None
    assert store.get(plan.key) is not None
    assert PlanStore(tmp_path, code="newer").written(plan.key, "ja") is None
    store.put_written(plan.key, "en", files)
    # One at a time: files of other code or language would only fill the disk.
    assert store.written(plan.key, "ja") is None


@pytest.mark.parametrize("cut", [0, 10, -1])
def test_damaged_written_files_are_not_there(plan: Plan, tmp_path: Path, cut: int) -> None:
    store = PlanStore(tmp_path)
    store.put(plan)
    store.put_written(plan.key, "ja", {"plan.json": b"content" * 100})
    (kept,) = (tmp_path / plan.key).glob("*.zip")
    kept.write_bytes(kept.read_bytes()[:cut])
    assert store.written(plan.key, "ja") is None


def test_changed_written_files_are_not_there(plan: Plan, tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    store.put(plan)
    store.put_written(plan.key, "ja", {"plan.json": bytes(range(256)) * 4})
    (kept,) = (tmp_path / plan.key).glob("*.zip")
    content = bytearray(kept.read_bytes())
    content[100] ^= 0xFF  # within the packed bytes: their checksum no longer fits
    kept.write_bytes(content)
    assert store.written(plan.key, "ja") is None
