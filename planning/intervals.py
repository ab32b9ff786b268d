"""Intervals of shares that were counted in draws."""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

#: Half width of the 95 % interval of a standard normal number.
Z95 = 1.959963984540054


def wilson(share: npt.ArrayLike, draws: int) -> tuple[FloatArray, FloatArray]:
    """Return Wilson's 95 % interval of shares.

    It holds for the mean of any numbers from 0 to 1 too, such as the share of a block's people who get
    through in a draw: they vary less than yes and no do.

    Parameters
    ----------
    share
        Counted shares, from 0 to 1, shape (n,).
    draws
        In how many draws they were counted.

    Returns
    -------
    low, high : FloatArray
        From 0 to 1, shape (n,).
    """
    p = np.asarray(share, np.float64)
    weight = Z95**2 / draws
    middle = (p + weight / 2) / (1 + weight)
    half = Z95 * np.sqrt(p * (1 - p) / draws + weight / (4 * draws)) / (1 + weight)
    # At none and at all the ends would miss the share by the last bits of a division.
    return np.clip(middle - half, 0.0, p), np.clip(middle + half, p, 1.0)
