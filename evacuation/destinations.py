"""Where people may be led: safe ground and the places of the plan, as nodes of the network."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.profiles import WalkingProfile
from domain.vocabulary import DestinationKind
from evacuation.network import BoolArray, IntArray, Network

#: Destination id of safe ground, which has no capacity.
SAFE_AREA_ID = "safe_area"


@dataclass(frozen=True, slots=True, eq=False)
class Destinations:
    """Destinations in a fixed order: safe ground first (if the scenario has it), then by id.

    Parameters
    ----------
    destination_id
        Place ids, or ``safe_area``.
    kind
        Kind of each destination.
    tier
        Position of its kind in the scenario's order of preference, from 0.
    nodes
        Node positions of each destination.
    place_row
        Row of the place table; −1 for safe ground.
    capacity
        Seats; −1 without limit (safe ground).
    district_id
        District of the place, empty for safe ground.
    for_care
        Whether only people who need care, and who goes along with them, may be led there: welfare shelters
        that take people in directly.
    """

    destination_id: tuple[str, ...]
    kind: tuple[DestinationKind, ...]
    tier: IntArray
    nodes: tuple[IntArray, ...]
    place_row: IntArray
    capacity: IntArray
    district_id: tuple[str, ...]
    for_care: BoolArray

    def __len__(self) -> int:
        """Return the number of destinations."""
        return len(self.destination_id)

    def only(self, kept: BoolArray) -> "Destinations":
        """Return some of the destinations in the same order.

        Parameters
        ----------
        kept
            Whether each destination stays, shape (destinations,).

        Returns
        -------
        Destinations
            The destinations that stay.
        """
        at = np.flatnonzero(kept)
        return Destinations(
            destination_id=tuple(self.destination_id[i] for i in at), kind=tuple(self.kind[i] for i in at),
            tier=self.tier[at], nodes=tuple(self.nodes[i] for i in at), place_row=self.place_row[at],
            capacity=self.capacity[at], district_id=tuple(self.district_id[i] for i in at),
            for_care=self.for_care[at],
        )  # fmt: skip

    def open_to(self, profile: WalkingProfile) -> BoolArray:
        """Return the destinations that people of a walking profile may be led to, helpers with them.

        Parameters
        ----------
        profile
            Who walks; of a pair of helper and helped, who is helped.

        Returns
        -------
        BoolArray
            Shape (destinations,).
        """
        if not self.for_care.any():
            return np.ones(len(self), np.bool_)
        return np.asarray(~self.for_care | profile.first_to_seats, np.bool_)

    def aside(
        self, destination: IntArray, district_id: np.ndarray[tuple[int], np.dtype[np.object_]]
    ) -> IntArray:
        """Return how far destinations stand behind the first choice of people of a district.

        Parameters
        ----------
        destination
            Positions of destinations, shape (n,).
        district_id
            District of the people of each, shape (n,).

        Returns
        -------
        IntArray
            1 for a place in another district, and 1 for each kind of place that the scenario prefers
            to this one, shape (n,); 0 for safe ground.
        """
        limited = self.capacity >= 0
        there = np.array([*self.district_id, ""], dtype=object)
        own = (there[destination] == district_id) | ~limited[destination]
        tier = np.where(limited, self.tier - self.tier[limited].min(initial=99), 0)
        return np.asarray((~own).astype(np.int64) + tier[destination], np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class PlaceGroups:
    """Places that are not destinations but explain why somebody has none, as rows of the place table.

    ``capacity_unknown``: usable, but nobody knows how many it holds; ``unknown_district`` is the
    district of each, and ``unknown_for_care`` whether it is for people who need care alone.
    ``unsuitable``: designated, but not usable in this scenario.
    """

    capacity_unknown: IntArray
    unknown_district: tuple[str, ...]
    unknown_for_care: BoolArray
    unsuitable: IntArray


def choose_destinations(
    network: Network,
    places: pd.DataFrame,
    usable: pd.DataFrame,
    order: tuple[DestinationKind, ...],
    safe_nodes: BoolArray,
) -> tuple[Destinations, PlaceGroups]:
    """Pick the destinations of a plan.

    Parameters
    ----------
    network
        The walking network.
    places, usable
        ``Places`` and ``UsablePlaces``, aligned.
    order
        Kinds of destination in the scenario's order of preference.
    safe_nodes
        Nodes on safe ground, shape (n,); used where the order holds ``safe_area``.

    Returns
    -------
    tuple[Destinations, PlaceGroups]
        Destinations, and places that explain why somebody has none.
    """
    reachable = network.place_node >= 0
    in_plan = usable["in_plan"].to_numpy() & reachable
    known = usable["capacity_persons"].notna().to_numpy()
    kinds = usable["destination_kind"].to_numpy()
    wanted = np.isin(kinds, [kind.value for kind in order])
    rows = np.flatnonzero(in_plan & known & wanted)
    seats = usable["capacity_persons"].to_numpy(np.float64, na_value=np.nan)
    ids = [str(place_id) for place_id in places.index[rows]]
    kind = [DestinationKind(kinds[row]) for row in rows]
    nodes = [network.place_node[row : row + 1] for row in rows]
    capacity = [int(seats[row]) for row in rows]
    district = places["district_id"].to_numpy()
    districts = [str(district[row]) for row in rows]
    place_row = list(rows)
    for_care = usable["for_care"].to_numpy(np.bool_)
    care = for_care[rows].tolist()
    if DestinationKind.SAFE_AREA in order and safe_nodes.any():
        ids.insert(0, SAFE_AREA_ID)
        kind.insert(0, DestinationKind.SAFE_AREA)
        nodes.insert(0, np.flatnonzero(safe_nodes))
        capacity.insert(0, -1)
        districts.insert(0, "")
        place_row.insert(0, np.int64(-1))
        care.insert(0, False)
    destinations = Destinations(
        destination_id=tuple(ids), kind=tuple(kind),
        tier=np.array([order.index(k) for k in kind], np.int64),
        nodes=tuple(nodes), place_row=np.array(place_row, np.int64),
        capacity=np.array(capacity, np.int64), district_id=tuple(districts),
        for_care=np.array(care, np.bool_),
    )  # fmt: skip
    designated = (places["emergency_site"] | places["shelter"]).to_numpy() & reachable
    unknown = in_plan & ~known & wanted
    unsuitable = designated & ~in_plan
    return destinations, PlaceGroups(
        capacity_unknown=np.flatnonzero(unknown),
        unknown_district=tuple(str(name) for name in district[unknown]),
        unknown_for_care=for_care[unknown],
        unsuitable=np.flatnonzero(unsuitable),
    )
