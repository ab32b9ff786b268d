"""The bench of tags holds both answers against each other."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from bench import hazard_tags
from bench.hazard_tags import compare_tags, flood_areas, tag_lines


@pytest.fixture
def streets():
    random = np.random.default_rng(2)
    ends = random.uniform(0, 1_000, (60, 2, 2))
    return gpd.GeoDataFrame(geometry=shapely.linestrings(ends))


def test_answers_are_equal_and_told(streets):
    areas = flood_areas((0, 0, 1_000, 1_000), 40)
    assert 0 < len(areas) <= 40
    cost = compare_tags(streets, areas, 50)
    assert (cost.streets, cost.areas) == (50, len(areas))
    assert cost.pairs >= 50
    assert tag_lines([cost])[2].startswith(f"| 50 | {len(areas)} |")


def test_a_difference_is_an_error(streets, monkeypatch):
    areas = flood_areas((0, 0, 1_000, 1_000), 40)
    monkeypatch.setattr(hazard_tags, "_geopandas", lambda lines, _: np.zeros((len(lines), 2)))
    with pytest.raises(RuntimeError, match="differ"):
        compare_tags(streets, areas, 50)
