"""Integer persons from shares: the largest-remainder rule, so that every sum holds."""

import numpy as np
import numpy.typing as npt


def split_persons(persons: npt.NDArray[np.int64], shares: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Split whole persons by shares, row by row, by the largest-remainder rule.

    Parameters
    ----------
    persons
        Whole persons, shape (n,).
    shares
        Non-negative shares of each part, shape (n, k) or (k,); each row sums to 1.

    Returns
    -------
    numpy.ndarray
        Whole persons of each part, shape (n, k); rows sum to ``persons``. Equal remainders go to
        the earlier part, so that the result does not depend on anything but the input.
    """
    persons = np.asarray(persons, dtype=np.int64)
    share = np.broadcast_to(np.asarray(shares, dtype=np.float64), (persons.size, np.shape(shares)[-1]))
    exact = persons[:, None] * share
    whole = np.floor(exact + 1e-9).astype(np.int64)
    left = persons - whole.sum(axis=1)
    order = np.argsort(-(exact - whole), axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(order.shape[1])[None, :], axis=1)
    return whole + (rank < left[:, None])
