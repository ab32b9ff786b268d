"""Where the sea comes from: the shore that people are led away from in a tsunami."""

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from domain.bundle import City
from domain.scenario import HazardScenario
from domain.vocabulary import BackgroundKind, HazardKind, Phase
from planning.case import Case
from planning.kept_stages import kept


def asks_for_shore(scenario: HazardScenario) -> bool:
    """Whether people flee from the sea, so that it matters who comes nearer to it.

    Parameters
    ----------
    scenario
        Names kinds and phase.

    Returns
    -------
    bool
        True while a tsunami is on its way, not in a stay after it.
    """
    return HazardKind.TSUNAMI in scenario.kinds and scenario.phase is Phase.ESCAPE


def shore_of(city: City, scenario: HazardScenario) -> BaseGeometry | None:
    """Return the coast line of the bundle where people flee from the sea.

    The line is drawn for orientation, approximate as its source says: it counts how many people come
    nearer to the sea, and of routes that are in time it prefers those away from it. It bars no route, and
    nobody is in time or not because of it.

    Parameters
    ----------
    city
        Its ``background`` may hold a coast.
    scenario
        Names kinds and phase.

    Returns
    -------
    BaseGeometry or None
        None where the shore is not asked for, and where the bundle has no coast: nobody knows then.
    """
    return kept(city, "coast", None, lambda: _coast(city)) if asks_for_shore(scenario) else None


def _coast(city: City) -> BaseGeometry | None:
    lines = city.background[city.background["kind"] == BackgroundKind.COAST.value]
    return None if lines.empty else shapely.union_all(lines.geometry.to_numpy())


def nearer_shore(
    case: Case, routes: pd.DataFrame, column: str = "shore_approach_m"
) -> "pd.Series[bool] | None":
    """Return which routes come nearer to the shore by more than ``hazard.seaward_allowance_m``.

    Parameters
    ----------
    case
        The case of the plan.
    routes
        ``Routes``, or rows of it.
    column
        By their ends (``shore_approach_m``), or by the nearest point (``shore_approach_on_way_m``).

    Returns
    -------
    pandas.Series or None
        A flag for each route; None where the shore is not asked for, or not known.
    """
    if shore_of(case.city, case.scenario) is None:
        return None
    return routes[column] > case.settings.hazard.seaward_allowance_m


def nearer_shore_figures(
    case: Case, routes: pd.DataFrame, column: str = "shore_approach_m"
) -> tuple[int | None, float | None]:
    """Return how many people come nearer to the shore, and by how much at most.

    Parameters
    ----------
    case
        The case of the plan.
    routes
        ``Routes``, or rows of it: column ``persons``, and the one that is asked for.
    column
        As in ``nearer_shore``.

    Returns
    -------
    tuple of int and float, or None
        Persons of the routes of ``nearer_shore``, and the most that any route comes nearer [m], 0
        where none does; None twice where nobody knows.
    """
    nearer = nearer_shore(case, routes, column)
    if nearer is None:
        return None, None
    most_m = routes[column].clip(lower=0.0).max() if len(routes) else 0.0
    return int(routes.loc[nearer, "persons"].sum()), float(most_m)
