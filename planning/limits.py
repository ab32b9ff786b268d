"""By when people of a district must have left, by the routes that they are sent by."""

import numpy as np
import pandas as pd

from planning.case import Case
from planning.plan import Plan


def district_limits(case: Case, plan: Plan, *, by_profile: bool = False) -> pd.DataFrame:
    """Return the limits of each district that anybody leaves.

    Parameters
    ----------
    case, plan
        Inputs and results.
    by_profile
        Whether walking profiles are told apart.

    Returns
    -------
    pandas.DataFrame
        Index ``district_id`` (and ``profile_id``). ``departure_s`` the earliest departure;
        ``route_latest_departure_s`` the earliest limit among the routes people are sent by, NaN where
        nobody walks; ``route_latest_departure_persons`` who leave by it; ``route_margin_s`` the
        smallest margin; ``below_reserve_persons`` whose route leaves less than the reserve;
        ``best_latest_departure_s`` the earliest of the blocks' limits regardless of seats, NaN where
        none is finite; ``blocks_without_route`` blocks without a safe route at any time. Times are seconds
        after t0.
    """
    keys = ["district_id", "profile_id"] if by_profile else ["district_id"]
    rows = plan.margin.assign(district_id=plan.margin["block_id"].map(case.city.blocks["district_id"]))
    limit = rows["route_latest_departure_s"]
    earliest = limit.groupby([rows[key] for key in keys]).transform("min")
    at_limit = rows["route_latest_departure_persons"].where(limit == earliest, 0)
    best = rows["best_latest_departure_s"]
    closed = rows["block_id"].where(best == -np.inf)
    table = rows.assign(at_limit=at_limit, best=best.where(np.isfinite(best)), closed=closed)
    grouped = table.groupby(keys, sort=True)
    return pd.DataFrame(
        {
            "departure_s": grouped["departure_s"].min(),
            "route_latest_departure_s": grouped["route_latest_departure_s"].min(),
            "route_latest_departure_persons": grouped["at_limit"].sum(),
            "route_margin_s": grouped["route_margin_s"].min(),
            "below_reserve_persons": grouped["below_reserve_persons"].sum(),
            "best_latest_departure_s": grouped["best"].min(),
            "blocks_without_route": grouped["closed"].nunique(),
        }
    )
