"""Whose route of one plan another plan no longer allows: a street on it or its place is closed there."""

from typing import Any

import numpy as np
import pandas as pd

from planning.case import Case
from planning.plan import Plan


def lost_route_persons(case: Case, before: Plan, after: Plan) -> "pd.Series[int]":
    """Return how many people of each district lose the route that a plan gives them.

    A route is lost where a street on it is closed from the start in the other plan, and was not in its
    own, or where its place is open in its own plan only. Where the others of the district go counts
    nothing: who loses no route may still be sent elsewhere.

    Parameters
    ----------
    case
        A case of the city.
    before
        Plan whose routes are asked for.
    after
        Plan of the same scenario with other closings.

    Returns
    -------
    pandas.Series
        Persons by district id; only districts of people who lose a route, most people first, then by id.
    """
    streets = _closed(after) - _closed(before)
    places = _open(before) - _open(after)
    routes = before.routes
    lost = routes["destination_id"].isin(places).to_numpy(bool)
    if streets:
        lost = lost | np.array([not streets.isdisjoint(path) for path in routes["street_path"]], dtype=bool)
    districts = routes["block_id"][lost].map(case.city.blocks["district_id"])
    sums: pd.Series[Any] = routes["persons"][lost].groupby(districts).sum()
    sums = sums[sums > 0]
    return sums.iloc[np.lexsort((sums.index.to_numpy().astype(str), -sums.to_numpy()))].astype("int64")


def _closed(plan: Plan) -> frozenset[str]:
    closes = plan.street_exposure["closes_for_good_at_s"]
    return frozenset(closes.index[closes.to_numpy() == -np.inf])


def _open(plan: Plan) -> frozenset[str]:
    is_open = plan.usable_places["in_plan"]
    return frozenset(is_open.index[is_open.to_numpy(bool)])
