"""The model height field against what is known of each ward."""

import numpy as np
import pytest
import shapely

from model_city.lines import CityLines, read_lines
from model_city.terrain import Terrain, build_terrain


@pytest.fixture(scope="module")
def lines() -> CityLines:
    return read_lines()


@pytest.fixture(scope="module")
def terrain(lines: CityLines) -> Terrain:
    return build_terrain(lines)


def _ward_heights(lines: CityLines, terrain: Terrain, ward: str) -> np.ndarray:
    outline = lines.wards.set_index("name").geometry[ward]
    x, y = (axis.ravel() for axis in np.meshgrid(terrain.x_m, terrain.y_m))
    inside = shapely.contains_xy(outline, x, y)
    return terrain.elevation_m(x[inside], y[inside])


# Known lowest, typical (where towns are) and highest ground [m, T.P.], each with a tolerance of
# the same order as the knowledge itself ("0–2", "~60", "25–30").
@pytest.mark.parametrize(
    ("ward", "lowest", "towns", "highest"),
    [
        ("堺区", (0.0, 2.0), (1.0, 15.0), (17.0, 26.0)),
        ("西区", (0.0, 2.5), (2.0, 30.0), (48.0, 62.0)),
        ("北区", (6.0, 8.5), (9.0, 25.0), (30.0, 37.0)),
        ("中区", (9.5, 12.5), (20.0, 60.0), (73.0, 84.0)),
        ("東区", (19.0, 25.0), (24.0, 60.0), (66.0, 75.0)),
        ("美原区", (22.0, 30.0), (24.0, 90.0), (88.0, 100.0)),
        ("南区", (21.0, 31.0), (40.0, 120.0), (235.0, 272.0)),
    ],
)
def test_heights_of_a_ward_are_those_known(
    lines: CityLines,
    terrain: Terrain,
    ward: str,
    lowest: tuple[float, float],
    towns: tuple[float, float],
    highest: tuple[float, float],
) -> None:
    heights_m = _ward_heights(lines, terrain, ward)
    assert lowest[0] <= heights_m.min() <= lowest[1]
    assert highest[0] <= heights_m.max() <= highest[1]
    code = lines.wards.index[lines.wards["name"] == ward][0]
    points = lines.towns[lines.towns["ward_code"] == code].geometry
    low, high = np.percentile(terrain.elevation_m(points.x, points.y), [10, 90])
    assert towns[0] <= low < high <= towns[1]


def test_contour_of_six_point_eight_metres_follows_the_attention_line(
    lines: CityLines, terrain: Terrain
) -> None:
    line = lines.references.geometry["attention_line"]
    xy = shapely.get_coordinates(line.interpolate(np.linspace(0, 1, 60), normalized=True))
    np.testing.assert_allclose(terrain.elevation_m(*xy.T), 6.8, atol=0.5)
    # Ground rises inland: lower 300 m to the west, higher 300 m to the east.
    assert (terrain.elevation_m(xy[:, 0] - 300, xy[:, 1]) < 6.8).all()
    assert (terrain.elevation_m(xy[:, 0] + 300, xy[:, 1]) > 6.8).all()


def test_ground_seaward_of_the_evacuation_line_is_low(lines: CityLines, terrain: Terrain) -> None:
    coast = lines.towns[lines.towns["town"].str.contains("三宝|出島|築港|匠町|大浜|浜寺公園町|戎島")]
    assert len(coast) > 30
    assert terrain.elevation_m(coast.geometry.x, coast.geometry.y).max() < 6.0


# 中百舌鳥 22 → 白鷺 30 → 初芝 40 → 北野田 56 along the 南海高野線.
@pytest.mark.parametrize(
    ("station", "height_m"), [("中百舌鳥", 22), ("白鷺", 30), ("初芝", 40), ("北野田", 56), ("三国ヶ丘", 15)]
)
def test_stations_stand_at_their_height(
    lines: CityLines, terrain: Terrain, station: str, height_m: float
) -> None:
    point = lines.stations.set_index("station").geometry[[station]].iloc[0]
    assert terrain.elevation_m(point.x, point.y) == pytest.approx(height_m, abs=1.5)


def test_rivers_of_the_south_run_in_valleys(lines: CityLines, terrain: Terrain) -> None:
    # 石津川 at 大庭寺 (34.4985 N) is more than 10 m below the ground 500 m to both sides.
    x, y = shapely.get_coordinates(lines.rivers.geometry["石津川"])[5]
    bed, west, east = terrain.elevation_m([x, x - 500, x + 500], [y, y, y])
    assert bed < west - 10
    assert bed < east - 10


def test_points_beyond_the_city_take_the_height_of_the_edge(terrain: Terrain) -> None:
    far = terrain.elevation_m(terrain.x_m[0] - 1e5, terrain.y_m[0])
    assert far == terrain.elevation_m(terrain.x_m[0], terrain.y_m[0])


def test_heights_keep_the_shape_of_the_points(terrain: Terrain) -> None:
    x, y = np.full((2, 3), -46000.0), np.full((2, 3), -160000.0)
    assert terrain.elevation_m(x, y).shape == (2, 3)
