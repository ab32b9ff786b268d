"""Walking profiles: what differs between kinds of walkers stands in one list."""

import numpy as np

from domain.profiles import walking_profiles
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
