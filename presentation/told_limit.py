"""A latest safe departure as it is told: with what it counts to where water may come before that."""

import math

from planning.case import Case
from planning.limits import water_may_come_first
from presentation.words import Words


def told_limit(case: Case, seconds: float, words: Words) -> str:
    """Return a latest safe departure; up to the storm wind, with the doubt of rivers and drains.

    Parameters
    ----------
    case
        A case of which limits may be told (``planning.limits``).
    seconds
        The limit [s after t0].
    words
        Words of the reader.
    """
    said = words.limit(seconds, case.scenario)
    if not math.isfinite(seconds) or not water_may_come_first(case):
        return said
    return words("screen.limit_by_wind", limit=said)
