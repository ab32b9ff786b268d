"""GeoParquet from bytes: bounded before it is parsed, and refused in words where it is none."""

import io
import json
import struct
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely
from pyproj.exceptions import ProjError
from shapely.errors import ShapelyError

from data.bounded_input import GEOMETRY_BYTES, nesting, size_fault
from data.crs_text import crs_from_json, crs_from_text
from domain.fault_log import LISTED_ROWS
from domain.faults import Fault, InputError

#: Most rows of a layer, and most bytes of its columns when unpacked, as the file itself states them.
ROWS = 20_000_000
UNPACKED_BYTES = 4_000_000_000
_VALUE_BYTES = 8
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
    NotImplementedError,
)

_POINT, _LINE, _POLYGON, _MULTI = 1, 2, 3, (4, 5, 6)
_COLLECTION = "GeometryCollection"


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
        table = _unpacked(_packed(content), file)
        # Text that is no UTF-8 would fail later, wherever it is first looked at.
        table.validate(full=True)
        about = _about(table)
        shapes = table.column(about["primary_column"]).to_pylist()
        nested = [row for row, shape in enumerate(shapes) if shape is not None and not is_flat_wkb(shape)]
        frame = None if nested else _frame(table, about, shapes)
    except PARQUET_ERRORS as error:
        if isinstance(error, InputError):
            raise
        unreadable = Fault("file_unreadable", file=file, layer=layer, expected="GeoParquet")
        raise InputError([unreadable]) from error
    if frame is not None:
        return frame
    listed = nested[:LISTED_ROWS]
    raise InputError(
        [
            Fault(
                "geometry_type", file=file, layer=layer, row=str(row + 1), column="geometry",
                value=_COLLECTION, expected="Point, LineString, Polygon",
                more=len(nested) - len(listed) if row == listed[-1] else 0,
            )
            for row in listed
        ]
    )  # fmt: skip


def _check_bounds(content: bytes, file: str) -> None:
    if len(content) > GEOMETRY_BYTES:
        raise InputError([size_fault(len(content), GEOMETRY_BYTES, file)])
    metadata = pq.read_metadata(io.BytesIO(content))
    unpacked = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    # Runs of one value are small in the file and take their full width when unpacked.
    groups = [metadata.row_group(i) for i in range(metadata.num_row_groups)]
    values = sum(group.column(j).num_values for group in groups for j in range(group.num_columns))
    unpacked = max(unpacked, values * _VALUE_BYTES)
    if metadata.num_rows > ROWS or unpacked > UNPACKED_BYTES:
        raise InputError([size_fault(max(unpacked, metadata.num_rows), UNPACKED_BYTES, file)])
    for name, value in (metadata.metadata or {}).items():
        if name in {b"geo", b"pandas"} and (
            len(value) > _METADATA_BYTES or nesting(value.decode("utf-8")) > _METADATA_DEPTH
        ):
            raise ValueError(name)


def _packed(content: bytes) -> pa.Table:
    """Return the table with its texts as the file holds them: each different one once."""
    schema = pq.read_schema(io.BytesIO(content))
    texts = [
        field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_binary(field.type)
    ]
    return pq.read_table(io.BytesIO(content), read_dictionary=texts)


def _unpacked(table: pa.Table, file: str) -> pa.Table:
    """Return the table with every text in its row, where that is not more than may be unpacked."""
    packed = [i for i, field in enumerate(table.schema) if pa.types.is_dictionary(field.type)]
    size = sum(_text_bytes(chunk) for i in packed for chunk in table.column(i).chunks)
    if size > UNPACKED_BYTES:
        raise InputError([size_fault(size, UNPACKED_BYTES, file)])
    for i in packed:
        kind = table.schema.field(i).type.value_type
        if pa.types.is_string(kind) or pa.types.is_binary(kind):
            table = table.set_column(i, table.schema.field(i).name, table.column(i).cast(kind))
    return table


def _text_bytes(chunk: pa.DictionaryArray) -> int:
    """Return how many bytes the texts of a column take when each stands in its row."""
    kind = chunk.type.value_type
    if not (pa.types.is_string(kind) or pa.types.is_binary(kind)):
        return 0
    lengths = pc.binary_length(chunk.dictionary)
    return int(pc.sum(pc.cast(lengths.take(chunk.indices), pa.int64())).as_py() or 0)


def _about(table: pa.Table) -> dict[str, Any]:
    """Return what the file says of its geometry; only the plain binary form is taken."""
    about = json.loads(table.schema.metadata[b"geo"])
    column = about["columns"][about["primary_column"]]
    if column["encoding"] != "WKB" or table.schema.names.count(about["primary_column"]) != 1:
        raise ValueError("encoding")
    return {"primary_column": about["primary_column"], "crs": column.get("crs", "OGC:CRS84")}


def _frame(table: pa.Table, about: Mapping[str, Any], shapes: list[bytes | None]) -> gpd.GeoDataFrame:
    name = about["primary_column"]
    frame = table.drop_columns([name]).to_pandas()
    if not frame.columns.is_unique or "geometry" in frame.columns or len(frame) != len(shapes):
        raise ValueError("columns")
    stated = about["crs"]
    crs = crs_from_json(stated) if isinstance(stated, dict) else crs_from_text(str(stated or ""))
    if stated is not None and crs is None:
        raise ValueError("crs")
    with np.errstate(invalid="ignore"):
        # Coordinates that are no numbers are faults of their rows later on.
        geometry = shapely.from_wkb(np.array(shapes, dtype=object))
    return gpd.GeoDataFrame(frame.assign(geometry=geometry), geometry="geometry", crs=crs)


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
