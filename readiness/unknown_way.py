"""People of whom nobody knows any way, beside those of whom everything is known."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.vocabulary import Outcome
from readiness.themes import LETHAL, WAY_UNKNOWN


def every_way_unknown(sums: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return the areas of whose people who must leave nobody knows any way; never one that nobody leaves.

    Where that is so of some only, what is counted of the others is at least so.

    Parameters
    ----------
    sums
        ``ledger_sums``.
    """
    unknown = sums[Outcome.WAY_UNKNOWN.value].to_numpy()
    return np.asarray((unknown > 0) & (unknown >= sums["must_leave"].to_numpy()), dtype=np.bool_)


def told_after_known(themes: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return the themes of an unknown way beside people who are known to have no place: these come first.

    Parameters
    ----------
    themes
        ``ThemeBands``: columns ``area_id``, ``indicator`` and ``amount_persons``.
    """
    way = themes["indicator"] == WAY_UNKNOWN
    known = themes["indicator"].isin(list(LETHAL)) & ~way & (themes["amount_persons"].fillna(0) > 0)
    return np.asarray(way & known.groupby(themes["area_id"]).transform("any"), dtype=np.bool_)
