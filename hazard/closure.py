"""When streets stop being walkable, and the earliest of several causes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.scenario import HazardScenario
from hazard.hits import BoolArray, Hits
from hazard.overlay import FloatArray


class ClosureReason(StrEnum):
    """Why a street closes; words below ``closure.``."""

    NONE = ""
    WATER_ARRIVAL = "water_arrival"
    UNDERPASS = "underpass"
    CROSSING_CLOSED = "crossing_closed"
    BRIDGE_CLOSED = "bridge_closed"
    STREET_CLOSED = "street_closed"
    STORM_WIND = "storm_wind"
    LEVEL5 = "level5"
    FIRE_FRONT = "fire_front"


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """Closing of m streets by one cause.

    Parameters
    ----------
    closes_at_s
        Seconds after t0, +inf never, −inf from the start, shape (m,).
    in_hazard
        Whether the street meets the hazard area, shape (m,).
    reason
        ``ClosureReason`` of each street, ``""`` where it stays open, shape (m,).
    """

    closes_at_s: FloatArray
    in_hazard: BoolArray
    reason: npt.NDArray[np.object_]


def closing(closes_at_s: FloatArray, in_hazard: BoolArray, reason: ClosureReason) -> Closure:
    """Return a closure with one reason wherever the street closes at all.

    Parameters
    ----------
    closes_at_s
        Closing time of each street [s after t0], +inf never, −inf from the start, shape (m,).
    in_hazard
        Whether each street meets the hazard area, shape (m,).
    reason
        Why a street closes.

    Returns
    -------
    Closure
        The closing of m streets.
    """
    words = np.where(np.isposinf(closes_at_s), ClosureReason.NONE.value, reason.value).astype(object)
    return Closure(closes_at_s, in_hazard, words)


def earliest(closures: Sequence[Closure], count: int) -> Closure:
    """Return the earliest closing of each street; at equal times the first in the list.

    Parameters
    ----------
    closures
        Closings of the same streets.
    count
        Number of streets m.

    Returns
    -------
    Closure
        One closing each; streets in the area of any cause are in the hazard.
    """
    best = closing(np.full(count, np.inf), np.zeros(count, dtype=bool), ClosureReason.NONE)
    closes, in_hazard, reason = best.closes_at_s, best.in_hazard, best.reason
    for part in closures:
        sooner = part.closes_at_s < closes
        closes = np.where(sooner, part.closes_at_s, closes)
        reason = np.where(sooner, part.reason, reason)
        in_hazard = in_hazard | part.in_hazard
    return Closure(closes, in_hazard, reason)


def at_arrival(hits: Hits, arrival_s: FloatArray, reason: ClosureReason) -> Closure:
    """Close each street at the earliest arrival in the polygons that it meets.

    Parameters
    ----------
    hits
        Pairs of m streets and polygons.
    arrival_s
        Arrival of each pair [s after t0], +inf never, shape (h,).
    reason
        Why a street closes.

    Returns
    -------
    Closure
        The closing of m streets.
    """
    return closing(hits.lowest(arrival_s), hits.touched(), reason)


def rain_water(streets: pd.DataFrame, hits: Hits, scenario: HazardScenario) -> Closure:
    """Close streets in slow water: at the published arrival, else at level 5; underpasses at once.

    Where neither is known the street stays open in the model, and ``in_hazard`` says that it lies
    in the area.

    Parameters
    ----------
    streets
        ``Streets``; ``underpass`` is used.
    hits
        Pairs of the streets and the polygons of one kind.
    scenario
        Gives the time of level 5.

    Returns
    -------
    Closure
        The closing of every street.
    """
    inside = hits.touched()
    level5 = scenario.alerts_s.get("level5", np.inf)
    arrival = hits.arrival_s()
    published = ~np.isnan(arrival)
    without = hits.where(~published).touched()
    underpass = inside & streets["underpass"].to_numpy(dtype=bool)
    return earliest(
        [
            closing(np.where(underpass, -np.inf, np.inf), inside, ClosureReason.UNDERPASS),
            at_arrival(hits.where(published), arrival[published], ClosureReason.WATER_ARRIVAL),
            closing(np.where(without, level5, np.inf), inside, ClosureReason.LEVEL5),
        ],
        hits.count,
    )
