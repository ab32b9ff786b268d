"""Which scenario concerns whom: people in the hazard areas of every scenario, district by district."""

import numpy as np
import pandas as pd

from domain.bundle import City
from domain.settings.settings import Settings
from hazard.exposure import expose_blocks, missing_kinds, scenario_areas
from planning.day_time import at_day_time
from planning.kept_stages import kept


def concerned_by_district(city: City, settings: Settings) -> pd.DataFrame:
    """Return persons concerned by district (rows) and scenario id (columns).

    NaN stands where the bundle holds no area of one of the scenario's kinds (未収録): nobody knows
    then how many are concerned, and zero would be a lie.

    Parameters
    ----------
    city
        The city with its scenarios.
    settings
        Of these ``hazard``, ``quake`` and the time of day decide who is inside.

    Returns
    -------
    pd.DataFrame
        Expected persons; index ``district_id``, one column a scenario. The same object for the same city
        and settings that decide.
    """
    rules = (settings.hazard, settings.quake, settings.departure.day_time)
    return kept(city, "concerned", rules, lambda: _concerned(city, settings))


def _concerned(city: City, settings: Settings) -> pd.DataFrame:
    columns: dict[str, pd.Series | float] = {}
    for scenario_id, usual in city.scenarios.items():
        scenario = at_day_time(usual, settings.departure.day_time)
        areas = scenario_areas(city, scenario)
        # Streets and places do not decide who is concerned.
        blocks = expose_blocks(city, scenario, areas, settings.hazard, settings.quake)
        inside = (
            (blocks["present_persons"] - blocks["outside_persons"]).groupby(city.blocks["district_id"]).sum()
        )
        column = inside.reindex(city.districts.index, fill_value=0).astype("float64")
        columns[scenario_id] = np.nan if missing_kinds(scenario, set(areas["kind"])) else column
    return pd.DataFrame(columns, index=city.districts.index)
