"""The bench of large GeoJSON cuts with both readers and holds the areas against each other."""

import geopandas as gpd
import pytest
import shapely

from bench.large_geojson import compare_geojson, geojson_lines, refuse_difference, write_areas


def test_both_readers_cut_the_same_areas(tmp_path) -> None:
    file = tmp_path / "areas.geojson"
    write_areas(file, 400, 12)
    cost = compare_geojson(file, repeats=1)
    # A city is a circle in an 81st of the land: 400 · π/4 / 81 = 4, and some that its outline cuts.
    assert cost.areas == 400
    assert 1 <= cost.inside <= 20
    assert geojson_lines([cost])[2].startswith(f"| 400 | 0 MB | {cost.inside} |")


def test_a_larger_or_a_missing_area_is_an_error() -> None:
    squares = gpd.GeoDataFrame({"A31_201": ["1", "2"]}, geometry=[shapely.box(0, 0, 1, 1)] * 2)
    larger = squares.set_geometry([shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 1.001)])
    refuse_difference(squares, squares)
    for other in (larger, squares.iloc[:1]):
        with pytest.raises(RuntimeError, match="differ"):
            refuse_difference(squares, other)
