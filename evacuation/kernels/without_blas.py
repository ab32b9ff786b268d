"""numba starts without BLAS: no kernel multiplies matrices, and to look for it takes longer than a search."""

from importlib import import_module

from numba.np import linalg


def leave_blas_out() -> None:
    """Load the part of numba that looks for BLAS, and let it find none.

    It would import ``scipy.linalg`` with the first compiled function, a quarter of what a fresh process
    takes to its first answer. Nothing else in the process is touched; a kernel that needs ``np.dot`` would
    not compile, and say so. Where that part is loaded already, nothing changes.
    """
    find_blas = linalg.ensure_blas
    linalg.ensure_blas = _none
    try:
        import_module("numba.np.arraymath")
    finally:
        linalg.ensure_blas = find_blas


def _none() -> None:
    raise ImportError
