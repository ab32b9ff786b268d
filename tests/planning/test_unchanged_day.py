"""The day as it was planned is told by the plan as a search of it tells."""

import numpy as np
import pandas as pd
import pytest

from planning.block_ground import block_ground
from planning.changed_day import DayChange, changed_day
from planning.unchanged_day import unchanged_day
from tests.made import make_toy


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_what_the_plan_says_is_what_a_search_of_the_same_day_says(scenario: str):
    case, plan = make_toy(scenario)
    ours, searched = unchanged_day(case, plan), changed_day(case, plan, block_ground(case, plan), DayChange())
    for name in ("blocks", "told", "replanned"):
        pd.testing.assert_frame_equal(getattr(ours, name), getattr(searched, name))
    for name in ("kept_routes", "new_routes"):
        pd.testing.assert_frame_equal(
            pd.DataFrame(getattr(ours, name)), pd.DataFrame(getattr(searched, name)), check_like=True
        )
    np.testing.assert_array_equal(ours.node_latest_departure_s, searched.node_latest_departure_s)
    for name in ("key", "change", "margin_known", "provenance", "missing_kinds"):
        assert getattr(ours, name) == getattr(searched, name)
