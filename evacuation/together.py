"""What an assignment may take apart: households whose block is divided, people and who helps them."""

from dataclasses import dataclass

import pandas as pd

from domain.vocabulary import Departure, WalkingProfileId

#: Profiles that walk with the help of somebody.
_HELPED = (WalkingProfileId.ASSISTED.value, WalkingProfileId.WHEELCHAIR_PUSHED.value)
#: The profile of those who may help.
_HELPS = WalkingProfileId.GENERAL.value


@dataclass(frozen=True, slots=True)
class TakenApart:
    """What a plan of whole persons cannot promise.

    Parameters
    ----------
    households
        Households that have to be divided at most: laid in a line, the people of a block are cut once less
        than the parts that they are divided into, and each cut meets one household at most.
    helped_persons
        People with a place who walk with the help of somebody, but more of them go there than people of
        their block who could help: seats went to them first, or their helpers were sent elsewhere.
    """

    households: int
    helped_persons: int


def taken_apart(assignment: pd.DataFrame, households: pd.Series) -> TakenApart:
    """Count households and helped people whom the assignment may take apart.

    Parameters
    ----------
    assignment
        ``Assignment``. People without a place are a part of their block, those who do not leave are none.
    households
        Households of each block, by id.

    Returns
    -------
    TakenApart
        Numbers of the whole plan.
    """
    leaving = assignment[assignment["departure"] != Departure.NOT_LEAVING.value]
    parts = leaving[leaving["persons"] > 0].groupby("block_id")["destination_id"].nunique()
    cuts = (parts - 1).clip(upper=households.reindex(parts.index).astype("int64"))
    placed = leaving[leaving["destination_id"] != ""]
    ends = [placed["block_id"], placed["destination_id"]]
    helped = placed["persons"].where(placed["profile_id"].isin(_HELPED), 0).groupby(ends).sum()
    help_there = placed["persons"].where(placed["profile_id"] == _HELPS, 0).groupby(ends).sum()
    return TakenApart(int(cuts.sum()), int((helped - help_there).clip(lower=0).sum()))
