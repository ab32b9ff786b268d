"""From when a place can be entered."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from domain.scenario import ALL_PLACES, HazardScenario
from domain.settings.places import CapacitySettings
from domain.vocabulary import OpenClass


def opens_at_s(
    place_ids: Sequence[str], scenario: HazardScenario, settings: CapacitySettings
) -> npt.NDArray[np.float64]:
    """Return when each place opens [s after t0].

    What the scenario states for the place, else for all places. Where it states nothing, places for
    wind and water open some time after level 3, when the city sends people to open them; after an
    earthquake they count as open from t0, for nobody knows better.

    Parameters
    ----------
    place_ids
        Places, in the order wanted.
    scenario
        ``opens_at_s``, ``open_class`` and the alert of level 3 are used.
    settings
        ``opening_delay_s`` is used.

    Returns
    -------
    npt.NDArray[np.float64]
        Seconds after t0, by place.
    """
    stated, usual = scenario.opens_at_s, usual_opening_s(scenario, settings)
    return np.array([stated.get(place_id, usual) for place_id in place_ids], dtype=np.float64)


def usual_opening_s(scenario: HazardScenario, settings: CapacitySettings) -> float:
    """Return when places open for which the scenario states no time of their own [s after t0].

    Parameters
    ----------
    scenario, settings
        As ``opens_at_s``.

    Returns
    -------
    float
        Seconds after t0.
    """
    usual = 0.0
    if scenario.open_class is OpenClass.WIND_WATER:
        usual = scenario.alerts_s.get("level3", 0.0) + settings.opening_delay_s
    return scenario.opens_at_s.get(ALL_PLACES, usual)
