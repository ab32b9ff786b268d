"""Seismic intensity by mesh (J-SHIS CSV): built to the published description, not met as a file (未検証)."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.bounded_input import GEOMETRY_BYTES, is_file, size_fault
from data.readers.area_crs import Bounds
from data.readers.hazard_read import HazardRead
from data.readers.jis_mesh import mesh_bounds
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.import_report import note
from domain.vocabulary import HazardKind

_CODES = ("CODE", "MESHCODE", "MESH_CODE", "メッシュコード")
_INTENSITIES = ("SI", "計測震度", "INTENSITY", "震度")
#: Lines in which the header is looked for, and longest of them.
_SEARCHED, _LONGEST_LINE = 60, 4_000
_ROWS = 200_000
_MOST_INTENSITY = 7.5
_ENCODINGS = ("utf-8-sig", "cp932")


@dataclass(frozen=True, slots=True)
class _Header:
    names: tuple[str, ...]
    lines: int
    encoding: str
    code: str
    intensity: str


def is_quake_mesh(path: Path) -> bool:
    """Whether a file is a table of meshes with a seismic intensity, by its first lines."""
    return _header(path) is not None


def read_quake_mesh(path: Path, within: Bounds) -> HazardRead:
    """Read the intensities of the meshes of a city.

    Parameters
    ----------
    path
        CSV, with comments that begin with ``#``.
    within
        Bounds of the city in degrees.

    Raises
    ------
    domain.faults.InputError
        When it is no such table, too large, or holds what is no mesh or no intensity.
    """
    header = _header(path)
    if header is None:
        expected = f"{', '.join(_CODES)}; {', '.join(_INTENSITIES)}"
        raise InputError([Fault("columns_missing_mesh", file=path.name, expected=expected)])
    size = path.stat().st_size
    if size > GEOMETRY_BYTES:
        raise InputError([size_fault(size, GEOMETRY_BYTES, path.name)])
    kept: list[pd.DataFrame] = []
    read = 0
    try:
        with pd.read_csv(
            path,
            names=list(header.names),
            usecols=[header.code, header.intensity],
            skiprows=header.lines,
            comment="#",
            dtype="str",
            encoding=header.encoding,
            chunksize=_ROWS,
            keep_default_na=False,
        ) as chunks:
            for chunk in chunks:
                kept.append(_in_city(chunk, header, within, path.name, read + header.lines + 1))
                read += len(chunk)
    except (pd.errors.ParserError, UnicodeDecodeError, ValueError, OverflowError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError([Fault("file_unreadable", file=path.name, expected="CSV (J-SHIS)")]) from error
    return _read(
        pd.concat(kept) if kept else pd.DataFrame(columns=["code", "intensity"]), path.name, read, header
    )


def _in_city(table: pd.DataFrame, header: _Header, within: Bounds, file: str, first: int) -> pd.DataFrame:
    codes = table[header.code].str.strip().tolist()
    intensity = pd.to_numeric(table[header.intensity].str.strip(), errors="coerce").to_numpy(dtype=np.float64)
    box = mesh_bounds(codes)
    no_mesh = np.isnan(box).any(axis=1)
    wrong = ~no_mesh & ~((intensity >= 0) & (intensity <= _MOST_INTENSITY))
    for mask, key, column, expected in (
        (no_mesh, "mesh_unknown", header.code, "JIS X 0410"),
        (wrong, "intensity_unknown", header.intensity, f"0–{_MOST_INTENSITY}"),
    ):
        if mask.any():
            rows = np.flatnonzero(mask)
            value = table[column].iloc[int(rows[0])][:40]
            raise InputError(
                [
                    Fault(
                        key,
                        file=file,
                        column=column,
                        row=str(first + int(rows[0])),
                        value=value,
                        expected=expected,
                        more=len(rows) - 1,
                    )
                ]
            )
    near = (
        (box[:, 2] >= within[0])
        & (box[:, 0] <= within[2])
        & (box[:, 3] >= within[1])
        & (box[:, 1] <= within[3])
    )
    at = np.flatnonzero(near)
    return pd.DataFrame({"code": [codes[i] for i in at], "intensity": intensity[at]}, index=at + first)


def _read(table: pd.DataFrame, file: str, read: int, header: _Header) -> HazardRead:
    box = mesh_bounds(table["code"].tolist())
    areas = gpd.GeoDataFrame(
        {
            "kind": HazardKind.EARTHQUAKE.value,
            "zone_type": "",
            **dict.fromkeys(("depth_m_min", "depth_m_max", "duration_h", "arrival_time_s"), np.nan),
            "intensity": _published(table["intensity"].to_numpy(dtype=np.float64)),
            "name": "",
        },
        geometry=shapely.box(*box.T) if len(box) else [],
        crs=GEOGRAPHIC_EPSG,
        index=table.index,
    )
    return HazardRead(
        file=file,
        form="quake_mesh",
        layer="quake",
        dataset="j_shis",
        areas=areas,
        rows_read=read,
        encoding=header.encoding,
        notes=(note("intensity_only"),),
        is_cells=True,
    )


def _published(intensity: "np.typing.NDArray[np.float64]") -> "np.typing.NDArray[np.float64]":
    """Return intensities to a tenth as they are published: hundredths rounded, then cut off (気象庁).

    5.46 is 5.4 and so 震度5強; a mean would make it 5.5 and 6弱. Cells of one intensity become one area.
    """
    hundredths = np.floor(intensity * 100 + 0.5 + 1e-6)
    return np.asarray(np.floor(hundredths / 10) / 10, dtype=np.float64)


def _header(path: Path) -> _Header | None:
    if not is_file(path):
        return None
    for encoding in _ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as stream:
                lines = [line[:_LONGEST_LINE] for line in _short_lines(stream)]
        except (UnicodeDecodeError, OSError):
            continue
        return _header_in(lines, encoding)
    return None


def _short_lines(stream: object) -> Sequence[str]:
    lines = []
    for _ in range(_SEARCHED):
        line = stream.readline(_LONGEST_LINE)  # type: ignore[attr-defined]
        if not line:
            break
        lines.append(line)
    return lines


def _header_in(lines: Sequence[str], encoding: str) -> _Header | None:
    for number, line in enumerate(lines, start=1):
        names = tuple(name.strip() for name in next(csv.reader([line.lstrip("# ")]), []))
        shouted = [name.upper() for name in names]
        code = next((names[shouted.index(name)] for name in _CODES if name in shouted), "")
        intensity = next((names[shouted.index(name)] for name in _INTENSITIES if name in shouted), "")
        if code and intensity and len(set(names)) == len(names):
            return _Header(names, number, encoding, code, intensity)
    return None
