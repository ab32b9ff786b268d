"""Computed depths as classes: single numbers of cells become areas that a plan can use.

The limits of the classes are those at which something changes for people: 0.3 m (walking), and every
half metre, so that the floors of homes (0.5, 3.5, 6.5 m …) lie on a limit.
"""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

#: Limits of the classes of depth [m]; the last class is open.
LIMITS_M: FloatArray = np.array([0.0, 0.3, *np.arange(0.5, 10.01, 0.5), 20.0])
#: Deeper than this a depth is a mark for "no value".
MOST_M = 200.0


def depth_class(depth_m: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the bounds of the class of each depth [m].

    Parameters
    ----------
    depth_m
        Depths, above 0, shape (n,).

    Returns
    -------
    low, high : float64 (n,)
        Bounds; low ≤ depth < high, high +inf in the deepest class.
    """
    at = np.searchsorted(LIMITS_M, depth_m, side="right")
    return LIMITS_M[at - 1], np.append(LIMITS_M, np.inf)[at]
