"""How many people streets and doors let through and hold: the walking network as queues."""

from dataclasses import replace

import numpy as np
import pandas as pd

from domain.settings.crowding import CrowdingSettings
from evacuation.clock import closing_release, departure_ticks, latest_ticks, opening_cost, span_ticks
from evacuation.kernels.queue_state import FINE, NEVER, QueueStreets
from evacuation.network import FloatArray, IntArray, Network
from evacuation.windows import StreetWindows


def arc_gates(network: Network) -> IntArray:
    """Return the piece of street of each arc: two opposite arcs share one, shape (arcs,).

    Parameters
    ----------
    network
        The network.

    Returns
    -------
    IntArray
        Numbers from 0, by the lower of the two arcs.
    """
    arc = np.arange(network.n_arcs)
    lower = np.minimum(arc, network.arc_reverse)
    return np.asarray(np.unique(lower, return_inverse=True)[1], np.int64)


def last_ticks(closes_at_s: FloatArray) -> IntArray:
    """Return the last ticks before closings [0.1 s after t0]: NEVER for none, −NEVER from the start.

    Parameters
    ----------
    closes_at_s
        Closing times [s after t0], of any shape.

    Returns
    -------
    IntArray
        In the same shape.
    """
    release = closing_release(closes_at_s)
    return np.where(release == 0, NEVER, np.where(np.isneginf(closes_at_s), -NEVER, latest_ticks(release)))


def effective_width_m(width_m: FloatArray, settings: CrowdingSettings) -> FloatArray:
    """Return the width that people use: the clear width without its edges, single file at least.

    Parameters
    ----------
    width_m
        Clear widths [m], of any shape.
    settings
        ``street_edges_m`` and ``least_width_m``.

    Returns
    -------
    FloatArray
        Metres, in the same shape.
    """
    return np.maximum(width_m - settings.street_edges_m, settings.least_width_m)


def street_queues(
    network: Network,
    streets: pd.DataFrame,
    closes_at_s: FloatArray,
    place_opens_s: FloatArray,
    place_closes_at_s: FloatArray,
    block_reached_s: FloatArray,
    settings: CrowdingSettings,
) -> QueueStreets:
    """Return the network as queues: links are its arcs, then the doors of places; homes are its blocks.

    Parameters
    ----------
    network
        The network.
    streets
        ``Streets``, aligned by ``arc_street``: ``width_m`` (NaN where not known) and ``steps`` are used.
    closes_at_s
        Closing of each street [s after t0], shape (streets,).
    place_opens_s, place_closes_at_s
        When each place opens, and when its last metres close [s after t0], shape (places,).
    block_reached_s
        When the hazard reaches each block [s after t0], shape (blocks,).
    settings
        Flows, storage and doors.

    Returns
    -------
    QueueStreets
        Gates are the pieces of street, then the doors.
    """
    of_arc, places = arc_gates(network), network.place_node.size
    pieces = int(of_arc.max(initial=-1)) + 1
    arc = np.full(pieces, -1, np.int64)
    arc[of_arc[::-1]] = np.arange(network.n_arcs)[::-1]
    street, length_m = network.arc_street[arc], network.arc_length_m[arc]
    # Where no width is known people walk in single file.
    width_m = np.nan_to_num(streets["width_m"].to_numpy(np.float64))
    of_metre = np.where(streets["steps"].to_numpy(np.bool_), settings.steps_flow, settings.street_flow)
    flow = of_metre[street] * effective_width_m(width_m[street], settings)
    interval = _interval(flow)
    door = _interval(np.full(places, settings.door_flow * settings.door_width_m))
    ground = length_m * np.maximum(width_m[street], settings.least_width_m)
    opens = np.where(np.isneginf(place_opens_s), -NEVER, departure_ticks(place_opens_s))
    return QueueStreets(
        link_gate=np.concatenate([of_arc, pieces + np.arange(places)]),
        storage=np.concatenate([
            _storage(ground, settings), _storage(np.full(places, settings.forecourt_m2), settings)
        ]),
        interval_in=np.concatenate([interval, np.zeros(places, np.int64)]),
        interval_out=np.concatenate([interval[of_arc], door]),
        opens=np.concatenate([np.full(network.n_arcs, -NEVER), opens.astype(np.int64)]),
        closes=np.concatenate([last_ticks(closes_at_s)[street], last_ticks(place_closes_at_s)]),
        home_closes=last_ticks(block_reached_s),
    )  # fmt: skip


def with_windows(
    streets: QueueStreets, network: Network, windows: StreetWindows, closes_at_s: FloatArray, reserve_s: float
) -> QueueStreets:
    """Return queues that know when streets are shut for a while.

    Parameters
    ----------
    streets
        As ``street_queues`` gives them.
    network
        The network.
    windows
        Windows that anybody can meet (``StreetWindows.still_to_come``).
    closes_at_s
        When each street closes for good [s after t0], shape (streets,).
    reserve_s
        What people must have left at a corner after the street opens, before a hazard is there [s].

    Returns
    -------
    QueueStreets
        Who comes to a street that is shut stands before it, in a queue, until it opens, where people may wait
        at that corner (``StreetWindows.wait_until_s``) and it does open again.
    """
    first, end = (np.searchsorted(windows.street, network.arc_street, side) for side in ("left", "right"))
    count = end - first
    arc = np.repeat(np.arange(network.n_arcs), count)
    row = np.arange(arc.size) + np.repeat(first - (np.cumsum(count) - count), count)
    until_s, street = windows.until_s[row], windows.street[row]
    safe = until_s + reserve_s <= windows.wait_until_s[network.arc_tail()[arc]]
    return replace(
        streets, shut_link=arc, shut_last=last_ticks(windows.from_s[row]),
        shut_until=latest_ticks(opening_cost(until_s)),
        shut_waits=(safe & (until_s < closes_at_s[street])).astype(np.int64),
    )  # fmt: skip


def _interval(flow_persons_s: FloatArray) -> IntArray:
    """Return the time between two people [0.1 s / FINE] of a flow."""
    return np.round(span_ticks(1.0) * FINE / flow_persons_s).astype(np.int64)


def _storage(ground_m2: FloatArray, settings: CrowdingSettings) -> IntArray:
    """Return how many people stand on ground, at least 1."""
    return np.maximum(np.ceil(np.round(ground_m2 * settings.street_density, 6)), 1).astype(np.int64)
