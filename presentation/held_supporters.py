"""Words on whether a supporter who stands in a plan can be there in a scenario."""

from domain.support import HeldReason
from domain.vocabulary import DayTime
from planning.case import Case
from presentation.words import Words


def held_words(reason: str, case: Case, words: Words) -> str:
    """Return whether a supporter can be there in the scenario, and if not, why.

    Parameters
    ----------
    reason
        A value of ``HeldReason``; empty where she can.
    case
        Gives the time of day.
    words
        Words of a language.
    """
    when = words("held.by_day" if case.scenario.day_time is DayTime.DAY else "held.by_night")
    if not reason:
        return words("held.can", when=when)
    key = "held.not_known" if HeldReason(reason).is_unknown else "held.cannot"
    return words(key, when=when, reason=words(f"held_reason.{reason}"))
