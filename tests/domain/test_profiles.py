"""Walking profiles: what differs between kinds of walkers stands in one list."""

import numpy as np

from domain.profiles import most_of_one_in_need, private_profile_ids, walking_profiles
from domain.settings.settings import Settings


def test_the_two_profiles_in_use_take_their_figures_from_the_settings() -> None:
    overrides = {
        "movement.adult_speed_m_s": "1.1", "movement.assisted_speed_m_s": "0.4",
        "hazard.assisted_wind_lead_s": "3600",
    }  # fmt: skip
    general, assisted = walking_profiles(Settings().with_overrides(overrides))
    assert (general.profile_id, assisted.profile_id) == ("general", "assisted")
    assert (general.speed_m_s, assisted.speed_m_s) == (1.1, 0.4)
    assert (general.leaves_at, assisted.leaves_at) == ("level4", "level3")
    assert (general.wind_lead_s, assisted.wind_lead_s) == (0.0, 3600.0)
    assert (general.first_to_seats, assisted.first_to_seats) == (False, True)
    # Neither is kept from any street today.
    assert all(p.walks_steps and p.steepest_slope == np.inf for p in (general, assisted))


def test_six_profiles_have_speeds_limits_and_departures_of_their_own() -> None:
    overrides = {
        "profile.in_use": "six", "movement.adult_speed_m_s": "1.0", "profile.elderly_speed_factor": "0.7",
        "profile.small_child_speed_m_s": "0.9", "profile.wheelchair_pushed_speed_m_s": "0.4",
        "profile.wheelchair_alone_speed_m_s": "0.3", "profile.wheelchair_pushed_slope": "0.1",
        "profile.wheelchair_alone_slope": "0.05", "profile.wheelchair_width_m": "0.9",
    }  # fmt: skip
    six = walking_profiles(Settings().with_overrides(overrides))
    assert {one.profile_id: one.speed_m_s for one in six} == {
        "general": 1.0, "assisted": 0.5, "elderly_alone": 0.7, "small_child": 0.9,
        "wheelchair_pushed": 0.4, "wheelchair_alone": 0.3,
    }  # fmt: skip
    on_wheels = [one for one in six if not one.walks_steps]
    assert [(one.profile_id, one.steepest_slope, one.least_width_m) for one in on_wheels] == [
        ("wheelchair_pushed", 0.1, 0.9), ("wheelchair_alone", 0.05, 0.9),
    ]  # fmt: skip
    assert [one.profile_id for one in six if one.first_to_seats] == [
        "assisted", "wheelchair_pushed", "wheelchair_alone",
    ]  # fmt: skip
    assert {one.leaves_at for one in six[1:]} == {"level3"}
    assert {one.wind_lead_s for one in six[1:]} == {7200.0}


def test_all_but_the_first_profile_are_private() -> None:
    assert private_profile_ids(Settings()) == ("assisted",)
    assert len(private_profile_ids(Settings().with_overrides({"profile.in_use": "six"}))) == 5


def test_for_one_who_needs_help_two_people_walk_at_most() -> None:
    assert most_of_one_in_need(Settings()) == 2
