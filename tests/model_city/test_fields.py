"""The algorithms behind the model city: classes, polygons of classes, levels, districts, names."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from model_city.areas import Classes
from model_city.city import streams
from model_city.districts import build_districts, nearest_district
from model_city.grids import Grid, class_polygons, smooth_noise
from model_city.ground import Ground, excess_over_level, signed_distance
from model_city.people import _thin
from model_city.places import facility_type
from model_city.towns import hold_districts
from tests.each import each

EPSG = 6674


def small_ground(field_size=20, persons=10):
    """A square city of two wards side by side, one block a cell."""
    grid = Grid(0.0, 0.0, 50.0, field_size, field_size)
    ward = np.zeros((field_size, field_size), dtype=np.int64)
    ward[:, field_size // 2 :] = 1
    x, y = (axis.ravel() for axis in grid.centres())
    count = field_size * field_size
    return Ground(
        grid=grid,
        elevation_m=np.zeros((field_size, field_size)),
        ward=ward,
        ward_codes=("A", "B"),
        lines=None,
        sample_block=np.arange(count),
        sample_x=x,
        sample_y=y,
        block_ward=ward.ravel(),
        residents=np.full(count, persons),
    )


def test_depth_classes_hold_their_lower_bound():
    classes = Classes((0.01, 0.3, 1.0, 5.0))
    depth = np.array([-1.0, 0.0, 0.01, 0.29, 0.3, 0.99, 1.0, 4.9, -np.inf])
    assert classes.of(depth).tolist() == [-1, -1, 0, 0, 1, 1, 2, 2, -1]


@given(low=st.floats(0.05, 0.4), high=st.floats(0.45, 0.9), seed=st.integers(0, 50))
@settings(deadline=None, max_examples=25)
def test_levels_reach_the_wanted_share_of_each_ward(low, high, seed):
    ground = small_ground()
    field = smooth_noise(ground.grid, np.random.default_rng(seed), 120.0)
    share = ground.shares(excess_over_level(ground, field, {"A": low, "B": high}, rounds=60))
    # 200 blocks a ward: half a percent is one block; the blended border costs a few.
    assert share["A"] == pytest.approx(low, abs=0.03)
    assert share["B"] == pytest.approx(high, abs=0.03)


def test_wards_that_are_not_named_stay_dry():
    ground = small_ground()
    field = smooth_noise(ground.grid, np.random.default_rng(3), 120.0)
    excess = excess_over_level(ground, field, {"A": 0.3})
    assert ground.shares(excess)["B"] == 0.0
    assert np.isneginf(excess[ground.ward == 1]).all()


@given(seed=st.integers(0, 200))
@settings(deadline=None, max_examples=25)
def test_polygons_of_classes_do_not_overlap_and_keep_about_the_area(seed):
    grid = Grid(0.0, 0.0, 50.0, 24, 24)
    field = smooth_noise(grid, np.random.default_rng(seed), 200.0)
    classes = np.select([field > 0.8, field > 0.0], [1, 0], -1).astype(np.int64)
    polygons, labels = class_polygons(grid, classes, tolerance_m=40.0, least_area_m2=0.0)
    whole = shapely.union_all(polygons)
    assert all(polygon.is_valid for polygon in polygons)
    assert shapely.area(polygons).sum() - whole.area < 0.01 * whole.area
    # Corners of at most 40 × 40 m² are cut, on both sides of a border.
    assert whole.area == pytest.approx(2_500.0 * (classes >= 0).sum(), rel=0.1)
    assert set(labels) <= {0, 1}


def test_no_class_gives_no_polygon():
    grid = Grid(0.0, 0.0, 50.0, 4, 4)
    assert class_polygons(grid, np.full((4, 4), -1), tolerance_m=10.0, least_area_m2=0.0) == ([], [])


def test_distance_is_negative_seaward_of_a_line():
    grid = Grid(0.0, 0.0, 100.0, 10, 10)
    line = shapely.LineString([(500.0, -1000.0), (500.0, 2000.0)])
    distance = signed_distance(grid, line)
    # The first column's middle lies at x = 50, the last one's at x = 950.
    assert distance[0, 0] == -450.0
    assert distance[0, -1] == 450.0


@given(st.lists(st.floats(0.1, 100.0), min_size=6, max_size=6))
@settings(deadline=None, max_examples=12)
def test_districts_are_held_near_the_mean_of_their_ward(weights):
    held = np.array(weights)
    district = np.array(["a", "a", "b", "b", "c", "c"], dtype=object)
    ward = np.array(["w"] * 6, dtype=object)
    for _ in range(60):
        held = hold_districts(held, ward, district)
    sums = pd.Series(held).groupby(district).sum()
    assert (sums / sums.mean()).between(0.59, 1.71).all()


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.integers(0, 1000))
@settings(deadline=None)
def test_people_chosen_at_random_are_never_more_than_there_are(persons, seed):
    people = np.array(persons, dtype=np.int64)
    wanted = int(people.sum()) // 3
    chosen = _thin(people, wanted, np.random.default_rng(seed))
    assert chosen.sum() == wanted
    assert (chosen <= people).all()


def test_each_point_belongs_to_the_nearest_school_of_its_own_ward():
    schools = gpd.GeoDataFrame(
        {"name": ["甲", "乙", "丙"], "ward_code": ["1", "1", "2"]},
        geometry=[shapely.Point(100, 100), shapely.Point(300, 100), shapely.Point(500, 100)],
        index=pd.Index(["1-a", "1-b", "2-c"], name="district_id"),
        crs=EPSG,
    )
    wards = gpd.GeoDataFrame(
        geometry=[shapely.box(0, 0, 400, 200), shapely.box(400, 0, 600, 200)], index=["1", "2"], crs=EPSG
    )
    x, y = np.array([150.0, 390.0, 410.0]), np.array([50.0, 50.0, 50.0])
    ward = np.array(["1", "1", "2"], dtype=object)
    assert nearest_district(schools, ward, x, y).tolist() == ["1-a", "1-b", "2-c"]
    districts = build_districts(schools, wards)
    # The border between 甲 and 乙 lies halfway, at x = 200; 丙 has its ward alone.
    assert districts.area.to_dict() == {"1-a": 40_000.0, "1-b": 40_000.0, "2-c": 40_000.0}


@each(
    ("name", "welfare", "kind"),
    [
        ("榎小学校", False, "小学校"),
        ("大泉学園(大泉小学校・中学校)", False, "小学校"),
        ("大阪府立泉陽高等学校", False, "高等学校"),
        ("シティホテル青雲荘", False, "ホテル"),
        ("特別養護老人ホーム アリオン", True, "福祉施設"),
        ("百舌鳥支援学校", True, "支援学校"),
        ("府公社OPH大浜", False, "公営・公社住宅"),
        ("ロイヤルコートビル2", False, "集合住宅・その他"),
        ("堺市総合福祉会館", False, "公民館・会館"),
    ],
)
def test_kind_of_a_facility_is_read_from_its_name(name, welfare, kind):
    facts = pd.DataFrame({"name": [name], "welfare_shelter": [welfare]})
    assert facility_type(facts).tolist() == [kind]


def test_streams_of_chance_are_independent_and_repeatable():
    first, second = streams(1), streams(1)
    assert first["people"].integers(1 << 40) == second["people"].integers(1 << 40)
    assert first["people"].integers(1 << 40) != first["streets"].integers(1 << 40)
