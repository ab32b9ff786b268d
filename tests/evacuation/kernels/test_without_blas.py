"""A fresh process does not load SciPy's linear algebra to walk; numba still finds it later."""

import subprocess
import sys

_PROGRAM = """
import sys
from evacuation.kernels.heap import push
import numba.np.arraymath, numba.np.linalg
assert "scipy.linalg" not in sys.modules
numba.np.linalg.ensure_blas()
assert "scipy.linalg" in sys.modules
"""


def test_kernels_start_without_linear_algebra() -> None:
    subprocess.run([sys.executable, "-c", _PROGRAM], check=True)
