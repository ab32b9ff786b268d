"""Which cells are among ids: as pandas says it."""

import pandas as pd
import pytest

from domain.tables.among import among


@pytest.mark.parametrize(
    ("cells", "ids"),
    [
        (["b", "a", None, "c", "a"], ["a", "c", "x"]),
        (["b", "a"], []),
        ([], ["a"]),
        ([3, 1, 2], [2, 3]),
    ],
)
@pytest.mark.parametrize("as_objects", [False, True])
def test_cells_are_found_as_pandas_finds_them(cells: list, ids: list, as_objects: bool) -> None:
    kind = "object" if as_objects else "int64" if cells == [3, 1, 2] else "str"
    column, wanted = pd.Series(cells, dtype=kind), pd.Index(ids, dtype=kind)
    found = among(column, wanted)
    assert found.dtype == bool
    assert found.tolist() == column.isin(wanted).tolist()
    # A part of a column, in another order.
    assert among(column.iloc[::-2], wanted[::-1]).tolist() == column.iloc[::-2].isin(wanted).tolist()
