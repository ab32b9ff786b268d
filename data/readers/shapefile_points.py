"""Shapefiles of points, plain or zipped: positions and a table of texts, read without GDAL.

A shapefile is three small binary tables. Reading them here keeps the encoding of the texts in our
hands, names every record at fault, and lets nothing in the file open another file or an address.
"""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
import pandas as pd
import pyproj
import pyproj.exceptions

from data.readers.area_text import decoded, found_encoding
from data.readers.safe_zip import check_listing
from domain.crs import GEOGRAPHIC_EPSG
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.vocabulary import Severity
from domain.zip_errors import ZIP_ERRORS

#: Bounds of one part and of the members of a zip.
MAX_PART_BYTES = 200_000_000
_MAX_MEMBERS = 2_000
MAX_RECORDS = 500_000

_PARTS = ("shp", "dbf", "prj", "cpg")
_FILE_CODE, _SHP_HEADER, _SHP_VERSION = 9994, 100, 1000
_POINTS, _MULTIPOINTS, _NULL = {1, 11, 21}, {8, 18, 28}, 0
_DBF_HEADER, _FIELD_BYTES, _FIELDS_END, _DELETED = 32, 32, 0x0D, 0x2A

#: CRS of Japanese originals where the file names none: JGD2000 longitude and latitude.
_ASSUMED_EPSG = 4612


@dataclass(frozen=True, slots=True, eq=False)
class ShapefileTable:
    """A shapefile as read.

    Parameters
    ----------
    cells
        One row a record with a point, all fields as text; index from 0.
    longitude, latitude
        Point of each row in degrees, as text.
    rows
        Number of each record in the file, from 1.
    faults
        What is wrong with the file and its records.
    """

    cells: pd.DataFrame
    longitude: tuple[str, ...]
    latitude: tuple[str, ...]
    rows: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    start: int
    stop: int


class _BrokenError(Exception):
    """A part does not have the form of its kind."""


def shapefile_parts(path: Path) -> tuple[dict[str, bytes] | None, tuple[Fault, ...]]:
    """Return the parts (shp, dbf, prj, cpg) that lie beside a ``.shp``.

    Parameters
    ----------
    path
        The ``.shp``, in letters of either case.
    """
    beside = {
        file.suffix.lower()[1:]: file
        for file in sorted(path.parent.iterdir())
        if file.stem == path.stem and file.is_file()
    }
    parts = {}
    for part in _PARTS:
        if part not in beside:
            continue
        if beside[part].stat().st_size > MAX_PART_BYTES:
            return None, (_too_large(beside[part].name, beside[part].stat().st_size),)
        parts[part] = beside[part].read_bytes()
    if "dbf" not in parts:
        return None, (Fault("shapefile_part_missing", file=path.name, value=".dbf"),)
    return parts, ()


def zipped_parts(content: bytes, file: str) -> tuple[dict[str, bytes] | None, tuple[Fault, ...]]:
    """Return the parts of the one shapefile in a zip, in whatever folder of it; or its one GeoJSON.

    Parameters
    ----------
    content
        Bytes of the zip.
    file
        Its name, for the faults.

    Returns
    -------
    parts
        Contents by part: ``shp``, ``dbf``, ``prj``, ``cpg``; or ``geojson`` alone. None with a fault.
    faults
        Why it cannot be read.
    """
    unreadable = Fault("file_unreadable", file=file, expected="zip (Shapefile, GeoJSON)")
    try:
        check_listing(io.BytesIO(content), file)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.filename.endswith("/")]
            if len(members) > _MAX_MEMBERS:
                return None, (unreadable,)
            chosen, faults = _chosen_members(members, file)
            if faults:
                return None, faults
            parts = {part: _read_member(archive, member) for part, member in chosen.items()}
    except (*ZIP_ERRORS, OSError, ValueError):
        # Cut, locked by a password, packed in a way that is not known here, or no zip at all.
        return None, (unreadable,)
    return parts, ()


def _chosen_members(
    members: Sequence[zipfile.ZipInfo], file: str
) -> tuple[dict[str, zipfile.ZipInfo], tuple[Fault, ...]]:
    named = [(PurePosixPath(member.filename.replace("\\", "/")), member) for member in members]
    # Folders that macOS adds hold no data.
    named = [(path, member) for path, member in named if "__MACOSX" not in path.parts]
    shapes = [path for path, _ in named if path.suffix.lower() == ".shp"]
    documents = [(path, member) for path, member in named if path.suffix.lower() in {".geojson", ".json"}]
    if len(shapes) > 1 or (not shapes and len(documents) > 1):
        names = ", ".join(path.name for path in shapes or [path for path, _ in documents])
        return {}, (Fault("zip_several", file=file, value=names[:200]),)
    if not shapes and not documents:
        return {}, (Fault("zip_without_layer", file=file, expected=".shp, .geojson"),)
    if shapes:
        base = shapes[0].with_suffix("")
        chosen = {path.suffix.lower()[1:]: member for path, member in named if path.with_suffix("") == base}
        chosen = {part: member for part, member in chosen.items() if part in _PARTS}
        if "dbf" not in chosen:
            return {}, (Fault("shapefile_part_missing", file=file, value=".dbf"),)
    else:
        chosen = {"geojson": documents[0][1]}
    large = [member for member in chosen.values() if member.file_size > MAX_PART_BYTES]
    return chosen, tuple(_too_large(file, member.file_size) for member in large)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as stream:
        content = stream.read(MAX_PART_BYTES + 1)
    if len(content) > MAX_PART_BYTES:
        raise zipfile.BadZipFile(member.filename)
    return content


def _too_large(file: str, size: int) -> Fault:
    return Fault(
        "file_too_large", file=file, value=f"{size / 1e6:,.1f} MB", expected=f"{MAX_PART_BYTES / 1e6:,.1f} MB"
    )


def read_shapefile(parts: Mapping[str, bytes], file: str) -> ShapefileTable:
    """Read the points and texts of a shapefile with every fault.

    Parameters
    ----------
    parts
        Contents by part, as ``shapefile_parts`` and ``zipped_parts`` return them.
    file
        Name of the file, for the faults.
    """
    log = FaultLog()
    try:
        fields, records = _dbf_records(parts["dbf"])
        shapes = _shp_points(parts["shp"], len(records))
    except (_BrokenError, struct.error):
        log.add(Fault("file_unreadable", file=file, expected="Shapefile"))
        return ShapefileTable(pd.DataFrame(), (), (), (), log.faults())
    to_degrees = _transformer(parts.get("prj"), file, log)
    cells = (record[field.start : field.stop] for record in records for field in fields)
    encoding, said = found_encoding(
        parts.get("cpg", b""), [cell for cell in cells if not cell.isascii()], file
    )
    log.extend(said)
    # Where none fits every byte still is a letter, for the faults.
    encoding = encoding or "latin-1"
    kept: list[int] = []
    for i, shape in enumerate(shapes):
        if records[i][0] == _DELETED:
            continue
        if isinstance(shape, str):
            log.add(Fault(shape, file=file, row=str(i + 1)))
        else:
            kept.append(i)
    xy = np.array([shapes[i] for i in kept], dtype=float).reshape(-1, 2)
    if to_degrees is not None and len(xy):
        xy = np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1]))
    table = {
        field.name: _texts([records[i][field.start : field.stop] for i in kept], encoding) for field in fields
    }
    return ShapefileTable(
        cells=pd.DataFrame(table, dtype="str", index=range(len(kept))),
        longitude=tuple(repr(float(x)) for x in xy[:, 0]),
        latitude=tuple(repr(float(y)) for y in xy[:, 1]),
        rows=tuple(str(i + 1) for i in kept),
        faults=log.faults(),
    )


def _dbf_records(content: bytes) -> tuple[list[_Field], list[bytes]]:
    """Return the fields and the records, each with its mark of deletion in front."""
    if len(content) < _DBF_HEADER:
        raise _BrokenError
    count, header_bytes, record_bytes = struct.unpack_from("<IHH", content, 4)
    if count > MAX_RECORDS or record_bytes < 1 or header_bytes + count * record_bytes > len(content):
        raise _BrokenError
    fields: list[_Field] = []
    at, start = _DBF_HEADER, 1
    while at + _FIELD_BYTES <= header_bytes and content[at] != _FIELDS_END:
        name = content[at : at + 11].split(b"\x00")[0].decode("ascii", errors="replace").strip()
        width = content[at + 16]
        fields.append(_Field(name, start, start + width))
        at, start = at + _FIELD_BYTES, start + width
    if not fields or start > record_bytes:
        raise _BrokenError
    ends = range(header_bytes, header_bytes + count * record_bytes, record_bytes)
    return fields, [content[end : end + record_bytes] for end in ends]


def _shp_points(content: bytes, count: int) -> list[tuple[float, float] | str]:
    """Return the point of each of so many records, or the key of what is wrong with it."""
    if len(content) < _SHP_HEADER or struct.unpack_from(">i", content)[0] != _FILE_CODE:
        raise _BrokenError
    if struct.unpack_from("<i", content, 28)[0] != _SHP_VERSION:
        raise _BrokenError
    found: list[tuple[float, float] | str] = []
    at = _SHP_HEADER
    while at + 12 <= len(content):
        length = 2 * struct.unpack_from(">i", content, at + 4)[0]
        record = content[at + 8 : at + 8 + length]
        if length < 4 or len(record) < length or len(found) == count:
            raise _BrokenError
        found.append(_record_point(record))
        at += 8 + length
    if len(found) != count:
        raise _BrokenError
    return found


def _record_point(record: bytes) -> tuple[float, float] | str:
    kind = struct.unpack_from("<i", record)[0]
    if kind == _NULL:
        return "geometry_missing"
    if kind in _POINTS:
        x, y = struct.unpack_from("<dd", record, 4)
    elif kind in _MULTIPOINTS:
        if struct.unpack_from("<i", record, 36)[0] != 1:
            return "points_several"
        x, y = struct.unpack_from("<dd", record, 40)
    else:
        return "shape_is_no_point"
    return (x, y) if np.isfinite([x, y]).all() else "coordinates_unreadable"


def _transformer(prj: bytes | None, file: str, log: FaultLog) -> pyproj.Transformer | None:
    """Return what brings the coordinates to degrees of JGD2011; None where they are degrees."""
    text = (prj or b"").decode("latin-1").strip()
    if not text:
        log.add(Fault("crs_assumed", Severity.WARNING, file=file, expected=f"EPSG:{_ASSUMED_EPSG}"))
        return None
    try:
        return pyproj.Transformer.from_crs(pyproj.CRS.from_wkt(text), GEOGRAPHIC_EPSG, always_xy=True)
    except pyproj.exceptions.CRSError:
        log.add(Fault("points_crs_unknown", file=file, value=text[:100]))
        return None


def _texts(cells: Sequence[bytes], encoding: str) -> list[str]:
    return [(decoded(cell, encoding) or "").strip() for cell in cells]
