"""The day as it was planned, as an answer of もしも: nothing is searched for, the plan says it all."""

import numpy as np

from planning.case import Case
from planning.changed_blocks import Walked, changed_blocks
from planning.changed_day import ChangedDay, DayChange
from planning.plan import Plan


def unchanged_day(case: Case, plan: Plan) -> ChangedDay:
    """Return what ``planning.changed_day.changed_day`` says of a day on which nothing is changed.

    Parameters
    ----------
    case, plan
        A case and its plan.

    Returns
    -------
    ChangedDay
        Nobody is lost, and nobody led anew.
    """
    rows, routes = plan.assignment, plan.routes
    walks = (rows["route_id"] >= 0).to_numpy()
    route_id = rows["route_id"].to_numpy()[walks]
    own = routes.reindex(route_id)
    told = rows[walks].assign(
        lost=False, route_after=route_id, over_blocked=False,
        walk_after_s=own["walk_time_s"].to_numpy(np.float64),
        below_after=own["below_reserve"].to_numpy(np.bool_), other_way=False,
    )  # fmt: skip
    replanned = rows.assign(walk_time_s=np.nan, wait_s=0.0, route_id=np.int64(-1))
    below = routes["persons"].where(routes["below_reserve"], 0).groupby(routes["block_id"]).sum()
    return ChangedDay(
        key=plan.key, change=DayChange(),
        blocks=changed_blocks(
            case, plan, Walked(told, routes, rows.iloc[:0]), replanned, below.astype("int64")
        ),
        told=told, kept_routes=routes, replanned=replanned, new_routes=routes.iloc[:0],
        node_latest_departure_s=plan.node_latest_departure_s, margin_known=plan.facts.margin_known,
        provenance=plan.provenance, missing_kinds=plan.missing_kinds,
    )  # fmt: skip
