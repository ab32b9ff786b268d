"""What people are asked to walk beyond the shortest route: the city, its wards and its districts."""

from dataclasses import dataclass
from itertools import pairwise
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from evacuation.network import FloatArray, IntArray
from planning.case import Case
from planning.plan import LONGER_WALK_S, Plan

#: Walks of areas of the plans that are in memory.
_kept: WeakKeyDictionary[Plan, pd.DataFrame] = WeakKeyDictionary()


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
    return _longer(routes["extra_walk_s"].to_numpy(np.float64), routes["persons"].to_numpy(np.int64))


def _longer(extra_s: FloatArray, persons: IntArray) -> LongerWalk:
    walkers = persons.astype(np.float64)
    return LongerWalk(
        persons=int(persons[extra_s >= LONGER_WALK_S].sum()),
        mean_s=float(np.average(extra_s, weights=walkers)) if walkers.any() else float("nan"),
        most_s=float(extra_s.max()) if extra_s.size else 0.0,
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
    found = _kept.get(plan)
    if found is None:
        # Asked for each ward and district that is looked at, and for tables.
        found = _kept[plan] = _of_areas(case, plan)
    return found


def _of_areas(case: Case, plan: Plan) -> pd.DataFrame:
    city = case.city
    extra_s = plan.routes["extra_walk_s"].to_numpy(np.float64)
    persons = plan.routes["persons"].to_numpy(np.int64)
    block = city.blocks.index.get_indexer(pd.Index(plan.routes["block_id"]))
    found = {city.meta.city_code: _longer(extra_s, persons)}
    for level, areas in (("ward_code", city.wards.index), ("district_id", city.districts.index)):
        area_of = areas.get_indexer(pd.Index(city.blocks[level]))[block]
        # Area after area, the routes of each in their order.
        order = np.argsort(area_of, kind="stable")
        bounds = np.searchsorted(area_of[order], np.arange(len(areas) + 1))
        parts = [order[low:high] for low, high in pairwise(bounds.tolist())]
        found |= {
            str(area): _longer(extra_s[part], persons[part]) for area, part in zip(areas, parts, strict=True)
        }
    rows = [(one.persons, one.mean_s, one.most_s) for one in found.values()]
    return pd.DataFrame(rows, columns=["persons", "mean_s", "most_s"], index=list(found))
