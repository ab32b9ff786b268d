"""All that a plan says of readiness: indicators, weak points, themes and bands."""

from typing import TypedDict

import pandas as pd

from domain.scenario import HazardScenario
from domain.vocabulary import HazardKind
from readiness.bands import rate_areas
from readiness.data_debt import DebtInputs, find_data_debt
from readiness.gaps import find_weak_points, rank_gaps
from readiness.indicators import ReadinessInputs, build_indicators
from readiness.themes import rate_themes
from shelters.capacity import size_columns


class ReadinessTables(TypedDict):
    """Tables of a plan by their names (``planning.plan.Plan``)."""

    indicators: pd.DataFrame
    weak_points: pd.DataFrame
    gaps: pd.DataFrame
    themes: pd.DataFrame
    bands: pd.DataFrame


def readiness_tables(inputs: ReadinessInputs) -> ReadinessTables:
    """Compute readiness from the results of the earlier stages.

    Parameters
    ----------
    inputs
        Bundle, scenario, settings and the tables of the earlier stages.

    Returns
    -------
    ReadinessTables
        ``Indicators``, ``WeakPoints``, ``Gaps``, ``ThemeBands`` and ``Bands``.
    """
    scenario: HazardScenario = inputs.scenario
    indicators = build_indicators(inputs)
    weak_points = find_weak_points(indicators, scenario.kinds)
    themes = rate_themes(indicators)
    return ReadinessTables(
        indicators=indicators,
        weak_points=weak_points,
        gaps=rank_gaps(weak_points),
        themes=themes,
        bands=rate_areas(indicators, themes, inputs.ledgers[1:], scenario.kinds, inputs.settings.readiness),
    )


def data_debt(
    inputs: ReadinessInputs,
    loads: pd.DataFrame,
    routes: pd.DataFrame,
    missing_kinds: tuple[HazardKind, ...],
    missing_layers: tuple[str, ...],
) -> pd.DataFrame:
    """Return what is not known, and of how many people it hides the answer.

    Parameters
    ----------
    inputs
        Bundle, scenario, settings and the tables of the earlier stages.
    loads, routes
        ``PlaceLoads`` and ``Routes``.
    missing_kinds, missing_layers
        Kinds and layers of the scenario that the bundle does not hold.

    Returns
    -------
    pandas.DataFrame
        ``DataDebt``.
    """
    columns = size_columns(inputs.scenario, inputs.settings.capacity)
    return find_data_debt(DebtInputs(inputs, loads, routes, columns, missing_kinds, missing_layers))
