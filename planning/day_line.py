"""The line of the day: from hour to hour who is on the way, what has closed, and which places are open.

People leave and arrive when the plan says so: nobody waits in a queue here.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES, Outcome
from evacuation.network import FloatArray, IntArray
from planning.case import Case
from planning.plan import Plan

#: Lengths of a step that read well [s], and most steps of a line.
_STEPS_S, _MOST_STEPS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 86400), 200


class Event(StrEnum):
    """What happens at a moment of the line; in this order where several happen at once."""

    ALERT = "alert"
    OPENING = "opening"
    FIRST_DEPARTURE = "first_departure"
    CLOSING = "closing"
    FIRST_CLOSING = "first_closing"
    LAST_ARRIVAL = "last_arrival"
    LAST_CLOSING = "last_closing"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment that the line names.

    Parameters
    ----------
    event
        What happens.
    at_s
        When [s after t0].
    detail
        For an alert its key in ``HazardScenario.alerts_s``; empty otherwise.
    count
        Streets that close or places that open at that very moment; 0 for other events.
    """

    event: Event
    at_s: float
    detail: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class DayLine:
    """What of a plan changes in the course of time.

    Parameters
    ----------
    people
        Index ``time_s``, evenly spaced [s after t0]; columns ``not_left_persons``,
        ``on_way_persons``, ``arrived_persons``. Each row sums to the people who walk.
    closed_streets
        Streets that have closed by each time, those closed from the start among them; shape (times,).
    open_places
        Places of the plan that are open at each time; shape (times,).
    moments
        Moments in the order of time.
    cut_off_persons
        People without a place who cannot walk out of the hazard area in time either
        (``PlanFacts.cannot_reach_safety_persons``); 0 in a stay of days.
    without_seat_persons
        Other people without a place: they can still walk out of the area.
    way_unknown_persons
        People of whom nobody knows any way, for no street is held near; in neither of the two before.
    not_leaving_persons
        People assumed not to leave, or too late, by a setting.
    """

    people: pd.DataFrame
    closed_streets: IntArray
    open_places: IntArray
    moments: tuple[Moment, ...]
    cut_off_persons: int
    without_seat_persons: int
    way_unknown_persons: int
    not_leaving_persons: int


def day_line(case: Case, plan: Plan) -> DayLine:
    """Return the line of the day of a plan.

    Parameters
    ----------
    case, plan
        A case and its plan.

    Returns
    -------
    DayLine
        From t0, or the first departure or closing before it, to when the last people arrive and the
        last street closes, in steps of whole minutes.
    """
    closes = plan.street_exposure["closes_at_s"].to_numpy(np.float64)
    planned = plan.usable_places[plan.usable_places["in_plan"]]
    opens = planned["opens_at_s"].to_numpy(np.float64)
    moments = _moments(case, plan.routes, closes, opens)
    times = line_times([moment.at_s for moment in moments])
    ledger = plan.ledgers.city.iloc[0]
    cut_off = int(ledger["cannot_reach_safety"])
    way_unknown = int(ledger[Outcome.WAY_UNKNOWN.value])
    return DayLine(
        people=people_over_time(plan.routes, times),
        closed_streets=_count_until(closes, np.ones(closes.size, np.int64), times),
        open_places=_count_until(opens, np.ones(opens.size, np.int64), times),
        moments=moments,
        cut_off_persons=cut_off,
        without_seat_persons=sum(int(ledger[cause.value]) for cause in UNSERVED_CAUSES)
        - cut_off
        - way_unknown,
        way_unknown_persons=way_unknown,
        not_leaving_persons=int(ledger[Outcome.NOT_LEAVING.value]),
    )


def people_over_time(routes: pd.DataFrame, times_s: FloatArray) -> pd.DataFrame:
    """Return how many of the people who walk have not left, are on the way, and have arrived.

    Who leaves at a time is on the way at that time, who arrives at it has arrived.

    Parameters
    ----------
    routes
        ``Routes``: columns ``persons``, ``depart_s``, ``arrive_s``.
    times_s
        Times [s after t0], shape (times,).

    Returns
    -------
    pandas.DataFrame
        Index ``time_s``; integer columns ``not_left_persons``, ``on_way_persons``, ``arrived_persons``,
        which sum to all persons of the routes in each row.
    """
    persons = routes["persons"].to_numpy(np.int64)
    left = _count_until(routes["depart_s"].to_numpy(np.float64), persons, times_s)
    arrived = _count_until(routes["arrive_s"].to_numpy(np.float64), persons, times_s)
    return pd.DataFrame(
        {
            "not_left_persons": int(persons.sum()) - left,
            "on_way_persons": left - arrived,
            "arrived_persons": arrived,
        },
        index=pd.Index(times_s, name="time_s"),
    )


def line_times(moments_s: "list[float]") -> FloatArray:
    """Return the times of a line that holds all of these moments.

    Parameters
    ----------
    moments_s
        Finite moments [s after t0].

    Returns
    -------
    FloatArray
        Evenly spaced [s after t0]: at most 200 steps of a length that reads well, from 0 or the last
        whole step before the first moment to the first whole step not before the last moment. At
        least two times.
    """
    first, last = min([0.0, *moments_s]), max([0.0, *moments_s])
    fitting = (step for step in _STEPS_S if (last - first) / step <= _MOST_STEPS - 2)
    step = next(fitting, _STEPS_S[-1])
    begin, end = math.floor(first / step), max(math.ceil(last / step), math.floor(first / step) + 1)
    return np.arange(begin, end + 1, dtype=np.float64) * step


def _count_until(at_s: FloatArray, counts: IntArray, times_s: FloatArray) -> IntArray:
    """Return the sum of the counts whose moment is not after each time."""
    order = np.argsort(at_s, kind="stable")
    summed = np.concatenate([[0], np.cumsum(counts[order])]).astype(np.int64)
    return summed[np.searchsorted(at_s[order], times_s, side="right")]


def _moments(case: Case, routes: pd.DataFrame, closes: FloatArray, opens: FloatArray) -> tuple[Moment, ...]:
    found = []
    if not routes.empty:
        found.append(Moment(Event.FIRST_DEPARTURE, float(routes["depart_s"].min())))
        found.append(Moment(Event.LAST_ARRIVAL, float(routes["arrive_s"].max())))
    later = closes[np.isfinite(closes)]
    if later.size:
        first, last = float(later.min()), float(later.max())
        # Streets that close all at once neither begin nor end to close.
        begin = Event.FIRST_CLOSING if last > first else Event.CLOSING
        found.append(Moment(begin, first, count=int((later == first).sum())))
        if last > first:
            found.append(Moment(Event.LAST_CLOSING, last, count=int((later == last).sum())))
    found += [
        Moment(Event.OPENING, at, count=int((opens == at).sum()))
        for at in np.unique(opens[np.isfinite(opens) & (opens > 0)]).tolist()
    ]
    end = max([moment.at_s for moment in found], default=0.0)
    alerts = [(at, key) for key, at in case.scenario.alerts_s.items() if at <= end]
    found += [Moment(Event.ALERT, at, detail=key) for at, key in sorted(alerts)]
    order = list(Event)
    return tuple(sorted(found, key=lambda moment: (moment.at_s, order.index(moment.event))))
