"""A table against its contract: what breaks it becomes faults that a user can mend."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pandera.pandas as pa

from data.bundle.layout import LayerSpec
from data.bundle.typed_columns import ColumnType, FittedColumn, column_type, fit_column
from data.nearest_name import nearest_name
from domain.fault_log import LISTED_ROWS
from domain.faults import Fault

#: Longest value that a fault shows.
_LONGEST = 80

_RANGE_SIGNS = {
    "greater_than_or_equal_to": ("min_value", "≥ {}"),
    "greater_than": ("min_value", "> {}"),
    "less_than_or_equal_to": ("max_value", "≤ {}"),
    "less_than": ("max_value", "< {}"),
    "le_or_open": ("max_value", "≤ {} / inf"),
}

#: Which numbers lie outside, by the check of a range.
_OUTSIDE: dict[str, Callable[[npt.NDArray[np.float64], float], npt.NDArray[np.bool_]]] = {
    "greater_than_or_equal_to": np.less,
    "greater_than": np.less_equal,
    "less_than_or_equal_to": np.greater,
    "less_than": np.greater_equal,
    "le_or_open": lambda numbers, limit: (numbers > limit) & (numbers != np.inf),
}

#: Message key of each check that a contract may hold.
_KEYS = {"isin": "not_allowed", "str_matches": "wrong_form", **dict.fromkeys(_RANGE_SIGNS, "out_of_range")}


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

    def fault(self, key: str, **values: Any) -> Fault:
        """Return a fault of the whole table."""
        return Fault(key, layer=self.layer, file=self.file, **values)

    def faults(
        self, key: str, rows: npt.NDArray[np.bool_], cells: pd.Series | None = None, **values: Any
    ) -> Iterator[Fault]:
        """Yield a fault for each of the first rows; the last counts the others.

        Parameters
        ----------
        key
            Message key.
        rows
            Rows at fault, shape (n,).
        cells
            Column of the values that are shown.
        values
            What all have in common: column, expected.
        """
        positions = np.flatnonzero(rows)
        listed = positions[:LISTED_ROWS].tolist()
        for position in listed:
            more = len(positions) - len(listed) if position == listed[-1] else 0
            shown = None if cells is None else _shown(cells.iloc[position])
            yield Fault(
                key,
                layer=self.layer,
                file=self.file,
                row=self.rows[position],
                value=shown,
                more=more,
                **values,
            )


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
    raw = raw.assign(**{name: np.nan for name in spec.may_lack if name not in raw.columns})
    faults = list(_column_faults(raw, spec, schema, place))
    columns: dict[str, pd.Series] = {}
    for name, column in schema.columns.items():
        if name not in raw.columns:
            continue
        if name == "geometry":
            columns[name] = raw[name]
            continue
        fitted = _fit_cells(raw[name], str(column.dtype), spec)
        columns[name] = fitted.cells
        faults.extend(_misfit_faults(raw[name], fitted, place))
        faults.extend(_cell_faults(raw[name], fitted, column, place))
    ids, id_faults = _ids(raw, spec, schema, place)
    faults.extend(id_faults)
    if ids is None or set(columns) != set(schema.columns):
        return FittedTable(None, (), tuple(faults))
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(raw)))
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
    others = [str(name) for name in raw.columns if name not in wanted]
    taken: set[str] = set()
    for name in wanted:
        if name in raw.columns:
            continue
        near = nearest_name(name, [other for other in others if other not in taken])
        if near:
            taken.add(near)
            yield place.fault("column_missing_near", column=name, value=near)
        else:
            yield place.fault("index_missing" if name == id_name else "column_missing", column=name)
    for name in [other for other in others if other not in taken][:LISTED_ROWS]:
        yield place.fault("column_extra", column=name[:_LONGEST])


def _misfit_faults(raw: pd.Series, fitted: FittedColumn, place: TablePlace) -> Iterable[Fault]:
    for key, rows in fitted.misfits:
        yield from place.faults(key, rows, raw, column=str(raw.name))


def _cell_faults(
    raw: pd.Series, fitted: FittedColumn, column: pa.Column, place: TablePlace
) -> Iterable[Fault]:
    """Yield gaps, infinities, and values that the contract does not allow."""
    name, cells = str(raw.name), fitted.cells
    known = cells.notna().to_numpy(dtype=bool)
    if not column.nullable and not known.all():
        # Only what the file leaves empty: a cell of another type was named before.
        yield from place.faults("value_missing", raw.isna().to_numpy(dtype=bool) & ~known, column=name)
    if cells.dtype == np.float64:
        numbers = cells.to_numpy(dtype=float)
        may_be_open = any(check.name == "le_or_open" for check in column.checks)
        infinite = np.isneginf(numbers) if may_be_open else np.isinf(numbers)
        yield from place.faults("not_finite", infinite, cells, column=name)
        known = known & ~infinite
    if column.unique:
        yield from place.faults("duplicate_id", known & cells.duplicated().to_numpy(), cells, column=name)
    for check in column.checks:
        wrong = known & _broken(check, cells)
        if not wrong.any():
            continue
        expected = _expected(check, column)
        negative = wrong & _is_negative(check, cells)
        yield from place.faults("negative_number", negative, cells, column=name, expected=expected)
        yield from place.faults(
            _KEYS[str(check.name)], wrong & ~negative, cells, column=name, expected=expected
        )


def _broken(check: pa.Check, cells: pd.Series) -> npt.NDArray[np.bool_]:
    """Return which of the known cells break a check of the contract."""
    rule: dict[str, Any] = check.statistics or {}
    if check.name == "isin":
        return ~cells.isin(list(rule["allowed_values"])).to_numpy(dtype=bool)
    if check.name == "str_matches":
        form = _form(check)
        fits = [isinstance(text, str) and re.match(form, text) is not None for text in cells.tolist()]
        return ~np.array(fits, dtype=bool)
    bound, _ = _RANGE_SIGNS[str(check.name)]
    return _OUTSIDE[str(check.name)](_numbers(cells), rule[bound])


def _expected(check: pa.Check, column: pa.Column) -> str:
    """Return what a check asks for; of a range both ends."""
    if check.name == "isin":
        allowed = (check.statistics or {})["allowed_values"]
        return ", ".join(str(value) if value != "" else "—" for value in allowed)
    if check.name == "str_matches":
        return _form(check)
    return ", ".join(_limit(other) for other in column.checks if other.name in _RANGE_SIGNS)


def _form(check: pa.Check) -> str:
    pattern = (check.statistics or {})["pattern"]
    return str(getattr(pattern, "pattern", pattern))


def _numbers(cells: pd.Series) -> npt.NDArray[np.float64]:
    """Return cells as numbers, shape (n,): NaN where nothing is known, which lies outside no range."""
    if isinstance(cells.dtype, np.dtype):
        return cells.to_numpy(dtype=np.float64)
    return cells.to_numpy(dtype=np.float64, na_value=np.nan)


def _is_negative(check: pa.Check, cells: pd.Series) -> npt.NDArray[np.bool_]:
    """Return the cells below 0 of an amount (from 0 or a little above): most often -1 for unknown."""
    rule = check.statistics or {}
    if check.name not in {"greater_than_or_equal_to", "greater_than"} or not 0 <= rule["min_value"] < 1:
        return np.zeros(len(cells), dtype=bool)
    return _numbers(cells) < 0


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
    texts = raw[name].astype(object)
    empty = np.array(
        [isinstance(text, str) and not text.strip() for text in texts.tolist()], dtype=bool
    ) | texts.isna().to_numpy(dtype=bool)
    faults.extend(place.faults("value_missing", empty, column=name))
    known = values.notna().to_numpy(dtype=bool) & ~empty
    twice = values.duplicated().to_numpy(dtype=bool) & known
    faults.extend(place.faults("duplicate_id", twice, values, column=name))
    for check in schema.index.checks:
        wrong, expected = known & _broken(check, values), _expected(check, schema.index)
        faults.extend(place.faults(_KEYS[str(check.name)], wrong, values, column=name, expected=expected))
    return pd.Index(values.where(known) if not known.all() else values), tuple(faults)


def _limit(check: pa.Check) -> str:
    name, sign = _RANGE_SIGNS[str(check.name)]
    return sign.format(f"{(check.statistics or {})[name]:g}")


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)[:_LONGEST]
