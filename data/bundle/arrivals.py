"""When the water or fire of a hazard layer arrives, as far as the layer says it."""

import numpy as np
import numpy.typing as npt
import pandas as pd


def finite_arrivals(table: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return every time of arrival that a hazard layer states [s after t0]; empty where it states none."""
    # A bundle that is at fault elsewhere may hold anything here; its faults are told where it is read.
    read = pd.to_numeric(table["arrival_time_s"], errors="coerce")
    times = read.to_numpy(dtype=np.float64, na_value=np.nan)
    return times[np.isfinite(times)]
