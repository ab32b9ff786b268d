"""Rows of the people ledger (人数内訳表) of one area: the same on screen, paper and the offline map."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.vocabulary import UNSERVED_CAUSES, Outcome
from presentation.area_sums import ONLY_WITH_DEADLINE, is_unsaid
from presentation.words import Words

_OUTCOMES = tuple(outcome.value for outcome in Outcome if outcome not in UNSERVED_CAUSES)
_CAUSES = tuple(cause.value for cause in UNSERVED_CAUSES)
#: Sums that cut the same people anew: no part of those above them.
_OTHER_CUTS = ("can_leave_area", "cannot_reach_safety", "not_in_time", "unknown_persons", "unconfirmed_place")
#: Sums whose words say whether there is time.
_IN_TIME = ("cannot_reach_safety", "not_in_time")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of a ledger.

    Parameters
    ----------
    key
        Name of the sum.
    label
        Its words.
    persons
        People.
    is_part
        Whether it is a part of the sum above it: an outcome, or a cause of having no place.
    """

    key: str
    label: str
    persons: int
    is_part: bool


def measure_name(key: str, words: Words) -> str:
    """Return the name of a sum of the ledger."""
    return words.either(f"ledger.{key}", f"outcome.{key}")


def judged_name(key: str, judged: str, words: Words) -> str:
    """Return the name of a sum; where no arrival is known, none that says whether there is time.

    Parameters
    ----------
    key
        Name of the sum.
    judged
        What ``presentation.answers.judged_by`` says.
    words
        Words of the reader.
    """
    if judged and key == Outcome.TOO_LATE.value:
        return words(f"ledger.too_late{judged}")
    return measure_name(f"{key}{judged}" if key in _IN_TIME else key, words)


def ledger_rows(
    sums: Mapping[str, int], words: Words, *, is_timed: bool, judged: str = ""
) -> list[LedgerRow]:
    """Return every row that anybody is in, and the sums.

    Parameters
    ----------
    sums
        Persons of one area by name, as ``presentation.area_sums.sums_of`` gives them.
    words
        Words of the reader.
    is_timed
        Whether something ends the time to reach safety.
    judged
        What ``presentation.answers.judged_by`` says: where no arrival is known, no row is said to be of
        those in time or not.
    """
    says_time = is_timed and not is_unsaid(sums, "not_in_time")
    always = {"persons", "unserved", "unknown_persons", *(["not_in_time"] if says_time else [])}
    keys = ("persons", *_OUTCOMES, "unserved", *_CAUSES, *_OTHER_CUTS)
    return [
        LedgerRow(
            key, judged_name(key, judged, words), sums[key],
            key in _OUTCOMES + _CAUSES,
        )
        for key in keys
        if key in always or (sums[key] and (is_timed or key not in ONLY_WITH_DEADLINE))
    ]  # fmt: skip
