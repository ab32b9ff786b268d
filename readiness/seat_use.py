"""Seats by who may use them: those of places that take only people who need care are nobody else's."""

import numpy as np

from domain.profiles import FEW_IN_NEED, most_of_one_in_need
from readiness.areas import BoolArray, FloatArray
from readiness.inputs import Context


def seats_in_use(context: Context, seats: FloatArray) -> FloatArray:
    """Return how many of the seats of each area its people can fill.

    General seats are for everybody. Seats for care (welfare shelters with direct admission) are for people
    who need care and who walks with them: no more of them count than there are such people who need a seat.
    Then seats are at least as many as people exactly where all of them can be seated. Where so few walk that
    below ten of them may need help, seats for care count in whole tens of them, rounded down: the number of
    seats would tell the number of people.

    Parameters
    ----------
    context
        What indicators are computed from.
    seats
        Seats of each place in the order of the city's, NaN where it has none or they are not known.

    Returns
    -------
    FloatArray
        Seats of each area.
    """
    care = for_care(context)
    general = context.places.total(np.where(care, np.nan, seats))
    return general + np.minimum(context.places.total(np.where(care, seats, np.nan)), _told_care(context))


def lacks_in_use(context: Context, seats: FloatArray, lacks: BoolArray) -> FloatArray:
    """Return how many places of each area have a gap that could add seats to those in use.

    Parameters
    ----------
    context, seats
        As ``seats_in_use`` takes them.
    lacks
        Whether it is not known of each place how many seats it has.

    Returns
    -------
    FloatArray
        Places; of those for care only where the known seats for care are too few for those who need them.
    """
    care = for_care(context)
    short = context.need_care_seat > context.places.total(np.where(care, seats, np.nan))
    general = context.places.total(np.where(care, np.nan, lacks))
    return general + np.where(short, context.places.total(np.where(care, lacks, np.nan)), 0.0)


def for_care(context: Context) -> BoolArray:
    """Return which places, in the order of the city's, are for people who need care alone."""
    usable = context.inputs.usable_places.reindex(context.inputs.city.places.index)
    return usable["for_care"].to_numpy(dtype=bool)


def _told_care(context: Context) -> FloatArray:
    """Return the people who may use seats for care, of few only whole tens."""
    people, settings = context.need_care_seat, context.inputs.settings
    few = people < FEW_IN_NEED * most_of_one_in_need(settings)
    return np.where(few, FEW_IN_NEED * np.floor(people / FEW_IN_NEED), people)
