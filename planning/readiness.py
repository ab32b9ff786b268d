"""All that a plan says of readiness: indicators, weak points, themes and bands."""

from typing import TypedDict

import pandas as pd

from domain.scenario import HazardScenario
from readiness.bands import rate_areas
from readiness.gaps import rank_gaps
from readiness.indicators import ReadinessInputs, build_indicators
from readiness.themes import rate_themes


class ReadinessTables(TypedDict):
    """Tables of a plan by their names (``planning.plan.Plan``)."""

    indicators: pd.DataFrame
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
        ``Indicators``, ``Gaps``, ``ThemeBands`` and ``Bands``.
    """
    scenario: HazardScenario = inputs.scenario
    indicators = build_indicators(inputs)
    themes = rate_themes(indicators)
    return ReadinessTables(
        indicators=indicators,
        gaps=rank_gaps(indicators, scenario.kinds),
        themes=themes,
        bands=rate_areas(indicators, themes, inputs.ledgers[1:], scenario.kinds, inputs.settings.readiness),
    )
