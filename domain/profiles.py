"""Walking profiles: how people walk, when they leave, and who has the seats first.

Everything that differs between kinds of walking stands here, in one list. A profile more is a row
more: demand splits its people by these ids, evacuation walks them.
"""

from dataclasses import dataclass

import numpy as np

from domain.settings.settings import Settings
from domain.vocabulary import WalkingProfileId


@dataclass(frozen=True, slots=True)
class WalkingProfile:
    """One kind of walker.

    Parameters
    ----------
    profile_id
        Id, the value of the column ``profile_id`` of the tables.
    speed_m_s
        Walking speed on the level by day [m/s].
    leaves_at
        Alert at which they leave in rain hazards, a key of ``HazardScenario.alerts_s``. (In a storm
        surge everybody leaves at the first order.)
    wind_lead_s
        How long before the storm wind enters they must have arrived [s].
    walks_steps
        Whether they can walk steps.
    steepest_slope
        Steepest street that they can walk, rise over run, up and down alike; inf without a limit.
    first_to_seats
        Whether its people come first where seats are scarce. It says nothing about how they walk.
    """

    profile_id: str
    speed_m_s: float
    leaves_at: str
    wind_lead_s: float = 0.0
    walks_steps: bool = True
    steepest_slope: float = np.inf
    first_to_seats: bool = False


def walking_profiles(settings: Settings) -> tuple[WalkingProfile, ...]:
    """Return the profiles in use; the first is the one that stands for "anybody" on the map.

    Parameters
    ----------
    settings
        ``movement`` gives the speeds, ``hazard.assisted_wind_lead_s`` the lead before the wind.
    """
    return (
        WalkingProfile(
            profile_id=WalkingProfileId.GENERAL.value,
            speed_m_s=settings.movement.adult_speed_m_s,
            leaves_at="level4",
        ),
        WalkingProfile(
            profile_id=WalkingProfileId.ASSISTED.value,
            speed_m_s=settings.movement.assisted_speed_m_s,
            leaves_at="level3",
            wind_lead_s=settings.hazard.assisted_wind_lead_s,
            first_to_seats=True,
        ),
    )
