"""Streets that somebody shuts: level crossings, bridges, underpasses and streets, for good or for a while.

What measures shut is shut from the start; level crossings and bridges open again after a time of the
settings, where it is not 0. What a scenario shuts says from when until when itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.measures import BridgesClosed, CrossingsClosed, Measure, StreetClosed, closed_names
from domain.scenario import ClosedStreets, HazardScenario
from domain.settings.hazards import HazardSettings
from domain.vocabulary import ClosedKind
from hazard.closure import Closure, ClosureReason
from hazard.hits import BoolArray
from hazard.overlay import IntArray

_REASON = {
    ClosedKind.CROSSINGS: ClosureReason.CROSSING_CLOSED,
    ClosedKind.BRIDGES: ClosureReason.BRIDGE_CLOSED,
    ClosedKind.UNDERPASSES: ClosureReason.UNDERPASS,
    ClosedKind.STREETS: ClosureReason.STREET_CLOSED,
}

_ASKED = ("level_crossing", "bridge", "underpass", "crosses", "name")


@dataclass(frozen=True, slots=True, eq=False)
class ByHand:
    """What is shut by hand.

    Parameters
    ----------
    for_good
        The streets that do not open again.
    windows
        Columns ``street`` (row of the street table), ``from_s``, ``until_s`` [s after t0; −inf from the
        start] and ``reason``; one row a street and time, sorted by both.
    """

    for_good: Closure
    windows: pd.DataFrame


def shut_by_hand(
    streets: pd.DataFrame, scenario: HazardScenario, measures: Sequence[Measure], settings: HazardSettings
) -> ByHand:
    """Return the streets that a scenario or a measure shuts.

    Parameters
    ----------
    streets
        ``Streets``; ``level_crossing``, ``bridge``, ``underpass``, ``crosses`` and ``name`` are used.
    scenario
        ``closed_streets`` are used.
    measures
        Name the lines whose crossings are closed, the bridges or roads, and single streets.
    settings
        When crossings and bridges open again.

    Returns
    -------
    ByHand
        None of the streets lies in the hazard for this.
    """
    crossings, bridges = (closed_names(measures, kind) for kind in (CrossingsClosed, BridgesClosed))
    crossings_open_s, bridges_open_s = settings.crossings_open_after_s, settings.bridges_open_after_s
    rules = [
        *(ClosedStreets(ClosedKind.CROSSINGS, name, until_s=crossings_open_s or None) for name in crossings),
        *(ClosedStreets(ClosedKind.BRIDGES, name, until_s=bridges_open_s or None) for name in bridges),
    ]
    count = len(streets)
    closes_s, reason = np.full(count, np.inf), np.full(count, ClosureReason.NONE.value, object)

    def close(rows: IntArray, from_s: float, why: ClosureReason) -> None:
        sooner = rows[from_s < closes_s[rows]]
        closes_s[sooner], reason[sooner] = from_s, why.value

    windows = [pd.DataFrame({"street": [], "from_s": [], "until_s": [], "reason": []})]
    closings = (*rules, *scenario.closed_streets)
    rows, some = _that_may_be_named(streets, closings)
    for one in closings:
        concerned = rows[named_streets(some, one)]
        from_s = -np.inf if one.from_s is None else one.from_s
        if one.until_s is None:
            close(concerned, from_s, _REASON[one.kind])
        else:
            windows.append(pd.DataFrame({
                "street": concerned, "from_s": from_s, "until_s": one.until_s,
                "reason": _REASON[one.kind].value,
            }))  # fmt: skip
    single = streets.index.get_indexer(
        pd.Index([one.street_id for one in measures if isinstance(one, StreetClosed)], dtype=np.int64)
    )
    close(single[single >= 0], -np.inf, ClosureReason.STREET_CLOSED)
    table = pd.concat([part for part in windows if len(part)] or windows).astype(
        {"street": np.int64, "from_s": np.float64, "until_s": np.float64, "reason": "str"}
    )
    ordered = table.sort_values(["street", "from_s", "until_s", "reason"], ignore_index=True)
    return ByHand(Closure(closes_s, np.zeros(count, np.bool_), reason), ordered)


def _that_may_be_named(
    streets: pd.DataFrame, closings: Sequence[ClosedStreets]
) -> tuple[IntArray, pd.DataFrame]:
    """Return the rows of streets that any of some closings may name, and what ``named_streets`` asks of them.

    The columns are gone through once for all closings.
    """
    columns = pd.DataFrame({name: streets[name] for name in _ASKED})
    if any(one.name == "" for one in closings):
        return np.arange(len(columns)), columns
    names = [one.name for one in closings]
    rows = np.flatnonzero(columns["name"].isin(names) | columns["crosses"].isin(names))
    return rows, columns.iloc[rows]


def named_streets(streets: pd.DataFrame, one: ClosedStreets) -> BoolArray:
    """Return which streets a closing names, shape (streets,).

    Parameters
    ----------
    streets
        ``Streets``.
    one
        Crossings by the line, bridges by what they cross or their own name, underpasses and streets by their
        name; without a name all crossings, bridges or underpasses.

    Returns
    -------
    BoolArray
        Shape (streets,).
    """
    named = (streets["name"] == one.name) & (one.name != "")
    match one.kind:
        case ClosedKind.CROSSINGS:
            found = streets["level_crossing"] & (streets["crosses"].eq(one.name) | (one.name == ""))
        case ClosedKind.BRIDGES:
            found = streets["bridge"] & (streets["crosses"].eq(one.name) | (one.name == "")) | named
        case ClosedKind.UNDERPASSES:
            found = streets["underpass"] & (streets["name"].eq(one.name) | (one.name == ""))
        case ClosedKind.STREETS:
            found = named
    return found.to_numpy(dtype=bool)


def first_closing(for_good: Closure, windows: pd.DataFrame) -> tuple[Closure, pd.Series]:
    """Return when each street closes for the first time, and when it opens again after that.

    Parameters
    ----------
    for_good
        When each street closes for good, and why.
    windows
        As in ``ByHand``.

    Returns
    -------
    closure
        The first closing of each street; at equal times the one that lasts.
    opens_at_s
        Seconds after t0, NaN where it does not open again, by row of the street table.
    """
    closes, reason = for_good.closes_at_s.copy(), for_good.reason.copy()
    opens = np.full(closes.size, np.nan)
    for street, from_s, until_s, why in windows.itertuples(index=False):
        if np.isfinite(opens[street]):
            # Sorted by their begin: one that begins before the last has ended goes on.
            if from_s <= opens[street]:
                opens[street] = max(opens[street], until_s)
        elif from_s < closes[street]:
            closes[street], reason[street], opens[street] = from_s, why, until_s
    opens[opens >= for_good.closes_at_s] = np.nan
    return Closure(closes, for_good.in_hazard, reason), pd.Series(opens)
