from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.faults import SettingError
from domain.vocabulary import Preset
from tests.toy_city import make_toy_bundle
from ui.choices import SWITCHES, Choices
from ui.view.options import bridge_counts, check_choices, crossing_counts, place_names

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
)
def test_a_link_brings_back_every_choice(
    crossings: list[str], places: list[str], preset: Preset, language: str, speed: str
) -> None:
    chosen = replace(
        Choices(), scenario_id="nankai-tsunami-night", preset=preset, language=language, ward_code="271411"
    )
    chosen = chosen.with_values(SWITCHES["crossings"], crossings).with_values(SWITCHES["places"], places)
    chosen = chosen.with_override("movement.adult_speed_m_s", speed)
    assert Choices.from_query(chosen.to_query()) == chosen


def test_an_unknown_language_or_preset_in_a_link_falls_back() -> None:
    assert Choices.from_query({"lang": "xx", "preset": "best"}) == Choices()


def test_an_emptied_list_takes_its_change_away() -> None:
    key = SWITCHES["crossings"]
    closed = Choices().with_values(key, ["南海本線"])
    assert closed.overrides == ((key, "南海本線"),)
    assert closed.with_values(key, []) == Choices()
    assert closed.without_overrides() == Choices()


def test_what_can_be_switched_is_what_the_city_has() -> None:
    # Street 103 is the crossing of 甲電鉄, street 121 the bridge 甲橋 over 甲川 (tests/toy_city).
    city = make_toy_bundle()
    assert crossing_counts(city) == {"甲電鉄": 1}
    assert bridge_counts(city) == {"甲川": 1, "甲橋": 1}
    assert set(place_names(city)) == set(city.places.index)


@pytest.mark.parametrize("switch", sorted(SWITCHES))
def test_a_link_that_closes_what_does_not_exist_is_refused(switch: str) -> None:
    with pytest.raises(SettingError) as caught:
        check_choices(make_toy_bundle(), Choices().with_values(SWITCHES[switch], ["ない物"]))
    assert caught.value.key == SWITCHES[switch]
    assert caught.value.expected
