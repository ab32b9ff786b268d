"""Whether anything ends the time to reach safety, and which figures say nothing where nothing does."""

from domain.vocabulary import DeadlineKind, Outcome
from planning.case import Case

#: Sums that say nothing where there is no deadline: nobody is late, and nobody is assumed to stay.
ONLY_WITH_DEADLINE = frozenset(
    {
        "not_in_time",
        "cannot_reach_safety",
        "can_leave_area",
        Outcome.NOT_LEAVING.value,
        Outcome.TOO_LATE.value,
    }
)


def is_timed(case: Case) -> bool:
    """Return whether something ends the time to reach safety in this scenario.

    Parameters
    ----------
    case
        A case; its scenario is used.

    Returns
    -------
    bool
        False in a stay of days.
    """
    return case.scenario.deadline is not DeadlineKind.NONE
