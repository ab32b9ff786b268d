"""Every layer gets the scenario of its kind, with its assumptions said; each makes sense."""

import pytest

from data.imports.scenario_proposals import propose_scenarios
from domain.scenario_sense import sense_faults
from domain.vocabulary import DayTime, DeadlineKind, HazardKind, Phase, Severity

LAYERS = {
    "flood_l1": {"flood"},
    "flood_l2": {"flood"},
    "landslide": {"landslide"},
    "tsunami": {"tsunami"},
    "storm_surge": {"storm_surge"},
    "inland_flood": {"inland_flood"},
    "quake": {"earthquake"},
}


def test_each_layer_has_its_scenarios():
    found = propose_scenarios(LAYERS, {}, {})
    assert [one.scenario_id for one in found] == [
        "tsunami-day", "tsunami-night", "flood-l1", "flood-l2", "storm-surge", "inland-flood", "landslide",
        "earthquake-day1", "earthquake-day7", "earthquake-day30",
    ]  # fmt: skip


def test_every_proposal_makes_sense_but_for_arrivals_that_no_map_states():
    for one in propose_scenarios(LAYERS, {}, {}):
        faults = sense_faults(one, LAYERS, {})
        assert not [fault for fault in faults if fault.severity is Severity.ERROR], one.scenario_id
        assert {fault.key for fault in faults} <= {"scenario_arrival_missing"}
        assert sense_faults(one, LAYERS, dict.fromkeys(LAYERS, 90_000.0)) == ()


def test_assumed_times_are_said_in_both_languages():
    for one in propose_scenarios(LAYERS, {}, {}):
        later = [seconds for seconds in one.alerts_s.values() if seconds > 0]
        assert ("仮定値" in one.source) == bool(later)
        assert ("assumptions" in one.source_en) == bool(later)
        assert not one.is_model
    surge = next(one for one in propose_scenarios(LAYERS, {}, {}) if one.scenario_id == "storm-surge")
    assert "暴風は8時間後" in surge.source
    assert "storm wind after 8 h" in surge.source_en
    inland = next(one for one in propose_scenarios(LAYERS, {}, {}) if one.scenario_id == "inland-flood")
    assert "レベル4は30分後" in inland.source


def test_rules_of_the_kinds():
    by_id = {one.scenario_id: one for one in propose_scenarios(LAYERS, {}, {})}
    assert by_id["storm-surge"].deadline is DeadlineKind.STORM_WIND
    assert by_id["tsunami-day"].day_time is DayTime.DAY
    assert by_id["earthquake-day7"].phase is Phase.STAY
    assert by_id["earthquake-day7"].day_after == 7


@pytest.mark.parametrize("used", ["flood_l2", "tsunami"])
def test_layers_that_a_scenario_overlays_get_none(used):
    first = {one.scenario_id: one for one in propose_scenarios({used: LAYERS[used]}, {}, {})}
    again = propose_scenarios(LAYERS, {}, first)
    assert used not in {layer for one in again for layer in one.layers}


def test_a_layer_of_its_own_name_keeps_it():
    (one,) = propose_scenarios(
        {"yamato_flood": {"flood"}}, {"yamato_flood": ("大和川の洪水", "Yamato flood")}, {}
    )
    assert (one.scenario_id, one.name, one.name_en) == ("yamato-flood", "大和川の洪水", "Yamato flood")
    assert one.kinds == (HazardKind.FLOOD,)
    (one,) = propose_scenarios({"own": {"flood"}}, {}, {})
    assert "own" in one.name


def test_kinds_without_a_rule_get_none():
    assert propose_scenarios({"v": {"volcano"}, "empty": set()}, {}, {}) == ()
