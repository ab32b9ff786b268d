"""Mesh codes of JIS X 0410: which rectangle of longitude and latitude a code is.

Third mesh (8 digits, about 1 km), its halves (9, 500 m), quarters (10, 250 m) and eighths (11, 125 m).
The arithmetic is the standard's own; libraries for it bring no more than these lines.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

#: Sides of a third mesh in degrees.
_THIRD_LAT, _THIRD_LON = 1 / 120, 1 / 80
#: Digits of the codes that are read.
DIGITS = (8, 9, 10, 11)


def mesh_bounds(codes: Sequence[str]) -> FloatArray:
    """Return the rectangles of mesh codes in degrees (left, bottom, right, top), shape (n, 4).

    Parameters
    ----------
    codes
        Codes of 8 to 11 digits, each of its own length, shape (n,).

    Returns
    -------
    numpy.ndarray
        NaN where a code is none of these.
    """
    out = np.full((len(codes), 4), np.nan)
    texts = np.asarray(codes, dtype="str")
    lengths = np.char.str_len(texts)
    is_digits = np.char.isdigit(texts) if len(texts) else np.zeros(0, dtype=bool)
    for length in DIGITS:
        mine = np.flatnonzero(is_digits & (lengths == length))
        if mine.size:
            digits = np.array([[ord(sign) - 48 for sign in text] for text in texts[mine].tolist()])
            out[mine] = _bounds(digits)
    return out


def _bounds(digits: npt.NDArray[np.int64]) -> FloatArray:
    """Return the rectangles of codes of one length, shape (n, 4)."""
    bottom = (digits[:, 0] * 10 + digits[:, 1]) / 1.5 + digits[:, 4] / 12 + digits[:, 6] * _THIRD_LAT
    left = 100.0 + digits[:, 2] * 10 + digits[:, 3] + digits[:, 5] / 8 + digits[:, 7] * _THIRD_LON
    height, width = _THIRD_LAT, _THIRD_LON
    is_code = (digits[:, 4] <= 7) & (digits[:, 5] <= 7) & (digits <= 9).all(axis=1)
    for quarter in digits[:, 8:].T:
        # 1 south-west, 2 south-east, 3 north-west, 4 north-east.
        height, width = height / 2, width / 2
        is_code &= (quarter >= 1) & (quarter <= 4)
        bottom = bottom + height * (quarter >= 3)
        left = left + width * (quarter % 2 == 0)
    box = np.column_stack([left, bottom, left + width, bottom + height])
    box[~is_code] = np.nan
    return box
