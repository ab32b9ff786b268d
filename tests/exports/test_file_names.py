"""Names of files: plain for the usual plan, different wherever the plan differs, ASCII always."""

import re
from dataclasses import replace

import pytest

from domain.vocabulary import Preset
from exports.file_names import plan_file_name
from tests.exports.sample_plan import make_sample
from tests.toy_city import TOY_OVERRIDES

CASE, PLAN = make_sample("toy-flood")
#: The toy city's settings as if they were its own: then the sample plan is its usual plan.
USUAL = replace(CASE, city=replace(CASE.city, setting_overrides=TOY_OVERRIDES))
USUAL_PLAN = replace(PLAN, key="0123456789abcdef")


def test_the_usual_plan_has_the_plain_name() -> None:
    assert plan_file_name(USUAL, USUAL_PLAN, extension="xlsx") == "sonae-271403-toy-flood.xlsx"
    assert plan_file_name(USUAL, USUAL_PLAN, "271411-00001", "profile", extension="pdf") == (
        "sonae-271403-toy-flood-271411-00001-profile.pdf"
    )


@pytest.mark.parametrize(
    ("preset", "changed", "name"),
    [
        (Preset.TARGET, False, "sonae-271403-toy-flood-target-csv.zip"),
        (Preset.CURRENT, True, "sonae-271403-toy-flood-changed-01234567-csv.zip"),
        (Preset.TARGET, True, "sonae-271403-toy-flood-target-changed-01234567-csv.zip"),
    ],
)
def test_preset_and_changes_stand_in_the_name(preset: Preset, changed: bool, name: str) -> None:
    # The toy city's own settings lie over both presets, so the preset alone changes nothing more.
    overrides = {"movement.steps_factor": "0.5"} if changed else {}
    case = replace(USUAL, preset=preset, settings=USUAL.settings.with_overrides(overrides))
    assert plan_file_name(case, USUAL_PLAN, "csv", extension="zip") == name


def test_two_trials_never_share_a_name() -> None:
    trials = [
        (
            replace(USUAL, settings=USUAL.settings.with_overrides({"movement.steps_factor": value})),
            replace(USUAL_PLAN, key=key),
        )
        for value, key in (("0.5", "a" * 32), ("0.4", "b" * 32))
    ]
    assert len({plan_file_name(case, plan, extension="xlsx") for case, plan in trials}) == 2


def test_a_name_is_ascii_and_never_a_path() -> None:
    scenario = replace(USUAL.scenario, scenario_id="津波/../etc")
    name = plan_file_name(replace(USUAL, scenario=scenario), USUAL_PLAN, "西区 浜寺", extension="pdf")
    assert re.fullmatch(r"[A-Za-z0-9._-]+", name)
