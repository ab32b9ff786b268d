"""Landslide 土砂災害: everybody in a warning or special warning zone leaves."""

import numpy as np

from domain.scenario import HazardScenario
from domain.settings.hazards import HazardSettings
from domain.vocabulary import HazardZoneType
from hazard.closure import Closure, ClosureReason, closing
from hazard.hits import BoolArray, Hits
from hazard.impact import FLOOR_COLUMNS, Category, Impact, LeaveReason, no_impact, strongest

_ZONES = (HazardZoneType.WARNING.value, HazardZoneType.SPECIAL_WARNING.value)


def assess(hits: Hits) -> Impact:
    """Return who leaves: all floors of every block in a zone; staying is not planned.

    Parameters
    ----------
    hits
        Pairs of blocks, or parts of them, and landslide zones.

    Returns
    -------
    Impact
        What the zones ask of each living floor, shape (n, 6).
    """
    special = special_zone(hits)
    inside = hits.of_zone(*_ZONES).touched()
    category = np.where(inside, Category.LEAVE, Category.OUTSIDE).astype(np.int8)
    dry = no_impact(hits.count)
    return Impact(
        category=np.repeat(category[:, None], len(FLOOR_COLUMNS), axis=1),
        care_leaves=inside,
        concerned=inside,
        depth_m_min=dry.depth_m_min,
        depth_m_max=dry.depth_m_max,
        arrival_s=dry.arrival_s,
        reason=strongest(hits.count, [(LeaveReason.SPECIAL_WARNING, special), (LeaveReason.WARNING, inside)]),
    )


def special_zone(hits: Hits) -> BoolArray:
    """Whether each item lies in a special warning zone (特別警戒区域).

    Parameters
    ----------
    hits
        Pairs of n items and landslide zones.

    Returns
    -------
    BoolArray
        Shape (n,).
    """
    return hits.of_zone(HazardZoneType.SPECIAL_WARNING.value).touched()


def close_streets(hits: Hits, scenario: HazardScenario, settings: HazardSettings) -> Closure:
    """Close streets inside zones at level 5, or some time after level 4 where 5 is not given.

    Parameters
    ----------
    hits
        Pairs of streets and landslide zones.
    scenario
        Gives the times of levels 4 and 5 [s after t0].
    settings
        ``landslide_level5_after_s`` is used [s].

    Returns
    -------
    Closure
        The closing of every street.
    """
    inside = hits.of_zone(*_ZONES).touched()
    level4 = scenario.alerts_s.get("level4", np.inf)
    level5 = scenario.alerts_s.get("level5", level4 + settings.landslide_level5_after_s)
    return closing(np.where(inside, level5, np.inf), inside, ClosureReason.LEVEL5)
