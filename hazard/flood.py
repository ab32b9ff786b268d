"""Flood 洪水: all in the collapse zone leave, others unless the three conditions are met and known."""

import pandas as pd

from domain.scenario import HazardScenario
from domain.settings.hazards import HazardSettings
from hazard.closure import Closure, rain_water
from hazard.hits import Hits
from hazard.impact import Impact
from hazard.water import three_conditions


def assess(hits: Hits, settings: HazardSettings) -> Impact:
    """Return who leaves in a flood.

    Parameters
    ----------
    hits
        Pairs of blocks, or parts of them, and flood polygons.
    settings
        Floors, storeys and stock at home.

    Returns
    -------
    Impact
        What the flood asks of each living floor, shape (n, 6).
    """
    return three_conditions(hits, settings)


def close_streets(streets: pd.DataFrame, hits: Hits, scenario: HazardScenario) -> Closure:
    """Close streets at arrival, else at level 5; underpasses in the area from the start.

    Parameters
    ----------
    streets
        ``Streets``.
    hits
        Pairs of the streets and flood polygons.
    scenario
        Gives the time of level 5.

    Returns
    -------
    Closure
        The closing of every street.
    """
    return rain_water(streets, hits, scenario)
