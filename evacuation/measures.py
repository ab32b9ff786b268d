"""Walking times and closings as searches take them: in 32 bits, chains measured as one."""

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from evacuation.arc_segments import ArcSegments
from evacuation.clock import UNREACHED
from evacuation.closed_arcs import with_closed
from evacuation.kernels.measure import CLOSED_TICKS, NO_BAR, NO_CEILING, measure_rows
from evacuation.network import BoolArray, Int32Array, IntArray
from evacuation.search_graph import SearchGraph
from evacuation.short_clock import encode_cost

if TYPE_CHECKING:
    # Imported for its name only: it brings geopandas, which no search needs.
    from evacuation.profile_on_network import ProfileOnNetwork


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """What arcs, rows of the core and nodes beside it take, for one search graph.

    Parameters
    ----------
    graph
        The graph.
    ticks, release, ceiling, barred
        Of each arc of the network, shape (arcs,); of one with several segments those of its first.
    rows, special, beside
        As ``evacuation.kernels.measure`` gives them.
    """

    graph: SearchGraph
    ticks: Int32Array
    release: Int32Array
    ceiling: Int32Array
    barred: BoolArray
    rows: Int32Array
    special: Int32Array
    beside: Int32Array


@dataclass(frozen=True, slots=True)
class Passable:
    """Which measure of a walking profile a search takes.

    Parameters
    ----------
    ignore_closings
        What is open at first is open for ever.
    before_leaving
        What closes before anybody leaves is closed.
    closed_for
        Row of ``ProfileOnNetwork.closed_for_arcs`` that nobody may take; −1 for none.
    reopening
        Arcs are walked in each of their segments (``ProfileOnNetwork.segments``), not in the first alone.
    """

    ignore_closings: bool
    before_leaving: bool
    closed_for: int
    reopening: bool = False


_lock = threading.Lock()
_kept: "WeakKeyDictionary[ProfileOnNetwork, dict[tuple[int, Passable], Measure]]" = WeakKeyDictionary()


def measure_of(graph: SearchGraph, on_network: "ProfileOnNetwork", passable: Passable) -> Measure:
    """Return the measure of a walking profile; it is kept as long as the profile on the network.

    Parameters
    ----------
    graph
        Graph of the network.
    on_network
        Who walks.
    passable
        What may be walked.

    Returns
    -------
    Measure
        Arrays for the kernels.
    """
    key = (id(graph), passable)
    with _lock:
        kept = _kept.setdefault(on_network, {})
        found = kept.get(key)
    if found is None:
        if passable.closed_for >= 0:
            # What is closed for some places is patched: to measure all anew takes as long as a search.
            plain = measure_of(graph, on_network, replace(passable, closed_for=-1))
            found = with_closed(plain, np.flatnonzero(on_network.closed_for_arcs[passable.closed_for]))
        else:
            found = _measured(graph, on_network, passable)
        with _lock:
            kept[key] = found
    return found


def _measured(graph: SearchGraph, on_network: "ProfileOnNetwork", passable: Passable) -> Measure:
    """Return the measure of what is closed to nobody in particular."""
    if passable.ignore_closings:
        release = on_network.release_open
    else:
        release = on_network.passable if passable.before_leaving else on_network.release
    segments = on_network.segments if passable.reopening else None
    return measure_arcs(graph, on_network.ticks, release, on_network.barred, segments)


def measure_arcs(
    graph: SearchGraph,
    ticks: IntArray,
    release: IntArray,
    barred: BoolArray,
    segments: ArcSegments | None = None,
) -> Measure:
    """Return the measure of arcs.

    Parameters
    ----------
    graph
        Graph of the network.
    ticks, release, barred
        Walking time [0.1 s], release (``evacuation.clock``) and bar of each arc, shape (arcs,).
    segments
        Of the arcs that it names what holds instead; the graph has a row for each.

    Returns
    -------
    Measure
        Arrays for the kernels.
    """
    times, releases = (np.ascontiguousarray(one, np.int64) for one in (ticks, release))
    opening = np.zeros(0, np.int64)
    if segments is not None:
        first = segments.turn == 0
        named = segments.arc[first]
        times, releases = times.copy(), releases.copy()
        opening = np.full(times.size, UNREACHED)
        times[named], releases[named] = segments.ticks[first], segments.release[first]
        opening[named] = segments.opening[first]
    measured = measure_rows(
        graph.tail, graph.first_arc, graph.chain, graph.chain_start, graph.side_arc, graph.n_core,
        times, releases, opening, barred,
    )  # fmt: skip
    short_ticks, short_release, ceiling, rows, special, beside = measured
    measure = Measure(graph, short_ticks, short_release, ceiling, barred, rows, special, beside)
    if segments is not None:
        _lay_later_segments(measure, segments)
    return measure


def _lay_later_segments(measure: Measure, segments: ArcSegments) -> None:
    """Fill in the rows of what is not the first segment of its arc; such rows are single arcs."""
    graph = measure.graph
    row = np.flatnonzero(graph.segment)
    at = segments.position(graph.first_arc[row].astype(np.int64), graph.segment[row].astype(np.int64))
    closed = segments.is_closed()[at]
    ticks, release, opening = segments.ticks[at], segments.release[at], segments.opening[at]
    measure.rows[row, 0] = ~graph.tail[row]
    measure.rows[row, 1] = np.where(closed, CLOSED_TICKS, ticks)
    measure.special[row, 0] = encode_cost(np.where(closed, 0, release))
    measure.special[row, 1] = np.where(measure.barred[graph.first_arc[row]], ticks, NO_BAR)
    opens = opening < UNREACHED
    measure.special[row, 2] = np.where(opens, encode_cost(np.where(opens, opening, 0)) - ticks, NO_CEILING)


def forget_measures(on_network: "ProfileOnNetwork") -> None:
    """Forget what was kept of a walking profile; who searches again measures again.

    A plan of many profiles and designations would keep hundreds of megabytes for searches that are done.

    Parameters
    ----------
    on_network
        Who walked.
    """
    with _lock:
        _kept.pop(on_network, None)
