"""A table against its contract: what pandera finds becomes faults that a user can mend."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

from data.bundle.layout import LayerSpec
from data.bundle.typed_columns import ColumnType, FittedColumn, column_type, fit_column
from domain.faults import Fault

#: Columns in which an open upper bound is written as infinity.
_OPEN_BOUNDS = frozenset({"depth_m_max"})

_RANGE_SIGNS = {
    "greater_than_or_equal_to": ("min_value", "≥ {}"),
    "greater_than": ("min_value", "> {}"),
    "less_than_or_equal_to": ("max_value", "≤ {}"),
    "less_than": ("max_value", "< {}"),
}


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table comes from, and how the user counts its rows.

    Parameters
    ----------
    layer, file
        Layer and file name.
    rows
        Row of each record as the user counts it: lines of a CSV, ids of a layer.
    """

    layer: str
    file: str
    rows: Sequence[str]

    def fault(self, key: str, position: int | None = None, **values: Any) -> Fault:
        """Return a fault of this table, at a row where one is given."""
        row = "" if position is None else self.rows[position]
        return Fault(key, layer=self.layer, file=self.file, row=row, **values)


@dataclass(frozen=True, slots=True, eq=False)
class FittedTable:
    """A table in the types of its contract.

    Parameters
    ----------
    table
        With the id as index, sorted by it, each id once; None where a column is missing. Only a
        table without faults follows the contract in full.
    rows
        How the user counts each of its rows, shape (n,).
    faults
        Everything that is wrong with single columns and cells.
    """

    table: pd.DataFrame | None
    rows: tuple[str, ...]
    faults: tuple[Fault, ...]


def fit_table(raw: pd.DataFrame, spec: LayerSpec, place: TablePlace) -> FittedTable:
    """Bring a table to its contract.

    Parameters
    ----------
    raw
        Table as read, the id among its columns (but for numbered tables).
    spec
        Contract of the layer.
    place
        Where the table comes from.
    """
    schema = spec.contract.to_schema()
    id_name = spec.contract.index_name()
    faults = list(_column_faults(raw, spec, schema, place))
    columns: dict[str, pd.Series] = {}
    loose: list[str] = []
    for name, column in schema.columns.items():
        if name not in raw.columns:
            continue
        if name == "geometry":
            columns[name] = raw[name]
            continue
        fitted = _fit_cells(raw[name], str(column.dtype), spec)
        columns[name] = fitted.cells
        faults.extend(_misfit_faults(raw[name], fitted, place))
        faults.extend(_infinite_faults(name, fitted.cells, place))
        if not fitted.fits:
            loose.append(name)
    ids, id_faults = _ids(raw, spec, schema, place)
    faults.extend(id_faults)
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(raw)))
    faults.extend(_rule_faults(frame, schema, loose, place))
    if ids is None or set(columns) != set(schema.columns):
        return FittedTable(None, (), tuple(faults))
    frame.index = pd.Index(ids, name=id_name)
    order = pd.Series(ids).dropna().drop_duplicates().sort_values().index
    return FittedTable(frame.iloc[order], tuple(place.rows[i] for i in order), tuple(faults))


def _fit_cells(column: pd.Series, dtype: str, spec: LayerSpec) -> FittedColumn:
    kind = column_type(dtype)
    if kind is ColumnType.TEXT and not spec.is_geographic:
        # In a CSV an empty cell of a text column is an empty text.
        return FittedColumn(column.fillna("").astype("str"))
    return fit_column(column, kind)


def _column_faults(
    raw: pd.DataFrame, spec: LayerSpec, schema: pa.DataFrameSchema, place: TablePlace
) -> Iterable[Fault]:
    id_name = spec.contract.index_name()
    wanted = [*schema.columns] if spec.numbered else [id_name, *schema.columns]
    for name in wanted:
        if name not in raw.columns:
            yield place.fault("index_missing" if name == id_name else "column_missing", column=name)
    for name in raw.columns:
        if name not in wanted:
            yield place.fault("column_extra", column=str(name))


def _misfit_faults(raw: pd.Series, fitted: FittedColumn, place: TablePlace) -> Iterable[Fault]:
    for key, rows in fitted.misfits:
        for position in np.flatnonzero(rows):
            value = str(raw.iloc[position])
            yield place.fault(key, int(position), column=str(raw.name), value=value)


def _infinite_faults(name: str, values: pd.Series, place: TablePlace) -> Iterable[Fault]:
    if values.dtype != np.float64 or name in _OPEN_BOUNDS:
        return
    for position in np.flatnonzero(np.isinf(values.to_numpy())):
        yield place.fault("not_finite", int(position), column=name, value=str(values.iloc[position]))


def _ids(
    raw: pd.DataFrame, spec: LayerSpec, schema: pa.DataFrameSchema, place: TablePlace
) -> tuple[pd.Index | None, tuple[Fault, ...]]:
    name = spec.contract.index_name()
    if spec.numbered:
        return pd.RangeIndex(len(raw)), ()
    if name not in raw.columns:
        return None, ()
    fitted = _fit_cells(raw[name], str(schema.index.dtype), spec)
    faults = list(_misfit_faults(raw[name], fitted, place))
    values = fitted.cells
    empty = raw[name].isna() | (raw[name].astype("str").str.strip() == "")
    faults.extend(place.fault("value_missing", int(i), column=name) for i in np.flatnonzero(empty))
    twice = values.duplicated() & values.notna() & ~empty
    faults.extend(
        place.fault("duplicate_id", int(i), column=name, value=str(values.iloc[i]))
        for i in np.flatnonzero(twice)
    )
    faults.extend(_id_form_faults(values.where(~empty), schema, place))
    return pd.Index(values), tuple(faults)


def _id_form_faults(ids: pd.Series, schema: pa.DataFrameSchema, place: TablePlace) -> Iterable[Fault]:
    for check in schema.index.checks:
        if check.name != "str_matches":
            continue
        pattern = check.statistics["pattern"]
        form = str(getattr(pattern, "pattern", pattern))
        wrong = ids.notna() & ~ids.astype("str").str.match(form)
        for i in np.flatnonzero(wrong):
            yield place.fault(
                "wrong_form", int(i), column=str(ids.name), value=str(ids.iloc[i]), expected=form
            )


def _rule_faults(
    frame: pd.DataFrame, schema: pa.DataFrameSchema, loose: Sequence[str], place: TablePlace
) -> Iterable[Fault]:
    """Check ranges, allowed values and gaps; the frame's index is the position of each row."""
    present = {
        name: column for name, column in schema.columns.items() if name in frame and name != "geometry"
    }
    # The types were settled before: a misfit must not be reported again as a gap or a type.
    changes = {name: {"dtype": None, "nullable": c.nullable or name in loose} for name, c in present.items()}
    checked = pa.DataFrameSchema(present, strict=False).update_columns(changes)
    try:
        checked.validate(frame[list(present)], lazy=True)
    except pa.errors.SchemaErrors as error:
        yield from _failure_faults(error.failure_cases, present, place)


def _failure_faults(cases: pd.DataFrame, columns: dict[str, pa.Column], place: TablePlace) -> Iterable[Fault]:
    names = cases["column"].tolist()
    checks = cases["check"].tolist()
    values = cases["failure_case"].tolist()
    positions = cases["index"].tolist()
    for name, check, value, position in zip(names, checks, values, positions, strict=True):
        key, expected = _meaning(str(check), columns[name], value)
        text = None if key == "value_missing" else _shown(value)
        yield place.fault(key, int(position), column=str(name), value=text, expected=expected)


def _meaning(check: str, column: pa.Column, value: Any) -> tuple[str, str]:
    kind = re.split(r"[\[(]", check, maxsplit=1)[0]
    if kind == "not_nullable":
        return "value_missing", ""
    if kind == "field_uniqueness":
        return "duplicate_id", ""
    rule: dict[str, Any] = next((c.statistics or {} for c in column.checks if c.name == kind), {})
    if kind == "isin":
        return "not_allowed", ", ".join(str(v) if v != "" else "—" for v in rule["allowed_values"])
    if kind in _RANGE_SIGNS:
        limits = [_limit(c) for c in column.checks if c.name in _RANGE_SIGNS]
        is_negative = kind.startswith("greater") and rule["min_value"] == 0 and value < 0
        return ("negative_number" if is_negative else "out_of_range"), ", ".join(limits)
    return "wrong_form", check


def _limit(check: pa.Check) -> str:
    name, sign = _RANGE_SIGNS[str(check.name)]
    return sign.format(f"{(check.statistics or {})[name]:g}")


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
