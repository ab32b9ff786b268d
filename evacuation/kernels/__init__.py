"""Compiled functions over plain arrays."""

from evacuation.kernels.start import start_numba

start_numba()
