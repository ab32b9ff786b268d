"""What would come of everybody going to the nearest place without a plan: seats counted as people arrive.

The rule. Everybody of the demand sets out when the plan lets him set out, to the place that he reaches in the
shortest walk of those that the plan would let him go to. Seats are given in the order of arrival. Who finds
no seat goes on at once to the place that is nearest from there, that he has not been at, and that he still
reaches before the streets and the place close and within the longest walk, all that he has walked counted;
until he has a seat or there is no such place. Nobody knows from afar what is full. Those who are assumed not
to leave count as if they came, as they do in the plan, which keeps a seat for everybody.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.tables.assignment import UncoordinatedPlaces
from evacuation.aims import Options
from evacuation.clock import UNREACHED, departure_ticks, latest_ticks, seconds_of
from evacuation.inputs import EvacuationInputs
from evacuation.kernels.uncoordinated import walk_on
from evacuation.network import BoolArray, IntArray
from evacuation.placing import demand_options
from evacuation.search import Found

#: Latest departure where there is no way: before any time.
_NEVER = -(1 << 60)


@dataclass(frozen=True, slots=True, eq=False)
class Uncoordinated:
    """What comes of it.

    Parameters
    ----------
    places
        ``UncoordinatedPlaces``.
    persons
        People of the demand.
    full_at_first_persons
        People who find their nearest place full.
    unserved_persons
        People without a seat in the end; those whom the plan lets go nowhere are among them.
    walk_time_mean_s
        Over all people with a seat; NaN where there are none.
    """

    places: pd.DataFrame
    persons: int
    full_at_first_persons: int
    unserved_persons: int
    walk_time_mean_s: float


def go_to_nearest(inputs: EvacuationInputs, found: Found, options: Options | None = None) -> Uncoordinated:
    """Send everybody to the nearest place, and on from there.

    Parameters
    ----------
    inputs, found
        What the stage takes, and what its people can reach.
    options
        What ``demand_options`` gives, where somebody has it.

    Returns
    -------
    Uncoordinated
        By the rule of this module.
    """
    demand, destinations = inputs.demand, inputs.destinations
    persons = demand["persons"].to_numpy(np.int64)
    options = demand_options(inputs, found) if options is None else options
    first, walked = nearest_places(options, persons.size)
    leave = departure_ticks(demand["departure_s"].to_numpy(np.float64))
    profile_id = sorted(found.reaches)
    profile = np.searchsorted(np.array(profile_id, dtype=object), demand["profile_id"].to_numpy(object))
    walk, latest, most = _between(inputs, found, profile_id)
    came, turned_away, full, seated, seated_of, tick_persons = walk_on(
        first, leave + walked, walked, persons, destinations.capacity, _may(found, persons.size),
        walk, latest, most, profile.astype(np.int64),
    )  # fmt: skip
    capacity = pd.Series(destinations.capacity, dtype="Int64").where(destinations.capacity >= 0)
    table = pd.DataFrame(
        {
            "capacity_persons": capacity.to_numpy(), "came_persons": came, "turned_away_persons": turned_away,
            "full_at_first_persons": full, "seated_persons": seated,
        },
        index=pd.Index(destinations.destination_id, dtype="str", name="destination_id"),
    ).astype({"capacity_persons": "Int64"})  # fmt: skip
    served = int(seated_of.sum())
    mean = float(seconds_of(np.array([tick_persons.sum() / served]))[0]) if served else float("nan")
    return Uncoordinated(
        UncoordinatedPlaces.check(table),
        int(persons.sum()),
        int(full.sum()),
        int(persons.sum()) - served,
        mean,
    )


def nearest_places(options: Options, n_rows: int) -> tuple[IntArray, IntArray]:
    """Return the place of the shortest walk of each row, and that walk.

    Parameters
    ----------
    options
        Pairs that the plan may use.
    n_rows
        Rows of the demand.

    Returns
    -------
    destination, ticks : int64 (rows,)
        −1 and 0 for rows without any; of equal walks the first destination.
    """
    order = np.lexsort((options.destination, options.ticks, options.row))
    row, begin = np.unique(options.row[order], return_index=True)
    chosen = order[begin]
    destination, ticks = np.full(n_rows, -1, np.int64), np.zeros(n_rows, np.int64)
    destination[row], ticks[row] = options.destination[chosen], options.ticks[chosen]
    return destination, ticks


def _between(
    inputs: EvacuationInputs, found: Found, profile_id: list[str]
) -> tuple[IntArray, IntArray, IntArray]:
    """Return walks, latest departures and longest walks between destinations, as the kernel takes them."""
    destinations = inputs.destinations
    n = len(destinations)
    walk = np.full((len(profile_id), 2, n, n), UNREACHED, np.int64)
    latest = np.full_like(walk, _NEVER)
    most = np.zeros((len(profile_id), n), np.int64)
    places = np.flatnonzero(destinations.place_row >= 0)
    place_row = destinations.place_row[places]
    for i, name in enumerate(profile_id):
        reach = found.reaches[name]
        most[i] = reach.longest_ticks
        at = reach.position(inputs.network.place_node[place_row])
        out = reach.on_network.place_connector[place_row]
        for sort, trees in enumerate((reach.shortest, reach.latest)):
            # Of no place anybody knows the way to itself.
            walk[i, sort][places] = (trees.walk[:, at] + out).T
            latest[i, sort][places] = (latest_ticks(trees.cost[:, at]) - out).T
    return np.minimum(walk, UNREACHED), latest, most


def _may(found: Found, n_rows: int) -> BoolArray:
    """Return whether people of each row may be led to each destination at all: (destinations, rows)."""
    may = np.zeros((found.choices.feasible.shape[0], n_rows), np.bool_)
    for name, rows in found.rows.items():
        reach = found.reaches[name]
        for i, closed_for in enumerate(reach.closed_for.tolist()):
            # Who is turned away elsewhere does not go on to a place that is not for him.
            led = reach.longest_ticks[i] >= 0
            may[i, rows.row] = led & reach.on_network.may_leave(closed_for, rows.block_row)
    return may
