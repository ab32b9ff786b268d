"""Scenarios of a city are edited with everything that is wrong said at once, and nothing else changes."""

from dataclasses import replace

import pytest

from data.bundle.scenario_file import scenarios_text
from domain.bundle import LayerSource
from domain.faults import InputError, UnknownScenarioError
from domain.scenario_draft import draft_of
from domain.vocabulary import DeadlineKind, ScenarioOrigin, Severity
from tests.toy_city import make_toy_bundle
from use_cases.edit_scenarios import (
    check_draft,
    check_file,
    rests_on_model,
    with_file,
    with_scenario,
    without_scenario,
)

CITY = make_toy_bundle()
FLOOD = CITY.scenarios["toy-flood"]


def drafted(**changes):
    return replace(draft_of(FLOOD), **changes)


def test_what_nobody_changed_stays_as_it_is():
    checked = check_draft(CITY, draft_of(FLOOD), FLOOD, former_id="toy-flood")
    assert checked.scenario == FLOOD
    assert checked.is_sound


def test_what_was_changed_is_marked_as_edited_and_stays_model():
    checked = check_draft(CITY, drafted(name="大雨"), FLOOD, former_id="toy-flood")
    assert checked.scenario == replace(FLOOD, name="大雨", origin=ScenarioOrigin.EDITED)
    assert checked.scenario.is_model


def test_a_copy_is_nobodys_publication_and_an_unchanged_proposal_stays_one():
    copied = check_draft(CITY, drafted(scenario_id="flood-2"), FLOOD).scenario
    assert copied.origin is ScenarioOrigin.EDITED
    proposal = replace(FLOOD, scenario_id="rain", origin=ScenarioOrigin.PROPOSED)
    taken = check_draft(CITY, drafted(scenario_id="rain-2"), proposal).scenario
    assert taken.origin is ScenarioOrigin.PROPOSED
    edited = check_draft(CITY, drafted(scenario_id="rain", season="summer"), proposal).scenario
    assert edited.origin is ScenarioOrigin.EDITED


def test_everything_wrong_is_said_at_once_with_its_field():
    draft = drafted(
        alerts={"level3": "0:00", "level4": "6:00", "level5": "夜"},
        t0="noon", layers=("flood", "nowhere"), name="", source="", kinds=(), opens={"E9": "1:00"},
    )  # fmt: skip
    checked = check_draft(CITY, draft, FLOOD, former_id="toy-flood")
    said = {(fault.key, fault.column) for fault in checked.faults if fault.severity is Severity.ERROR}
    assert said >= {
        ("scenario_time_unread", "alerts_s.level5"),
        ("scenario_deadline_time", "alerts_s.level5"),
        ("scenario_clock_unknown", "t0"),
        ("unknown_reference", "layers"),
        ("unknown_reference", "opens_at_s"),
        ("value_missing", "name"),
        ("value_missing", "source"),
        ("value_missing", "kinds"),
    }
    assert not checked.is_sound
    assert {fault.file for fault in checked.faults} == {"scenarios.toml"}


def test_an_id_of_another_scenario_is_refused():
    for former_id in ("", "toy-flood"):
        checked = check_draft(CITY, drafted(scenario_id="toy-quake"), FLOOD, former_id=former_id)
        assert "duplicate_id" in {fault.key for fault in checked.faults}
    own = check_draft(CITY, drafted(season="summer"), FLOOD, former_id="toy-flood")
    assert own.is_sound


def test_a_scenario_takes_the_place_of_its_former_self_and_a_new_one_comes_last():
    edited = replace(FLOOD, scenario_id="rain", origin=ScenarioOrigin.EDITED)
    ids = list(CITY.scenarios)
    at = ids.index("toy-flood")
    renewed = with_scenario(CITY, edited, former_id="toy-flood")
    assert list(renewed.scenarios) == [*ids[:at], "rain", *ids[at + 1 :]]
    assert renewed.scenarios["rain"] == edited
    assert list(with_scenario(CITY, edited).scenarios) == [*ids, "rain"]
    assert list(CITY.scenarios) == ids


def test_the_provenance_says_that_scenarios_were_edited():
    edited = replace(FLOOD, origin=ScenarioOrigin.EDITED)
    source = with_scenario(CITY, edited, former_id="toy-flood").meta.layer("scenarios")
    assert source is not None
    assert source.is_model
    assert "この都市で編集した想定" in source.source
    untouched = without_scenario(CITY, "toy-quake").meta.layer("scenarios")
    assert untouched is not None
    assert "この都市で編集した想定" not in untouched.source


def test_a_scenario_is_removed_but_never_the_last():
    left = without_scenario(CITY, "toy-flood")
    assert list(left.scenarios) == [key for key in CITY.scenarios if key != "toy-flood"]
    with pytest.raises(UnknownScenarioError):
        without_scenario(left, "toy-flood")
    one = replace(CITY, scenarios={"toy-flood": FLOOD})
    with pytest.raises(InputError) as refused:
        without_scenario(one, "toy-flood")
    assert [fault.key for fault in refused.value.faults] == ["scenario_last"]


def test_layers_decide_whether_a_scenario_rests_on_model_data():
    real = LayerSource("hazards/flood", "hazards/flood.parquet", (), "", is_model=False)
    city = replace(CITY, meta=CITY.meta.with_source(real))
    assert not rests_on_model(city, ["flood"])
    assert rests_on_model(city, ["flood"], FLOOD), "the mark stays while the layers do"
    assert not rests_on_model(city, ["flood"], replace(FLOOD, layers=("other",)))
    partly = replace(real, model_columns=("arrival_time_s",))
    assert rests_on_model(replace(CITY, meta=CITY.meta.with_source(partly)), ["flood"])


def test_a_file_of_the_citys_own_scenarios_changes_nothing():
    found = check_file(CITY, scenarios_text(CITY.scenarios).encode(), "mine.toml")
    assert found.scenarios == {}
    assert not [fault for fault in found.faults if fault.severity is Severity.ERROR]
    assert with_file(CITY, found) is CITY


def test_a_file_changes_what_it_names_and_cannot_call_it_published_or_real():
    changed = replace(FLOOD, season="summer", is_model=False)
    added = replace(FLOOD, scenario_id="rain", origin=ScenarioOrigin.PROPOSED)
    content = scenarios_text({"toy-flood": changed, "rain": added}).encode()
    found = check_file(CITY, content, "mine.toml")
    assert found.scenarios == {
        "toy-flood": replace(FLOOD, season="summer", origin=ScenarioOrigin.EDITED),
        "rain": added,
    }
    renewed = with_file(CITY, found)
    assert list(renewed.scenarios) == [*CITY.scenarios, "rain"]
    assert renewed.scenarios["toy-quake"] is CITY.scenarios["toy-quake"]


def test_a_file_says_all_that_is_wrong_with_its_own_name():
    wrong = replace(FLOOD, alerts_s={"level4": 9.0, "level5": 9.0}, deadline=DeadlineKind.LEVEL5, source="")
    found = check_file(CITY, scenarios_text({"toy-flood": wrong}).encode(), "mine.toml")
    keys = {fault.key for fault in found.faults}
    assert {"scenario_alerts_order", "scenario_deadline_early", "value_missing"} <= keys
    assert {fault.file for fault in found.faults} == {"mine.toml"}
    broken = check_file(CITY, b"[[scenarios", "mine.toml")
    assert broken.scenarios == {}
    assert [fault.file for fault in broken.faults] == ["mine.toml"]
