"""People who walk with help and have no place: how many, and how many of them for want of two seats."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.profiles import walking_profiles
from domain.tables.among import among
from domain.vocabulary import UNSERVED_CAUSES, Outcome
from planning.case import Case
from planning.plan import Plan


@dataclass(frozen=True, slots=True)
class HelpedWithout:
    """People who walk with help and have no place, helpers not counted.

    Parameters
    ----------
    persons
        All of them.
    pairs
        Those of them whose places in reach are full for them and their helper: each needs two seats.
    other_causes
        Why the others have none, in the order of ``UNSERVED_CAUSES``.
    """

    persons: int
    pairs: int
    other_causes: tuple[Outcome, ...]


def helped_without(case: Case, plan: Plan, block_ids: pd.Index | None = None) -> HelpedWithout:
    """Return who walks with help and has no place.

    Parameters
    ----------
    case, plan
        A case and its plan.
    block_ids
        Blocks whose people are counted; all where None.

    Returns
    -------
    HelpedWithout
        Whoever is assumed not to leave counts too, as in every total of people without a place.
    """
    helped = [one.profile_id for one in walking_profiles(case.settings) if one.needs_helper]
    rows = plan.assignment
    counted = ((rows["destination_id"] == "") & rows["profile_id"].isin(helped)).to_numpy(np.bool_)
    if block_ids is not None:
        counted = counted & among(rows["block_id"], block_ids)
    rows = rows.loc[counted, ["persons", "helpers", "outcome"]]
    # Of a pair one of two needs help.
    persons = rows["persons"] - rows["helpers"]
    full = (rows["outcome"] == Outcome.NO_CAPACITY.value) & (rows["helpers"] > 0)
    others = set(rows.loc[~full, "outcome"])
    return HelpedWithout(
        int(persons.sum()), int(persons[full].sum()),
        tuple(cause for cause in UNSERVED_CAUSES if cause.value in others),
    )  # fmt: skip
