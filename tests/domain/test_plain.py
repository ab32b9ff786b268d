"""The quick look at a table never passes what pandera refuses, and passes what is well."""

from collections.abc import Iterator

import pandas as pd
import pandera.errors
import pandera.pandas as pa
import pytest
from pandera.typing import Index, Series

from domain.tables.base import Table
from domain.tables.organisations import Organisations, Posts
from domain.tables.plain import plainly_keeps
from tests.toy_city import make_toy_bundle

_TOY = {"organisations": Organisations, "posts": Posts}


def _spoilt(column: pd.Series) -> Iterator[pd.Series]:
    """Yield the cells with one unknown, one repeated, one beyond any range, and in other types."""
    whole = column.astype("object")
    for cell in (None, column.iloc[1], -1, 10**9, "unheard of", ""):
        changed = whole.copy()
        changed.iloc[0] = cell
        yield changed
        try:
            yield changed.astype(column.dtype)
        except (TypeError, ValueError):
            continue  # a cell that this type cannot hold
    yield column.astype("float64" if pd.api.types.is_integer_dtype(column.dtype) else "object")


@pytest.mark.parametrize("name", _TOY)
def test_what_passes_at_a_glance_keeps_the_contract_and_what_is_spoilt_does_not(name: str) -> None:
    schema, frame = _TOY[name].to_schema(), make_toy_bundle().table(name)
    assert plainly_keeps(schema, frame)
    passed = refused = 0
    for column in frame:
        for cells in _spoilt(frame[column]):
            spoilt = frame.assign(**{str(column): cells})
            if plainly_keeps(schema, spoilt):
                passed += 1
                assert schema.validate(spoilt, lazy=True).equals(spoilt)
            else:
                refused += 1
    assert passed
    assert refused


class _Ruled(Table):
    """One column for each rule that contracts know."""

    row: Index[int] = pa.Field(unique=True, ge=0)
    near: Series[float] = pa.Field(nullable=True, gt=0, le=2)
    kind: Series[str] = pa.Field(isin=["a", "b"])
    code: Series[str] = pa.Field(unique=True, str_matches="^[0-9]+$", str_length={"max_value": 3})
    count: Series[pd.Int64Dtype] = pa.Field(nullable=True, coerce=True, ge=0)
    bound: Series[float] = pa.Field(le_or_open=9.0)


_GOOD = pd.DataFrame(
    {
        "near": [0.5, float("nan")],
        "kind": ["a", "b"],
        "code": ["1", "22"],
        "count": pd.array([0, pd.NA], dtype="Int64"),
        "bound": [9.0, float("inf")],
    },
    index=pd.Index([0, 1], name="row"),
)


@pytest.mark.parametrize(
    "broken",
    [
        {"near": [0.0, 1.0]}, {"near": [2.5, 1.0]}, {"near": [1, 2]}, {"kind": ["a", "c"]},
        {"kind": ["a", None]}, {"code": ["1", "1"]}, {"code": ["1", "x"]}, {"code": ["1", "2222"]},
        {"count": pd.array([-1, 0], dtype="Int64")}, {"bound": [9.5, 1.0]}, {"bound": [1.0, float("nan")]},
        {"stray": [1, 2]},
    ],
    ids=repr,
)  # fmt: skip
def test_each_rule_is_asked(broken: dict[str, list[object]]) -> None:
    pd.testing.assert_frame_equal(_Ruled.check(_GOOD), _GOOD)
    assert plainly_keeps(_Ruled.to_schema(), _GOOD)
    with pytest.raises(pandera.errors.SchemaErrors):
        _Ruled.check(_GOOD.assign(**broken))


def test_ids_and_columns_are_asked_too_and_the_table_given_back_is_another() -> None:
    for bad in (_GOOD.set_index(pd.Index([0, 0], name="row")), _GOOD.drop(columns="near")):
        with pytest.raises(pandera.errors.SchemaErrors):
            _Ruled.check(bad)
    # What is only of another type is coerced where the contract says so.
    assert _Ruled.check(_GOOD.assign(count=[1, 2]))["count"].dtype == "Int64"
    given = _Ruled.check(_GOOD)
    given.loc[0, "kind"] = "b"
    assert _GOOD.loc[0, "kind"] == "a"
