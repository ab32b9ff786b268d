"""What people are asked to walk beyond the shortest route: the city, its wards and its districts."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from planning.case import Case
from planning.plan import LONGER_WALK_S, Plan


@dataclass(frozen=True, slots=True)
class LongerWalk:
    """What the people of some routes are asked to walk beyond the shortest to the same destinations.

    Parameters
    ----------
    persons
        People whose route is at least ``LONGER_WALK_S`` longer.
    mean_s, most_s
        Mean over all who walk [s], NaN where nobody does; the most of any route [s], 0 where none is longer.
    """

    persons: int
    mean_s: float
    most_s: float


def longer_walk(routes: pd.DataFrame) -> LongerWalk:
    """Return what the people of routes are asked to walk more.

    Parameters
    ----------
    routes
        ``Routes``, or rows of it: columns ``extra_walk_s``, ``persons``.

    Returns
    -------
    LongerWalk
        Persons and seconds.
    """
    extra_s, walkers = routes["extra_walk_s"], routes["persons"].to_numpy(np.float64)
    return LongerWalk(
        persons=int(routes.loc[extra_s >= LONGER_WALK_S, "persons"].sum()),
        mean_s=float(np.average(extra_s, weights=walkers)) if walkers.any() else float("nan"),
        most_s=float(extra_s.max()) if len(routes) else 0.0,
    )


def longer_walks(case: Case, plan: Plan) -> pd.DataFrame:
    """Return the same for the city, its wards and districts.

    Parameters
    ----------
    case, plan
        A case and its plan.

    Returns
    -------
    pd.DataFrame
        Columns of ``LongerWalk``; the index holds every area by its id.
    """
    city = case.city
    routes = pd.DataFrame(plan.routes[["block_id", "extra_walk_s", "persons"]])
    found = {city.meta.city_code: longer_walk(routes)}
    for level, areas in (("ward_code", city.wards.index), ("district_id", city.districts.index)):
        parts = dict(list(routes.groupby(routes["block_id"].map(city.blocks[level]))))
        found |= {str(area): longer_walk(parts.get(area, routes.iloc[:0])) for area in areas}
    rows = [(one.persons, one.mean_s, one.most_s) for one in found.values()]
    return pd.DataFrame(rows, columns=["persons", "mean_s", "most_s"], index=list(found))
