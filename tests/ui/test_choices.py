from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.faults import SettingError
from domain.vocabulary import DayTimeChoice, Preset
from tests.toy_city import make_toy_bundle
from ui.choices import CLOSINGS, DAY_TIME, SWITCHES, Choices, Side
from ui.view.options import (
    bridge_counts,
    chosen_day_time,
    crossing_counts,
    place_names,
    usual_day_time,
)
from use_cases.make_case import run_settings

_NAMES = st.lists(st.sampled_from(["南海本線", "JR阪和線", "大和川", "a b"]), unique=True, max_size=3)


def test_an_address_without_parameters_gives_the_defaults() -> None:
    assert Choices.from_query({}) == Choices()
    assert Choices().to_query() == {}


@settings(deadline=None)
@given(
    crossings=_NAMES,
    places=_NAMES,
    preset=st.sampled_from(list(Preset)),
    language=st.sampled_from(["ja", "en"]),
    speed=st.sampled_from(["", "1.0"]),
    day_time=st.sampled_from(["", *DayTimeChoice]),
)
def test_a_link_brings_back_every_choice(
    crossings: list[str], places: list[str], preset: Preset, language: str, speed: str, day_time: str
) -> None:
    chosen = replace(
        Choices(), scenario_id="nankai-tsunami-night", preset=preset, language=language, ward_code="271411"
    )
    chosen = chosen.with_override(SWITCHES["crossings"], ",".join(crossings))
    chosen = chosen.with_override(SWITCHES["places"], ",".join(places))
    chosen = chosen.with_override("movement.adult_speed_m_s", speed).with_override(DAY_TIME, day_time)
    assert Choices.from_query(chosen.to_query()) == chosen


@given(
    preset=st.sampled_from(list(Preset)),
    speed=st.sampled_from(["", "1.0"]),
    day_time=st.sampled_from(["", "day"]),
    mine=st.sampled_from(["", "0.5"]),
)
def test_a_link_brings_back_both_sides_of_a_comparison(
    preset: Preset, speed: str, day_time: str, mine: str
) -> None:
    side = Side("surge-l2", preset).with_override("movement.adult_speed_m_s", speed)
    side = side.with_override(DAY_TIME, day_time)
    chosen = replace(Choices(), scenario_id="nankai-tsunami-night", other=side)
    chosen = chosen.with_override("movement.adult_speed_m_s", mine)
    assert Choices.from_query(chosen.to_query()) == chosen
    there = chosen.swapped(side)
    assert (there.scenario_id, there.preset, there.overrides) == (side.scenario_id, preset, side.overrides)
    assert there.other is not None
    assert replace(there.swapped(there.other), other=None) == replace(chosen, other=None)


def test_an_unknown_language_or_preset_in_a_link_falls_back() -> None:
    assert Choices.from_query({"lang": "xx", "preset": "best"}) == Choices()


def test_an_emptied_list_takes_its_change_away() -> None:
    key = SWITCHES["crossings"]
    closed = Choices().with_override(key, "南海本線")
    assert closed.overrides == ((key, "南海本線"),)
    assert closed.with_override(key, "") == Choices()
    assert closed.without_overrides() == Choices()


def test_what_can_be_switched_is_what_the_city_has() -> None:
    # Street 103 is the crossing of 甲電鉄, street 121 the bridge 甲橋 over 甲川 (tests/toy_city).
    city = make_toy_bundle()
    assert crossing_counts(city) == {"甲電鉄": 1}
    assert bridge_counts(city) == {"甲川": 1, "甲橋": 1}
    assert set(place_names(city)) == set(city.places.index)


@pytest.mark.parametrize("switch", sorted(CLOSINGS))
def test_a_link_that_closes_what_does_not_exist_is_refused(switch: str) -> None:
    with pytest.raises(SettingError) as caught:
        run_settings(make_toy_bundle(), overrides={CLOSINGS[switch]: "ない物"})
    assert caught.value.key == CLOSINGS[switch]
    assert caught.value.expected


def test_the_time_of_day_has_a_name_of_its_own_in_an_address() -> None:
    by_day = Choices().with_override(DAY_TIME, "day")
    assert by_day.to_query() == {"time": "day"}
    assert by_day.override(DAY_TIME) == "day"
    assert Choices.from_query({"time": "day"}) == by_day


def test_the_time_of_day_is_the_readers_then_the_citys_then_the_scenarios() -> None:
    city = make_toy_bundle()
    by_night = replace(city, setting_overrides={DAY_TIME: "night"})
    assert usual_day_time(city) is DayTimeChoice.SCENARIO
    assert chosen_day_time(by_night, Choices()) is DayTimeChoice.NIGHT
    assert chosen_day_time(by_night, Choices().with_override(DAY_TIME, "day")) is DayTimeChoice.DAY
    # A word that does not exist is refused by the settings; the switch shows what is usual meanwhile.
    assert chosen_day_time(city, Choices().with_override(DAY_TIME, "noon")) is DayTimeChoice.SCENARIO


def test_only_some_places_have_a_name_of_their_own_in_an_address_and_are_a_closing() -> None:
    only = Choices().with_override("network.only_places", "E1,E2")
    assert only.to_query() == {"only": "E1,E2"}
    assert Choices.from_query({"only": "E1,E2"}) == only
    assert only.closings == (("network.only_places", "E1,E2"),)


def test_a_setting_that_is_no_pair_is_kept_to_be_refused() -> None:
    # Left out, the plan of other settings than those that the address means would be shown.
    written = Choices.from_query({"set": "movement.adult_speed_m_s:0.5"})
    assert written.overrides == (("movement.adult_speed_m_s:0.5", ""),)
    assert Choices.from_query(written.to_query()) == written
    other = Choices.from_query({"other": "surge-l2", "other_set": "=5"}).other
    assert other is not None
    assert other.overrides == (("", "5"),)
    # Nothing after the sign, or between two of them, changes nothing.
    assert Choices.from_query({"set": "network.closed_bridges=; ;"}) == Choices()
