"""All that a plan says of readiness: indicators, weak points, themes and bands."""

from collections.abc import Callable
from typing import TypedDict

import pandas as pd

from domain.scenario import HazardScenario
from domain.vocabulary import HazardKind
from planning.kept_stages import kept
from planning.later import Later
from readiness.bands import rate_areas
from readiness.data_debt import DebtInputs, find_data_debt
from readiness.gaps import find_weak_points, rank_gaps
from readiness.indicators import ReadinessInputs, build_indicators, organised_columns
from readiness.survey_debt import steady_debt
from readiness.themes import rate_themes
from shelters.capacity import size_columns


class GapTables(TypedDict):
    """Tables of a plan by their names (``planning.plan.Plan``): what a district lacks."""

    indicators: pd.DataFrame
    weak_points: pd.DataFrame
    gaps: pd.DataFrame


class BandTables(TypedDict):
    """Tables of a plan by their names: how ready areas are."""

    themes: pd.DataFrame
    bands: pd.DataFrame


class ReadinessTables(GapTables, BandTables):
    """All tables of readiness."""


def gap_tables(inputs: ReadinessInputs) -> GapTables:
    """Compute what districts lack from the results of the earlier stages.

    Parameters
    ----------
    inputs
        Bundle, scenario, settings and the tables of the earlier stages.

    Returns
    -------
    GapTables
        ``Indicators``, ``WeakPoints`` and ``Gaps``.
    """
    # Another setting of the same organisations leaves these as they are.
    of_readiness = (inputs.strength, inputs.settings.readiness)
    organised = kept(inputs.city, "organised", of_readiness, lambda: organised_columns(inputs))
    indicators = build_indicators(inputs, organised)
    weak_points = find_weak_points(indicators, inputs.scenario.kinds)
    return GapTables(indicators=indicators, weak_points=weak_points, gaps=rank_gaps(weak_points))


def band_tables(inputs: ReadinessInputs, indicators: pd.DataFrame) -> BandTables:
    """Compute how ready areas are from their indicators.

    Parameters
    ----------
    inputs
        Bundle, scenario, settings and the tables of the earlier stages.
    indicators
        ``Indicators`` of them.

    Returns
    -------
    BandTables
        ``ThemeBands`` and ``Bands``.
    """
    scenario: HazardScenario = inputs.scenario
    themes = rate_themes(indicators)
    return BandTables(
        themes=themes,
        bands=rate_areas(indicators, themes, inputs.ledgers[1:], scenario.kinds, inputs.settings.readiness),
    )


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
    gaps = gap_tables(inputs)
    return ReadinessTables(**gaps, **band_tables(inputs, gaps["indicators"]))


def later_tables(inputs: Callable[[], ReadinessInputs]) -> dict[str, Later]:
    """Return all tables of readiness, made once somebody asks for them.

    Parameters
    ----------
    inputs
        Makes the inputs.

    Returns
    -------
    dict[str, Later]
        By name: who asks what a district lacks does not wait for the bands.
    """
    gaps = Later(lambda: gap_tables(inputs()))
    bands = Later(lambda: band_tables(inputs(), gaps.table("indicators")))
    return {
        **dict.fromkeys(GapTables.__annotations__, gaps),
        **dict.fromkeys(BandTables.__annotations__, bands),
    }


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
    surveyed = (inputs.strength, inputs.scenario.day_time)
    steady = kept(inputs.city, "surveyed", surveyed, lambda: steady_debt(inputs))
    return find_data_debt(DebtInputs(inputs, loads, routes, columns, missing_kinds, missing_layers, steady))
