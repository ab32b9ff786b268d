"""What an assignment keeps together, and what it may take apart: households, people and who helps them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.vocabulary import Departure, WalkingProfileId

#: Profiles that walk with the help of somebody.
_HELPED = (WalkingProfileId.ASSISTED.value, WalkingProfileId.WHEELCHAIR_PUSHED.value)


@dataclass(frozen=True, slots=True)
class TakenApart:
    """What a plan of people of whom nobody knows who lives with whom can and cannot promise.

    Parameters
    ----------
    households
        Households that have to be divided at most: laid in a line, the people of a block are cut once less
        than the parts that they are divided into, and each cut meets one household at most.
    whole_households, remainder_persons
        Of blocks that are divided: households of the mean size of the block that stand whole at one place
        (or together without one), and people who are left over of these parts.
    pairs
        People with a place who walk with help, and each with a helper to the same place by the same route.
    helped_persons
        People with a place who walk with help without a helper of their block: nobody was left there.
    """

    households: int
    whole_households: int
    remainder_persons: int
    pairs: int
    helped_persons: int


def taken_apart(assignment: pd.DataFrame, blocks: pd.DataFrame) -> TakenApart:
    """Count households and helped people whom the assignment keeps together or may take apart.

    Parameters
    ----------
    assignment
        ``Assignment``. People without a place are a part of their block, those who do not leave are none.
    blocks
        Columns ``residents`` and ``households`` of each block, by id.

    Returns
    -------
    TakenApart
        Numbers of the whole plan.
    """
    amount, helpers = (assignment[name].to_numpy(np.int64) for name in ("persons", "helpers"))
    leaving = (assignment["departure"] != Departure.NOT_LEAVING.value).to_numpy() & (amount > 0)
    block = blocks.index.get_indexer(pd.Index(assignment["block_id"]))[leaving]
    destination, found = pd.factorize(assignment["destination_id"])
    part, of_row = np.unique(block * max(len(found), 1) + destination[leaving], return_inverse=True)
    # Whole persons well below 2**53 are exact in float64, which bincount needs.
    persons = np.bincount(of_row, amount[leaving], part.size).astype(np.int64)
    of_block = part // max(len(found), 1)
    count = np.bincount(of_block, minlength=1)[of_block]
    people, homes = (blocks[name].to_numpy(np.int64)[of_block] for name in ("residents", "households"))
    divided = (count > 1) & (homes > 0) & (people > 0)
    # Whole numbers alone: a part of p people holds ⌊p · households / residents⌋ of the mean size.
    whole = np.where(divided, persons * homes // np.maximum(people, 1), 0)
    # As many people as these households have, each part for itself rounded up.
    in_whole = np.where(divided, -(-whole * people // np.maximum(homes, 1)), 0)
    first = np.diff(of_block, prepend=-1) != 0
    cuts = np.minimum(count - 1, homes)[first]
    placed = leaving & (assignment["destination_id"] != "").to_numpy()
    alone = placed & assignment["profile_id"].isin(_HELPED).to_numpy() & (helpers == 0)
    return TakenApart(
        households=int(cuts.sum()),
        whole_households=int(whole.sum()),
        remainder_persons=int((persons - in_whole)[divided].sum()),
        pairs=int(helpers[placed].sum()),
        helped_persons=int(amount[alone].sum()),
    )
