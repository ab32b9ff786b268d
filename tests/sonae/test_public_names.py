"""The names that other programs import from ``sonae``: all there, and a plan survives the way to disk."""

from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import sonae
from planning.plan_files import HEAD_FILE
from tests.toy_city.on_disk import put_toy_city


def test_every_public_name_is_there() -> None:
    for name in sonae.__all__:
        assert getattr(sonae, name).__doc__


def test_another_name_is_an_error_of_attributes() -> None:
    with pytest.raises(AttributeError, match="no attribute 'plans'"):
        _ = sonae.plans  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", [str, Path])
def test_a_plan_is_saved_and_loaded_without_the_city(tmp_path: Path, form: type) -> None:
    put_toy_city(tmp_path / "toy")
    case = sonae.make_case(sonae.read_bundle(tmp_path / "toy"), "toy-tsunami-night")
    plan = sonae.make_plan(case)
    sonae.save_plan(plan, form(tmp_path / "plan"))
    again = sonae.load_plan(form(tmp_path / "plan"))
    assert again.key == plan.key == case.key
    assert_frame_equal(again.assignment, plan.assignment)
    assert_frame_equal(again.ledgers.wards, plan.ledgers.wards)


def test_a_plan_that_was_changed_or_is_not_there_is_no_plan(tmp_path: Path) -> None:
    put_toy_city(tmp_path / "toy")
    plan = sonae.make_plan(sonae.make_case(sonae.read_bundle(tmp_path / "toy"), "toy-tsunami-night"))
    sonae.save_plan(plan, tmp_path / "plan")
    (tmp_path / "plan" / "assignment.parquet").write_bytes(b"changed")
    for folder in (tmp_path / "plan", tmp_path / "none"):
        with pytest.raises(sonae.PlanFilesError):
            sonae.load_plan(folder)
    assert (tmp_path / "plan" / HEAD_FILE).is_file()


def test_a_plan_is_never_written_over(tmp_path: Path) -> None:
    put_toy_city(tmp_path / "toy")
    plan = sonae.make_plan(sonae.make_case(sonae.read_bundle(tmp_path / "toy"), "toy-tsunami-night"))
    sonae.save_plan(plan, tmp_path / "plan")
    with pytest.raises(FileExistsError):
        sonae.save_plan(plan, tmp_path / "plan")
