"""Cases by scenario id, with the settings of preset, bundle and run laid on in this order."""

from dataclasses import replace

import pytest

from domain.faults import SettingError, UnknownScenarioError
from domain.measures import BridgesClosed, CrossingsClosed, PlaceOpened, SeatsAdded, StreetClosed
from domain.vocabulary import Preset
from planning.pipeline import make_plan
from tests.toy_city import TOY_OVERRIDES, make_toy_bundle
from use_cases.load_bundle import default_bundle_path
from use_cases.make_case import make_case, run_settings


def test_a_case_is_made_by_the_id_of_its_scenario():
    bundle = make_toy_bundle()
    case = make_case(bundle, "toy-tsunami-night", overrides=TOY_OVERRIDES)
    assert case.scenario == bundle.scenarios["toy-tsunami-night"]
    assert case.city is bundle.city
    assert case.strength is bundle.strength
    assert make_plan(case).ledgers.city["persons"].sum() == bundle.blocks["residents"].sum()


def test_an_unknown_scenario_names_those_there_are():
    with pytest.raises(UnknownScenarioError) as caught:
        make_case(make_toy_bundle(), "toy-meteor")
    assert caught.value.known == ("toy-tsunami-night", "toy-flood", "toy-quake")


def test_the_run_overrides_the_bundle_and_the_bundle_the_preset():
    bundle = replace(
        make_toy_bundle(),
        setting_overrides={"movement.adult_speed_m_s": "0.9", "movement.night_factor": "0.7"},
    )
    settings, _ = run_settings(bundle, preset=Preset.TARGET, overrides={"movement.adult_speed_m_s": "1.2"})
    assert settings.movement.adult_speed_m_s == 1.2
    assert settings.movement.night_factor == 0.7
    assert settings.departure.direct_share == 0.7


def test_shares_are_judged_by_what_they_are_in_the_end():
    # 0.9 + 0.5 alone would exceed 1; with the run's 0.1 it does not.
    bundle = replace(make_toy_bundle(), setting_overrides={"departure.direct_share": "0.9"})
    settings, _ = run_settings(bundle, overrides={"departure.after_task_share": "0.1"})
    assert (settings.departure.direct_share, settings.departure.after_task_share) == (0.9, 0.1)


def test_a_wrong_setting_is_refused():
    with pytest.raises(SettingError):
        make_case(make_toy_bundle(), "toy-flood", overrides={"movement.adult_speed_m_s": "fast"})


@pytest.mark.parametrize("switch", ["closed_crossings", "closed_bridges", "closed_places", "opened_places"])
def test_closing_what_the_city_does_not_have_is_refused(switch):
    with pytest.raises(SettingError) as caught:
        run_settings(make_toy_bundle(), overrides={f"network.{switch}": "ない線"})
    assert caught.value.value == "ない線"
    with pytest.raises(SettingError) as caught:
        run_settings(make_toy_bundle(), overrides={"network.closed_streets": "103,999"})
    assert caught.value.value == "999"


def test_what_the_city_has_can_be_closed():
    place = str(make_toy_bundle().places.index[0])
    closed = {
        "network.closed_crossings": "甲電鉄",
        "network.closed_bridges": "甲川,甲橋",
        "network.closed_streets": "103",
        "network.closed_places": place,
    }
    assert run_settings(make_toy_bundle(), overrides=closed).measures == (
        CrossingsClosed("甲電鉄"),
        BridgesClosed("甲川"),
        BridgesClosed("甲橋"),
        StreetClosed(103),
        PlaceOpened(place, is_open=False),
    )


def test_a_city_closes_by_its_own_settings_what_the_run_does_not_open_again():
    bundle = replace(make_toy_bundle(), setting_overrides={"network.closed_crossings": "甲電鉄"})
    assert make_case(bundle, "toy-flood").measures == (CrossingsClosed("甲電鉄"),)
    assert make_case(bundle, "toy-flood", overrides={"network.closed_crossings": ""}).measures == ()


def test_seats_are_added_to_a_place_of_the_city_only():
    place = str(make_toy_bundle().places.index[0])
    added = run_settings(make_toy_bundle(), overrides={"network.added_seats": f"{place}:50"})
    assert added.measures == (SeatsAdded(place, 50),)
    with pytest.raises(SettingError):
        run_settings(make_toy_bundle(), overrides={"network.added_seats": "E0000000000:50"})


def test_the_default_city_is_found_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert default_bundle_path({}).parts[-2:] == ("data", "sakai")
    assert default_bundle_path({}).is_absolute()
    assert default_bundle_path({"SONAE_BUNDLE": str(tmp_path)}) == tmp_path
