"""Storm surge 高潮: people as in a flood; the storm wind, not the water, ends walking everywhere."""

import numpy as np
import pandas as pd

from domain.scenario import HazardScenario
from domain.settings.hazards import HazardSettings
from hazard.closure import Closure, ClosureReason, closing, earliest, rain_water
from hazard.hits import Hits
from hazard.impact import Impact
from hazard.water import three_conditions


def assess(hits: Hits, settings: HazardSettings) -> Impact:
    """Return who leaves: as in a flood, and everybody in long-standing water.

    Parameters
    ----------
    hits
        Pairs of blocks, or parts of them, and polygons of the surge.
    settings
        Floors, storeys and stock at home.

    Returns
    -------
    Impact
        What the surge asks of each living floor, shape (n, 6).
    """
    return three_conditions(hits, settings)


def close_streets(streets: pd.DataFrame, hits: Hits, scenario: HazardScenario) -> Closure:
    """Close every street of the city when the storm wind enters (mean 20 m/s), wet ones as in a flood.

    Parameters
    ----------
    streets
        ``Streets``.
    hits
        Pairs of the streets and polygons of the surge.
    scenario
        Gives the times of the storm wind and of level 5 [s after t0].

    Returns
    -------
    Closure
        The closing of every street.
    """
    wind_s = scenario.alerts_s.get("storm_wind", np.inf)
    everywhere = closing(np.full(hits.count, wind_s), hits.touched(), ClosureReason.STORM_WIND)
    return earliest([everywhere, rain_water(streets, hits, scenario)], hits.count)
