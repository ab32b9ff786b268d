"""Measures as they are written beside settings, and in order."""

import pytest

from domain.faults import SettingError
from domain.measures import (
    MEASURE_KEYS,
    BridgesClosed,
    CrossingsClosed,
    OnlyPlaceOpened,
    PlaceOpened,
    SeatsAdded,
    StreetClosed,
    measure_key,
    measure_text,
    place_of,
    split_overrides,
)
from tests.each import each


def test_lists_are_separated_by_commas_and_settings_stay_settings() -> None:
    settings, measures = split_overrides(
        {
            "network.closed_bridges": "甲川",
            "movement.night_factor": "0.7",
            "network.closed_crossings": "南海本線, JR阪和線,",
            "network.closed_places": "",
        }
    )
    assert settings == {"movement.night_factor": "0.7"}
    assert measures == (CrossingsClosed("南海本線"), CrossingsClosed("JR阪和線"), BridgesClosed("甲川"))


def test_every_measure_is_read_as_it_is_written() -> None:
    measures = (
        CrossingsClosed("甲電鉄"), BridgesClosed("甲橋"), StreetClosed(-7), OnlyPlaceOpened("E0"),
        PlaceOpened("E1", is_open=False), PlaceOpened("E2"), SeatsAdded("E3", 50),
    )  # fmt: skip
    assert [measure_key(one) for one in measures] == list(MEASURE_KEYS)
    written = {measure_key(one): measure_text(one) for one in measures}
    assert split_overrides(written) == ({}, measures)


def test_no_place_at_all_is_written_as_none() -> None:
    assert split_overrides({"network.only_places": "none"})[1] == (OnlyPlaceOpened(""),)
    assert measure_text(OnlyPlaceOpened("")) == "none"
    assert place_of(OnlyPlaceOpened("")) is None
    assert place_of(OnlyPlaceOpened("E1")) == "E1"


def test_an_id_may_hold_a_colon() -> None:
    assert split_overrides({"network.added_seats": "a:b:7"})[1] == (SeatsAdded("a:b", 7),)


@each("text", ["E1", "E1:", ":5", "E1:x", "E1:-5", "E1:0", "E1:1.5", "E1:٣", "E1:1000001"])
def test_seats_are_a_whole_number_above_zero(text: str) -> None:
    with pytest.raises(SettingError) as caught:
        split_overrides({"network.added_seats": text})
    assert (caught.value.key, caught.value.value) == ("network.added_seats", text)


@pytest.mark.parametrize("text", ["甲橋", "1.5", "--1", "1-", "-", "٣", "9" * 19])
def test_a_street_is_named_by_a_whole_number(text: str) -> None:
    with pytest.raises(SettingError) as caught:
        split_overrides({"network.closed_streets": text})
    assert (caught.value.key, caught.value.value) == ("network.closed_streets", text)
    assert split_overrides({"network.closed_streets": "12, -3"})[1] == (StreetClosed(12), StreetClosed(-3))
