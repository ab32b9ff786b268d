"""First part of the stage: what every demand row could reach. Arrays only, no geometry."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from domain.going_on import GoingOn, go_on
from evacuation.clock import NEVER_LEAVES, departure_ticks
from evacuation.inputs import EvacuationInputs
from evacuation.measures import forget_measures
from evacuation.network import IntArray
from evacuation.profile_on_network import ProfileOnNetwork, put_on_network
from evacuation.reach import Again, Choices, Reach, reach_destinations
from evacuation.rows import WalkingRows
from evacuation.search_memory import Following


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What demand rows can reach.

    Parameters
    ----------
    on_network
        Walking profiles on the network, by id: the first of the inputs, and every one that people have.
    reaches
        Routes of each profile that people have, by id.
    rows
        Demand rows of each of these profiles.
    connector
        Walk from the block to its access node of each demand row [0.1 s], shape (rows,).
    block_row
        Row of the block of each demand row, shape (rows,).
    choices
        What is possible, shape (destinations, rows).
    """

    on_network: dict[str, ProfileOnNetwork]
    reaches: dict[str, Reach]
    rows: dict[str, WalkingRows]
    connector: IntArray
    block_row: IntArray
    choices: Choices


def search_routes(
    inputs: EvacuationInputs,
    again: Mapping[str, Again] | None = None,
    following: Following | None = None,
    *,
    going_on: GoingOn = go_on,
) -> Found:
    """Search for the routes of everybody who must leave, to every destination.

    Parameters
    ----------
    inputs
        What the stage takes; of ``streets`` the width and the steps are read, no geometry.
    again
        Where one search follows another: what was found for each walking profile, by id.
    following
        In its place, the plans before that the searches may follow.
    going_on
        Called before the search of each walking profile; what it raises ends the work.

    Returns
    -------
    Found
        What everybody can reach.
    """
    placed = place_profiles(inputs)
    shape = (len(inputs.destinations), len(inputs.demand))
    feasible, in_reserve, by_shortest = np.zeros((3, *shape), np.bool_)
    walk = np.zeros(shape, np.int64)
    connector = np.zeros(shape[1], np.int64)
    block_row = inputs.blocks.index.get_indexer(pd.Index(inputs.demand["block_id"])).astype(np.int64)
    reaches, rows = {}, {}

    def one(profile_id: str) -> tuple[str, WalkingRows, Reach, Choices] | None:
        going_on()
        on_network = placed[profile_id]
        part = walking_rows(inputs, on_network, block_row)
        if not part.row.size:
            return None
        # Whoever finds a place full goes on from there (``evacuation.uncoordinated``).
        starts = np.concatenate([part.node, _place_nodes(inputs)])
        before = None if again is None else again.get(profile_id, Again())
        if following is not None:
            before = following.again(on_network, inputs.destinations, np.unique(starts[starts >= 0]))
        reach = reach_destinations(
            inputs.network, on_network, inputs.destinations, access_node=starts, again=before
        )
        forget_measures(on_network)
        return profile_id, part, reach, reach.choices(part)

    # Where trees are at hand little of a profile is searched for: two go beside each other then. Elsewhere
    # one alone fills all threads, and two at a time would hold what both take on the way.
    with ThreadPoolExecutor(2 if following is not None and following.has_trees else 1) as pool:
        for profile_id, part, reach, choices in filter(None, pool.map(one, placed)):
            feasible[:, part.row], in_reserve[:, part.row] = choices.feasible, choices.in_reserve
            by_shortest[:, part.row], walk[:, part.row] = choices.by_shortest, choices.walk
            connector[part.row] = part.connector_ticks
            reaches[profile_id] = reach
            rows[profile_id] = replace(part, destination_in_time=np.asarray(choices.feasible.any(axis=0)))
    return Found(
        placed, reaches, rows, connector, block_row, Choices(feasible, in_reserve, by_shortest, walk)
    )


def _place_nodes(inputs: EvacuationInputs) -> IntArray:
    """Return the nodes of all destinations that are places."""
    place_row = inputs.destinations.place_row
    return np.asarray(inputs.network.place_node[place_row[place_row >= 0]], np.int64)


def place_profiles(inputs: EvacuationInputs) -> dict[str, ProfileOnNetwork]:
    """Return the walking profiles on the network, by id: the first, and every one that people have.

    Parameters
    ----------
    inputs
        What the stage takes.

    Returns
    -------
    dict[str, ProfileOnNetwork]
        ProfileOnNetwork by the id of their profile.
    """
    earliest = float(inputs.demand["departure_s"].min()) if len(inputs.demand) else -np.inf
    passage = replace(inputs.passage, earliest_departure_s=earliest)
    present = {inputs.profiles[0].profile_id, *inputs.demand["profile_id"].unique()}
    return {
        profile.profile_id: put_on_network(
            inputs.network, inputs.streets, passage, profile, inputs.day_time, inputs.settings
        )
        for profile in inputs.profiles
        if profile.profile_id in present
    }  # fmt: skip


def walking_rows(inputs: EvacuationInputs, on_network: ProfileOnNetwork, block_row: IntArray) -> WalkingRows:
    """Return the demand rows of one profile.

    Parameters
    ----------
    inputs
        What the stage takes.
    on_network
        The profile on the network.
    block_row
        Row of the block of each row of the demand, shape (rows,).

    Returns
    -------
    WalkingRows
        Rows of this profile; nobody knows yet whether a destination is in time.
    """
    demand = inputs.demand
    row = np.flatnonzero((demand["profile_id"] == on_network.profile.profile_id).to_numpy())
    block = block_row[row]
    connector = on_network.block_connector[block]
    departs_s = demand["departure_s"].to_numpy(np.float64)[row]
    leaves = departure_ticks(departs_s) + connector
    return WalkingRows(
        row=row,
        block_row=block,
        node=inputs.network.block_node[block],
        connector_ticks=connector,
        # Whoever is at home when the hazard is there does not get out, however long the streets are open.
        leave_ticks=np.where(departs_s > inputs.block_reached_s[block], NEVER_LEAVES, leaves),
        district_id=demand["district_id"].to_numpy(object)[row],
        destination_in_time=np.zeros(row.size, np.bool_),
    )
