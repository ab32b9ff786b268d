"""Only what differs between two cases is told, in the order of the inputs."""

from dataclasses import replace

from domain.measures import CrossingsClosed
from domain.vocabulary import DayTime, Preset
from planning.case import Case
from planning.compared_inputs import ChangedInput, changed_inputs
from tests.toy_city import make_toy_bundle, toy_settings

CITY = make_toy_bundle()


def toy(scenario: str = "toy-tsunami-night", settings=None, measures=(), preset=Preset.CURRENT) -> Case:
    return Case.of(
        CITY, CITY.scenario(scenario), settings or toy_settings(), measures=measures, preset=preset
    )


def test_a_case_does_not_differ_from_itself() -> None:
    assert changed_inputs(toy(), toy()) == ()


def test_setting_measure_and_preset_are_told_with_both_values() -> None:
    slow = toy_settings().with_overrides({"movement.adult_speed_m_s": "0.8"})
    other = toy(settings=slow, measures=(CrossingsClosed("甲電鉄"),), preset=Preset.TARGET)
    assert changed_inputs(toy(), other) == (
        ChangedInput("preset", "preset", Preset.CURRENT, Preset.TARGET),
        ChangedInput("setting", "movement.adult_speed_m_s", 1.0, 0.8),
        ChangedInput("measure", "network.closed_crossings", (), ("甲電鉄",)),
    )


def test_the_time_of_day_that_is_counted_is_told_beside_the_setting() -> None:
    by_day = toy(settings=toy_settings().with_overrides({"departure.day_time": "day"}))
    changed = {one.key: (one.first, one.second) for one in changed_inputs(toy(), by_day)}
    assert changed["day_time"] == (DayTime.NIGHT, DayTime.DAY)
    assert list(changed) == ["day_time", "departure.day_time"]


def test_another_scenario_is_told_field_by_field() -> None:
    keys = [one.key for one in changed_inputs(toy(), toy("toy-quake"))]
    assert keys[:3] == ["scenario_id", "kinds", "phase"]
    assert {"deadline", "day_after", "targets"} <= set(keys)
    assert "name" not in keys


def test_organisations_of_a_user_are_told() -> None:
    case = toy()
    uploaded = replace(case, strength=replace(case.strength, uploaded=frozenset({"posts"})))
    assert changed_inputs(case, uploaded) == (ChangedInput("strength", "strength", (), ("posts",)),)
