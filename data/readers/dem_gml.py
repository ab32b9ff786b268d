"""Digital elevation model of the GSI (基盤地図情報 数値標高モデル), one GML file a mesh.

Built to the published specification (JPGIS 2014 GML, version 4.1 and later): unverified.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pyproj

from data.readers.area_crs import Bounds
from data.readers.dem_grid import FINE_CELL_M, DemGrid, joins
from data.readers.safe_xml import SafeXml
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.tables.ranges import ELEVATION_M

#: Largest file of one mesh [bytes], and most cells: a 10 m mesh has 1,125 × 750, a 1 m mesh as many.
_MOST_BYTES, _MOST_CELLS = 100_000_000, 5_000_000

#: Kinds of a cell whose height is that of ground to walk on; 表層面 is the top of what stands there.
_GROUND = frozenset({"地表面", "その他", "表層面"})
_KINDS = _GROUND | {"海水面", "内水面", "データなし"}

#: Standard error at most [m] of meshes up to a size [m], by the GSI: of 5 m meshes 0.3 (laser), 0.7 or 1.4
#: (photographs), which of them the file does not say; of 10 m meshes 5.
_ERRORS_M = ((FINE_CELL_M, 1.4), (13.0, 5.0))

#: The height of a cell without one.
_NONE = -9999.0

#: Metres of a degree of latitude, near enough for the size of a cell.
_DEGREE_M = 111_000.0

_TEXTS = frozenset({"lowerCorner", "upperCorner", "low", "high", "tupleList", "startPoint", "mesh", "type"})


def is_dem_gml(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a GML of the elevation model."""
    return (
        head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        and b"<Dataset" in head
        and b"fgd.gsi.go.jp" in head
    )


def read_dem_gml(path: Path, within: Bounds, *, shown: str) -> DemGrid | None:
    """Read a mesh.

    Parameters
    ----------
    path, shown
        File, and its name in faults.
    within
        Bounds of the city in degrees.

    Returns
    -------
    DemGrid or None
        None where the mesh does not touch the bounds.

    Raises
    ------
    domain.faults.InputError
        When it is no such file, or a cell holds what can be no height.
    """
    texts: dict[str, str] = {}
    order: list[str] = []

    def start(name: str, attributes: dict[str, Any]) -> None:
        if name == "sequenceRule":
            order.append(str(attributes.get("order", "+x-y")))

    def end(name: str, text: str) -> None:
        if name in _TEXTS and name not in texts:
            texts[name] = text

    SafeXml(start, end).read(path, shown, limit=_MOST_BYTES)
    try:
        south, west = _pair(texts["lowerCorner"])
        north, east = _pair(texts["upperCorner"])
        columns, rows = (
            int(b - a) + 1 for a, b in zip(_pair(texts["low"]), _pair(texts["high"]), strict=True)
        )
        first_column, first_row = (int(value) for value in _pair(texts.get("startPoint", "0 0")))
    except (KeyError, ValueError, OverflowError) as error:
        raise InputError([_unreadable(shown)]) from error
    sound = columns > 0 and rows > 0 and columns * rows <= _MOST_CELLS and west < east and south < north
    sound &= 0 <= first_column < columns and 0 <= first_row < rows
    if not sound or (order and order[0] != "+x-y") or "tupleList" not in texts:
        raise InputError([_unreadable(shown)])
    if not joins((west, south, east, north), within):
        return None
    heights = np.full(columns * rows, np.nan, dtype=np.float32)
    begin = first_row * columns + first_column
    values = _heights(texts["tupleList"], heights.size - begin, shown)
    heights[begin : begin + values.size] = values
    width, height = (east - west) / columns, (north - south) / rows
    cell_m = round(height * _DEGREE_M, 1)
    return DemGrid(
        heights.reshape(rows, columns), west, north, width, height, pyproj.CRS(GEOGRAPHIC_EPSG), cell_m,
        next((error for most, error in _ERRORS_M if cell_m <= most), np.nan),
    )  # fmt: skip


def _heights(tuples: str, most: int, shown: str) -> Any:
    """Return the heights of rows of kind and height; NaN where it is no ground."""
    lines = tuples.split()
    if len(lines) > most:
        raise InputError([_unreadable(shown)])
    values = np.full(len(lines), np.nan, dtype=np.float32)
    for i, line in enumerate(lines):
        kind, _, text = line.partition(",")
        if kind not in _KINDS:
            expected = ", ".join(sorted(_KINDS))
            raise InputError([_cell(i, kind[:40], shown, expected)])
        if kind not in _GROUND:
            continue
        try:
            value = float(text)
        except ValueError:
            value = np.nan
        if value == _NONE:
            continue
        if not ELEVATION_M[0] <= value <= ELEVATION_M[1]:
            raise InputError([_cell(i, text[:40], shown, f"{ELEVATION_M[0]:g}–{ELEVATION_M[1]:g}")])
        values[i] = value
    return values


def _cell(number: int, value: str, shown: str, expected: str) -> Fault:
    row = f"{number + 1}"
    return Fault("dem_cell", file=shown, row=row, column="tupleList", value=value, expected=expected)


def _pair(text: str) -> tuple[float, float]:
    first, second = (float(part) for part in text.split())
    if not (np.isfinite(first) and np.isfinite(second)):
        raise ValueError(text)
    return first, second


def _unreadable(shown: str) -> Fault:
    return Fault("file_unreadable", file=shown, expected="基盤地図情報 DEM (GML)")
