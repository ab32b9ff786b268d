"""From when a place can be entered."""

from dataclasses import replace

from domain.settings.settings import Settings
from domain.vocabulary import OpenClass
from shelters.opening import opens_at_s
from tests.toy_city import make_toy_bundle

FLOOD = make_toy_bundle().scenario("toy-flood")
CAPACITY = Settings().capacity
PLACES = ["E1", "E2"]


def test_what_the_scenario_states_wins_place_by_place() -> None:
    stated = replace(FLOOD, opens_at_s={"all_places": 900.0, "E2": 7200.0})
    assert opens_at_s(PLACES, stated, CAPACITY).tolist() == [900.0, 7200.0]


def test_places_for_wind_and_water_open_some_time_after_level_3() -> None:
    alerts = replace(FLOOD, alerts_s={"level3": 600.0})
    later = Settings().with_overrides({"capacity.opening_delay_s": "5400"}).capacity
    assert opens_at_s(PLACES, alerts, later).tolist() == [6000.0, 6000.0]
    # One place stated: the others keep the usual time.
    one = replace(alerts, opens_at_s={"E1": 0.0})
    assert opens_at_s(PLACES, one, later).tolist() == [0.0, 6000.0]


def test_after_an_earthquake_nobody_knows_better_than_open() -> None:
    quake = replace(FLOOD, open_class=OpenClass.EARTHQUAKE)
    assert opens_at_s(PLACES, quake, CAPACITY).tolist() == [0.0, 0.0]
