"""How far the prices of seats may fall until somebody would rather have another seat."""

import numpy as np
from numba import njit

from evacuation.kernels.transport import NEVER


@njit(cache=True, nogil=True)
def shortest_falls(gap, price):
    """Return how far each price may fall: to 0, or by a move from a place whose own may fall so far.

    Parameters
    ----------
    gap
        What a move from each place to each other costs more than to stay, ``NEVER`` for none; int64
        (places + 1, places + 1), the last for having no place.
    price
        Of a seat of each place, 0 for the last: int64 (places + 1,).

    Returns
    -------
    fall, comes_from, order : int64 (places + 1,)
        How far; the place whose move stops it, −1 for none; places in an order in which each comes after
        the one that it depends on, the first of equally near ones first.
    """
    n = price.size
    fall, comes_from, order = price.copy(), np.full(n, np.int64(-1)), np.empty(n, np.int64)
    done = np.zeros(n, np.bool_)
    for turn in range(n):
        at, least = -1, np.int64(NEVER)
        for j in range(n):
            if not done[j] and fall[j] < least:
                at, least = j, fall[j]
        done[at] = True
        order[turn] = at
        for j in range(n):
            if not done[j] and gap[at, j] < NEVER and least + gap[at, j] < fall[j]:
                fall[j], comes_from[j] = least + gap[at, j], at
    return fall, comes_from, order
