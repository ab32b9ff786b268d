"""Corners get heights, streets slopes: bounded, and not those of noise."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from data.imports.street_heights import slope_streets
from data.readers.dem_grid import GroundHeights
from domain.tables.city import Nodes, Streets

#: Corners along a line [m].
AT = {1: 0.0, 2: 100.0, 3: 110.0, 4: 150.0, 5: 250.0}
EPSG = 6674


def nodes(known: dict[int, float] | None = None) -> gpd.GeoDataFrame:
    heights = [(known or {}).get(number, np.nan) for number in AT]
    frame = gpd.GeoDataFrame(
        {"elevation_m": heights}, geometry=[shapely.Point(x, 0) for x in AT.values()], crs=EPSG
    )
    frame.index = Nodes.empty_in().index.append(frame.index[:0]).union([*AT])
    frame.index.name = "node_id"
    return frame


def streets(**flags: list[bool]) -> gpd.GeoDataFrame:
    ends = [(1, 2), (2, 3), (3, 4), (4, 5)]
    plain = {
        "u": [u for u, _ in ends], "v": [v for _, v in ends], "length_m": [AT[v] - AT[u] for u, v in ends],
        "width_m": 4.0, "width_origin": "class_default", "highway": "residential", "name": "", "crosses": "",
        "slope": 0.0,
    }  # fmt: skip
    for name in ("bridge", "tunnel", "underpass", "steps", "level_crossing"):
        plain[name] = flags.get(name, [False] * 4)
    lines = [shapely.LineString([(AT[u], 0), (AT[v], 0)]) for u, v in ends]
    frame = gpd.GeoDataFrame(plain, geometry=lines, crs=EPSG)
    frame.index = frame.index + 1
    frame.index.name = "street_id"
    return gpd.GeoDataFrame(frame[Streets.columns()])


def ground(heights: list[float], cell: float = 6.2) -> GroundHeights:
    known = np.array(heights)
    return GroundHeights(known, np.where(np.isfinite(known), cell, np.nan), np.full(known.size, np.nan))


def test_a_slope_is_rise_over_run_from_u_to_v():
    done = slope_streets(nodes(), streets(), ground([0.0, 10.0, 10.4, 8.4, np.nan]))
    # 10 m on 100; 0.4 m on 10 m, over 20 m; −2 m on 40; an end unknown is level.
    assert done.streets["slope"].tolist() == pytest.approx([0.1, 0.02, -0.05, 0.0])
    assert done.nodes["elevation_m"].tolist() == pytest.approx([0, 10, 10.4, 8.4, np.nan], nan_ok=True)
    assert (done.known, done.off_ground, done.bounded) == (4, 0, 0)


def test_on_coarse_cells_short_streets_are_taken_over_a_hundred_metres():
    done = slope_streets(nodes(), streets(), ground([0.0, 10.0, 12.0, 8.0, 8.0], cell=12.3))
    assert done.streets["slope"].tolist() == pytest.approx([0.1, 0.02, -0.04, 0.0])


def test_a_slope_is_bounded_and_that_of_steps_later():
    done = slope_streets(
        nodes(), streets(steps=[True, False, True, False]), ground([0.0, 80.0, 60.0, 40.0, 5.0])
    )
    # 0.8 on steps, −20/20, −20/40 on steps, −35/100: at the bound, not cut.
    assert done.streets["slope"].tolist() == pytest.approx([0.7, -0.35, -0.5, -0.35])
    assert done.bounded == 2


def test_a_corner_in_the_middle_of_a_bridge_does_not_get_the_river_below():
    flags = [False, True, True, False]
    done = slope_streets(nodes({3: 7.0}), streets(bridge=flags), ground([5.0, 5.0, -1.0, 6.0, 6.0]))
    assert done.nodes["elevation_m"].tolist() == [5.0, 5.0, 7.0, 6.0, 6.0]
    assert (done.known, done.off_ground) == (4, 1)
    again = slope_streets(nodes(), streets(tunnel=flags), ground([5.0, 5.0, -1.0, 6.0, 6.0]))
    assert np.isnan(again.nodes["elevation_m"].iloc[2])
    assert again.streets["slope"].tolist()[1:3] == [0.0, 0.0]


def test_a_corner_without_ground_keeps_its_height():
    done = slope_streets(nodes({1: 3.0}), streets(), ground([np.nan, 13.0, 13.0, 13.0, 13.0]))
    assert done.streets["slope"].iloc[0] == pytest.approx(0.1)
    assert done.known == 4
