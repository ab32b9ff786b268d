"""Which cells of a column are among many ids, such as the blocks of a ward."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def among(cells: pd.Series, ids: pd.Index) -> npt.NDArray[np.bool_]:
    """Return which cells are among ids, as ``isin`` does.

    Of texts pandas makes an object of Python for each id, each time that it is asked: longer than to look.

    Parameters
    ----------
    cells
        Column of ids; a missing cell is among none.
    ids
        Ids, in any order.

    Returns
    -------
    numpy.ndarray
        A flag for each cell.
    """
    if not (isinstance(cells.dtype, pd.StringDtype) and isinstance(ids.dtype, pd.StringDtype)):
        return cells.isin(ids).to_numpy(np.bool_)
    texts, wanted = (pa.array(one.array, from_pandas=True).cast(pa.large_string()) for one in (cells, ids))
    found = pc.is_in(texts, value_set=wanted.drop_null())
    return np.asarray(found.to_numpy(zero_copy_only=False), np.bool_)
