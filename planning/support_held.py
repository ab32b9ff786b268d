"""Pairs that stand in plans, held against a scenario by the rules that candidates are chosen by."""

import numpy as np
import pandas as pd

from domain.support import HeldReason
from evacuation.network import BoolArray, IntArray
from planning.support_needs import Needs
from planning.support_times import PairTimes, SupporterFacts


def hold_pairs(
    persons: pd.DataFrame, supporters: pd.DataFrame, needs: Needs, who: SupporterFacts, times: PairTimes
) -> tuple[pd.DataFrame, Needs]:
    """Return agreed pairs with what keeps them from helping, and the needs that are left by the others.

    What is certain comes before what is not known: a supporter who is away by night is away wherever
    she lives. Who has taken on more people than she may counts for none of them, for it is not said
    whom she would leave alone.

    Parameters
    ----------
    persons, supporters
        ``HelpedPersons`` and ``Supporters``, sorted.
    needs
        What people need, with all agreed pairs.
    who, times
        What is known of supporters, and who is near whom.

    Returns
    -------
    tuple[pandas.DataFrame, Needs]
        ``agreed`` with ``walk_s``, ``in_hand_s`` (NaN where they cannot be known) and ``held``
        (``HeldReason``, or empty where she counts); and the needs with those who count.
    """
    agreed = needs.agreed
    person = persons.index.get_indexer(pd.Index(agreed["person_id"])).astype(np.int64)
    supporter = supporters.index.get_indexer(pd.Index(agreed["supporter_id"])).astype(np.int64)
    at = _row_of_pair(times, person, supporter, len(supporters))
    near = at >= 0
    walk_s, in_hand = np.full(len(agreed), np.nan), np.full(len(agreed), np.nan)
    walk_s[near], in_hand[near] = times.walk_s[at[near]], times.in_hand_s[at[near]]
    still_open = np.zeros(len(agreed), np.bool_)
    still_open[near] = times.still_open[at[near]]
    held = np.full(len(agreed), "", object)
    known = supporter >= 0
    held[~known] = HeldReason.NO_MEMBER.value
    rows = np.flatnonzero(known)
    pair = (person[rows], supporter[rows])
    held[rows] = _reasons(needs, who, pair, near[rows], (still_open[rows], in_hand[rows]))
    counts = held == ""
    cars = supporters["has_car"].to_numpy(np.bool_)[supporter[counts]]
    table = agreed.assign(walk_s=walk_s, in_hand_s=in_hand, held=pd.array(held, dtype="str"))
    return table, needs.counting(person[counts], cars)


def _row_of_pair(times: PairTimes, person: IntArray, supporter: IntArray, width: int) -> IntArray:
    """Return the row of each pair among those that are near, −1 where it is not."""
    near = pd.Index(times.person * max(width, 1) + times.supporter)
    wanted = np.where(supporter >= 0, person * max(width, 1) + supporter, -1)
    return near.get_indexer(pd.Index(wanted)).astype(np.int64)


def _reasons(
    needs: Needs,
    who: SupporterFacts,
    pair: tuple[IntArray, IntArray],
    near: BoolArray,
    on_the_way: tuple[BoolArray, "np.ndarray[tuple[int], np.dtype[np.float64]]"],
) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """Return what keeps each pair of known supporters from helping, what is certain first."""
    person, supporter = pair
    still_open, in_hand = on_the_way
    fit = np.where(needs.lifts[person], who.heavy[supporter], who.light[supporter])
    age_known = ~np.isnan(who.age_high[supporter])
    located, home = needs.is_located[person], who.block_row[supporter] >= 0
    binds = (
        (who.needs_help[supporter], HeldReason.ON_THE_LIST),
        (~who.there[supporter] & ~who.there_unknown[supporter], HeldReason.NOT_THERE),
        (age_known & ~fit, HeldReason.TOO_OLD),
        (located & np.isneginf(needs.limit_s[person]), HeldReason.NO_ROUTE),
        (located & home & ~near, HeldReason.TOO_FAR),
        (near & ~still_open, HeldReason.STREETS_CLOSED),
        (near & (in_hand < 0), HeldReason.NO_TIME),
        (needs.taken[supporter] > who.most[supporter], HeldReason.TOO_MANY),
        (~located, HeldReason.PERSON_NOT_LOCATED),
        (~home, HeldReason.HOME_UNKNOWN),
        (who.there_unknown[supporter], HeldReason.THERE_UNKNOWN),
        (~age_known, HeldReason.AGE_UNKNOWN),
    )
    reason = np.full(person.size, "", object)
    for holds, name in reversed(binds):
        reason[holds] = name.value
    return reason
