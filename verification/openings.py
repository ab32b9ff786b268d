"""When streets that are shut for a while may be walked, in plain numbers: the second opinion's own reading.

Nothing of ``evacuation.windows`` is used: spans are what is left of all time when windows are cut out of it.
"""

import math

from evacuation.clock import TICKS_PER_S
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
    windows, passage = inputs.passage.windows, inputs.passage
    shut: dict[int, list[Span]] = {}
    for street, begin, end in zip(
        windows.street.tolist(), windows.from_s.tolist(), windows.until_s.tolist(), strict=True
    ):
        if end * TICKS_PER_S > walking.earliest_ticks:
            first = begin if math.isinf(begin) else math.floor(begin * TICKS_PER_S + 1e-6)
            shut.setdefault(street, []).append((first, math.ceil(end * TICKS_PER_S - 1e-6)))
    found: dict[int, tuple[Span, ...]] = {}
    tails = inputs.network.arc_tail().tolist()
    for arc, street in enumerate(inputs.network.arc_street.tolist()):
        if street in shut and not walking.never_walked[arc]:
            closes = float(passage.closes_at_s[street])
            last = closes if math.isinf(closes) else math.floor(closes * TICKS_PER_S + 1e-6)
            spans = _cut(last, shut[street])
            stand = float(windows.wait_until_s[tails[arc]]) * TICKS_PER_S - walking.reserve_ticks
            found[arc] = _until_nobody_may_wait(spans, stand)
    return found


def _cut(last: float, windows: list[Span]) -> list[Span]:
    spans: list[Span] = [(-math.inf, last)]
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
