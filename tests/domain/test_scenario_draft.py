"""A draft gives its scenario back without loss, and names every time that it cannot read."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.scenario import ALL_PLACES
from domain.scenario_draft import draft_of, free_id, read_draft
from domain.vocabulary import ScenarioOrigin
from tests.toy_city import make_toy_bundle

SCENARIOS = tuple(make_toy_bundle().scenarios.values())
_times = st.floats(min_value=-2e6, max_value=2e6, allow_nan=False)


@settings(max_examples=40)
@given(
    st.sampled_from(SCENARIOS),
    st.dictionaries(st.sampled_from(["warning", "level3", "level4", "level5", "storm_wind"]), _times),
    st.dictionaries(st.sampled_from([ALL_PLACES, "E1", "E2"]), _times),
    st.sampled_from(ScenarioOrigin),
)
def test_a_draft_gives_its_scenario_back(scenario, alerts, opens, origin):
    whole = replace(scenario, alerts_s=alerts, opens_at_s=opens, origin=origin, name_easy="つなみ")
    assert read_draft(draft_of(whole), is_model=whole.is_model, origin=origin) == (whole, ())


def test_an_empty_time_is_not_stated_and_an_unread_one_is_named():
    draft = replace(
        draft_of(SCENARIOS[1]), alerts={"level3": " ", "level4": "夕方", "level5": "6:00"}, opens={"E1": "9"}
    )
    scenario, faults = read_draft(draft, is_model=True, origin=ScenarioOrigin.EDITED)
    assert scenario.alerts_s == {"level5": 21_600.0}
    assert scenario.opens_at_s == {}
    assert [(fault.key, fault.row, fault.column, fault.value) for fault in faults] == [
        ("scenario_time_unread", "toy-flood", "alerts_s.level4", "夕方"),
        ("scenario_time_unread", "toy-flood", "opens_at_s.E1", "9"),
    ]


def test_texts_lose_the_blanks_around_them():
    draft = replace(draft_of(SCENARIOS[1]), name=" 洪水 ", source="\n市の資料 ", scenario_id=" a ")
    scenario, _ = read_draft(draft, is_model=False, origin=ScenarioOrigin.EDITED)
    assert (scenario.name, scenario.source, scenario.scenario_id) == ("洪水", "市の資料", "a")


def test_an_id_in_use_gets_the_next_free_number():
    assert free_id("flood", ()) == "flood"
    assert free_id("flood", ["flood"]) == "flood-2"
    assert free_id("flood", ["flood", "flood-2", "flood-3"]) == "flood-4"
