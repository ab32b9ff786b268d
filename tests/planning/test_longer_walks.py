"""What people are asked to walk more: the city's figure, and the same by ward and district."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from planning.longer_walks import longer_walk, longer_walks
from tests.made import make_toy


@cache
def lengthened():
    """The toy city's plan, every third route a minute longer than the shortest."""
    case, plan = make_toy("toy-tsunami-night")
    routes = plan.routes.assign(extra_walk_s=np.resize([59.9, 60.0, 0.0], len(plan.routes)))
    return case, replace(plan, routes=routes)


@pytest.mark.parametrize("level", ["ward_code", "district_id"])
def test_areas_together_are_the_city(level: str) -> None:
    case, plan = lengthened()
    whole, found = longer_walk(plan.routes), longer_walks(case, plan)
    rows = found.loc[case.city.wards.index if level == "ward_code" else case.city.districts.index]
    assert whole.persons == rows["persons"].sum() > 0
    assert rows["most_s"].max() == whole.most_s == 60.0
    of_block = plan.routes["block_id"].map(case.city.blocks[level])
    walkers = plan.routes["persons"].groupby(of_block).sum().reindex(rows.index, fill_value=0)
    assert np.nansum(rows["mean_s"] * walkers) / walkers.sum() == pytest.approx(whole.mean_s)
    city = found.loc[case.city.meta.city_code]
    assert tuple(city) == (whole.persons, whole.mean_s, whole.most_s)


def test_an_area_that_nobody_walks_from_has_no_mean() -> None:
    case, plan = lengthened()
    found = longer_walks(case, replace(plan, routes=plan.routes.iloc[:0]))
    assert (found["persons"] == 0).all()
    assert found["mean_s"].isna().all()
    assert isinstance(found, pd.DataFrame)
