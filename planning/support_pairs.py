"""Which supporters could help which people in time, and what binds where they are too few."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from community.matching_problem import MatchProblem
from domain.support import UnmatchedReason
from evacuation.network import BoolArray, FloatArray, IntArray
from planning.case import Case
from planning.support_needs import Needs
from planning.support_times import PairTimes, SupporterFacts

_MINUTE_S = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class SupportPairs:
    """The matching problem of a list, with what it was made of.

    Parameters
    ----------
    problem
        What ``community.matching`` takes; its walks are in 0.1 s.
    walk_s, in_hand_s
        Of each of its pairs: the walk, and the time left when both set out, shape (pairs,).
    reason
        Of each person, what binds if she is not covered: a value of ``UnmatchedReason``.
    able_unknown
        Supporters left out because something that decides is not known of them.
    """

    problem: MatchProblem
    walk_s: FloatArray
    in_hand_s: FloatArray
    reason: "np.ndarray[tuple[int], np.dtype[np.object_]]"
    able_unknown: int


def support_pairs(
    case: Case,
    times: PairTimes,
    who: SupporterFacts,
    people: tuple[pd.DataFrame, pd.DataFrame],
    needs: Needs,
    without: Sequence[tuple[str, str]],
) -> SupportPairs:
    """Return the pairs that are possible.

    A supporter is near who walks to the person within the longest walk; able who is there at this time
    of day and not too old for what is needed (by the upper end of what is known of her age); in time
    who finds the streets open, gets the person ready and is out with her the reserve before her limit.

    Parameters
    ----------
    case, times, who
        A case, who is near whom under its plan, and what is known of supporters.
    people
        ``HelpedPersons`` and ``Supporters``.
    needs
        What the people need.
    without
        Pairs that are left out: agreed, or refused.

    Returns
    -------
    SupportPairs
        Sorted by person and supporter.
    """
    persons, supporters = people
    person, supporter, in_hand = times.person, times.supporter, times.in_hand_s
    able = who.able(needs.lifts[person], supporter) & ~_named(persons, supporters, without, person, supporter)
    in_time = times.in_time
    kept = able & in_time
    short = np.maximum(case.settings.support.time_in_hand_s - in_hand[kept], 0.0)
    problem = MatchProblem(
        needed=needs.still_needed, car_needed=needs.still_car, spare=needs.spare_wanted,
        limit=np.maximum(who.most - needs.taken, 0), taken=needs.taken,
        has_car=supporters["has_car"].to_numpy(np.bool_),
        person=person[kept], supporter=supporter[kept],
        danger=np.ceil(short / _MINUTE_S).astype(np.int64), walk=times.walk_ticks[kept],
    )  # fmt: skip
    return SupportPairs(
        problem=problem,
        walk_s=times.walk_s[kept],
        in_hand_s=in_hand[kept],
        reason=_reasons(needs, person, supporter, problem.has_car, able=able, in_time=in_time),
        able_unknown=int(who.undecided.sum()),
    )


def _named(
    persons: pd.DataFrame,
    supporters: pd.DataFrame,
    without: Sequence[tuple[str, str]],
    person: IntArray,
    supporter: IntArray,
) -> BoolArray:
    """Return which pairs are among those named, shape (pairs,)."""
    names = pd.DataFrame(list(without), columns=["person", "supporter"], dtype="str")
    p = persons.index.get_indexer(pd.Index(names["person"]))
    s = supporters.index.get_indexer(pd.Index(names["supporter"]))
    both = (p >= 0) & (s >= 0)
    width = max(len(supporters), 1)
    return np.isin(person * width + supporter, p[both] * width + s[both])


def _reasons(
    needs: Needs,
    person: IntArray,
    supporter: IntArray,
    has_car: BoolArray,
    *,
    able: BoolArray,
    in_time: BoolArray,
) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """Return for each person the first condition that leaves too few supporters."""
    n = needs.needed.size
    car = has_car[supporter]

    def enough(pairs: BoolArray, *, with_car: bool) -> BoolArray:
        count = np.bincount(person[pairs], minlength=n)
        cars = np.bincount(person[pairs & car], minlength=n)
        good = count >= needs.still_needed
        return np.asarray(good & (~needs.still_car | (cars > 0)) if with_car else good, np.bool_)

    everybody = np.ones(person.size, np.bool_)
    binds = (
        (~needs.is_located, UnmatchedReason.NOT_LOCATED),
        (np.isneginf(needs.limit_s), UnmatchedReason.NO_ROUTE),
        (~enough(everybody, with_car=False), UnmatchedReason.NOBODY_NEAR),
        (~enough(able, with_car=True), UnmatchedReason.NOBODY_ABLE),
        (~enough(able & in_time, with_car=True), UnmatchedReason.NO_TIME),
    )
    reason = np.full(n, UnmatchedReason.NOBODY_FREE.value, object)
    for holds, name in reversed(binds):
        reason[holds] = name.value
    return reason
