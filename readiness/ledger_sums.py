"""Sums over rows of the people ledger: one definition of each, for indicators, screen, papers and files."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from domain.vocabulary import SERVED_OUTCOMES, UNSERVED_CAUSES, Outcome

_SERVED = [outcome.value for outcome in SERVED_OUTCOMES]
_CAUSES = [cause.value for cause in UNSERVED_CAUSES]


def ledger_sums(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return a ledger with the sums that are shown beside its outcomes.

    Parameters
    ----------
    ledger
        ``Ledger`` of any level.

    Returns
    -------
    pandas.DataFrame
        The columns of the ledger, and whole persons in ``concerned`` (inside the hazard area),
        ``with_place`` (避難先あり: assigned to safe ground, an emergency site, a refuge building or a
        shelter; neither those at home nor those who go elsewhere), ``unserved`` (without a place,
        all causes), ``must_leave`` (all who leave their homes but for those who go elsewhere) and
        ``not_in_time`` (do not reach safety in time: those without a place who cannot walk out of the
        area in time either, and those who are assumed not to leave and for whom a seat is kept).
    """
    with_place, unserved = _added(ledger[_SERVED]), unserved_persons(ledger)
    not_leaving = ledger[Outcome.NOT_LEAVING.value]
    return ledger.assign(
        concerned=ledger["persons"] - ledger[Outcome.OUTSIDE.value],
        with_place=with_place,
        unserved=unserved,
        must_leave=with_place + not_leaving + unserved,
        not_in_time=ledger["cannot_reach_safety"] + not_leaving,
    )


def unserved_persons(ledger: pd.DataFrame) -> "pd.Series[Any]":
    """Return the people without a place of each row, of all causes: ``unserved`` of ``ledger_sums``.

    Parameters
    ----------
    ledger
        ``Ledger`` of any level.

    Returns
    -------
    pandas.Series
        Whole persons, row by row.
    """
    return _added(ledger[_CAUSES])


def _added(columns: pd.DataFrame) -> "pd.Series[Any]":
    """Return the sum of each row; of whole numbers, of which none is missing, at once."""
    cells = columns.to_numpy()
    if cells.dtype != np.int64:
        return columns.sum(axis=1)
    return pd.Series(cells.sum(axis=1), index=columns.index)


def one_row_an_area(levels: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return ledgers of several levels as one table; where two levels share an id, the upper one.

    In a town without wards the only ward has the code of the city and is the city.

    Parameters
    ----------
    levels
        ``Ledger`` frames, from fine to coarse.
    """
    rows = pd.concat(levels)
    return rows[~rows.index.duplicated(keep="last")]
