"""Packed integers and geometry come back as they went in."""

import geopandas as gpd
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, box

from exports.packing import (
    UNITS_PER_DEGREE,
    pack_integers,
    pack_lines,
    pack_polygons,
    unpack_integers,
)


@settings(deadline=None)
@given(st.lists(st.integers(min_value=-(2**33), max_value=2**33)))
def test_integers_survive_packing(values: list[int]) -> None:
    assert unpack_integers(pack_integers(values)) == values


def test_packed_text_ends_no_script() -> None:
    packed = pack_integers(np.arange(-5000, 5000))
    assert min(packed) >= "?"
    assert max(packed) <= "~"


def test_lines_come_back_within_a_unit() -> None:
    lines = gpd.GeoSeries(
        [
            LineString([(135.4, 34.5), (135.41, 34.52)]),
            LineString([(135.5, 34.6), (135.4, 34.5), (135.3, 34.4)]),
        ],
        crs=6668,
    )
    packed = pack_lines(lines)
    assert unpack_integers(packed["counts"]) == [2, 3]
    steps = np.array(unpack_integers(packed["points"])).reshape(-1, 2)
    points = np.cumsum(steps, axis=0) / UNITS_PER_DEGREE
    wanted = [(135.4, 34.5), (135.41, 34.52), (135.5, 34.6), (135.4, 34.5), (135.3, 34.4)]
    assert np.abs(points - wanted).max() <= 0.5 / UNITS_PER_DEGREE + 1e-12


def test_polygons_keep_their_holes_and_parts() -> None:
    ring = box(0, 0, 1000, 1000).difference(box(400, 400, 600, 600))
    shapes = gpd.GeoSeries([MultiPolygon([ring, box(2000, 0, 3000, 1000)])], crs=6674)
    packed = pack_polygons(shapes, tolerance_m=1.0)
    assert unpack_integers(packed["rings"]) == [2, 1]
    assert unpack_integers(packed["counts"]) == [5, 5, 5]


def test_nothing_packs_to_nothing() -> None:
    empty = gpd.GeoSeries([], crs=6674)
    assert pack_lines(empty) == {"counts": "", "points": ""}
    assert pack_polygons(empty, tolerance_m=1.0) == {"rings": "", "counts": "", "points": ""}
