"""Shares of what has been surveyed, with the bounds that the rest leaves."""

from dataclasses import dataclass

import numpy as np

from domain.vocabulary import IndicatorStatus
from readiness.areas import BoolArray, FloatArray, Members, ratio
from readiness.measure import StatusArray, statuses


@dataclass(frozen=True, slots=True, eq=False)
class SurveyedRatio:
    """Part ÷ whole per area: over the surveyed units, and between the bounds for all of them."""

    value: FloatArray
    low: FloatArray
    high: FloatArray
    part: FloatArray
    whole: FloatArray
    units: FloatArray
    unknown_units: FloatArray
    status: StatusArray


def surveyed_ratio(
    members: Members,
    part: FloatArray,
    whole: FloatArray,
    *,
    bounded: bool,
    incomplete: BoolArray | None = None,
) -> SurveyedRatio:
    """Return Σ part ÷ Σ whole over units (organisations, facilities, districts).

    Parameters
    ----------
    members
        Areas of the units.
    part, whole
        Values of each unit; NaN where not surveyed, shape (units,).
    bounded
        Whether the part of a unit cannot exceed its whole (a share); otherwise the upper end is
        open where anything is unknown.
    incomplete
        Units whose part is known only in part.

    Returns
    -------
    SurveyedRatio
        NaN where nothing is surveyed (未調査) or the whole is 0 (対象外). Where the whole of a unit
        is unknown, both ends are open.
    """
    no_part, no_whole = np.isnan(part), np.isnan(whole)
    unknown = no_part | no_whole | (np.zeros(part.shape, bool) if incomplete is None else incomplete)
    surveyed = ~(no_part | no_whole)
    part_sum = members.total(np.where(surveyed, part, 0.0))
    surveyed_whole = members.total(np.where(surveyed, whole, 0.0))
    whole_sum = members.total(whole)
    known_part = np.where(surveyed, part, 0.0)
    room = members.total(np.where(unknown & ~no_whole, np.maximum(whole - known_part, 0.0), 0.0))
    unknown_units = members.total(unknown)
    is_open = (members.total(no_whole) > 0) | (not bounded)
    # A unit can hold more than its whole (households covered twice): the value itself is a bound.
    value = ratio(part_sum, surveyed_whole)
    low = np.where(members.total(no_whole) > 0, np.nan, ratio(part_sum, whole_sum))
    high = np.where(is_open, np.nan, ratio(part_sum + room, whole_sum))
    certain = unknown_units == 0
    return SurveyedRatio(
        value=value,
        low=np.where(certain, value, np.minimum(low, value) if bounded else low),
        high=np.where(certain, value, np.where(np.isnan(high), np.nan, np.fmax(high, value))),
        part=part_sum,
        whole=whole_sum,
        units=members.total(np.ones(part.shape)),
        unknown_units=unknown_units,
        status=statuses(
            len(value),
            (members.total(surveyed) == 0, IndicatorStatus.NOT_SURVEYED),
            (np.isnan(value), IndicatorStatus.NOT_CONCERNED),
            (unknown_units > 0, IndicatorStatus.PARTLY_UNKNOWN),
        ),
    )
