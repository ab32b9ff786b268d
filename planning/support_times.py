"""Which supporters are near which people under a plan, and how much time is left; and who is able at all."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.vocabulary import DayTime, YesNoUnknown
from evacuation.clock import departure_ticks, seconds_of, span_ticks
from evacuation.helper_walks import HelperWalks, helper_walks
from evacuation.network import BoolArray, FloatArray, IntArray
from planning.block_ground import BlockGround
from planning.case import Case
from planning.support_ground import SupportGround
from planning.support_needs import Needs


@dataclass(frozen=True, slots=True, eq=False)
class SupporterFacts:
    """What is known of each supporter, in the order of the table; all arrays of shape (supporters,).

    Parameters
    ----------
    block_row
        Row of the block of the home, −1 where it is not known.
    there, there_unknown
        Whether she is there at this time of day, and whether that is not known.
    age_high
        Highest age that is possible [years], NaN where none is known.
    light, heavy
        Whether she may accompany, and lift, by age.
    needs_help
        Whether she stands on the support list herself.
    most
        How many people she takes on.
    """

    block_row: IntArray
    there: BoolArray
    there_unknown: BoolArray
    age_high: FloatArray
    light: BoolArray
    heavy: BoolArray
    needs_help: BoolArray
    most: IntArray

    def able(self, lifts: BoolArray, supporter: IntArray) -> BoolArray:
        """Return whether the supporter of each pair may be proposed, wherever she lives.

        Parameters
        ----------
        lifts
            Whether the person of the pair is lifted, shape (pairs,).
        supporter
            Row of the supporter, shape (pairs,).

        Returns
        -------
        BoolArray
            Shape (pairs,).
        """
        fit = np.where(lifts, self.heavy[supporter], self.light[supporter])
        return np.asarray(fit & self.there[supporter] & ~self.needs_help[supporter], np.bool_)

    @property
    def undecided(self) -> BoolArray:
        """Whether she is left out only because something that decides is not known."""
        refuses = ~self.there & ~self.there_unknown
        unknown = self.there_unknown | np.isnan(self.age_high) | (self.block_row < 0)
        return np.asarray(unknown & ~refuses & ~self.needs_help, np.bool_)


def supporter_facts(case: Case, supporters: pd.DataFrame) -> SupporterFacts:
    """Return what is known of supporters under a scenario.

    Parameters
    ----------
    case
        Gives the time of day, the blocks and the assumptions.
    supporters
        ``Supporters``, sorted.

    Returns
    -------
    SupporterFacts
        In the order of the table.
    """
    settings = case.settings.support
    answer = supporters["day" if case.scenario.day_time is DayTime.DAY else "night"]
    age = np.asarray(supporters["age_high"].to_numpy(dtype=np.float64, na_value=np.nan), np.float64)
    at_most = np.where(np.isnan(age), np.inf, age)
    return SupporterFacts(
        block_row=case.city.blocks.index.get_indexer(pd.Index(supporters["block_id"])).astype(np.int64),
        there=(answer == YesNoUnknown.YES.value).to_numpy(np.bool_),
        there_unknown=(answer == YesNoUnknown.UNKNOWN.value).to_numpy(np.bool_),
        age_high=age,
        light=at_most <= settings.oldest_helper_years,
        heavy=at_most <= settings.oldest_lifter_years,
        needs_help=supporters["needs_help"].to_numpy(np.bool_),
        most=supporters["most_persons"].fillna(int(settings.most_persons)).to_numpy(np.int64),
    )


@dataclass(frozen=True, slots=True, eq=False)
class PairTimes:
    """Pairs within the longest walk, sorted by person and supporter; all arrays of shape (pairs,).

    Parameters
    ----------
    person, supporter
        Rows of both tables.
    walk_ticks
        Walk of the supporter to the person's block [0.1 s]; over streets as they are at first where
        they close before she is there.
    still_open
        Whether the streets are open when she passes, and her own block is when she sets out.
    in_hand_s
        Time that is left, beyond the reserve, when both set out.
    """

    person: IntArray
    supporter: IntArray
    walk_ticks: IntArray
    still_open: BoolArray
    in_hand_s: FloatArray

    @property
    def in_time(self) -> BoolArray:
        """Whether she is there, and both are out, in time."""
        return np.asarray(self.still_open & (self.in_hand_s >= 0), np.bool_)

    @property
    def walk_s(self) -> FloatArray:
        """Walk of the supporter [s]."""
        return seconds_of(self.walk_ticks)


def pair_times(
    case: Case, ground: BlockGround, on_blocks: SupportGround, who: SupporterFacts, needs: Needs
) -> PairTimes:
    """Return who is near whom, and what time is left.

    Parameters
    ----------
    case, ground, on_blocks
        A case, the network under its plan, and what the plan says of each block.
    who, needs
        What is known of supporters, and what people need.

    Returns
    -------
    PairTimes
        Pairs within the longest walk.
    """
    person, supporter, walk, still_open = _near(case, ground, on_blocks, needs, who.block_row)
    leave = departure_ticks(np.array([on_blocks.set_out_s]))[0]
    ready_s = seconds_of(leave + walk) + case.settings.support.prepare_s
    in_hand = needs.limit_s[person] - case.settings.movement.reserve_s - ready_s
    return PairTimes(person, supporter, walk, still_open, in_hand)


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
