"""Whether two plans are equal: every table with its types, every array, every figure."""

import dataclasses

import numpy as np
import pandas as pd
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal

from planning.plan import Ledgers, Plan


def assert_same_plan(one: Plan, other: Plan) -> None:
    """Raise where two plans differ in anything."""
    for field in dataclasses.fields(Plan):
        _assert_same(field.name, getattr(one, field.name), getattr(other, field.name))


def _assert_same(name: str, one: object, other: object) -> None:
    assert type(one) is type(other), name
    if name == "routes":
        assert_geodataframe_equal(one, other, check_less_precise=False)
        for path in ("node_path", "street_path"):
            assert one[path].tolist() == other[path].tolist()
    elif isinstance(one, pd.DataFrame):
        assert_frame_equal(one, other, check_exact=True, check_index_type=True, check_column_type=True)
    elif isinstance(one, np.ndarray):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other, equal_nan=True)
    elif isinstance(one, Ledgers):
        for level in dataclasses.fields(Ledgers):
            _assert_same(f"ledgers.{level.name}", getattr(one, level.name), getattr(other, level.name))
    elif dataclasses.is_dataclass(one):
        # repr: a figure may be NaN, which equals nothing.
        assert repr(one) == repr(other), name
    else:
        assert one == other, name
