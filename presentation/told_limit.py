"""A latest safe departure as it is told: with what it counts to where water may come before that."""

import math

from domain.vocabulary import DeadlineKind
from planning.case import Case
from planning.limits import water_may_come_first
from presentation.words import Words


def slope_may_slide_first(case: Case) -> bool:
    """Return whether times count to level 5 though slopes may slide before it.

    Parameters
    ----------
    case
        A case; its scenario is used.
    """
    # Of water no limit up to level 5 is told (ADR 0005).
    return case.scenario.slides_alone and case.scenario.deadline is DeadlineKind.LEVEL5


def with_doubt(case: Case, said: str, words: Words) -> str:
    """Return what is said of limits, with what they count to where the hazard need not wait for it.

    Rivers and drains need not wait for the storm wind, slopes not for level 5.

    Parameters
    ----------
    case
        A case of which limits may be told (``planning.limits``).
    said
        A limit, or the name of a column or layer of limits and margins.
    words
        Words of the reader.
    """
    if water_may_come_first(case):
        return words("screen.limit_by_wind", limit=said)
    if slope_may_slide_first(case):
        return words("screen.limit_by_level5", limit=said)
    return said


def told_limit(case: Case, seconds: float, words: Words) -> str:
    """Return a latest safe departure, with its doubt.

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
    return with_doubt(case, said, words) if math.isfinite(seconds) else said
