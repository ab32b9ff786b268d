"""Whether people without a place can still walk out of the hazard area, asked of networkx."""

from collections.abc import Iterator, Mapping

import numpy as np

from domain.vocabulary import DestinationKind, Outcome
from evacuation.clock import HORIZON
from evacuation.inputs import EvacuationInputs
from evacuation.profile_on_network import ProfileOnNetwork
from planning.plan import Plan
from verification.reach import profile_rows
from verification.search import network_graph, search_back


def ways_out_told_otherwise(
    inputs: EvacuationInputs, placed: Mapping[str, ProfileOnNetwork], plan: Plan
) -> Iterator[object]:
    """Yield the rows of the assignment that do not say who gets out of the area in time, and who does not.

    Parameters
    ----------
    inputs
        What the evacuation stage takes, with the demand of the plan.
    placed, plan
        The walking profiles on the network, and the plan.

    Yields
    ------
    object
        Number of the row.
    """
    rows, safe_ground = plan.assignment, inputs.safe_ground
    without = rows["destination_id"] == ""
    gets_out: dict[int, bool] = {}
    if safe_ground is not None and inputs.network.has_streets:
        starts = dict.fromkeys(np.flatnonzero(safe_ground).tolist(), (0, 0))
        for profile_id in rows.loc[without, "profile_id"].unique():
            walking = placed[str(profile_id)]
            adjacency = dict(network_graph(inputs, walking).adjacency())
            ways = search_back(adjacency, starts, walking, by_latest=True, kind=DestinationKind.SAFE_AREA)
            people = profile_rows(inputs, walking)
            in_time = people.leave <= HORIZON - ways.cost[people.access_node]
            can = (people.access_node >= 0) & in_time
            gets_out |= dict(zip(inputs.demand.index[people.rows].tolist(), can.tolist(), strict=True))
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        has_none = row["destination_id"] == ""
        can_leave = has_none and gets_out.get(row["demand_id"], False)
        is_asked = has_none and safe_ground is not None and row["outcome"] != Outcome.WAY_UNKNOWN
        told = (bool(row["can_leave_area"]), bool(row["cannot_reach_safety"]))
        if told != (can_leave, is_asked and not can_leave):
            yield number
