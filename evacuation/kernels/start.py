"""numba is started without looking for garbage among what stays for good."""

import gc
from importlib import import_module


def start_numba() -> None:
    """Import numba without BLAS, and let Python look for garbage neither meanwhile nor among it later.

    Modules, types and templates of numba are a quarter of a million objects that live as long as the process.
    To look through them, again and again while they are made and as the process ends, took a third of what a
    fresh process takes to its first answer. Whoever had switched the search for garbage off finds it off.
    """
    looks = gc.isenabled()
    gc.disable()
    try:
        import_module("evacuation.kernels.without_blas").leave_blas_out()
        gc.freeze()
    finally:
        if looks:
            gc.enable()
