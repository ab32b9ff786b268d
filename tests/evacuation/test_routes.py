"""Vertices of streets end to end, as shares of each street's length."""

import geopandas as gpd
import numpy as np
from shapely.geometry import LineString

from evacuation.routes import street_vertices


def test_vertices_stand_at_their_share_of_the_street():
    lines = [LineString([(0, 0), (30, 40), (30, 90)]), LineString([(30, 90), (130, 90)])]
    found = street_vertices(gpd.GeoDataFrame(geometry=lines, crs=6674))
    assert found.start.tolist() == [0, 3, 5]
    assert found.x.tolist() == [0, 30, 30, 30, 130]
    assert found.y.tolist() == [0, 40, 90, 90, 90]
    # 50 of 100 m, whatever lies between the end of one street and the start of the next.
    assert found.share.tolist() == [0.0, 0.5, 1.0, 0.0, 1.0]


def test_a_street_without_length_has_no_share_beyond_its_start():
    lines = [LineString([(5, 5), (5, 5)]), LineString([(0, 0), (10, 0)])]
    found = street_vertices(gpd.GeoDataFrame(geometry=lines, crs=6674))
    assert np.isfinite(found.share).all()
    assert found.share.tolist() == [0.0, 0.0, 0.0, 1.0]
