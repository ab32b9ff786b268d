"""Indicators about time: who does not reach safety in time, who has little left, who does not leave.

They rest on the routes that people are sent by. How long anybody could still get out at all, to the
best destination regardless of seats, is evidence only, under its own name.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from domain.vocabulary import SERVED_OUTCOMES, DeadlineKind, IndicatorStatus, Outcome
from readiness.areas import BoolArray, FloatArray
from readiness.inputs import Context
from readiness.measure import Evidence, Measure, StatusArray, statuses
from readiness.people import of_those_leaving


def measure_time(context: Context) -> Iterator[Measure]:
    """Yield the indicators about time; none has a value where nothing ends the time to leave."""
    yield _not_in_time(context)
    yield _assumed_not_leaving(context)
    yield _below_reserve(context)


def _not_in_time(context: Context) -> Measure:
    """Return people who do not reach safety in time (``readiness.ledger_sums``).

    Those who are assumed not to leave are counted: nobody is safe because he is assumed to stay. Whose
    seat is in a place still to be confirmed may have none, and be late, too; so may those of unknown way.
    Where nobody has published an arrival they are at least so many: whom the water overtakes is not known.
    Of rain's water that may come before the wind each who has a place there may be one more.
    """
    layer, column = context.population
    evidence = (
        Evidence("cannot_reach_safety", context.attribute("cannot_reach_safety"), layer, column),
        Evidence("not_leaving", context.persons(Outcome.NOT_LEAVING), layer, column),
        Evidence("can_leave_area", context.attribute("can_leave_area"), layer, column),
        Evidence("past_best_limit_persons", _past_best_limit(context), layer, column),
    )
    value, low, high = _bounds(context, context.attribute("not_in_time"))
    way_unknown = context.persons(Outcome.WAY_UNKNOWN)
    # Of those without a known way nobody looks for an arrival: that is no more of them.
    unpublished = _unpublished(context)[0] & (context.attribute("must_leave") > way_unknown)
    served = context.persons(*SERVED_OUTCOMES)
    maybe = np.minimum(context.attribute("unconfirmed_place") + context.arrival_unknown, served)
    high = np.where(unpublished, np.nan, high + maybe + way_unknown)
    values = (value, low, high)
    return of_those_leaving(context, "not_in_time_persons", values, _status(context, values), evidence)


def _assumed_not_leaving(context: Context) -> Measure:
    """Return the share of those who must leave that the settings assume not to leave."""
    layer, column = context.population
    persons = context.attribute("assumed_not_leaving")
    unserved = context.attribute("assumed_not_leaving_unserved")
    evidence = (Evidence("assumed_not_leaving_unserved", unserved, layer, column),)
    values = _bounds(context, persons)
    return of_those_leaving(
        context, "assumed_not_leaving_persons", values, _status(context, values), evidence
    )


def _below_reserve(context: Context) -> Measure:
    """Return people whose own route leaves less than the reserve before its limit.

    So it may be with those of whom nobody knows a route, where no street is held near.
    """
    unpublished, persons = _unpublished(context)
    layer, column = context.population
    evidence = (Evidence("below_reserve_persons", persons, layer, column),)
    value, low, high = _bounds(context, persons)
    values = (value, low, high + context.persons(Outcome.WAY_UNKNOWN))
    status = _status(context, values, (unpublished, IndicatorStatus.NO_LAYER))
    return of_those_leaving(context, "below_reserve_persons", values, status, evidence)


def _unpublished(context: Context) -> tuple[BoolArray, FloatArray]:
    """Return where nobody has published an arrival, and who is below the reserve."""
    margin = context.inputs.margin
    rows = context.blocks.take(context.inputs.city.blocks.index.get_indexer(pd.Index(margin["block_id"])))
    no_arrival = margin["best_margin_s"].isna().to_numpy()
    persons = rows.total(np.where(no_arrival, 0.0, margin["below_reserve_persons"].to_numpy(np.float64)))
    walkers = rows.total(np.ones(len(margin)))
    return (walkers > 0) & (rows.total(no_arrival) == walkers), persons


def _bounds(context: Context, persons: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return a count with its bounds: people of unknown need may turn out not to be among them."""
    high = np.full(context.size, np.nan) if context.missing_layer else persons
    return persons, np.maximum(persons - context.unknown, 0.0), high


def _status(
    context: Context,
    values: tuple[FloatArray, FloatArray, FloatArray],
    *rules: tuple[BoolArray, IndicatorStatus],
) -> StatusArray:
    value, low, high = values
    no_deadline = np.full(context.size, context.inputs.scenario.deadline is DeadlineKind.NONE)
    return statuses(
        context.size,
        (no_deadline, IndicatorStatus.NOT_CONCERNED),
        *context.hazard_rules,
        *rules,
        ((low < value) | (high > value) | np.isnan(high), IndicatorStatus.PARTLY_UNKNOWN),
    )


def _past_best_limit(context: Context) -> FloatArray:
    """Return people who leave after anybody could still have got out at all; NaN where not computed.

    Without a route at any time (−inf) they have no safe route, which is another cause than too late.
    """
    inputs = context.inputs
    limits = inputs.margin[["block_id", "profile_id", "best_latest_departure_s", "best_margin_s"]]
    rows = inputs.demand.merge(limits, on=["block_id", "profile_id"], how="left", validate="many_to_one")
    members = context.areas.members(rows["district_id"], rows["ward_code"])
    persons = rows["persons"].to_numpy(dtype=np.float64)
    no_arrival = rows["best_margin_s"].isna().to_numpy()
    limit_s = rows["best_latest_departure_s"].to_numpy(dtype=np.float64)
    late = ~no_arrival & np.isfinite(limit_s) & (limit_s < rows["departure_s"].to_numpy())
    unknown = members.total(persons * no_arrival)
    return np.where(unknown > 0, np.nan, members.total(persons * late))
