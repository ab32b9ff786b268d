"""Flood 洪水: all in the collapse zone leave, others unless the three conditions are met and known."""

import pandas as pd

from domain.scenario import HazardScenario
from domain.settings.hazards import HazardSettings
from hazard.closure import Closure, rain_water
from hazard.hits import Hits
from hazard.impact import Impact
from hazard.water import three_conditions


def assess(hits: Hits, settings: HazardSettings) -> Impact:
    """Return who leaves in a flood."""
    return three_conditions(hits, settings)


def close_streets(streets: pd.DataFrame, hits: Hits, scenario: HazardScenario) -> Closure:
    """Close streets at arrival, else at level 5; underpasses in the area from the start."""
    return rain_water(streets, hits, scenario)
