"""Which supporters could help which people in time, and what binds where they are too few."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from community.matching_problem import MatchProblem
from domain.support import UnmatchedReason
from domain.vocabulary import DayTime, YesNoUnknown
from evacuation.clock import departure_ticks, seconds_of, span_ticks
from evacuation.helper_walks import HelperWalks, helper_walks
from evacuation.network import BoolArray, FloatArray, IntArray
from planning.block_ground import BlockGround
from planning.case import Case
from planning.support_ground import SupportGround
from planning.support_needs import Needs

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
    ground: BlockGround,
    on_blocks: SupportGround,
    persons: pd.DataFrame,
    supporters: pd.DataFrame,
    needs: Needs,
    without: Sequence[tuple[str, str]],
) -> SupportPairs:
    """Return the pairs that are possible.

    A supporter is near who walks to the person within the longest walk; able who is there at this time
    of day and not too old for what is needed (by the upper end of what is known of her age); in time
    who finds the streets open, gets the person ready and is out with her the reserve before her limit.

    Parameters
    ----------
    case, ground, on_blocks
        A case, the network under its plan, and what the plan says of each block.
    persons, supporters, needs
        ``HelpedPersons``, ``Supporters``, and what the people need.
    without
        Pairs that are left out: agreed, or refused.

    Returns
    -------
    SupportPairs
        Sorted by person and supporter.
    """
    block = case.city.blocks.index.get_indexer(pd.Index(supporters["block_id"])).astype(np.int64)
    there, light, heavy = _able(case, supporters)
    near = _near(case, ground, on_blocks, needs, block)
    person, supporter, walk, still_open = near
    able = there[supporter] & np.where(needs.lifts[person], heavy[supporter], light[supporter])
    able &= ~_named(persons, supporters, without, person, supporter)
    leave = departure_ticks(np.array([on_blocks.set_out_s]))[0]
    ready_s = seconds_of(leave + walk) + case.settings.support.prepare_s
    in_hand = needs.limit_s[person] - case.settings.movement.reserve_s - ready_s
    in_time = still_open & (in_hand >= 0)
    kept = able & in_time
    short = np.maximum(case.settings.support.time_in_hand_s - in_hand[kept], 0.0)
    most = supporters["most_persons"].fillna(int(case.settings.support.most_persons)).to_numpy(np.int64)
    problem = MatchProblem(
        needed=needs.still_needed, car_needed=needs.still_car, spare=needs.spare_wanted,
        limit=np.maximum(most - needs.taken, 0), taken=needs.taken,
        has_car=supporters["has_car"].to_numpy(np.bool_),
        person=person[kept], supporter=supporter[kept],
        danger=np.ceil(short / _MINUTE_S).astype(np.int64), walk=walk[kept],
    )  # fmt: skip
    known = there & light & (block >= 0)
    return SupportPairs(
        problem=problem,
        walk_s=seconds_of(walk[kept]),
        in_hand_s=in_hand[kept],
        reason=_reasons(needs, person, supporter, problem.has_car, able=able, in_time=in_time),
        able_unknown=int((_undecided(case, supporters, block) & ~known).sum()),
    )


def _able(case: Case, supporters: pd.DataFrame) -> tuple[BoolArray, BoolArray, BoolArray]:
    """Return who is there at this time of day, who may accompany and who may lift, by age."""
    name = "day" if case.scenario.day_time is DayTime.DAY else "night"
    there = (supporters[name] == YesNoUnknown.YES.value).to_numpy(np.bool_)
    age = supporters["age_high"].astype("float64").fillna(np.inf).to_numpy(np.float64)
    settings = case.settings.support
    return there, age <= settings.oldest_helper_years, age <= settings.oldest_lifter_years


def _undecided(case: Case, supporters: pd.DataFrame, block: IntArray) -> BoolArray:
    name = "day" if case.scenario.day_time is DayTime.DAY else "night"
    unknown = (supporters[name] == YesNoUnknown.UNKNOWN.value) | supporters["age_high"].isna()
    refuses = (supporters[name] == YesNoUnknown.NO.value).to_numpy(np.bool_)
    return np.asarray((unknown.to_numpy(np.bool_) | (block < 0)) & ~refuses, np.bool_)


def _near(
    case: Case, ground: BlockGround, on_blocks: SupportGround, needs: Needs, block: IntArray
) -> tuple[IntArray, IntArray, IntArray, BoolArray]:
    """Return pairs of person and supporter within the longest walk, the walk, and whether it stays open.

    Of a walk over streets that close before it is done, the walk over the streets as they are at first.
    """
    on_network = ground.on_network[ground.inputs.profiles[0].profile_id]
    network, settings = ground.inputs.network, case.settings.support
    helpers, people = np.unique(block[block >= 0]), np.unique(needs.block_row[needs.is_located])
    leave = int(departure_ticks(np.array([on_blocks.set_out_s]))[0])
    longest = span_ticks(settings.longest_walk_s)

    def walks(*, ignore_closings: bool) -> pd.DataFrame:
        found: HelperWalks = helper_walks(
            network, on_network, helpers, people, leave_ticks=leave, longest_ticks=longest,
            ignore_closings=ignore_closings,
        )  # fmt: skip
        return pd.DataFrame(
            {"helper": found.helper_block, "home": found.person_block, "walk": found.walk_ticks}
        )

    blocks = walks(ignore_closings=True)
    if on_network.timed:
        open_ones = walks(ignore_closings=False)
        blocks = blocks.merge(open_ones, on=["helper", "home"], how="left", suffixes=("_first", ""))
    else:
        blocks["walk_first"] = blocks["walk"]
    reached = ground.inputs.block_reached_s
    blocks["open"] = blocks["walk"].notna() & (reached[blocks["helper"]] > on_blocks.set_out_s)
    blocks["walk"] = blocks["walk"].fillna(blocks["walk_first"]).astype(np.int64)
    homes = pd.DataFrame({"home": needs.block_row, "person": np.arange(needs.block_row.size)})
    of = pd.DataFrame({"helper": block, "supporter": np.arange(block.size)})
    pairs = blocks.merge(homes, on="home").merge(of, on="helper")
    pairs = pairs.sort_values(["person", "supporter"], kind="stable")
    numbers = (pairs[name].to_numpy(np.int64) for name in ("person", "supporter", "walk"))
    person, supporter, walk = numbers
    return person, supporter, walk, pairs["open"].to_numpy(np.bool_)


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
