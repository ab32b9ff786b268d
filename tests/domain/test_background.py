"""Names of background lines; the lines are in tests/background_sample.py."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from domain.background import background_lines, background_names
from domain.bundle import CityBundle
from domain.vocabulary import BackgroundKind
from tests.background_sample import toy_bundle_with_background
from tests.toy_city import make_toy_bundle

ALL = tuple(BackgroundKind)


@pytest.fixture(scope="module")
def city() -> CityBundle:
    return toy_bundle_with_background()


def _names(city: CityBundle, **given: object) -> list[str]:
    found = background_names(city.background, ALL, **{"every_m": 1e6, "apart_m": 0.0, **given})
    return found["name"].tolist()


def test_names_come_in_their_precedence_and_what_has_no_name_gets_none(city: CityBundle) -> None:
    assert _names(city) == ["模擬駅", "模擬鉄道", "模擬川", "国道0号"]


def test_a_long_line_is_named_again_and_again(city: CityBundle) -> None:
    # The river is 2,400 m long: 2,400 / 1,000 = 2 times; the railway of 1,400 m once.
    found = _names(city, every_m=1000.0)
    assert (found.count("模擬川"), found.count("模擬鉄道")) == (2, 1)


def test_names_never_stand_nearer_than_told(city: CityBundle) -> None:
    # The railway's middle is the station itself (0 m away), so the station's name alone is written.
    found = background_names(city.background, ALL, every_m=500.0, apart_m=300.0)
    points = shapely.get_coordinates(found.geometry.to_numpy())
    gaps = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    assert gaps[~np.eye(len(points), dtype=bool)].min() >= 300.0
    assert found["name"].iloc[0] == "模擬駅"


def test_only_what_is_seen_is_named(city: CityBundle) -> None:
    corner = city.wards.total_bounds[:2]
    window = shapely.transform(shapely.box(1000, 0, 2000, 400), lambda xy: xy + corner)
    found = background_names(city.background, ALL, every_m=1e6, apart_m=0.0, window=window)
    assert found["name"].tolist() == ["模擬川"]
    # The river runs through the window from x = 1,000 to 2,000: its name stands in the middle.
    assert (shapely.get_coordinates(found.geometry.to_numpy())[0] - corner).tolist() == [1500.0, 200.0]


def test_lines_of_many_parts_are_drawn_part_by_part(city: CityBundle) -> None:
    two = shapely.MultiLineString([[(0, 0), (1, 0)], [(5, 0), (6, 0)]])
    table = gpd.GeoDataFrame({"kind": ["river"], "name": [""]}, geometry=[two], crs=city.background.crs)
    assert background_lines(table, BackgroundKind.RIVER).length.tolist() == [1.0, 1.0]


def test_a_city_without_background_has_neither_lines_nor_names() -> None:
    background = make_toy_bundle().background
    assert background_names(background, ALL, every_m=1000.0, apart_m=100.0).empty
    assert background_lines(background, BackgroundKind.RIVER).empty
