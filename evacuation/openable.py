"""Who could go where if places were open: the assignment of any choice of places, without a new search.

What a person can reach does not depend on which other places are open. So routes are searched once for
every place that could be opened, and each choice of them is only assigned anew, exactly as the plan
assigns it.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from evacuation.aims import Options, People
from evacuation.assignment import Flows, assign_people
from evacuation.destinations import Destinations
from evacuation.inputs import EvacuationInputs
from evacuation.kernels.trace import walk_lengths
from evacuation.network import BoolArray, IntArray
from evacuation.pairs import pair_up
from evacuation.placing import demand_people, reachable_options
from evacuation.reach import Choices
from evacuation.search import Found


@dataclass(frozen=True, slots=True, eq=False)
class Openable:
    """People and the destinations that could be open to them.

    Parameters
    ----------
    demand
        ``Demand``, n rows.
    people
        The same as the assignment takes them.
    destinations
        Every destination that could be open, m of them.
    choices
        What is possible, shape (m, n).
    connector
        Walk from the block to its access node [0.1 s], shape (n,).
    length_m
        Length of the route of each pair, connectors of block and place included, as in ``Routes`` [m],
        shape (m, n); NaN where there is none in time.
    minutes_decide
        Whether walking comes before the own district.
    way_unknown_persons
        People whom no street is held near: nobody knows what they could reach.
    """

    demand: pd.DataFrame
    people: People
    destinations: Destinations
    choices: Choices
    connector: IntArray
    length_m: npt.NDArray[np.float32]
    minutes_decide: bool
    way_unknown_persons: int

    @classmethod
    def of(cls, inputs: EvacuationInputs, found: Found) -> "Openable":
        """Return what is openable of what everybody could reach; no route is kept.

        Parameters
        ----------
        inputs
            What the stage takes, with every place that could be opened in the plan.
        found
            What its people can reach.

        Returns
        -------
        Openable
            People and destinations.
        """
        inputs, found = pair_up(inputs, found)
        row = inputs.blocks.index.get_indexer(pd.Index(inputs.demand["block_id"]))
        off_network = inputs.network.block_node[row] < 0
        return cls(
            inputs.demand, demand_people(inputs), inputs.destinations, found.choices, found.connector,
            _lengths_m(inputs, found), inputs.minutes_decide,
            int(inputs.demand["persons"].to_numpy(np.int64)[off_network].sum()),
        )  # fmt: skip

    @property
    def persons(self) -> int:
        """Everybody who needs a place."""
        return int(self.people.persons.sum())

    def with_seats(self, seats: "pd.Series[int]") -> "Openable":
        """Return the same people and destinations with other seats.

        Parameters
        ----------
        seats
            Seats by place id; every destination but safe ground has a number.

        Returns
        -------
        Openable
            With these seats.
        """
        limited = self.destinations.capacity >= 0
        wanted = seats.reindex(pd.Index(self.destinations.destination_id)[limited]).to_numpy(np.int64)
        capacity = self.destinations.capacity.copy()
        capacity[limited] = wanted
        return replace(self, destinations=replace(self.destinations, capacity=capacity))

    def mask(self, place_ids: frozenset[str]) -> BoolArray:
        """Return which destinations are open: safe ground, and the places of these ids.

        Parameters
        ----------
        place_ids
            Ids of places; those that are no destination change nothing.

        Returns
        -------
        BoolArray
            Shape (m,).
        """
        named = np.array([one in place_ids for one in self.destinations.destination_id], np.bool_)
        return named | (self.destinations.capacity < 0)

    def options(self, is_open: BoolArray) -> Options:
        """Return the pairs of demand rows and open destinations; destinations count among the open ones.

        Parameters
        ----------
        is_open
            Whether each destination is open, shape (m,).

        Returns
        -------
        Options
            Pairs of demand rows and open destinations.
        """
        part = {name: getattr(self.choices, name)[is_open] for name in Choices.__slots__}
        return reachable_options(
            self.demand, self.destinations.only(is_open), replace(self.choices, **part), self.connector
        )

    def assign(self, is_open: BoolArray) -> Flows:
        """Return who goes where with some destinations open, as the plan of this choice has it.

        Parameters
        ----------
        is_open
            Whether each destination is open, shape (m,).

        Returns
        -------
        Flows
            Every person of the demand once; ``destination`` counts among all m destinations, −1 for none.
        """
        flows = assign_people(
            self.people, self.destinations.capacity[is_open], self.options(is_open),
            minutes_decide=self.minutes_decide,
        )  # fmt: skip
        position = np.append(np.flatnonzero(is_open), -1)
        return replace(flows, destination=position[flows.destination])


def _lengths_m(inputs: EvacuationInputs, found: Found) -> npt.NDArray[np.float32]:
    """Return the lengths of the routes that the choices stand for, shape (m, n)."""
    network, destinations, choices = inputs.network, inputs.destinations, found.choices
    lengths = np.full(choices.feasible.shape, np.nan, np.float32)
    place_row = destinations.place_row
    place_m = np.where(place_row < 0, 0.0, np.append(network.place_connector_m, 0.0)[place_row])
    for profile_id, reach in found.reaches.items():
        rows = found.rows[profile_id]
        block_m = network.block_connector_m[rows.block_row]
        for by_shortest in (False, True):
            trees = reach.trees(by_shortest=by_shortest)
            taken = choices.feasible[:, rows.row] & (choices.by_shortest[:, rows.row] == by_shortest)
            for at in np.flatnonzero(taken.any(axis=1)).tolist():
                own = taken[at]
                on_streets = walk_lengths(
                    trees.next_arc[at], network.arc_head, network.arc_length_m, rows.node[own]
                )
                lengths[at, rows.row[own]] = on_streets + block_m[own] + place_m[at]
    return lengths
