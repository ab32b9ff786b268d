"""Intervals of shares and means that were counted in draws."""

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

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


def half_width(summed: npt.ArrayLike, squares: npt.ArrayLike, draws: npt.ArrayLike) -> FloatArray:
    """Return half the width of the 95 % interval of means.

    Student's: t(0.975, n − 1) s / √n, with s² = (Σx² − (Σx)² / n) / (n − 1).

    Parameters
    ----------
    summed, squares
        Sum of the numbers counted, and of their squares, shape (n,).
    draws
        In how many draws each was counted, shape (n,).

    Returns
    -------
    FloatArray
        NaN where there are fewer than two draws: of one nobody knows by how much it varies. Shape (n,).
    """
    x, xx, n = (np.asarray(one, np.float64) for one in (summed, squares, draws))
    enough = np.where(n >= 2, n, np.nan)
    # Where all are alike the difference is nothing, but for the last bits of a division.
    variance = np.maximum(xx - x * x / enough, 0.0) / (enough - 1)
    return np.asarray(stdtrit(enough - 1, 0.975) * np.sqrt(variance / enough), np.float64)
