"""Whole persons of a table of which the sums of rows and columns are known."""

import numpy as np
import numpy.typing as npt

from domain.shares import split_persons

IntArray = npt.NDArray[np.int64]


def share_columns(rows: IntArray, columns: IntArray) -> IntArray:
    """Return whole persons of each part of each row, as even as whole persons can be.

    Parameters
    ----------
    rows
        Persons of each row, shape (n,).
    columns
        Persons of each part over all rows, shape (k,); together no more than those of the rows.

    Returns
    -------
    numpy.ndarray
        Shape (n, k): columns sum to ``columns`` exactly, and no row to more than its persons. Part after
        part goes to the rows by those of them who are in no part yet, by largest remainder.

    Raises
    ------
    ValueError
        When the parts have more persons than the rows.
    """
    left = np.asarray(rows, dtype=np.int64).copy()
    if int(columns.sum()) > int(left.sum()):
        msg = f"{int(columns.sum())} persons in parts of {int(left.sum())}"
        raise ValueError(msg)
    out = np.zeros((left.size, columns.size), dtype=np.int64)
    for column, persons in enumerate(columns.tolist()):
        if persons == 0:
            continue
        # A row gets at most what is left of it: its share of no more than all is no more than it has.
        out[:, column] = split_persons(np.array([persons]), left / left.sum())[0]
        left -= out[:, column]
    return out
