"""The tables of crowding: by route, block, street, place, and over time."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.tables.crowding import (
    CrowdArrivals,
    CrowdBlocks,
    CrowdDoors,
    CrowdPlaces,
    CrowdQueues,
    CrowdRoutes,
    CrowdStreets,
)
from evacuation.clock import seconds_of
from evacuation.crowding import Crowd, share_of
from evacuation.inputs import EvacuationInputs
from evacuation.kernels.queue_state import ARRIVED, AT_HOME, CAUGHT, CUT_OFF
from evacuation.network import BoolArray, FloatArray, IntArray

#: Queues are noted, and arrivals counted, by minutes.
BIN_TICKS = 600


@dataclass(frozen=True, slots=True, eq=False)
class CrowdTables:
    """Tables as in ``domain.tables.crowding``."""

    routes: pd.DataFrame
    blocks: pd.DataFrame
    streets: pd.DataFrame
    places: pd.DataFrame
    arrivals: pd.DataFrame
    queues: pd.DataFrame
    doors: pd.DataFrame


def crowd_tables(inputs: EvacuationInputs, routes: pd.DataFrame, crowd: Crowd) -> CrowdTables:
    """Return all tables of crowding.

    Parameters
    ----------
    inputs, routes
        What ``crowd_of`` was given.
    crowd
        Everybody's walk.

    Returns
    -------
    CrowdTables
        Checked against their contracts.
    """
    by_route = _routes(routes, crowd)
    arrivals = _arrivals(routes, crowd)
    return CrowdTables(
        routes=CrowdRoutes.check(by_route),
        blocks=CrowdBlocks.check(_blocks(routes, crowd)),
        streets=CrowdStreets.check(_streets(inputs, crowd)),
        places=CrowdPlaces.check(_places(inputs, routes, crowd)),
        arrivals=CrowdArrivals.check(arrivals),
        queues=CrowdQueues.check(_queues(inputs, crowd)),
        doors=CrowdDoors.check(_doors(inputs, crowd)),
    )


def _sums(group: IntArray, values: BoolArray, size: int) -> IntArray:
    return np.round(np.bincount(group, values.astype(np.float64), minlength=size)).astype(np.int64)


def _most(group: IntArray, values: FloatArray, size: int) -> FloatArray:
    most = np.zeros(size)
    np.maximum.at(most, group, values)
    return most


def _means(group: IntArray, values: FloatArray, size: int) -> FloatArray:
    count = np.bincount(group, minlength=size)
    return np.bincount(group, values, minlength=size) / np.maximum(count, 1)


def _routes(routes: pd.DataFrame, crowd: Crowd) -> pd.DataFrame:
    n, of, outcome = len(routes), crowd.route, crowd.walk.outcome
    waited = seconds_of(crowd.walk.waited)
    last = np.full(n, np.nan)
    arrived = crowd.arrived
    np.fmax.at(last, of[arrived], seconds_of(crowd.walk.ended[arrived]))
    frame = pd.DataFrame({
        "persons": np.bincount(of, minlength=n),
        "in_time_persons": _sums(of, (outcome == ARRIVED) & ~crowd.late, n),
        "late_persons": _sums(of, crowd.late, n),
        "caught_persons": _sums(of, outcome == CAUGHT, n),
        "cut_off_persons": _sums(of, outcome == CUT_OFF, n),
        "at_home_persons": _sums(of, outcome == AT_HOME, n),
        "alone_missed_persons": _sums(of, crowd.alone_missed, n),
        "waited_mean_s": _means(of, waited, n),
        "waited_max_s": _most(of, waited, n),
        "arrive_s": last,
    }, index=pd.Index(routes.index.to_numpy(np.int64), name="route_id"))  # fmt: skip
    return frame.astype({name: np.int64 for name in frame.columns if name.endswith("persons")})


def _blocks(routes: pd.DataFrame, crowd: Crowd) -> pd.DataFrame:
    ids, of_route = np.unique(routes["block_id"].to_numpy(object).astype(str), return_inverse=True)
    of, n = of_route[crowd.route], ids.size
    waited = seconds_of(crowd.walk.waited)
    return pd.DataFrame({
        "persons": np.bincount(of, minlength=n).astype(np.int64),
        "missed_persons": _sums(of, crowd.missed, n),
        "queue_missed_persons": _sums(of, crowd.missed & ~crowd.alone_missed, n),
        "waited_mean_s": _means(of, waited, n),
        "waited_max_s": _most(of, waited, n),
    }, index=pd.Index(ids, dtype="str", name="block_id"))  # fmt: skip


def approach_streets(inputs: EvacuationInputs, crowd: Crowd) -> IntArray:
    """Return the street row where the queue of each approach stands, −1 for doors, shape (approaches,).

    Parameters
    ----------
    inputs
        The network.
    crowd
        Everybody's walk: who waits at home waits for the first street of his route.

    Returns
    -------
    IntArray
        Rows of the street table.
    """
    network, ways = inputs.network, crowd.ways
    home = np.full(crowd.streets.home_closes.size, -1, np.int64)
    first = ways.link[np.minimum(ways.starts, max(ways.link.size - 1, 0))] if ways.link.size else ways.starts
    walks = (ways.end > ways.starts) & (first < network.n_arcs)
    home[ways.home[walks]] = network.arc_street[first[walks]]
    doors = np.full(crowd.streets.n_links - network.n_arcs, -1, np.int64)
    return np.concatenate([network.arc_street, doors, home])


def _streets(inputs: EvacuationInputs, crowd: Crowd) -> pd.DataFrame:
    walk, size = crowd.walk, len(inputs.network.street_id)
    of = approach_streets(inputs, crowd)
    on = of >= 0
    # Of nobody numpy counts whole numbers, whatever the weights.
    waited = np.bincount(of[on], seconds_of(walk.queue_waited[on]), minlength=size).astype(np.float64)
    caught = walk.where[walk.outcome == CAUGHT]
    caught_at = np.bincount(of[caught][of[caught] >= 0], minlength=size)
    noted = walk.noted[of[walk.noted[:, 1]] >= 0]
    start, end = np.full((2, size), np.nan)
    np.fmin.at(start, of[noted[:, 1]], seconds_of(noted[:, 0] * BIN_TICKS))
    np.fmax.at(end, of[noted[:, 1]], seconds_of(noted[:, 0] * BIN_TICKS))
    frame = pd.DataFrame({
        "waited_person_s": waited,
        "longest_wait_s": _most(of[on], seconds_of(walk.queue_longest[on]), size),
        "most_waiting": _most(of[on], walk.queue_most[on].astype(np.float64), size).astype(np.int64),
        "caught_persons": caught_at.astype(np.int64),
        "from_s": start,
        "to_s": end,
    }, index=pd.Index(inputs.network.street_id, name="street_id"))  # fmt: skip
    return frame[(frame["waited_person_s"] > 0) | (frame["caught_persons"] > 0)].sort_index()


def _places(inputs: EvacuationInputs, routes: pd.DataFrame, crowd: Crowd) -> pd.DataFrame:
    ids, of_route = np.unique(routes["destination_id"].to_numpy(object).astype(str), return_inverse=True)
    n, of, arrived = ids.size, of_route[crowd.route], crowd.arrived
    row = inputs.usable.index.get_indexer(pd.Index(ids))
    seats = inputs.usable["capacity_persons"].to_numpy(np.float64, na_value=np.nan)
    capacity = np.where(row >= 0, seats[row], np.nan)
    door = inputs.network.n_arcs + row
    longest = np.where(row >= 0, seconds_of(crowd.walk.queue_longest[door]), 0.0)
    outside = np.where(row >= 0, crowd.walk.queue_most[door], 0)
    at = seconds_of(crowd.walk.ended)
    order = np.lexsort((at[arrived], of[arrived]))
    group, times = of[arrived][order], at[arrived][order]
    count, walking = np.bincount(group, minlength=n), np.bincount(of, minlength=n).astype(np.int64)
    start = np.concatenate([[0], np.cumsum(count)])[:-1]

    def nth(number: FloatArray | IntArray) -> FloatArray:
        """Return when so many have arrived at each destination."""
        known = (number >= 1) & (number <= count)
        at_row = np.where(known, start + np.nan_to_num(number, nan=1) - 1, 0).astype(np.int64)
        return np.where(known, np.append(times, np.nan)[np.minimum(at_row, times.size)], np.nan)

    # Who stands at the door before the place opens.
    opens = crowd.streets.opens[door]
    early = arrived & (row[of] >= 0) & (crowd.walk.stood < opens[of])
    return pd.DataFrame({
        "walking_persons": walking,
        "arrived_persons": count.astype(np.int64),
        "late_persons": _sums(of, crowd.late, n),
        "first_arrival_s": nth(np.ones(n)),
        "half_arrival_s": nth(share_of(walking, 0.5)),
        "last_arrival_s": nth(count.astype(np.float64)),
        "full_s": nth(capacity),
        "capacity_persons": pd.array(capacity, dtype="Int64"),
        "early_persons": _sums(of, early, n),
        "most_outside": outside.astype(np.int64),
        "longest_wait_s": longest,
    }, index=pd.Index(ids, dtype="str", name="destination_id"))  # fmt: skip


def _arrivals(routes: pd.DataFrame, crowd: Crowd) -> pd.DataFrame:
    arrived = crowd.arrived
    ids, of_route = np.unique(routes["destination_id"].to_numpy(object).astype(str), return_inverse=True)
    until = -(-crowd.walk.ended[arrived] // BIN_TICKS)
    (destination, time), persons = _counted(of_route[crowd.route[arrived]], until)
    table = pd.DataFrame({
        "destination_id": pd.array(ids[destination], dtype="str"),
        "until_s": seconds_of(time * BIN_TICKS).astype(np.float64),
        "persons": persons,
    })  # fmt: skip
    table.index.name = "row"
    return table


def _queues(inputs: EvacuationInputs, crowd: Crowd) -> pd.DataFrame:
    of, noted = approach_streets(inputs, crowd), crowd.walk.noted
    noted = noted[of[noted[:, 1]] >= 0]
    (time, street), persons = _counted(
        noted[:, 0], inputs.network.street_id[of[noted[:, 1]]].astype(np.int64), noted[:, 2]
    )
    table = pd.DataFrame({
        "at_s": seconds_of(time * BIN_TICKS).astype(np.float64), "street_id": street, "persons": persons,
    })  # fmt: skip
    table.index.name = "row"
    return table


def _counted(
    first: IntArray, second: IntArray, persons: IntArray | None = None
) -> tuple[tuple[IntArray, IntArray], IntArray]:
    """Return the pairs that occur, sorted, and how many persons each stands for, one where None."""
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    starts = np.flatnonzero(
        np.append(True, (first[1:] != first[:-1]) | (second[1:] != second[:-1]))[: first.size]
    )
    counts = np.ones(first.size, np.int64) if persons is None else persons[order]
    sums = np.add.reduceat(counts, starts) if starts.size else np.zeros(0, np.int64)
    return (first[starts], second[starts]), sums


def _doors(inputs: EvacuationInputs, crowd: Crowd) -> pd.DataFrame:
    noted, arcs = crowd.walk.noted, inputs.network.n_arcs
    at_door = (noted[:, 1] >= arcs) & (noted[:, 1] < crowd.streets.n_links)
    noted = noted[at_door]
    table = pd.DataFrame({
        "at_s": seconds_of(noted[:, 0] * BIN_TICKS),
        "destination_id": pd.array(inputs.usable.index.to_numpy(object)[noted[:, 1] - arcs], dtype="str"),
        "persons": noted[:, 2],
    }, index=pd.RangeIndex(len(noted), name="row"))  # fmt: skip
    return table.astype({"persons": np.int64, "at_s": np.float64})
