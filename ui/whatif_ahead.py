"""What the page もしも answers before it is asked: streets to tick, departures moved.

First the streets that stand first, and a step of the departures either way; then, while nobody at all presses
anything, the other streets and departures further out. Of each who no longer gets out comes before where
people queue, which takes as long again. The same answers serve all readers of a plan.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planning.block_ground import BlockGround
from planning.case import Case
from planning.changed_day import DayChange, day_key
from planning.changed_sums import ready_sums
from planning.crowding import crowding_concerns
from planning.plan import Plan
from ui import shared

#: How many of the streets are walked ahead: those that most people hang on stand first.
MOST = 3
#: How many steps of the departures are walked ahead at first.
MOST_STEPS = 2
#: How many answers are made ahead after these: some 15 MB each for the bundled city.
MOST_FARTHER = 20
_Ground = Callable[[], BlockGround]


def toggled(change: DayChange, street_ids: Sequence[int]) -> DayChange:
    """Return a change with streets blocked besides, or open again where any of them is blocked."""
    ids, before = set(street_ids), set(change.street_ids)
    after = before - ids if before & ids else before | ids
    return DayChange(tuple(sorted(after)), change.first_later_s, change.second_later_s)


def stepped(change: DayChange, later_s: float, groups: tuple[bool, bool]) -> DayChange:
    """Return a change with departures of the first group, the second, or both, later by a step [s]."""
    first, second = (later_s if one else 0.0 for one in groups)
    return DayChange(change.street_ids, change.first_later_s + first, change.second_later_s + second)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is made in one go: who no longer gets out on a changed day, or its queues."""

    change: DayChange
    queues: bool


def look_ahead(
    asker: str, case: Case, plan: Plan, ground: _Ground, nearest: Sequence[DayChange],
    farther: Sequence[DayChange],
) -> None:  # fmt: skip
    """Have changed days made, with their queues, while the reader reads and asks for nothing else.

    Parameters
    ----------
    asker
        The number of the reader.
    case, plan, ground
        A case, its plan, and the network under it.
    nearest, farther
        What he may press next, and what after that, the likeliest first.
    """
    both = (False, True) if crowding_concerns(case.scenario) else (False,)
    pieces = [_Piece(one, queues) for part in (nearest, farther) for queues in both for one in part]
    if pieces:
        shared.ahead().begin(asker, day_key(plan, pieces[0].change), _work(asker, case, plan, ground, pieces))


def _work(
    asker: str, case: Case, plan: Plan, ground: _Ground, pieces: Sequence[_Piece]
) -> Callable[[], None]:
    # It runs in a thread without a session.
    ahead, days = shared.ahead(), shared.changed_days()
    change, rest = pieces[0].change, pieces[1:]
    key = day_key(plan, change)

    def still_asked() -> None:
        ahead.insist(asker, key)

    def work() -> None:
        day = days.day(case, plan, ground, change, going_on=still_asked)
        if pieces[0].queues:
            days.crowding(case, plan, day, going_on=still_asked)
        else:
            ready_sums(case, plan, day, going_on=still_asked)
        if rest:
            ahead.follow(asker, key, day_key(plan, rest[0].change), _work(asker, case, plan, ground, rest))

    return work
