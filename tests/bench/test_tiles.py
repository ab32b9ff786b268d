"""Mirrored copies of a network."""

import geopandas as gpd
import numpy as np
import shapely

from bench.tiles import mirrored


def test_tiles_are_mirrored_and_joined_where_they_touch():
    # A line from (0, 0) to (10, 1), and one from (8, 2); what starts before the border at 10 is joined.
    lines = gpd.GeoDataFrame(geometry=shapely.linestrings([[[0, 0], [10, 1]], [[8, 2], [10, 1]]]), crs=6674)
    made = mirrored(lines, 3).geometry
    xy = [shapely.get_coordinates(one).tolist() for one in made]
    assert xy[:2] == [[[0, 0], [10, 1]], [[8, 2], [10, 1]]]
    # Nearest first: 8 is 2 before the border, 0 is 10 before it.
    assert xy[2:4] == [[[8, 2], [12, 2]], [[0, 0], [20, 0]]]
    assert xy[4:6] == [[[20, 0], [10, 1]], [[12, 2], [10, 1]]]
    # At 20 one street starts on the border, where its image meets it; the third is the first, 20 to the east.
    assert xy[6] == [[12, 2], [28, 2]]
    assert xy[7:] == [[[20, 0], [30, 1]], [[28, 2], [30, 1]]]
    assert np.isfinite(made.length).all()
