"""Which shaking a scenario has: its own layer of it, or that of the scenario whose tsunami it shares."""

import geopandas as gpd
import pandas as pd

from domain.bundle import City
from domain.scenario import HazardScenario
from domain.tables.city import HazardAreas
from domain.vocabulary import HazardKind

#: Key of the clock's zero of what follows an earthquake.
_QUAKE_CLOCK = "earthquake"


def shaking_layers(city: City, scenario: HazardScenario) -> tuple[str, ...]:
    """Return the layers of the bundle that say how a scenario's earthquake shook.

    A tsunami names its own layer only; the same earthquake is then the one of a scenario that holds this
    layer and shaking.

    Parameters
    ----------
    city
        Holds layers and scenarios.
    scenario
        The scenario.

    Returns
    -------
    tuple[str, ...]
        Names of layers; none where the scenario follows no earthquake, or its shaking is 未収録.
    """
    if scenario.t0 != _QUAKE_CLOCK:
        return ()
    own = _shaken(city, scenario.layers)
    if own:
        return own
    shared = [one for one in city.scenarios.values() if set(one.layers) & set(scenario.layers)]
    return tuple(sorted({name for one in shared for name in _shaken(city, one.layers)}))


def follows_earthquake(scenario: HazardScenario) -> bool:
    """Whether the clock of a scenario begins with an earthquake; of others nothing is said (対象外).

    Parameters
    ----------
    scenario
        The scenario.

    Returns
    -------
    bool
        Whether an earthquake may have blocked its streets.
    """
    return scenario.t0 == _QUAKE_CLOCK


def shaking_areas(city: City, scenario: HazardScenario) -> gpd.GeoDataFrame:
    """Return the polygons of the shaking of a scenario.

    Parameters
    ----------
    city, scenario
        City, and a scenario of it.

    Returns
    -------
    gpd.GeoDataFrame
        ``HazardAreas`` of the kind earthquake; empty where there are none.
    """
    layers = [city.hazards[name] for name in shaking_layers(city, scenario)]
    if not layers:
        return gpd.GeoDataFrame(HazardAreas.empty_in(city.meta.epsg), crs=city.meta.epsg)
    areas = gpd.GeoDataFrame(pd.concat(layers, ignore_index=True), crs=city.meta.epsg)
    return areas[areas["kind"] == HazardKind.EARTHQUAKE.value]


def _shaken(city: City, layers: tuple[str, ...]) -> tuple[str, ...]:
    held = [name for name in layers if name in city.hazards]
    return tuple(name for name in held if (city.hazards[name]["kind"] == HazardKind.EARTHQUAKE.value).any())
