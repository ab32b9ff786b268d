"""A fresh process walks with what its search needs and no more; numba still finds linear algebra later."""

import subprocess
import sys

#: What takes as long to import as the whole search, or longer, and what only other questions need.
_LEFT_OUT = (
    "scipy.linalg", "scipy.sparse", "scipy.spatial", "pandas", "geopandas", "shapely", "pyproj", "pyogrio",
    "pyarrow", "pandera", "pydantic", "networkx", "rasterio", "typer", "rich", "streamlit",
    "evacuation.trees", "evacuation.profile_on_network", "planning", "presentation", "use_cases",
)  # fmt: skip
_PROGRAM = f"""
import sys
from storage.home import prepare_numba_cache
from evacuation.kernels.search import read_labels
from evacuation.measures import measure_arcs
from evacuation.network import Network
from evacuation.searching import EndNodes, Limits, Searching
import numba.np.arraymath, numba.np.linalg
import gc
assert gc.isenabled() and gc.get_freeze_count() > 50_000
loaded = [name for name in {_LEFT_OUT} if name in sys.modules]
assert not loaded, loaded
numba.np.linalg.ensure_blas()
assert "scipy.linalg" in sys.modules
"""


def test_a_search_starts_without_linear_algebra_tables_and_maps() -> None:
    subprocess.run([sys.executable, "-c", _PROGRAM], check=True)
