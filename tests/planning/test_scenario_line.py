"""The line of a scenario holds what it sets and what follows, in the order of time."""

from dataclasses import replace

from domain.profiles import walking_profiles
from domain.vocabulary import DeadlineKind, HazardKind
from planning.scenario_line import LineEvent, LineMoment, scenario_line
from tests.toy_city import make_toy_bundle, toy_settings

CITY = make_toy_bundle()
SETTINGS = toy_settings()
FLOOD, QUAKE = CITY.scenarios["toy-flood"], CITY.scenarios["toy-quake"]
TSUNAMI = CITY.scenarios["toy-tsunami-night"]


def of(scenario, event, settings=SETTINGS):
    line = scenario_line(CITY, scenario, settings)
    return [(moment.at_s, moment.detail) for moment in line if moment.event is event]


def test_a_flood_shows_its_levels_who_leaves_and_its_end():
    settings = SETTINGS.with_overrides(
        {
            "departure.rain_delay_s": "1800",
            "capacity.opening_delay_s": "1200",
            "departure.rain_leaving_share": "1",
        }
    )
    assert of(FLOOD, LineEvent.ZERO, settings) == [(0.0, "")]
    assert of(FLOOD, LineEvent.ALERT, settings) == [
        (0.0, "level3"),
        (7_200.0, "level4"),
        (21_600.0, "level5"),
    ]
    # The assisted leave at level 3, everybody else at level 4, each 1,800 s later; places open 1,200 s
    # after level 3.
    assert of(FLOOD, LineEvent.DEPARTURE, settings) == [(1_800.0, "assisted"), (9_000.0, "general")]
    assert of(FLOOD, LineEvent.OPENING, settings) == [(1_200.0, "all_places")]
    assert of(FLOOD, LineEvent.DEADLINE, settings) == [(21_600.0, "level5")]


def test_a_deadline_without_its_time_is_not_drawn():
    assert of(replace(FLOOD, alerts_s={"level3": 0.0}), LineEvent.DEADLINE) == []
    assert of(replace(FLOOD, deadline=DeadlineKind.NONE), LineEvent.DEADLINE) == []


def test_a_tsunami_shows_when_the_water_comes_first_and_last():
    times = CITY.hazards["tsunami"]["arrival_time_s"].dropna()
    assert of(TSUNAMI, LineEvent.FIRST_ARRIVAL) == [(times.min(), "tsunami")]
    last = [] if times.min() == times.max() else [(times.max(), "tsunami")]
    assert of(TSUNAMI, LineEvent.LAST_ARRIVAL) == last
    assert of(replace(TSUNAMI, layers=("nowhere",)), LineEvent.FIRST_ARRIVAL) == []


def test_those_who_need_help_must_have_arrived_before_the_wind():
    alerts = {"level3": 0.0, "storm_wind": 28_800.0}
    surge = replace(FLOOD, kinds=(HazardKind.STORM_SURGE,), alerts_s=alerts, deadline=DeadlineKind.STORM_WIND)
    lead = next(one.wind_lead_s for one in walking_profiles(SETTINGS) if one.profile_id == "assisted")
    assert lead > 0
    assert of(surge, LineEvent.PROFILE_DEADLINE) == [(28_800.0 - lead, "assisted")]
    assert of(surge, LineEvent.DEADLINE) == [(28_800.0, "storm_wind")]
    assert of(replace(surge, kinds=(HazardKind.FLOOD,)), LineEvent.PROFILE_DEADLINE) == []


def test_a_stay_has_no_departures_and_names_openings_only_where_stated():
    assert of(QUAKE, LineEvent.DEPARTURE) == []
    assert of(QUAKE, LineEvent.OPENING) == []
    stated = replace(QUAKE, opens_at_s={"E1": 60.0})
    assert of(stated, LineEvent.OPENING) == [(0.0, "all_places"), (60.0, "E1")]


def test_moments_stand_in_the_order_of_time_and_those_at_once_in_that_of_events():
    line = scenario_line(CITY, replace(FLOOD, alerts_s={"level5": 0.0, "level3": -60.0}), SETTINGS)
    assert [moment.at_s for moment in line] == sorted(moment.at_s for moment in line)
    assert line[0] == LineMoment(LineEvent.ALERT, -60.0, "level3")
    at_zero = [moment.event for moment in line if moment.at_s == 0]
    assert at_zero[:2] == [LineEvent.ZERO, LineEvent.ALERT]
    assert at_zero[-1] is LineEvent.DEADLINE
