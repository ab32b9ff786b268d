"""Second part of the stage: who goes where, of what everybody could reach. Arrays only."""

import numpy as np
import pandas as pd

from domain.vocabulary import Departure
from evacuation.aims import Options, People
from evacuation.assignment import Flows, assign_people, keep_preferred
from evacuation.destinations import Destinations
from evacuation.inputs import EvacuationInputs
from evacuation.network import IntArray
from evacuation.reach import Choices
from evacuation.search import Found


def place_people(inputs: EvacuationInputs, found: Found, options: Options | None = None) -> Flows:
    """Assign everybody who must leave, in the order of the aims.

    Parameters
    ----------
    inputs, found
        What the stage takes, and what its people can reach.
    options
        What ``demand_options`` gives, where somebody has it.

    Returns
    -------
    Flows
        Every person of the demand once.
    """
    options = demand_options(inputs, found) if options is None else options
    return assign_people(
        demand_people(inputs), inputs.destinations.capacity, options, minutes_decide=inputs.minutes_decide
    )


def demand_people(inputs: EvacuationInputs) -> People:
    """Return the demand rows as the assignment takes them.

    Parameters
    ----------
    inputs
        What the stage takes.

    Returns
    -------
    People
        Demand rows as the assignment takes them.
    """
    demand = inputs.demand
    # Who goes along with somebody who needs help has her turn.
    first = [profile.profile_id for profile in inputs.profiles if profile.first_to_seats]
    needs_help = demand["profile_id"].isin(first).to_numpy()
    staying = (demand["departure"] == Departure.NOT_LEAVING.value).to_numpy()
    block_row = inputs.blocks.index.get_indexer(pd.Index(demand["block_id"]))
    # Where minutes decide only people who walk alike are one to the assignment.
    profile = pd.factorize(demand["profile_id"], sort=True)[0]
    group = block_row * (len(demand) + 1) + (profile if inputs.minutes_decide else 0)
    return People(
        persons=demand["persons"].to_numpy(np.int64),
        group=np.unique(group, return_inverse=True)[1].astype(np.int64),
        needs_help=needs_help,
        special_zone=inputs.special_zone[block_row],
        # A seat nearby is for those who walk there, of them first for those who need help.
        rank=2 * staying.astype(np.int64) + ~needs_help,
        in_pairs=(demand["helpers"] > 0).to_numpy(np.bool_),
        leaving=~staying,
    )


def demand_options(inputs: EvacuationInputs, found: Found) -> Options:
    """Return the pairs of demand row and destination that the assignment may use.

    Parameters
    ----------
    inputs
        What the stage takes.
    found
        What its people can reach.

    Returns
    -------
    Options
        Pairs of demand rows and destinations.
    """
    return reachable_options(inputs.demand, inputs.destinations, found.choices, found.connector)


def reachable_options(
    demand: pd.DataFrame, destinations: Destinations, choices: Choices, connector: IntArray
) -> Options:
    """Return the pairs of demand row and destination of what is possible.

    Parameters
    ----------
    demand
        ``Demand``, n rows.
    destinations
        Destinations, m of them.
    choices
        What is possible, shape (m, n).
    connector
        Walk from the block to its access node [0.1 s], shape (n,).

    Returns
    -------
    Options
        Pairs of demand rows and destinations.
    """
    kept = keep_preferred(choices.in_reserve, choices.feasible, destinations.tier, destinations.capacity)
    row, destination = np.nonzero(kept.T)
    home = demand["district_id"].to_numpy(object)
    leaving = (demand["departure"] != Departure.NOT_LEAVING.value).to_numpy()
    return Options(
        row=row.astype(np.int64),
        destination=destination.astype(np.int64),
        ticks=choices.walk[destination, row] + connector[row],
        aside=destinations.aside(destination, home[row]),
        # Whoever does not leave has no route.
        below=(~choices.in_reserve[destination, row] & leaving[row]).astype(np.int64),
    )
