"""Read the files of a bundle: bytes against their hash, then tables as they stand."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyproj

from data.bundle.contract_faults import TablePlace, fit_table
from data.bundle.head import is_inside, sha256_of
from data.bundle.layout import LayerSpec
from domain.bundle import LayerSource
from domain.faults import Fault
from domain.tables.base import Table


@dataclass(frozen=True, slots=True, eq=False)
class ReadLayer:
    """One layer as read.

    Parameters
    ----------
    table
        Table in the types of its contract, or None where it cannot be brought to them.
    faults
        All that is wrong with the file and its cells.
    rows
        How the user counts each row of the table: lines of a CSV, ids of a layer.
    in_crs
        Whether the geometry can be taken as standing in the bundle's CRS.
    """

    table: pd.DataFrame | None
    faults: tuple[Fault, ...]
    rows: tuple[str, ...] = ()
    in_crs: bool = True


def read_bytes(folder: Path, source: LayerSource) -> tuple[bytes | None, tuple[Fault, ...]]:
    """Read a listed file and compare it with its recorded hash."""
    if not is_inside(source.file):
        return None, ()
    file = folder / source.file
    if not file.is_file():
        return None, (Fault("file_missing", file=source.file, layer=source.layer),)
    content = file.read_bytes()
    if sha256_of(content) != source.sha256:
        return content, (Fault("hash_mismatch", file=source.file, layer=source.layer),)
    return content, ()


def read_layer(folder: Path, source: LayerSource, spec: LayerSpec, epsg: int) -> ReadLayer:
    """Read one layer with all its faults."""
    content, faults = read_bytes(folder, source)
    if content is None:
        return ReadLayer(None, faults)
    parsed = _parse_parquet(content, source, epsg) if spec.is_geographic else _parse_csv(content, source)
    if isinstance(parsed, Fault):
        # A cut file is both: of another hash, and unreadable. Both help to see what happened.
        return ReadLayer(None, (*faults, parsed))
    raw, lines, crs_faults = parsed
    id_name = spec.contract.index_name()
    if lines is None:
        has_id = id_name in raw.columns
        lines = raw[id_name].astype("str").tolist() if has_id else [str(i) for i in range(len(raw))]
    place = TablePlace(spec.layer, source.file, lines)
    fitted = fit_table(raw, spec, place)
    table = fitted.table
    if table is not None and spec.is_geographic:
        table = gpd.GeoDataFrame(table, geometry="geometry", crs=epsg)
    return ReadLayer(table, (*faults, *crs_faults, *fitted.faults), fitted.rows, in_crs=not crs_faults)


def empty_layer(spec: LayerSpec, epsg: int) -> pd.DataFrame:
    """Return the table of a layer that a bundle does not hold."""
    contract: type[Table] = spec.contract
    return contract.empty_in(epsg if spec.is_geographic else None)


def _parse_parquet(
    content: bytes, source: LayerSource, epsg: int
) -> tuple[pd.DataFrame, None, tuple[Fault, ...]] | Fault:
    try:
        # A buffer is read as well as a path; the published types know the path only.
        frame = gpd.read_parquet(cast("Any", io.BytesIO(content)))
    except (pa.ArrowException, OSError, ValueError, KeyError):
        # geopandas and pyarrow raise these for cut files, other formats and missing geo metadata.
        return Fault("file_unreadable", file=source.file, layer=source.layer, expected="GeoParquet")
    faults = tuple(_crs_faults(frame, source, epsg))
    raw = pd.DataFrame(frame.reset_index() if frame.index.name else frame)
    if frame.geometry.name != "geometry":
        raw = raw.rename(columns={frame.geometry.name: "geometry"})
    raw["geometry"] = frame.geometry.to_numpy()
    return raw, None, faults


def _crs_faults(frame: gpd.GeoDataFrame, source: LayerSource, epsg: int) -> Iterable[Fault]:
    expected = f"EPSG:{epsg}"
    crs = frame.crs
    if crs is None:
        yield Fault("crs_missing", file=source.file, layer=source.layer, expected=expected)
    elif crs.to_epsg() != epsg and not crs.equals(pyproj.CRS.from_epsg(epsg)):
        code = crs.to_epsg()
        value = f"EPSG:{code}" if code is not None else crs.name
        yield Fault("crs_differs", file=source.file, layer=source.layer, value=value, expected=expected)


def _parse_csv(
    content: bytes, source: LayerSource
) -> tuple[pd.DataFrame, list[str], tuple[Fault, ...]] | Fault:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Fault("encoding", file=source.file, layer=source.layer, expected="UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[str] = []
    faults: list[Fault] = []
    try:
        header = next(reader, [])
        start = reader.line_num + 1
        for row in reader:
            # A cell may hold line breaks: a row is named by the line it starts on.
            line, start = start, reader.line_num + 1
            if not row:
                continue
            if len(row) != len(header):
                faults.append(
                    Fault(
                        "row_width",
                        file=source.file,
                        layer=source.layer,
                        row=str(line),
                        value=str(len(row)),
                        expected=str(len(header)),
                    )
                )
            rows.append((row + [""] * len(header))[: len(header)])
            lines.append(str(line))
    except csv.Error:
        return Fault("file_unreadable", file=source.file, layer=source.layer, expected="CSV")
    if not header or len(set(header)) != len(header):
        return Fault("file_unreadable", file=source.file, layer=source.layer, expected="CSV")
    frame = pd.DataFrame(rows, columns=header, dtype="str")
    return frame.where(frame != ""), lines, tuple(faults)
