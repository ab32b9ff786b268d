"""Read the files of a bundle: bytes against their hash, then tables as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyproj

from data.bounded_input import read_bounded
from data.bundle.contract_faults import TablePlace, fit_table
from data.bundle.csv_layer import read_csv_layer
from data.bundle.head import is_inside, sha256_of
from data.bundle.layout import LayerSpec
from data.geoparquet import read_geoparquet
from domain.bundle import LayerSource
from domain.faults import Fault, InputError
from domain.tables.base import Table

_LONGEST_ID = 80


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
    try:
        content = read_bounded(folder / source.file, name=source.file)
    except InputError as error:
        return None, tuple(replace(fault, layer=source.layer) for fault in error.faults)
    if sha256_of(content) != source.sha256:
        return content, (Fault("hash_mismatch", file=source.file, layer=source.layer),)
    return content, ()


def read_layer(folder: Path, source: LayerSource, spec: LayerSpec, epsg: int) -> ReadLayer:
    """Read one layer with all its faults."""
    content, faults = read_bytes(folder, source)
    if content is None:
        return ReadLayer(None, faults)
    try:
        raw, lines, crs_faults = _parsed(content, source, spec, epsg)
    except InputError as error:
        # A cut file is both: of another hash, and unreadable. Both help to see what happened.
        return ReadLayer(None, (*faults, *error.faults))
    lines = lines or _record_names(raw, spec.contract.index_name())
    place = TablePlace(spec.layer, source.file, lines)
    fitted = fit_table(raw, spec, place)
    table = fitted.table
    if table is not None and spec.is_geographic:
        table = gpd.GeoDataFrame(table, geometry="geometry", crs=epsg)
    return ReadLayer(table, (*faults, *crs_faults, *fitted.faults), fitted.rows, in_crs=not crs_faults)


def _parsed(
    content: bytes, source: LayerSource, spec: LayerSpec, epsg: int
) -> tuple[pd.DataFrame, list[str] | None, tuple[Fault, ...]]:
    if spec.is_geographic:
        return _parse_parquet(content, source, epsg)
    wanted = spec.contract.columns()
    if not spec.numbered:
        wanted = [spec.contract.index_name(), *wanted]
    read = read_csv_layer(content, wanted, file=source.file, layer=source.layer)
    return read.table, read.lines, read.faults


def _record_names(raw: pd.DataFrame, id_name: str) -> list[str]:
    """Return how the user counts the records of a layer: by id, by number where there is none."""
    if id_name not in raw.columns:
        return [str(number) for number in range(1, len(raw) + 1)]
    given = zip(raw[id_name].tolist(), raw[id_name].isna().tolist(), strict=True)
    return [
        str(number) if is_missing else str(value)[:_LONGEST_ID]
        for number, (value, is_missing) in enumerate(given, start=1)
    ]


def empty_layer(spec: LayerSpec, epsg: int) -> pd.DataFrame:
    """Return the table of a layer that a bundle does not hold."""
    contract: type[Table] = spec.contract
    return contract.empty_in(epsg if spec.is_geographic else None)


def _parse_parquet(
    content: bytes, source: LayerSource, epsg: int
) -> tuple[pd.DataFrame, None, tuple[Fault, ...]]:
    frame = read_geoparquet(content, file=source.file, layer=source.layer)
    faults = tuple(_crs_faults(frame, source, epsg))
    raw = pd.DataFrame(frame.reset_index() if frame.index.name else frame)
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
