"""A draft gives its scenario back without loss, and names every time that it cannot read."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.scenario import ALL_PLACES, ClosedStreets
from domain.scenario_draft import ClosedStreetsDraft, draft_of, free_id, read_draft
from domain.vocabulary import ClosedKind, ScenarioOrigin
from tests.toy_city import make_toy_bundle

SCENARIOS = tuple(make_toy_bundle().scenarios.values())
_times = st.floats(min_value=-2e6, max_value=2e6, allow_nan=False)
_closed = st.builds(
    ClosedStreets, st.sampled_from(ClosedKind), st.sampled_from(["", "甲電鉄"]), st.none() | _times,
    st.none() | _times,
)  # fmt: skip


@settings(max_examples=40)
@given(
    st.sampled_from(SCENARIOS),
    st.dictionaries(st.sampled_from(["warning", "level3", "level4", "level5", "storm_wind"]), _times),
    st.dictionaries(st.sampled_from([ALL_PLACES, "E1", "E2"]), _times),
    st.sampled_from(ScenarioOrigin),
    st.lists(_closed, max_size=2).map(tuple),
)
def test_a_draft_gives_its_scenario_back(scenario, alerts, opens, origin, closed):
    whole = replace(
        scenario, alerts_s=alerts, opens_at_s=opens, origin=origin, name_easy="つなみ", closed_streets=closed
    )
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


def test_a_closing_without_times_is_from_the_start_and_for_good_and_an_unread_one_is_named():
    rows = (
        ClosedStreetsDraft(ClosedKind.CROSSINGS, " 甲電鉄 ", " ", "0:30"),
        ClosedStreetsDraft(ClosedKind.BRIDGES, "", "30", ""),
    )
    scenario, faults = read_draft(
        replace(draft_of(SCENARIOS[1]), closed_streets=rows), is_model=True, origin=ScenarioOrigin.EDITED
    )
    assert scenario.closed_streets == (
        ClosedStreets(ClosedKind.CROSSINGS, "甲電鉄", None, 1_800.0), ClosedStreets(ClosedKind.BRIDGES),
    )  # fmt: skip
    assert [(fault.key, fault.column, fault.value) for fault in faults] == [
        ("scenario_time_unread", "closed_streets.1.from_s", "30")
    ]


def test_texts_lose_the_blanks_around_them():
    draft = replace(draft_of(SCENARIOS[1]), name=" 洪水 ", source="\n市の資料 ", scenario_id=" a ")
    scenario, _ = read_draft(draft, is_model=False, origin=ScenarioOrigin.EDITED)
    assert (scenario.name, scenario.source, scenario.scenario_id) == ("洪水", "市の資料", "a")


def test_an_id_in_use_gets_the_next_free_number():
    assert free_id("flood", ()) == "flood"
    assert free_id("flood", ["flood"]) == "flood-2"
    assert free_id("flood", ["flood", "flood-2", "flood-3"]) == "flood-4"
