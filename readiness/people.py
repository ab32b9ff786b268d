"""Indicators about people: without a place, and how long the others walk."""

from collections.abc import Iterator

import numpy as np

from domain.vocabulary import (
    SERVED_OUTCOMES,
    UNSERVED_CAUSES,
    DayTime,
    IndicatorStatus,
    Outcome,
    Pillar,
)
from readiness.areas import BoolArray, FloatArray, ratio
from readiness.inputs import Context
from readiness.measure import Evidence, Goal, Measure, Spec, Unit, statuses, without_value

#: Causes by which nobody knows whether people really have no place.
_UNKNOWN_CAUSES = (Outcome.CAPACITY_UNKNOWN, Outcome.WAY_UNKNOWN)


def measure_people(context: Context) -> Iterator[Measure]:
    """Yield the indicators about people who must leave."""
    yield from _unserved(context)
    yield from _walk(context)


def _unserved(context: Context) -> Iterator[Measure]:
    """Yield people without a place: all, and by cause.

    People of whom it is not known whether they must leave count as leaving, and a place of
    unknown capacity counts as full: at least the rest has no place. Those whose seat is in a place
    still to be confirmed may turn out to have none, either: at most they are without a place, too.
    Where no street is held near a block nobody knows of its people whether they have a place: they may
    be of any other cause, too. Where that is so of everybody who must leave, nothing was searched for
    that would tell the others (未収録, never 0). Where nobody has published an arrival, those who have a
    place may be too late for it: the cause says so, up to all of them. All without a place are those whom
    the plan leaves without one, by the time of level 5: of them it is known.
    """
    maybe = context.unknown + context.persons(*_UNKNOWN_CAUSES)
    unconfirmed = context.attribute("unconfirmed_place")
    yield _persons_at_risk(context, "unserved_persons", context.unserved, maybe, unconfirmed)
    for cause in UNSERVED_CAUSES:
        if cause is Outcome.WAY_UNKNOWN and not context.asks_for_ways:
            continue
        more = 0.0 if cause is Outcome.WAY_UNKNOWN else context.persons(Outcome.WAY_UNKNOWN)
        yield _persons_at_risk(
            context,
            f"unserved_{cause.value}",
            context.persons(cause),
            maybe if cause in _UNKNOWN_CAUSES else context.unknown,
            more + context.arrival_unknown if cause is Outcome.TOO_LATE else more,
            has_figure=cause is Outcome.WAY_UNKNOWN,
        )


def _persons_at_risk(
    context: Context,
    indicator: str,
    persons: FloatArray,
    maybe: FloatArray,
    more: FloatArray | float = 0.0,
    *,
    has_figure: bool = True,
) -> Measure:
    """Return people in danger, of whom ``maybe`` may turn out not to be, and ``more`` that may be, too.

    Where every way is unknown, only what is told all the same has a figure.
    """
    low = np.maximum(persons - maybe, 0.0)
    high = np.full(context.size, np.nan) if context.missing_layer else persons + more
    status = statuses(
        context.size,
        *context.hazard_rules,
        (context.every_way_unknown & (not has_figure), IndicatorStatus.NO_LAYER),
        ((low < persons) | (high > persons) | np.isnan(high), IndicatorStatus.PARTLY_UNKNOWN),
    )
    layer, column = context.population
    counted = [Evidence("unserved_persons", np.where(without_value(status), np.nan, persons), layer, column)]
    if indicator == f"unserved_{Outcome.TOO_LATE}" and context.arrival_unknown.any():
        counted.append(Evidence("arrival_unknown_persons", context.arrival_unknown, layer, column))
    if indicator == "unserved_persons":
        counted += [
            Evidence(name, context.of_routes(name), layer, column)
            for name in ("can_leave_area", "cannot_reach_safety", "assumed_not_leaving_unserved")
        ]
        unconfirmed = context.attribute("unconfirmed_place")
        counted.append(Evidence("unconfirmed_place", unconfirmed, "places", "floors"))
    return of_those_leaving(context, indicator, (persons, low, high), status, tuple(counted))


def of_those_leaving(
    context: Context,
    indicator: str,
    values: tuple[FloatArray, FloatArray, FloatArray],
    status: np.ndarray[tuple[int, ...], np.dtype[np.str_]],
    evidence: tuple[Evidence, ...],
) -> Measure:
    """Return a count of people in danger, scored against all who must leave.

    Parameters
    ----------
    context
        The plan's sums.
    indicator
        Id of the indicator, which also names its count in the evidence.
    values
        Value, lower and upper bound [persons], shape (areas,) each.
    status
        Status of each area, shape (areas,).
    evidence
        What else the count rests on.
    """
    blank = without_value(status)
    value, low, high = (np.where(blank, np.nan, array) for array in values)
    layer, column = context.population
    # Nobody as far as is known, but perhaps some, is no zero.
    affected = np.where((value == 0) & ~(high == 0), np.nan, value)
    return Measure(
        spec=Spec(indicator, Pillar.PUBLIC_HELP, Unit.PERSONS, Goal.AT_MOST, at_risk=True),
        value=value,
        value_min=low,
        value_max=high,
        status=status,
        target=0.0,
        evidence=(
            *evidence,
            Evidence("must_leave_persons", context.must_leave, layer, column),
            Evidence("unknown_persons", context.unknown, "blocks", "living_floor_unknown"),
            *context.plan_evidence,
            Evidence("affected_persons", affected, layer, column),
        ),
        scale=context.must_leave,
    )


def _walk(context: Context) -> Iterator[Measure]:
    """Yield mean and longest walk of those who reach a place, all people counted alike."""
    assignment = context.inputs.assignment
    walks = assignment["walk_time_s"].notna() & assignment["outcome"].isin(
        [outcome.value for outcome in SERVED_OUTCOMES]
    )
    members = context.assigned.take(np.flatnonzero(walks))
    persons = assignment.loc[walks, "persons"].to_numpy(dtype=np.float64)
    time_s = assignment.loc[walks, "walk_time_s"].to_numpy(dtype=np.float64)
    walkers = members.total(persons)
    mean = ratio(members.total(persons * time_s), walkers)
    yield _walk_time(context, "walk_time_mean_s", mean, walkers)
    yield _walk_time(context, "walk_time_max_s", members.largest(time_s), walkers)


def _walk_time(context: Context, indicator: str, time_s: FloatArray, walkers: FloatArray) -> Measure:
    """Return a walking time against the time for the practical limit on foot."""
    movement = context.inputs.settings.movement
    at_night = context.inputs.scenario.day_time is DayTime.NIGHT
    speed_m_s = movement.adult_speed_m_s * (movement.night_factor if at_night else 1.0)
    nobody: BoolArray = walkers == 0
    partly = np.full(context.size, context.missing_layer)
    status = statuses(
        context.size,
        *context.hazard_rules,
        (nobody & (context.persons(Outcome.WAY_UNKNOWN) > 0), IndicatorStatus.NO_LAYER),
        (nobody, IndicatorStatus.NOT_CONCERNED),
        (partly, IndicatorStatus.PARTLY_UNKNOWN),
    )
    value = np.where(without_value(status), np.nan, time_s)
    end = np.where(partly, np.nan, value)
    layer, column = context.population
    return Measure(
        spec=Spec(indicator, Pillar.SELF_HELP, Unit.SECONDS, Goal.AT_MOST),
        value=value,
        value_min=end,
        value_max=end,
        status=status,
        target=movement.practical_limit_m / speed_m_s,
        evidence=(
            Evidence(indicator, value, "streets", "length_m"),
            Evidence("walking_persons", walkers, layer, column),
            *context.plan_evidence,
            Evidence("affected_persons", np.where(nobody, np.nan, walkers), layer, column),
        ),
    )
