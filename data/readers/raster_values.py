"""The first band of a raster in metres: with the scale, the offset and the unit that the file states."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from domain.faults import Fault, InputError

#: Metres of one of each unit, by its name in small letters; a band that names none is in metres.
_METRES: Mapping[str, float] = {
    **dict.fromkeys(("", "m", "metre", "metres", "meter", "meters"), 1.0),
    **dict.fromkeys(("cm", "centimetre", "centimetres", "centimeter", "centimeters"), 0.01),
    **dict.fromkeys(("mm", "millimetre", "millimetres", "millimeter", "millimeters"), 0.001),
}


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
