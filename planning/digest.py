"""Digests of tables by content: every cell, the index, the geometry and its CRS."""

import hashlib
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import shapely

#: Rows of a nullable column that hold no value count as this; the mask tells them apart.
_NO_NUMBER = 0


def table_digest(table: pd.DataFrame) -> bytes:
    """Return the digest of a table.

    Parameters
    ----------
    table
        Table of numbers, truth values, text and one geometry. Neither the order of its columns nor,
        where it is not sorted by its index, the order of its rows counts.

    Returns
    -------
    bytes
        32 bytes (SHA-256); equal for equal content, in another process too.

    Raises
    ------
    TypeError
        When a column holds anything else.
    """
    rows = table if table.index.is_monotonic_increasing else table.sort_index(kind="stable")
    digest = hashlib.sha256()
    _add(digest, "index", str(rows.index.name).encode(), *_parts(rows.index.to_series()))
    for name in sorted(rows.columns):
        column = rows[name]
        parts = _shapes(column) if isinstance(column, gpd.GeoSeries) else _parts(column)
        _add(digest, "column", str(name).encode(), *parts)
    return digest.digest()


def _add(digest: Any, kind: str, *parts: bytes | npt.NDArray[Any]) -> None:
    """Add parts with their length, so that no part can pass for the end of another."""
    digest.update(kind.encode())
    for part in parts:
        size = part.nbytes if isinstance(part, np.ndarray) else len(part)
        digest.update(size.to_bytes(8, "little"))
        digest.update(np.ascontiguousarray(part).data if isinstance(part, np.ndarray) else part)


def _parts(column: "pd.Series[Any]") -> list[bytes | npt.NDArray[Any]]:
    """Return what a column of numbers, truth values or text consists of."""
    kind = column.dtype
    if isinstance(kind, pd.StringDtype) or pd.api.types.is_object_dtype(kind):
        return _text(column)
    if pd.api.types.is_float_dtype(kind):
        # Every NaN is the same unknown, and −0 is 0.
        values = column.to_numpy(dtype=np.float64, na_value=np.nan) + 0.0
        return [b"number", np.where(np.isnan(values), np.nan, values)]
    if pd.api.types.is_bool_dtype(kind) or pd.api.types.is_integer_dtype(kind):
        missing = column.isna().to_numpy()
        whole = column.to_numpy(dtype=np.int64, na_value=_NO_NUMBER)
        name = b"truth" if pd.api.types.is_bool_dtype(kind) else b"integer"
        return [name, np.packbits(missing), whole]
    msg = f"column {column.name} of {kind}: only numbers, truth values, text and geometry have a digest"
    raise TypeError(msg)


def _text(column: "pd.Series[Any]") -> list[bytes | npt.NDArray[Any]]:
    if column.empty:
        # An empty column may come without a single chunk.
        return [b"text"]
    missing = column.isna().to_numpy()
    try:
        text = pa.array(column.where(~missing, ""), type=pa.large_string(), from_pandas=False)
    except pa.ArrowException as error:
        msg = f"column {column.name}: text expected"
        raise TypeError(msg) from error
    text = pa.concat_arrays(text.chunks) if isinstance(text, pa.ChunkedArray) else text
    _, offsets, content = text.buffers()
    ends = np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
    letters = b"" if content is None else content.slice(ends[0], ends[-1] - ends[0]).to_pybytes()
    return [b"text", np.packbits(missing), np.diff(ends), letters]


def _shapes(column: gpd.GeoSeries) -> list[bytes | npt.NDArray[Any]]:
    geometry = np.asarray(column.array)
    crs = "" if column.crs is None else str(column.crs.to_epsg() or column.crs.to_wkt())
    head: list[bytes | npt.NDArray[Any]] = [b"geometry", crs.encode(), shapely.get_type_id(geometry)]
    try:
        kind, coordinates, offsets = shapely.to_ragged_array(geometry)
    except ValueError:
        # Of several kinds, or none at all: the standard form, which takes three times as long.
        written = shapely.to_wkb(geometry)
        sizes = np.array([-1 if one is None else len(one) for one in written], np.int64)
        return [*head, sizes, b"".join(one for one in written if one is not None)]
    return [*head, kind.name.encode(), coordinates + 0.0, *(offsets or ())]
