"""About how many bytes a result holds: its tables, arrays, paths and shapes."""

import dataclasses
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import shapely

from planning.later import Later, as_held

#: Bytes of a Python integer in a tuple, with its place there.
_INTEGER_BYTES = 40
#: Bytes of a shape beside its coordinates, of which each takes 16.
_SHAPE_BYTES = 200


def held_bytes(value: object) -> int:
    """Return about how many bytes a value holds; what stands in it twice counts once.

    Parameters
    ----------
    value
        A result: dataclasses, tables, arrays, texts and numbers, and collections of them.
    """
    return _bytes(value, set())


def _bytes(value: object, seen: set[int]) -> int:
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, np.ndarray):
        return value.nbytes + (_all(value.tolist(), seen) if value.dtype == object else 0)
    if isinstance(value, pd.DataFrame | pd.Series):
        return _table_bytes(value, seen)
    if dataclasses.is_dataclass(value):
        return _all((as_held(value, field.name) for field in dataclasses.fields(value)), seen)
    if isinstance(value, Later):
        # What nobody has asked for is small beside the rest: it is not made to be counted.
        return _bytes(value.made, seen)
    return _collection_bytes(value, seen)


def _table_bytes(value: "pd.DataFrame | pd.Series[Any]", seen: set[int]) -> int:
    held = int(value.index.memory_usage())
    if isinstance(value, pd.Series):
        return held + _column_bytes(value, seen)
    for at, kind in enumerate(value.dtypes):
        # Of numbers it is enough to know how many there are: whoever waits for a plan waits for this count.
        if isinstance(kind, np.dtype) and kind.kind != "O":
            held += len(value) * kind.itemsize
        else:
            held += _column_bytes(value.iloc[:, at], seen)
    return held


def _collection_bytes(value: object, seen: set[int]) -> int:
    if isinstance(value, tuple) and value and isinstance(value[0], int):
        return _INTEGER_BYTES * len(value)  # a path: its parts are all alike
    if isinstance(value, Mapping):
        return sys.getsizeof(value) + _all(value.keys(), seen) + _all(value.values(), seen)
    if isinstance(value, tuple | list | set | frozenset):
        return sys.getsizeof(value) + _all(value, seen)
    return sys.getsizeof(value)


def _object_bytes(values: list[Any], seen: set[int]) -> int:
    """Return the bytes of the values of a column; paths, of which a plan has thousands, in one go."""
    paths = {id(one): one for one in values if isinstance(one, tuple) and one and isinstance(one[0], int)}
    parts = sum(len(path) for number, path in paths.items() if number not in seen)
    seen.update(paths)
    return _INTEGER_BYTES * parts + _all((one for one in values if id(one) not in paths), seen)


def _all(values: Iterable[object], seen: set[int]) -> int:
    return sum(_bytes(one, seen) for one in values)


def _column_bytes(column: "pd.Series[Any]", seen: set[int]) -> int:
    if column.dtype == "geometry":
        shapes = column.to_numpy()
        return len(shapes) * _SHAPE_BYTES + 16 * int(shapely.get_num_coordinates(shapes).sum())
    if pd.api.types.is_object_dtype(column.dtype):
        return 8 * len(column) + _object_bytes(column.tolist(), seen)
    return int(column.memory_usage(index=False))
