"""Where the coordinates of a street file lie: its CRS, and whether the numbers can be of it."""

import numpy as np
import numpy.typing as npt
import pyproj

from domain.crs import JAPAN_LAT, JAPAN_LON
from domain.faults import Fault
from domain.vocabulary import Severity

FloatArray = npt.NDArray[np.float64]

#: CRS of a file that names none and holds degrees.
_DEGREES = "EPSG:4326"

_NEARLY_ALL = 0.95


def settle_crs(
    stated: pyproj.CRS | None, x: FloatArray, y: FloatArray, *, file: str, epsg: int
) -> tuple[pyproj.CRS | None, list[Fault]]:
    """Return the CRS of the coordinates, and what is wrong with it or them.

    Parameters
    ----------
    stated
        CRS that the file names.
    x, y
        Coordinates as read, shape (n,) each.
    file
        Name of the file, for the faults.
    epsg
        CRS of the city, for the remedy.
    """
    if not x.size:
        return None, [Fault("table_empty", file=file)]
    value = f"{np.median(x):.6g}, {np.median(y):.6g}"
    in_japan = _within(x, JAPAN_LON) and _within(y, JAPAN_LAT)
    is_geographic = stated is None or stated.is_geographic
    fault = None
    if is_geographic and _within(x, JAPAN_LAT) and _within(y, JAPAN_LON):
        fault = Fault("street_swapped", file=file, value=value)
    elif stated is None:
        if in_japan:
            warning = Fault("crs_assumed", Severity.WARNING, file=file, expected=_DEGREES)
            return pyproj.CRS(_DEGREES), [warning]
        fault = Fault("street_crs_missing", file=file, value=value, expected=f"EPSG:{epsg}")
    elif in_japan != is_geographic and (in_japan or not _in_degrees(x, y)):
        # Degrees said to be metres, or the other way round.
        fault = Fault("street_crs_differs", file=file, value=value, expected=_name(stated))
    return (None, [fault]) if fault else (stated, [])


def _in_degrees(x: FloatArray, y: FloatArray) -> bool:
    return _within(x, (-180.0, 180.0)) and _within(y, (-90.0, 90.0))


def _within(values: FloatArray, limits: tuple[float, float]) -> bool:
    """Whether nearly all values lie within limits: one bad row decides nothing about a file."""
    return bool(values.size) and float(((values >= limits[0]) & (values <= limits[1])).mean()) >= _NEARLY_ALL


def _name(crs: pyproj.CRS) -> str:
    code = crs.to_epsg()
    return crs.name if code is None else f"EPSG:{code}"
