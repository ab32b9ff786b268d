"""When streets that are shut for a while may be walked, in plain numbers: the second opinion's own reading.

Windows are read off the edges of a graph as ``Plan.graph`` gives it; spans are what is left of all time when
windows are cut out of it, in whatever order they stand.
"""

import math

from evacuation.clock import TICKS_PER_S
from evacuation.graph import add_windows
from evacuation.inputs import EvacuationInputs
from evacuation.profile_on_network import ProfileOnNetwork

#: First and last tick of a span in which an arc may be walked [0.1 s after t0].
Span = tuple[float, float]


def open_spans(inputs: EvacuationInputs, walking: ProfileOnNetwork) -> dict[int, tuple[Span, ...]]:
    """Return the spans of every arc of a street that is shut for a while, by position of the arc.

    Parameters
    ----------
    inputs
        They hold the network, and when streets are shut.
    walking
        Who walks: what he must have in reserve where he waits, and when the first people leave.

    Returns
    -------
    dict[int, tuple[Span, ...]]
        Spans in order. A span counts only where people may stand at the tail of the arc until it begins, and
        the reserve longer; after one that does not count there is none.
    """
    windows, network = inputs.passage.windows, inputs.network
    if not windows.street.size:
        return {}
    graph = network.graph()
    add_windows(graph, network, windows, inputs.passage.closes_at_s)
    shut = {
        edge["street_id"]: _in_ticks(edge["shut_s"], walking.earliest_ticks)
        for *_, edge in graph.edges(data=True)
        if "shut_s" in edge
    }
    found: dict[int, tuple[Span, ...]] = {}
    tails = network.node_id[network.arc_tail()].tolist()
    for arc, street in enumerate(network.street_id[network.arc_street].tolist()):
        if shut.get(street) and not walking.never_walked[arc]:
            stand = graph.nodes[tails[arc]]["wait_until_s"] * TICKS_PER_S - walking.reserve_ticks
            found[arc] = _until_nobody_may_wait(_cut(shut[street]), stand)
    return found


def _in_ticks(windows: list[list[float]], earliest: int) -> list[Span]:
    """Return windows of which one is not over when the first leave [0.1 s]; none where all others are."""
    left = [(begin, end) for begin, end in windows if end * TICKS_PER_S > earliest]
    if all(math.isinf(end) for _, end in left):
        return []
    return [
        (begin if math.isinf(begin) else math.floor(begin * TICKS_PER_S + 1e-6),
         end if math.isinf(end) else math.ceil(end * TICKS_PER_S - 1e-6))
        for begin, end in left
    ]  # fmt: skip


def _cut(windows: list[Span]) -> list[Span]:
    spans: list[Span] = [(-math.inf, math.inf)]
    for begin, end in windows:
        parts = [((a, min(b, begin)), (max(a, end), b)) for a, b in spans]
        spans = [(a, b) for pair in parts for a, b in pair if a < b]
    return spans


def _until_nobody_may_wait(spans: list[Span], stand_until: float) -> tuple[Span, ...]:
    kept: list[Span] = []
    for begin, end in spans:
        if begin > stand_until:
            break
        kept.append((begin, end))
    return tuple(kept)


def latest_start(spans: tuple[Span, ...], there_by: float, ticks: int) -> float:
    """Return the last tick to set out on an arc, −inf for never.

    Parameters
    ----------
    spans
        Spans of the arc.
    there_by
        When its end must be reached [0.1 s after t0].
    ticks
        Walking time [0.1 s].

    Returns
    -------
    float
        Tick [0.1 s after t0].
    """
    starts = [(min(there_by, closes) - ticks, opens) for opens, closes in spans]
    return max((start for start, opens in starts if start >= opens), default=-math.inf)


def soonest_through(spans: tuple[Span, ...], now: float, ticks: int) -> tuple[float, float]:
    """Return when somebody is through an arc, +inf for never, and how long he waits before it.

    Parameters
    ----------
    spans
        Spans of the arc.
    now
        When he stands at its tail [0.1 s after t0].
    ticks
        Walking time [0.1 s].

    Returns
    -------
    tuple[float, float]
        Tick at its head [0.1 s after t0], and the wait [0.1 s].
    """
    ways = [(max(now, opens) + ticks, max(now, opens) - now, closes) for opens, closes in spans]
    return min(((there, wait) for there, wait, closes in ways if there <= closes), default=(math.inf, 0.0))
