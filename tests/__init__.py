"""Tests. Before anything imports a kernel, all processes of a run are told one folder of compiled ones.

Servers and commands that tests start have homes of their own, and would each compile the kernels anew.
"""

import os
from pathlib import Path

from storage.home import HOME_VARIABLE, NUMBA_VARIABLE, numba_cache_dir

_KEPT = Path(__file__).resolve().parents[1] / ".pytest_cache" / "sonae"
os.environ.setdefault(NUMBA_VARIABLE, str(numba_cache_dir({HOME_VARIABLE: str(_KEPT)})))
