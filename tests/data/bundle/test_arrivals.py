"""Only finite times of arrival count."""

import numpy as np
import pandas as pd

from data.bundle.arrivals import finite_arrivals


def test_only_finite_times_are_arrivals():
    table = pd.DataFrame({"arrival_time_s": [60.0, np.nan, np.inf, -5.0]})
    assert finite_arrivals(table).tolist() == [60.0, -5.0]


def test_what_is_no_number_is_no_arrival():
    assert finite_arrivals(pd.DataFrame({"arrival_time_s": ["x", "30"]})).tolist() == [30.0]
