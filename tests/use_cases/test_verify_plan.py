"""A saved plan is proved only for the city, scenario and settings that it was made of."""

import json
import shutil
from dataclasses import replace

import pytest

from domain.faults import InputError
from planning.pipeline import make_plan
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
