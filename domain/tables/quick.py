"""A quick look at a table: whether it holds its contract without doubt.

pandera takes about a millisecond a column to say so, most of it for its own bookkeeping; a plan has a
hundred columns. What is in any doubt here, pandera judges, and words.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from pandera.engines import numpy_engine, pandas_engine
from pandera.pandas import Check, Column, DataFrameSchema, Index

#: What a check by this name says of known cells, given its statistics.
_RULES: dict[str, Callable[[pd.Series, dict[str, Any]], bool]] = {
    "greater_than_or_equal_to": lambda cells, stated: bool((cells >= stated["min_value"]).all()),
    "greater_than": lambda cells, stated: bool((cells > stated["min_value"]).all()),
    "less_than_or_equal_to": lambda cells, stated: bool((cells <= stated["max_value"]).all()),
    "less_than": lambda cells, stated: bool((cells < stated["max_value"]).all()),
    "isin": lambda cells, stated: set(cells.unique()) <= set(stated["allowed_values"]),
}


def surely_holds(frame: pd.DataFrame, schema: DataFrameSchema) -> bool:
    """Whether a table holds its contract without doubt.

    Parameters
    ----------
    frame
        The table.
    schema
        Its contract.

    Returns
    -------
    bool
        False where it does not, and where only pandera can say.
    """
    index = schema.index
    if type(index) is not Index or not _plain(schema) or isinstance(frame.index, pd.MultiIndex):
        return False
    if not frame.columns.is_unique or set(frame.columns) != set(schema.columns):
        return False
    if index.name not in (None, frame.index.name) or not _fits(frame.index.to_series(), index):
        return False
    return all(_fits(frame[name], column) for name, column in schema.columns.items())


def _plain(schema: DataFrameSchema) -> bool:
    """Whether a contract says nothing but columns, all of them and no other."""
    return (
        schema.strict is True
        and not (schema.checks or schema.parsers or schema.unique or schema.coerce or schema.ordered)
        and not (schema.drop_invalid_rows or schema.add_missing_columns)
        and schema.dtype is None
    )


def _fits(cells: pd.Series, contract: "Column | Index") -> bool:
    """Whether the cells of a column, or the ids, are what the contract asks for."""
    if contract.coerce or contract.parsers or getattr(contract, "regex", False):
        return False
    if not _is_type(contract.dtype, cells.dtype):
        return False
    if contract.unique and not cells.is_unique:
        return False
    unknown = cells.isna()
    if unknown.any():
        if not contract.nullable:
            return False
        cells = cells[~unknown]
    return all(_agrees(cells, check) for check in contract.checks)


@cache
def _is_type(asked: Any, found: Any) -> bool:
    """Whether cells of a type are of the type that is asked for: pandera says so, once for each pair."""
    if asked is None:
        return True
    if found == np.dtype(object) and type(asked) is not numpy_engine.Object:
        # Such cells may be anything: each would have to be looked at.
        return False
    return bool(asked.check(pandas_engine.Engine.dtype(found)))


def _agrees(cells: pd.Series, check: Check) -> bool:
    """Whether all known cells pass a check."""
    if not check.ignore_na or check.groupby is not None or check.raise_warning:
        return False
    rule = _RULES.get(str(check.name))
    return bool(check(cells).check_passed) if rule is None else rule(cells, check.statistics or {})
