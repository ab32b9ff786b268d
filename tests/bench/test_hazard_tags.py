"""The bench of tags holds both answers against each other."""

from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import pytest
import shapely

from bench import hazard_tags
from bench.hazard_tags import compare_tags, flood_areas


@pytest.fixture
def town():
    random = np.random.default_rng(2)
    ends = random.uniform(0, 1_000, (60, 2, 2))
    return SimpleNamespace(name="town", streets=gpd.GeoDataFrame(geometry=shapely.linestrings(ends)))


def test_answers_are_equal_and_told(town):
    areas = flood_areas((0, 0, 1_000, 1_000), 40)
    assert 0 < len(areas) <= 40
    line = compare_tags(town, areas, 50)
    assert line.equal
    assert line.size.startswith(f"50 streets × {len(areas)} areas")


def test_a_difference_is_told(town, monkeypatch):
    areas = flood_areas((0, 0, 1_000, 1_000), 40)
    monkeypatch.setattr(hazard_tags, "_geopandas", lambda lines, _: np.zeros((len(lines), 2)))
    assert not compare_tags(town, areas, 50).equal
