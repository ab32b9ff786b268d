"""What the answers of single blocks share: the network under a plan, prepared once."""

from dataclasses import dataclass

import numpy as np

from domain.vocabulary import PlaceStanding
from evacuation.destinations import Destinations
from evacuation.inputs import EvacuationInputs
from evacuation.leaving import ways_out
from evacuation.network import BoolArray, FloatArray, IntArray
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.routes import StreetVertices
from evacuation.search import place_profiles
from evacuation.second_choice import usable_arcs
from evacuation.trees import Tree
from planning.case import Case
from planning.network import city_vertices
from planning.plan import Plan
from planning.stage_inputs import inputs_of_plan


@dataclass(frozen=True, slots=True, eq=False)
class BlockGround:
    """The network under a plan: some 40 MB for the bundled city. Read-only.

    Parameters
    ----------
    inputs
        What the plan's evacuation stage took.
    on_network
        Walking profiles on the network, by id.
    usable
        Arcs that any route of each profile may use, by id.
    free
        Seats that the plan leaves at each destination, −1 without limit, shape (destinations,).
    to_confirm
        Whether each destination is still to be confirmed, shape (destinations,); never safe ground.
    ways_out
        Ways out of the hazard area for each profile, by id; empty in a stay of days.
    vertices
        Vertices of the streets.
    closes_at_s
        First closing of each street row once the first people have left [s after t0].
    """

    inputs: EvacuationInputs
    on_network: dict[str, ProfileOnNetwork]
    usable: dict[str, BoolArray]
    free: IntArray
    to_confirm: BoolArray
    ways_out: dict[str, Tree]
    vertices: StreetVertices
    closes_at_s: FloatArray


def block_ground(case: Case, plan: Plan) -> BlockGround:
    """Prepare the network under a plan for the answers of its blocks.

    Parameters
    ----------
    case, plan
        A case and its plan.

    Returns
    -------
    BlockGround
        The same for every block.
    """
    inputs = inputs_of_plan(case, plan)
    on_network = place_profiles(inputs)
    return BlockGround(
        inputs=inputs,
        on_network=on_network,
        usable={profile_id: usable_arcs(inputs, one) for profile_id, one in on_network.items()},
        free=free_seats(inputs.destinations, plan),
        to_confirm=_to_confirm(inputs.destinations, plan),
        ways_out={
            profile_id: ways_out(inputs.network, one, inputs.safe_ground)
            for profile_id, one in on_network.items()
            if inputs.safe_ground is not None
        },
        vertices=city_vertices(case.city),
        closes_at_s=_first_closing_s(inputs),
    )


def _first_closing_s(inputs: EvacuationInputs) -> FloatArray:
    """Return when each street closes first once the first people have left [s after t0], shape (streets,)."""
    passage = inputs.passage
    earliest_s = float(inputs.demand["departure_s"].min()) if len(inputs.demand) else -np.inf
    to_come = passage.windows.still_to_come(earliest_s, passage.closes_at_s)
    return to_come.first_closing_s(passage.closes_at_s)


def free_seats(destinations: Destinations, plan: Plan) -> IntArray:
    """Return the seats that a plan leaves at each destination, −1 without limit, shape (destinations,).

    Parameters
    ----------
    destinations
        Destinations of the plan.
    plan
        The plan; seats of people assumed not to leave are kept.

    Returns
    -------
    IntArray
        Shape (destinations,).
    """
    taken = (
        plan.loads["assigned_persons"].reindex(list(destinations.destination_id)).fillna(0).to_numpy(np.int64)
    )
    return np.where(destinations.capacity < 0, -1, destinations.capacity - taken)


def _to_confirm(destinations: Destinations, plan: Plan) -> BoolArray:
    standing = plan.usable_places["standing"].reindex(list(destinations.destination_id))
    return (standing == PlaceStanding.TO_CONFIRM.value).to_numpy(dtype=bool)


def block_row(case: Case, block_id: str) -> int:
    """Return the row of a block in the block table.

    Parameters
    ----------
    case
        The case.
    block_id
        Id of the block.

    Returns
    -------
    int
        Its position; −1 where the city has no such block.
    """
    try:
        # A whole index made for one id takes ten times as long.
        row = case.city.blocks.index.get_loc(block_id)
    except KeyError:
        return -1
    return row if isinstance(row, int) else -1
