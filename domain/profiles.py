"""Walking profiles: how people walk, when they leave, and who has the seats first.

Everything that differs between kinds of walking stands here, in one list. A profile more is a row
more: demand splits its people by these ids, evacuation walks them.
"""

from dataclasses import dataclass, replace

import numpy as np

from domain.settings.settings import Settings
from domain.vocabulary import ProfilesInUse, WalkingProfileId

#: Below this many a count of people who need help is told to nobody: it would point at persons.
FEW_IN_NEED = 10


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
    least_width_m
        Narrowest street that they can walk; a street of unknown width is no bar.
    first_to_seats
        Whether its people come first where seats are scarce. It says nothing about how they walk.
    needs_helper
        Whether they walk with the help of somebody who goes along to the same place.
    may_help
        Whether they may go along with somebody who needs help.
    """

    profile_id: str
    speed_m_s: float
    leaves_at: str
    wind_lead_s: float = 0.0
    walks_steps: bool = True
    steepest_slope: float = np.inf
    least_width_m: float = 0.0
    first_to_seats: bool = False
    needs_helper: bool = False
    may_help: bool = False


def walking_profiles(settings: Settings) -> tuple[WalkingProfile, ...]:
    """Return the profiles in use; the first is the one that stands for "anybody" on the map.

    Parameters
    ----------
    settings
        ``movement`` and ``profile`` give speeds and limits, ``hazard.assisted_wind_lead_s`` the lead before
        the wind, ``profile.in_use`` how many are told apart.

    Returns
    -------
    tuple[WalkingProfile, ...]
        Two or six, ids in use by ``domain.vocabulary.WalkingProfileId``.
    """
    adult_m_s, lead_s = settings.movement.adult_speed_m_s, settings.hazard.assisted_wind_lead_s
    general = WalkingProfile(WalkingProfileId.GENERAL.value, adult_m_s, leaves_at="level4", may_help=True)
    # All others need time: they leave with the warning for them, and before the wind makes walking hard.
    needs_time = WalkingProfile("", adult_m_s, leaves_at="level3", wind_lead_s=lead_s)
    assisted = replace(
        needs_time, profile_id=WalkingProfileId.ASSISTED.value,
        speed_m_s=settings.movement.assisted_speed_m_s, first_to_seats=True, needs_helper=True,
    )  # fmt: skip
    if settings.profile.in_use is ProfilesInUse.TWO:
        return general, assisted
    own = settings.profile
    wheelchair = replace(
        needs_time, walks_steps=False, least_width_m=own.wheelchair_width_m, first_to_seats=True
    )
    return (
        general,
        assisted,
        replace(
            needs_time, profile_id=WalkingProfileId.ELDERLY_ALONE.value,
            speed_m_s=own.elderly_speed_factor * adult_m_s,
        ),
        replace(
            needs_time, profile_id=WalkingProfileId.SMALL_CHILD.value, speed_m_s=own.small_child_speed_m_s
        ),
        replace(
            wheelchair, profile_id=WalkingProfileId.WHEELCHAIR_PUSHED.value,
            speed_m_s=own.wheelchair_pushed_speed_m_s, steepest_slope=own.wheelchair_pushed_slope,
            needs_helper=True,
        ),
        replace(
            wheelchair, profile_id=WalkingProfileId.WHEELCHAIR_ALONE.value,
            speed_m_s=own.wheelchair_alone_speed_m_s, steepest_slope=own.wheelchair_alone_slope,
        ),
    )  # fmt: skip


def private_profile_ids(settings: Settings) -> tuple[str, ...]:
    """Return the profiles of which a small number of people points at persons: all but the first.

    Parameters
    ----------
    settings
        As in ``walking_profiles``.

    Returns
    -------
    tuple[str, ...]
        Ids: who is old and alone is nobody's business either.
    """
    return tuple(profile.profile_id for profile in walking_profiles(settings)[1:])


def persons_of_one_in_need(settings: Settings) -> dict[str, int]:
    """Return how many people walk for each one who needs help or time: 2 where a helper goes along.

    Parameters
    ----------
    settings
        As in ``walking_profiles``.

    Returns
    -------
    dict[str, int]
        By id of the profile. So many people of a profile, divided by it, are at least those who need help:
        whoever hides small numbers of these looks at the quotient.
    """
    return {profile.profile_id: 1 + profile.needs_helper for profile in walking_profiles(settings)}


def most_of_one_in_need(settings: Settings) -> int:
    """Return the most people who walk for one who needs help or time.

    Parameters
    ----------
    settings
        As in ``walking_profiles``.

    Returns
    -------
    int
        So many people of no matter which profiles, divided by it, may be all those who need help.
    """
    return max(persons_of_one_in_need(settings).values())
