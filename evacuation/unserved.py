"""People without a place: why, and whether they can still walk out of the hazard area."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from domain.vocabulary import Outcome
from evacuation.assignment import Flows
from evacuation.causes import find_causes, gather_causes
from evacuation.inputs import EvacuationInputs
from evacuation.leaving import can_leave_area
from evacuation.margin import LatestCosts
from evacuation.measures import forget_measures
from evacuation.network import BoolArray
from evacuation.search import Found


@dataclass(frozen=True, slots=True, eq=False)
class Unserved:
    """Of each demand row some of whose people have no place, shape (rows,).

    Parameters
    ----------
    cause
        The cause; no_safe_way also where everybody has a place. way_unknown where no street is held
        within ``movement.access_max_m`` of the block: no route could be looked for.
    can_leave
        Whether they can walk out of the hazard area in time, regardless of seats; False in a stay of
        days, and where everybody has a place.
    """

    cause: np.ndarray[tuple[int], np.dtype[np.object_]]
    can_leave: BoolArray


def explain_unserved(
    inputs: EvacuationInputs, found: Found, flows: Flows, latest: Mapping[str, LatestCosts] | None = None
) -> Unserved:
    """Look at why people have no place, and at whether they can still get out.

    Parameters
    ----------
    inputs, found, flows
        What the stage takes, what its people can reach, and who goes where.
    latest
        Latest departures of the walking profiles, by id, where somebody has them.

    Returns
    -------
    Unserved
        Cause, and whether they can leave, of each demand row.
    """
    n = len(inputs.demand)
    without = np.zeros(n, np.bool_)
    without[flows.row[flows.destination < 0]] = True
    can_leave = np.zeros(n, np.bool_)
    if not inputs.network.has_streets:
        return Unserved(np.full(n, Outcome.WAY_UNKNOWN, object), can_leave)
    cause = np.full(n, Outcome.NO_SAFE_WAY, object)
    for profile_id, all_rows in found.rows.items():
        rows = all_rows.only(without[all_rows.row])
        if not rows.row.size:
            continue
        on_network = found.on_network[profile_id]
        trees = None if latest is None else latest[profile_id].trees
        cause[rows.row] = find_causes(
            gather_causes(inputs.network, on_network, inputs.destinations, inputs.groups, rows, trees)
        )
        if inputs.safe_ground is not None:
            can_leave[rows.row] = can_leave_area(inputs.network, on_network, inputs.safe_ground, rows)
        forget_measures(on_network)
    return Unserved(cause, can_leave)
