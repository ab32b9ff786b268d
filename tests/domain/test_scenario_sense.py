"""A scenario that makes no sense is told so; one that does passes."""

from dataclasses import replace

import pytest

from domain.scenario import ClosedStreets, HazardScenario
from domain.scenario_sense import sense_faults
from domain.vocabulary import (
    ClosedKind,
    DayTime,
    DeadlineKind,
    DestinationKind,
    HazardKind,
    OpenClass,
    Phase,
    Severity,
)

FLOOD = HazardScenario(
    scenario_id="flood",
    name="洪水",
    name_en="Flood",
    kinds=(HazardKind.FLOOD,),
    phase=Phase.ESCAPE,
    layers=("flood_l2",),
    t0="level3",
    alerts_s={"level3": 0.0, "level4": 7_200.0, "level5": 14_400.0},
    deadline=DeadlineKind.LEVEL5,
    day_time=DayTime.NIGHT,
    targets=(DestinationKind.EMERGENCY_SITE,),
    open_class=OpenClass.WIND_WATER,
    season="summer",
    day_after=None,
    source="市の資料",
    is_model=False,
)
LAYERS = {"flood_l2": {"flood"}, "tsunami": {"tsunami"}, "quake": {"earthquake"}}


def found(scenario=FLOOD, arrivals=None, **changes):
    faults = sense_faults(replace(scenario, **changes), LAYERS, arrivals or {}, file="scenarios.toml")
    return [(fault.key, fault.column) for fault in faults]


def test_a_sound_scenario_passes():
    assert found() == []


def test_faults_name_file_layer_and_scenario():
    fault = sense_faults(replace(FLOOD, t0="noon"), LAYERS, {}, file="scenarios.toml")[0]
    assert (fault.file, fault.layer, fault.row) == ("scenarios.toml", "scenarios", "flood")
    assert (fault.value, fault.severity) == ("noon", Severity.ERROR)


def test_a_clock_needs_a_name():
    assert found(t0="noon") == [("scenario_clock_unknown", "t0")]
    assert found(t0="breach") == []


def test_a_clock_of_level_3_starts_with_it():
    alerts = {"level3": 60.0, "level4": 7_200.0, "level5": 14_400.0}
    assert found(alerts_s=alerts) == [("scenario_clock_differs", "alerts_s.level3")]
    assert found(alerts_s=alerts, t0="breach") == []
    assert found(alerts_s={"level4": 7_200.0, "level5": 14_400.0}) == []


@pytest.mark.parametrize("level5", [7_200.0, 7_199.0])
def test_level_4_not_before_level_5_is_out_of_order(level5):
    keys = found(alerts_s={"level3": 0.0, "level4": 7_200.0, "level5": level5})
    assert ("scenario_alerts_order", "alerts_s.level5") in keys
    assert ("scenario_deadline_early", "alerts_s.level5") in keys


def test_levels_are_compared_over_a_gap():
    # Level 4 is not given: level 5 is held against level 3.
    assert ("scenario_alerts_order", "alerts_s.level5") in found(alerts_s={"level3": 0.0, "level5": -1.0})


def test_a_deadline_needs_its_time():
    assert found(alerts_s={"level3": 0.0}) == [("scenario_deadline_time", "alerts_s.level5")]
    assert found(deadline=DeadlineKind.STORM_WIND) == [("scenario_deadline_time", "alerts_s.storm_wind")]


def test_a_wind_before_the_call_is_too_early():
    alerts = {**FLOOD.alerts_s, "storm_wind": 7_200.0}
    assert found(deadline=DeadlineKind.STORM_WIND, alerts_s=alerts) == [
        ("scenario_deadline_early", "alerts_s.storm_wind")
    ]
    alerts["storm_wind"] = 7_201.0
    assert found(deadline=DeadlineKind.STORM_WIND, alerts_s=alerts) == []


def test_an_arrival_that_no_layer_states_is_a_warning():
    faults = sense_faults(replace(FLOOD, deadline=DeadlineKind.WATER_ARRIVAL), LAYERS, {"tsunami": 1_800.0})
    assert [(fault.key, fault.severity) for fault in faults] == [
        ("scenario_arrival_missing", Severity.WARNING)
    ]
    assert found(deadline=DeadlineKind.WATER_ARRIVAL, arrivals={"flood_l2": 9_000.0}) == []


def test_layers_must_be_there_and_of_the_hazard():
    assert ("unknown_reference", "layers") in found(layers=("flood_l2", "nowhere"))
    assert ("scenario_layer_other", "layers") in found(layers=("flood_l2", "tsunami"))
    assert found(layers=()) == [("scenario_kind_without_layer", "kinds")]


def test_a_tsunami_may_stand_beside_an_earthquake_but_not_a_flood():
    quake = {
        "kinds": (HazardKind.EARTHQUAKE,),
        "phase": Phase.STAY,
        "deadline": DeadlineKind.NONE,
        "targets": (DestinationKind.SHELTER,),
        "open_class": OpenClass.EARTHQUAKE,
        "t0": "earthquake",
        "alerts_s": {},
        "day_after": 1,
    }
    assert found(layers=("quake", "tsunami"), **quake) == []
    assert found(layers=("quake", "flood_l2"), **quake) == [("scenario_layer_other", "layers")]


def test_escape_and_stay_are_not_mixed():
    assert ("scenario_stay_deadline", "deadline") in found(phase=Phase.STAY)
    assert found(day_after=1) == [("scenario_escape_day", "day_after")]
    assert found(targets=(DestinationKind.SHELTER,)) == [("scenario_escape_target", "targets")]


def test_an_earthquake_opens_the_places_of_an_earthquake():
    keys = found(kinds=(HazardKind.TSUNAMI,), layers=("tsunami",), t0="earthquake")
    assert keys == [("scenario_open_class", "open_class")]


def test_a_scenario_has_a_name_and_a_source():
    assert found(name=" ") == [("value_missing", "name")]
    assert found(source="") == [("value_missing", "source")]


@pytest.mark.parametrize(
    ("first_s", "keys"), [(7_200.0, ["level4"]), (7_201.0, []), (0.0, ["level3", "level4"])]
)
def test_a_call_at_or_after_the_first_arrival_is_a_warning(first_s, keys):
    # Level 3 at 0 s, level 4 at 7,200 s; level 5 may come after the water, for it says that it is there.
    faults = sense_faults(FLOOD, LAYERS, {"flood_l2": first_s, "tsunami": -1.0})
    assert [fault.column for fault in faults] == [f"alerts_s.{key}" for key in keys]
    assert {fault.severity for fault in faults} <= {Severity.WARNING}


@pytest.mark.parametrize(("opens_s", "is_late"), [(14_399.0, False), (14_400.0, True)])
def test_a_place_that_opens_at_the_deadline_opens_too_late(opens_s, is_late):
    late = [("scenario_opens_late", "opens_at_s.all_places")] if is_late else []
    assert found(opens_at_s={"all_places": opens_s}) == late
    assert found(opens_at_s={"all_places": opens_s}, deadline=DeadlineKind.NONE) == []


def test_a_stay_after_an_earthquake_says_its_day():
    stay = {
        "kinds": (HazardKind.EARTHQUAKE,), "phase": Phase.STAY, "deadline": DeadlineKind.NONE,
        "targets": (DestinationKind.SHELTER,), "open_class": OpenClass.EARTHQUAKE, "t0": "earthquake",
        "alerts_s": {}, "layers": ("quake",),
    }  # fmt: skip
    assert found(**stay) == [("scenario_stay_day", "day_after")]
    assert found(day_after=7, **stay) == []


def test_a_warning_may_come_after_a_fire_or_wave_has_begun():
    tsunami = {
        "kinds": (HazardKind.TSUNAMI,), "layers": ("tsunami",), "t0": "earthquake",
        "open_class": OpenClass.EARTHQUAKE,
        "alerts_s": {"warning": 180.0}, "deadline": DeadlineKind.WATER_ARRIVAL,
    }  # fmt: skip
    assert found(arrivals={"tsunami": 0.0}, **tsunami) == []


def test_a_street_opens_after_it_is_closed_and_has_a_name():
    crossing, street = ClosedKind.CROSSINGS, ClosedKind.STREETS
    assert (
        found(closed_streets=(ClosedStreets(crossing, "", 60.0, 61.0), ClosedStreets(crossing, until_s=-9.0)))
        == []
    )
    at_once = (ClosedStreets(crossing, "", 60.0, 60.0),)
    assert found(closed_streets=at_once) == [("scenario_opens_before_closing", "closed_streets.0.until_s")]
    without = (ClosedStreets(crossing), ClosedStreets(street, " "))
    assert found(closed_streets=without) == [("value_missing", "closed_streets.1.name")]
