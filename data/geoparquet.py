"""GeoParquet from bytes: bounded before it is parsed, and refused in words where it is none."""

import io
import struct
from collections.abc import Iterator
from typing import Any, cast

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
from pyproj.exceptions import ProjError
from shapely.errors import ShapelyError

from data.bounded_input import GEOMETRY_BYTES, nesting, size_fault
from domain.faults import Fault, InputError

#: Most rows of a layer, and most bytes of its columns when unpacked, as the file itself states them.
ROWS = 20_000_000
UNPACKED_BYTES = 4_000_000_000
_METADATA_BYTES, _METADATA_DEPTH = 1_000_000, 40

#: What pyarrow, geopandas, shapely and pyproj raise for files that are cut, of another form, or odd.
PARQUET_ERRORS = (
    pa.ArrowException,
    ShapelyError,
    ProjError,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
)

_POINT, _LINE, _POLYGON, _MULTI = 1, 2, 3, (4, 5, 6)
_COLLECTION = "GeometryCollection"
_LISTED = 20


def read_geoparquet(content: bytes, *, file: str, layer: str = "") -> gpd.GeoDataFrame:
    """Return a table with geometry.

    Parameters
    ----------
    content
        Bytes of the file.
    file, layer
        Where it stands, for the faults.

    Raises
    ------
    domain.faults.InputError
        When the file is no GeoParquet, is too large, or holds nested collections of shapes.
    """
    try:
        _check_bounds(content, file)
        nested = list(_nested_rows(content))
        frame = None if nested else _frame(content)
    except PARQUET_ERRORS as error:
        if isinstance(error, InputError):
            raise
        frame, nested = None, []
    if frame is not None:
        return frame
    faults = [
        Fault("geometry_type", file=file, layer=layer, row=str(row), value=_COLLECTION)
        for row in nested[:_LISTED]
    ]
    raise InputError(faults or [Fault("file_unreadable", file=file, layer=layer, expected="GeoParquet")])


def _frame(content: bytes) -> gpd.GeoDataFrame | None:
    # A buffer is read as well as a path; the published types know the path only.
    frame = gpd.read_parquet(cast("Any", io.BytesIO(content)))
    # Both fail late where the metadata name a column of another kind.
    name, crs = frame.geometry.name, frame.crs
    if not frame.columns.is_unique or not isinstance(name, str):
        return None
    return frame if crs is None else frame.set_crs(crs)


def _check_bounds(content: bytes, file: str) -> None:
    if len(content) > GEOMETRY_BYTES:
        raise InputError([size_fault(len(content), GEOMETRY_BYTES, file)])
    metadata = pq.read_metadata(io.BytesIO(content))
    unpacked = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    if metadata.num_rows > ROWS or unpacked > UNPACKED_BYTES:
        raise InputError([size_fault(max(unpacked, metadata.num_rows), UNPACKED_BYTES, file)])
    for name, value in (metadata.metadata or {}).items():
        if name in {b"geo", b"pandas"} and (
            len(value) > _METADATA_BYTES or nesting(value.decode("utf-8")) > _METADATA_DEPTH
        ):
            raise ValueError(name)


def _nested_rows(content: bytes) -> Iterator[int]:
    """Yield rows whose shape nests others: a chain of many thousand would end the process."""
    schema = pq.read_schema(io.BytesIO(content))
    names = [f.name for f in schema if pa.types.is_binary(f.type) or pa.types.is_large_binary(f.type)]
    if not names:
        return
    table = pq.read_table(io.BytesIO(content), columns=names)
    for name in names:
        for row, shape in enumerate(table.column(name).to_pylist()):
            if shape is not None and not is_flat_wkb(shape):
                yield row


def is_flat_wkb(shape: bytes) -> bool:
    """Whether a shape in well-known binary form is a point, line, polygon, or several of one kind."""
    try:
        kind, start, _, order = _head(shape, 0)
        if kind not in _MULTI:
            return kind in {_POINT, _LINE, _POLYGON}
        count, start = _number(shape, start, order)
        for _ in range(count):
            part, start, width, order = _head(shape, start)
            if part != kind - 3:
                return False
            start = _end(shape, start, part, width, order)
    except (struct.error, IndexError):
        # Cut short: nothing nested was met so far, and the reader of shapes says the rest.
        return True
    return True


def _head(shape: bytes, start: int) -> tuple[int, int, int, int]:
    """Return kind, start of the content, bytes of a coordinate, and byte order of a shape."""
    order = shape[start]
    raw, after = _number(shape, start + 1, order)
    has_srid = bool(raw & 0x20000000)
    plain = raw & 0x0FFFFFFF
    iso = plain // 1000
    extra = bin(raw >> 30).count("1") or {1: 1, 2: 1, 3: 2}.get(iso, 0)
    return plain % 1000, after + 4 * has_srid, 8 * (2 + extra), order


def _end(shape: bytes, start: int, kind: int, width: int, order: int) -> int:
    """Return where a part without parts of its own ends."""
    if kind == _POINT:
        return start + width
    count, start = _number(shape, start, order)
    if kind == _LINE:
        return start + count * width
    for _ in range(count):
        points, start = _number(shape, start, order)
        start += points * width
    return start


def _number(shape: bytes, start: int, order: int) -> tuple[int, int]:
    (value,) = struct.unpack_from("<I" if order else ">I", shape, start)
    return int(value), start + 4
