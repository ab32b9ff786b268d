"""What the command says of a plan: what is not known is said, not left at zero."""

from dataclasses import replace
from pathlib import Path

import pytest

from sonae.plan_output import print_plan
from sonae.printing import Printer
from tests.made import make
from tests.toy_city import make_toy_bundle, toy_settings


def shown(capsys: pytest.CaptureFixture[str], scenario_id: str, **changes: object) -> str:
    """Return what is printed of a plan of the toy city with changed layers."""
    case, plan = make(replace(make_toy_bundle(), **changes), scenario_id, toy_settings())
    print_plan(Printer("ja", chosen=True, as_json=False), case, plan, [], Path())
    return capsys.readouterr().out


def test_a_kind_without_a_layer_is_said_to_be_missing(capsys: pytest.CaptureFixture[str]) -> None:
    no_zones = make_toy_bundle().zones.iloc[:0]
    assert "未収録: 津波" in shown(capsys, "toy-tsunami-night", hazards={}, zones=no_zones)
    assert "未収録" not in shown(capsys, "toy-tsunami-night")


def test_margins_that_cannot_be_computed_are_said_so_and_a_quake_has_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "余裕時間は計算できません" in shown(capsys, "toy-flood")
    # After an earthquake there is no deadline: nothing is missing.
    assert "余裕時間" not in shown(capsys, "toy-quake")
    assert "余裕時間" not in shown(capsys, "toy-tsunami-night")
