"""Walking times and closings as searches take them: in 32 bits, chains measured as one."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from evacuation.clock import CLOSED
from evacuation.kernels.measure import measure_rows
from evacuation.network import BoolArray, Int32Array, IntArray
from evacuation.search_graph import SearchGraph

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
    ticks, release, barred
        Of each arc of the network, shape (arcs,).
    rows, special, beside
        As ``evacuation.kernels.measure`` gives them.
    """

    graph: SearchGraph
    ticks: Int32Array
    release: Int32Array
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
    """

    ignore_closings: bool
    before_leaving: bool
    closed_for: int


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
        if passable.ignore_closings:
            release = on_network.release_open
        else:
            release = on_network.passable if passable.before_leaving else on_network.release
        if passable.closed_for >= 0:
            release = np.where(on_network.closed_for_arcs[passable.closed_for], CLOSED, release)
        found = measure_arcs(graph, on_network.ticks, release, on_network.barred)
        with _lock:
            kept[key] = found
    return found


def measure_arcs(graph: SearchGraph, ticks: IntArray, release: IntArray, barred: BoolArray) -> Measure:
    """Return the measure of arcs.

    Parameters
    ----------
    graph
        Graph of the network.
    ticks, release, barred
        Walking time [0.1 s], release (``evacuation.clock``) and bar of each arc, shape (arcs,).

    Returns
    -------
    Measure
        Arrays for the kernels.
    """
    times, releases = (np.ascontiguousarray(one, np.int64) for one in (ticks, release))
    measured = measure_rows(
        graph.tail, graph.first_arc, graph.chain, graph.chain_start, graph.side_arc, graph.n_core,
        times, releases, barred,
    )  # fmt: skip
    short_ticks, short_release, rows, special, beside = measured
    return Measure(graph, short_ticks, short_release, barred, rows, special, beside)


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
