"""Departures of a plan's people as distributions: for crowds on the streets, and who is in time then."""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from community.demand import alerts_s
from community.departures import departures, share_departed
from planning.case import Case

#: What of a route says who leaves too late for it.
DEPARTING = ("profile_id", "persons", "depart_s", "latest_departure_s")


def route_departures_s(case: Case, routes: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return when each person of each route leaves, route after route.

    Parameters
    ----------
    case
        The case of the plan: its scenario's clock, and ``departure.spread``.
    routes
        ``Routes`` of the plan, or rows of it.

    Returns
    -------
    numpy.ndarray
        Departures, ascending in each route [s after t0], shape (persons of all routes,); the mean of those
        of a route is its ``depart_s``.
    """
    alert_s = routes["profile_id"].map(alerts_s(case.scenario, case.settings)).to_numpy(np.float64)
    return departures(
        routes["persons"].to_numpy(np.int64), routes["depart_s"].to_numpy(np.float64), alert_s,
        case.settings.departure.spread,
    )  # fmt: skip


def late_when_spread_persons(case: Case, routes: pd.DataFrame) -> int:
    """Return how many people leave too late for their route when departures are spread.

    A plan puts everybody of a group at its mean departure; of people who are in time by the mean some are
    not.

    Parameters
    ----------
    case, routes
        The case of the plan, and its routes: columns ``DEPARTING``.

    Returns
    -------
    int
        Expected number, rounded up.
    """
    return whole_persons(late_when_spread(case, routes))


def late_when_spread(case: Case, routes: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return how many people of each route leave too late for it when departures are spread.

    Parameters
    ----------
    case, routes
        The case of the plan, and its routes.

    Returns
    -------
    numpy.ndarray
        Expected number, shape (routes,).
    """
    alert_s = routes["profile_id"].map(alerts_s(case.scenario, case.settings)).to_numpy(np.float64)
    in_time = share_departed(
        routes["latest_departure_s"], routes["depart_s"], alert_s, case.settings.departure.spread
    )
    return np.asarray((1.0 - in_time) * routes["persons"].to_numpy(np.float64))


def whole_persons(expected: npt.NDArray[np.float64]) -> int:
    """Return an expected number of people over some routes, rounded up.

    Parameters
    ----------
    expected
        Of each route.

    Returns
    -------
    int
        People; what only rounding of the sum adds counts nobody.
    """
    return math.ceil(round(float(expected.sum()), 6))
