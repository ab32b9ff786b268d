"""The dashboard. Importing it points numba at its cache, before any kernel can be imported."""

import sys

from storage.home import prepare_numba_cache

if "numba" not in sys.modules:
    prepare_numba_cache()
