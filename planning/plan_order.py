"""Which individual evacuation plans to make first: hazard, then need."""

import numpy as np
import pandas as pd

from domain.support import HelpKind

#: The heavier the need, the earlier; of who is not known how she moves comes before who walks.
_WEIGHT = {HelpKind.CARRY: 0, HelpKind.WHEELCHAIR: 1, HelpKind.UNKNOWN: 2, HelpKind.ACCOMPANY: 3}


def order_of_plans(persons: pd.DataFrame, support: pd.DataFrame, made: frozenset[str]) -> "pd.Index[str]":
    """Return who needs a plan first.

    First who must leave (and whose home is known, or not: those come before who need not), then the
    earlier limit, then the heavier need, then who has fewer candidates.

    Parameters
    ----------
    persons, support
        ``HelpedPersons`` and ``Support`` of the same people.
    made
        People who have a plan already.

    Returns
    -------
    pandas.Index
        Ids of the others, the most urgent first.
    """
    rows = support[~support.index.isin(made)]
    weight = persons["kind"].reindex(rows.index).map(lambda kind: _WEIGHT[HelpKind(kind)])
    known = rows["limit_s"].notna()
    group = np.select([rows["must_leave"], ~known], [0, 1], 2)
    order = np.lexsort(
        (rows.index.to_numpy(), rows["found"], weight.to_numpy(), rows["limit_s"].fillna(np.inf), group)
    )
    return rows.index[order]
