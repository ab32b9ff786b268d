"""What of a raster is read: the cells near a city, and their first band in metres as the file states it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from data.readers.area_crs import Bounds
from domain.faults import Fault, InputError

#: Metres of one of each unit, by its name in small letters; a band that names none is in metres.
_METRES: Mapping[str, float] = {
    **dict.fromkeys(("", "m", "metre", "metres", "meter", "meters"), 1.0),
    **dict.fromkeys(("cm", "centimetre", "centimetres", "centimeter", "centimeters"), 0.01),
    **dict.fromkeys(("mm", "millimetre", "millimetres", "millimeter", "millimeters"), 0.001),
}


def cells_near(raster: Any, box: Bounds, *, margin: int = 0) -> tuple[int, int, int, int] | None:
    """Return the cells of a raster that a box touches and so many more on each side; None for none.

    Parameters
    ----------
    raster
        Open raster.
    box
        Bounds in its CRS.
    margin
        Cells beside.

    Returns
    -------
    tuple or None
        First column and row, and the number of columns and rows.
    """
    left, bottom, right, top = box
    to_cells = ~raster.transform
    # Edges that fall on those of cells do so to a millionth of a cell.
    corners = np.round([to_cells * (x, y) for x in (left, right) for y in (bottom, top)], 6)
    # A cell that the box only touches counts.
    low = np.maximum(np.floor(corners.min(axis=0)) - margin, 0)
    high = np.minimum(np.ceil(corners.max(axis=0)) + margin, (raster.width, raster.height))
    if not (low < high).all():
        return None
    (column, row), (columns, rows) = low.astype(int).tolist(), (high - low).astype(int).tolist()
    return column, row, columns, rows


def band_metres(
    raster: Any, window: Any, shown: str, *, without: float = float("nan"), dtype: str = "float64"
) -> Any:
    """Return the cells of the first band in metres, NaN where a cell has no value, shape (rows, columns).

    Parameters
    ----------
    raster
        Open raster.
    window
        Its cells that are read.
    shown
        Its name in faults.
    without
        What stands in a cell without a value, beside what the file itself says, as it is stored.
    dtype
        Type of the numbers.

    Raises
    ------
    domain.faults.InputError
        When the band names a unit that is no length known here.
    """
    unit = (raster.units[0] or "").strip()
    metres = _METRES.get(unit.casefold())
    if metres is None:
        expected = ", ".join(name for name in _METRES if name)
        raise InputError([Fault("raster_unit", file=shown, value=unit[:40], expected=expected)])
    stored = raster.read(1, window=window, masked=True).astype(dtype).filled(np.nan)
    stored[stored == without] = np.nan
    scale, offset = float(raster.scales[0]) * metres, float(raster.offsets[0]) * metres
    return stored if (scale, offset) == (1.0, 0.0) else (stored * scale + offset).astype(dtype)
