"""Whether a table plainly keeps its contract, found in a fraction of the time that pandera takes.

pandera copies its schema and the outcome of every check for each column, also where all is well, which
is nearly always. Here the checks of the same schema are asked alone. What is not plain (another type, a
missing column, a cell out of its range, a rule unknown here) is left to pandera, which names it.
"""

from typing import Any

import pandas as pd
import pandera.pandas as pa


def plainly_keeps(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> bool:
    """Return whether a table surely keeps a schema; if not, pandera has to say what is amiss.

    Parameters
    ----------
    schema
        Schema of a table with one index.
    frame
        The table.

    Returns
    -------
    bool
        True only where ``schema.validate`` would give the table back as it is.
    """
    columns = schema.columns
    if schema.checks or schema.unique or schema.ordered or schema.parsers or schema.dtype is not None:
        return False
    if len(frame.columns) != len(columns) or set(frame.columns) != set(columns):
        return False
    if not isinstance(schema.index, pa.Index) or not _plain(schema.index, frame.index.to_series()):
        return False
    return all(_plain(column, frame[name]) for name, column in columns.items())


def _plain(field: Any, cells: pd.Series) -> bool:
    """Return whether cells have the type of a column or index and pass each of its checks."""
    kind = field.dtype
    if kind is None or field.parsers or getattr(kind, "crs", None) is not None:
        return False
    # Where the type is already the one to coerce to, coercing changes nothing.
    if cells.dtype != kind.type:
        return False
    if field.checks and cells.dtype == object:
        return False  # a check may stumble over a cell of any kind
    if (not field.nullable and cells.hasnans) or (field.unique and not cells.is_unique):
        return False
    return all(check(cells).check_passed for check in field.checks)
