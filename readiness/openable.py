"""Indicator about opening: seats that can be opened in time ÷ people who need one."""

import numpy as np

from domain.bundle import UPLOADED
from domain.vocabulary import IndicatorStatus, Pillar
from readiness.areas import ratio
from readiness.inputs import Context
from readiness.measure import Evidence, Goal, Measure, Spec, Unit, statuses, without_value
from readiness.seat_use import lacks_in_use, seats_in_use

#: A seat for everyone who needs one, as of all seats.
_SEATS_TARGET = 1.0


def measure_openable(context: Context) -> Measure:
    """Return the seats of the area's places that can be opened ÷ its people who need one.

    The lower end counts a limit that is not surveyed as no seat, the upper end as no limit. An area
    without a place of which all limits are surveyed is not surveyed, whatever else is known. Seats that only
    people who need care may use count for no others (``readiness.seat_use``).

    Parameters
    ----------
    context
        Inputs of the indicators.

    Returns
    -------
    Measure
        The indicator over all areas.
    """
    ids = context.inputs.city.places.index
    in_plan = context.inputs.usable_places["in_plan"].reindex(ids).to_numpy(dtype=bool)
    table = context.inputs.openable.reindex(ids)
    low_seats = seats_in_use(context, np.where(in_plan, table["seats_min"].to_numpy(np.float64), np.nan))
    most = table["seats_max"].to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.where(in_plan, most, np.nan)
    high_seats = seats_in_use(context, known)
    unbounded = lacks_in_use(context, known, in_plan & np.isnan(most)) > 0
    surveyed = table["is_surveyed"].to_numpy(dtype=bool) & in_plan
    places_surveyed = context.places.total(surveyed)
    need = context.need_seat
    fewest = np.maximum(need - context.unknown, 0.0)
    low = np.where(context.missing_layer, np.nan, ratio(low_seats, need))
    high = np.where(unbounded | (fewest == 0), np.nan, ratio(high_seats, fewest))
    status = statuses(
        context.size,
        *context.hazard_rules,
        # Before whether anybody needs a seat: what is not surveyed counts in no band.
        (places_surveyed == 0, IndicatorStatus.NOT_SURVEYED),
        (need == 0, IndicatorStatus.NOT_CONCERNED),
        (low != high, IndicatorStatus.PARTLY_UNKNOWN),
    )
    blank = without_value(status)
    layer = _layer(context)
    lacking = np.where(unbounded, np.nan, np.maximum(need - high_seats, 0.0))
    return Measure(
        spec=Spec("openable_per_demand", Pillar.MUTUAL_HELP, Unit.SEATS_PER_PERSON, Goal.AT_LEAST),
        value=np.where(blank, np.nan, ratio(low_seats, need)),
        value_min=np.where(blank, np.nan, low),
        value_max=np.where(blank, np.nan, high),
        status=status,
        target=_SEATS_TARGET,
        evidence=(
            Evidence("openable_seats", np.where(blank, np.nan, low_seats), layer, "persons" if layer else ""),
            Evidence(
                "openable_seats_most",
                np.where(blank | unbounded, np.nan, high_seats),
                "places",
                "official_capacity_persons",
            ),
            Evidence("places_wholly_surveyed", places_surveyed, layer, "place_id" if layer else ""),
            Evidence("need_seat_persons", need, *context.population),
            *context.hazard_evidence,
            Evidence("affected_persons", np.where(blank, np.nan, lacking), *context.population),
        ),
    )


def _layer(context: Context) -> str:
    """Return the layer of the opening duty; empty where the city holds none and nobody has given one."""
    name = "opening_duty"
    if name in context.inputs.strength.uploaded:
        return f"{UPLOADED}{name}"
    return "" if context.inputs.city.meta.layer(name) is None else name
