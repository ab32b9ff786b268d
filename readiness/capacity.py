"""Indicators about places: seats for those who need one, states of places, stock."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from domain.vocabulary import IndicatorStatus, Phase, Pillar, PlaceStanding, PlaceState
from readiness.areas import FloatArray, ratio
from readiness.inputs import Context
from readiness.measure import Evidence, Goal, Measure, Spec, Unit, statuses, without_value
from readiness.seat_use import for_care, lacks_in_use, seats_in_use
from readiness.surveyed import surveyed_ratio

#: Seats for everyone who needs one (内閣府 避難所運営の取組指針, 2024-12).
_SEATS_TARGET = 1.0


def measure_capacity(context: Context) -> Iterator[Measure]:
    """Yield the indicators about places and supplies."""
    yield _seats_per_demand(context)
    yield from _places(context)
    readiness = context.inputs.settings.readiness
    facts = context.inputs.strength.district_facts.reindex(context.areas.districts)
    yield _stock(context, "stock_days", "stock_meals", readiness.meals_per_day, facts)
    yield _stock(context, "stock_water_days", "stock_water_l", readiness.water_l_per_day, facts)


def _seats_per_demand(context: Context) -> Measure:
    """Return seats in the area's places ÷ its people who need one.

    A place of unknown capacity adds no seat to the lower end and leaves the upper end open. Seats that only
    people who need care may use count for no others (``readiness.seat_use``).
    """
    usable = context.inputs.usable_places.reindex(context.inputs.city.places.index)
    in_plan = usable["in_plan"].to_numpy(dtype=bool)
    capacity = usable["capacity_persons"].to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.where(in_plan, capacity, np.nan)
    seats = seats_in_use(context, known)
    with_seats = context.places.total(in_plan & ~np.isnan(capacity))
    unknown_places = lacks_in_use(context, known, in_plan & np.isnan(capacity))
    need = context.need_seat
    value = ratio(seats, need)
    fewest = np.maximum(need - context.unknown, 0.0)
    open_end = (unknown_places > 0) | (fewest == 0)
    high = np.where(open_end, np.nan, ratio(seats, fewest))
    low = np.where(context.missing_layer, np.nan, value)
    status = statuses(
        context.size,
        *context.hazard_rules,
        (need == 0, IndicatorStatus.NOT_CONCERNED),
        ((with_seats == 0) & (unknown_places > 0), IndicatorStatus.NOT_SURVEYED),
        ((low != value) | (high != value), IndicatorStatus.PARTLY_UNKNOWN),
    )
    blank = without_value(status)
    phase = context.inputs.scenario.phase
    column = "refuge_capacity_persons" if phase is Phase.ESCAPE else "stay_capacity_persons"
    area = "refuge_area_m2" if phase is Phase.ESCAPE else "floor_area_m2"
    return Measure(
        spec=Spec(
            f"seats_per_demand_{phase.value}", Pillar.PUBLIC_HELP, Unit.SEATS_PER_PERSON, Goal.AT_LEAST
        ),
        value=np.where(blank, np.nan, value),
        value_min=np.where(blank, np.nan, low),
        value_max=np.where(blank, np.nan, high),
        status=status,
        target=_SEATS_TARGET,
        evidence=(
            Evidence("seats", seats, "places", column),
            *_care_seats(context, known),
            Evidence("floor_area", None, "places", area),
            Evidence("places_of_unknown_capacity", unknown_places, "places", column),
            Evidence("need_seat_persons", need, *context.population),
            Evidence("unknown_persons", context.unknown, "blocks", "living_floor_unknown"),
            *context.hazard_evidence,
            Evidence("affected_persons", _short(need - seats, unknown_places), *context.population),
        ),
    )


def _care_seats(context: Context, known: FloatArray) -> tuple[Evidence, ...]:
    """Return the seats that only people who need care may use; nothing where no place is for them alone."""
    care = for_care(context)
    if np.isnan(known[care]).all():
        return ()
    seats = context.places.total(np.where(care, known, np.nan))
    return (Evidence("seats_for_care", seats, "places", "direct_admission"),)


def _short(missing: FloatArray, unknown_places: FloatArray) -> FloatArray:
    """Return people beyond the known seats, unknown where a capacity is unknown."""
    return np.where(unknown_places > 0, np.nan, np.maximum(missing, 0.0))


def _places(context: Context) -> Iterator[Measure]:
    """Yield counts of places by state, and by standing of those that could be a destination."""
    usable = context.inputs.usable_places.reindex(context.inputs.city.places.index)
    for state in PlaceState:
        yield _place_count(context, state.value, (usable["state"] == state.value).to_numpy())
    for standing in PlaceStanding:
        if standing is not PlaceStanding.NOT_DESTINATION:
            yield _place_count(context, standing.value, (usable["standing"] == standing.value).to_numpy())


def _place_count(
    context: Context, what: str, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> Measure:
    """Return how many places are of one state or standing."""
    status = statuses(
        context.size,
        context.hazard_rules[0],
        (np.full(context.size, context.missing_layer), IndicatorStatus.PARTLY_UNKNOWN),
    )
    count = np.where(without_value(status), np.nan, context.places.total(chosen))
    end = np.where(context.missing_layer, np.nan, count)
    return Measure(
        spec=Spec(f"places_{what}", Pillar.PUBLIC_HELP, Unit.PLACES, Goal.NONE),
        value=count,
        value_min=end,
        value_max=end,
        status=status,
        target=np.nan,
        evidence=(
            Evidence(
                "places_counted", count, "places", "floors" if what == PlaceStanding.UPPER_FLOORS else "name"
            ),
            Evidence("places_all", context.places.total(np.ones(len(chosen))), "places", "name"),
            *context.hazard_evidence,
        ),
    )


def _stock(context: Context, indicator: str, column: str, per_day: float, facts: pd.DataFrame) -> Measure:
    """Return for how many days the area's stock lasts its people who must leave."""
    stock = facts[column].to_numpy(dtype=np.float64, na_value=np.nan)
    people = context.must_leave
    found = surveyed_ratio(
        context.district_rows, stock, context.of_districts(people) * per_day, bounded=False
    )
    fewest = np.maximum(people - context.unknown, 0.0)
    low = np.where(context.missing_layer, np.nan, found.low)
    high = np.where(context.missing_layer, np.nan, found.high * ratio(people, fewest))
    none_known = found.status == IndicatorStatus.NOT_SURVEYED
    status = statuses(
        context.size,
        (none_known & _no_layer(context), IndicatorStatus.NO_LAYER),
        *context.hazard_rules,
        (people == 0, IndicatorStatus.NOT_CONCERNED),
        (none_known | np.isnan(found.value), IndicatorStatus.NOT_SURVEYED),
        ((low != found.value) | (high != found.value), IndicatorStatus.PARTLY_UNKNOWN),
    )
    blank = without_value(status)
    return Measure(
        spec=Spec(indicator, Pillar.PUBLIC_HELP, Unit.DAYS, Goal.AT_LEAST),
        value=np.where(blank, np.nan, found.value),
        value_min=np.where(blank, np.nan, low),
        value_max=np.where(blank, np.nan, high),
        status=status,
        target=context.inputs.settings.readiness.stock_days,
        evidence=(
            Evidence(column, np.where(none_known, np.nan, found.part), "district_facts", column),
            Evidence("districts_not_surveyed", found.unknown_units, "district_facts", column),
            Evidence("must_leave_persons", people, *context.population),
            *context.hazard_evidence,
            Evidence("affected_persons", people, *context.population),
        ),
    )


def _no_layer(context: Context) -> bool:
    """Whether the bundle has no table of facts per district."""
    inputs = context.inputs
    return inputs.city.meta.layer("district_facts") is None and inputs.strength.district_facts.empty
