"""The street network of the model city, built whole once (a few seconds)."""

from dataclasses import dataclass
from io import BytesIO

import geopandas as gpd
import numpy as np
import pytest
import shapely
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from domain.tables.city import Nodes, Streets
from model_city.lines import CityLines, read_lines, to_metres
from model_city.shapes import city_ground, closed_ground
from model_city.streets import build_streets
from model_city.streets_crossings import PORT_WATER
from model_city.streets_patterns import WALKING_FACTOR
from model_city.terrain import build_terrain

_FLAGS = ["bridge", "tunnel", "underpass", "level_crossing"]


@dataclass(frozen=True)
class City:
    lines: CityLines
    nodes: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame

    def ends(self) -> np.ndarray:
        index = self.nodes.index
        return np.column_stack([index.get_indexer(self.streets[end]) for end in ("u", "v")])

    def graph(self) -> csr_array:
        u, v = self.ends().T
        return coo_array((self.streets["length_m"], (u, v)), shape=(len(self.nodes),) * 2).tocsr()

    def degrees(self) -> np.ndarray:
        return np.bincount(self.ends().ravel(), minlength=len(self.nodes))


@pytest.fixture(scope="module")
def city() -> City:
    lines = read_lines()
    return City(lines, *build_streets(lines, np.random.default_rng(7)))


def test_tables_keep_their_contracts_and_are_sorted_by_id(city: City) -> None:
    Nodes.check(city.nodes)
    Streets.check(city.streets)
    assert city.nodes.index.is_monotonic_increasing
    assert city.streets.index.is_monotonic_increasing
    assert city.nodes.crs.to_epsg() == city.streets.crs.to_epsg() == 6674
    assert city.nodes["elevation_m"].notna().all()
    assert (city.streets["width_m"] >= 2.0).all()


def test_city_has_forty_thousand_corners_in_small_files(city: City) -> None:
    assert 40_000 <= len(city.nodes) <= 52_000
    size_bytes = sum(len(_parquet(frame)) for frame in (city.nodes, city.streets))
    assert size_bytes < 4_500_000


def test_network_is_one_piece_without_loops_or_doubles(city: City) -> None:
    assert connected_components(city.graph(), directed=False)[0] == 1
    assert (city.degrees() > 0).all()
    assert (city.streets["u"] < city.streets["v"]).all()
    assert not city.streets.duplicated(["u", "v"]).any()


def test_degrees_are_those_of_streets(city: City) -> None:
    degrees = city.degrees()
    assert 2.6 <= degrees.mean() <= 3.2
    assert 0.05 <= (degrees == 1).mean() <= 0.20
    assert degrees.max() <= 6


def test_ways_are_a_fifth_to_two_fifths_longer_than_the_crow_flies(city: City) -> None:
    chance = np.random.default_rng(1)
    xy = shapely.get_coordinates(city.nodes.geometry)
    source = chance.choice(len(xy), 150, replace=False)
    walked_m = dijkstra(city.graph(), directed=False, indices=source)
    straight_m = np.hypot(*(xy[source, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    pairs = (straight_m >= 500) & (straight_m <= 3000)
    assert 1.2 <= (walked_m[pairs] / straight_m[pairs]).mean() <= 1.4


def test_length_by_ward_keeps_the_ratios_of_managed_roads(city: City) -> None:
    middles = gpd.GeoDataFrame(
        {"length_m": city.streets["length_m"].to_numpy()},
        geometry=city.streets.geometry.interpolate(0.5, normalized=True).to_numpy(),
        crs=6674,
    )
    by_ward = middles.sjoin(city.lines.wards[["geometry"]]).groupby("ward_code")["length_m"].sum()
    ratio = by_ward / city.lines.wards["managed_road_m"]
    assert ((ratio / WALKING_FACTOR) - 1.0).abs().max() < 0.10


def test_rivers_and_railways_are_crossed_only_where_it_says_so(city: City) -> None:
    barriers = city.lines.barriers()
    row, street = shapely.STRtree(city.streets.geometry.to_numpy()).query(
        barriers.geometry.to_numpy(), predicate="intersects"
    )
    crossed = city.streets["crosses"].to_numpy()[street]
    assert (crossed == barriers.index.to_numpy()[row]).all()
    # No street crosses twice, and every crossing that is named is really there.
    assert len(np.unique(street)) == len(street)
    named = city.streets["crosses"].isin(barriers.index)
    assert set(np.flatnonzero(named)) == set(street.tolist())


def test_every_barrier_in_the_city_can_be_crossed_somewhere(city: City) -> None:
    crossed = set(city.streets["crosses"])
    # 大和川 is the border of the city and 浜寺水路 its shore; all others run through it.
    assert crossed - {""} == (set(city.lines.barriers().index) - {"大和川", "浜寺水路"}) | {PORT_WATER}


def test_crossings_carry_one_flag_and_a_name_of_their_own(city: City) -> None:
    flags = city.streets[_FLAGS].sum(axis=1)
    crossing = city.streets["crosses"] != ""
    assert (flags[crossing] == 1).all()
    assert (flags[~crossing] == 0).all()
    assert city.streets.loc[crossing, "name"].is_unique
    over_water = city.streets["crosses"].isin([*city.lines.rivers.index, PORT_WATER])
    assert city.streets.loc[over_water, "bridge"].all()
    assert not city.streets.loc[over_water, "level_crossing"].any()


def test_raised_railways_have_no_level_crossing(city: City) -> None:
    # 南海本線 is raised at 堺 (34.582 N) and on the ground at 諏訪ノ森 (34.552 N).
    own = city.streets[city.streets["crosses"] == "南海本線"]
    y_m = own.geometry.centroid.y
    bounds_m = to_metres(np.array([135.47, 135.45]), np.array([34.570, 34.556]))[:, 1]
    assert not own.loc[y_m > bounds_m[0], "level_crossing"].any()
    assert own.loc[y_m < bounds_m[1], "level_crossing"].any()
    assert not city.streets.loc[city.streets["crosses"] == "南海泉北線", "level_crossing"].any()


def test_tram_is_crossed_freely(city: City) -> None:
    tram = city.lines.railways.geometry["阪堺線"]
    rail = city.lines.railways.geometry["南海本線"]
    n_tram = city.streets.intersects(tram).sum() / tram.length
    n_rail = city.streets.intersects(rail).sum() / rail.length
    assert n_tram > 3 * n_rail


def test_no_street_lies_on_burial_mounds_ponds_or_the_sea(city: City) -> None:
    assert not city.streets.intersects(closed_ground(city.lines)).any()
    outside = ~city.streets.covered_by(city_ground(city.lines))
    assert (city.streets.loc[outside, "crosses"] == PORT_WATER).all()
    assert outside.sum() <= 4


def test_streets_meet_only_at_corners(city: City) -> None:
    shapes = city.streets.geometry.to_numpy()
    first, _ = shapely.STRtree(shapes).query(shapes, predicate="crosses")
    assert first.size == 0


def test_lines_run_from_u_to_v_with_their_length_and_slope(city: City) -> None:
    shapes = city.streets.geometry.to_numpy()
    xy = shapely.get_coordinates(city.nodes.geometry)[city.ends()]
    start = shapely.get_coordinates(shapely.get_point(shapes, 0))
    end = shapely.get_coordinates(shapely.get_point(shapes, -1))
    np.testing.assert_array_equal(start, xy[:, 0])
    np.testing.assert_array_equal(end, xy[:, 1])
    np.testing.assert_allclose(city.streets["length_m"], shapely.length(shapes), atol=0.051)
    height_m = city.nodes["elevation_m"].to_numpy()[city.ends()]
    rise = (height_m[:, 1] - height_m[:, 0]) / city.streets["length_m"]
    # Slopes are rounded to 0.001.
    np.testing.assert_allclose(city.streets["slope"], rise.clip(-0.3, 0.3), atol=5.1e-4)
    np.testing.assert_array_equal(np.round(xy, 1), xy)


def test_corners_have_the_height_of_the_terrain(city: City) -> None:
    terrain = build_terrain(city.lines)
    heights = terrain.elevation_m(city.nodes.geometry.x, city.nodes.geometry.y)
    np.testing.assert_array_equal(city.nodes["elevation_m"], heights)


def test_every_town_and_place_has_a_street_within_three_hundred_metres(city: City) -> None:
    tree = shapely.STRtree(city.streets.geometry.to_numpy())
    for points in (city.lines.towns, city.lines.places):
        _, distance_m = tree.query_nearest(
            points.geometry.to_numpy(), return_distance=True, all_matches=False
        )
        assert distance_m.max() < 300.0


def test_old_town_is_a_strict_grid_turned_with_the_coast(city: City) -> None:
    inner = city.lines.old_town().buffer(-150.0)
    own = city.streets[city.streets.covered_by(inner) & (city.streets["name"] == "")]
    xy = np.stack([shapely.get_coordinates(shapely.get_point(own.geometry, at)) for at in (0, -1)])
    dx, dy = (xy[1] - xy[0]).T
    turn_deg = (np.degrees(np.arctan2(dx, dy)) - 35.0) % 90.0
    off_deg = np.minimum(turn_deg, 90.0 - turn_deg)
    assert len(own) > 600
    assert np.average(off_deg < 5.0, weights=own["length_m"]) > 0.80


def test_lanes_of_shinminato_are_narrow_and_the_new_town_has_few(city: City) -> None:
    towns = city.lines.towns
    shinminato = towns[towns["town"].str.match("西湊|東湊|昭和通|菅原通|春日通")].union_all().buffer(60.0)
    assert _narrow_share(city, shinminato) > 0.40
    new_town = towns[towns["town"].str.match("茶山台|三原台|竹城台|桃山台|原山台|赤坂台")].union_all()
    assert _narrow_share(city, new_town.buffer(250.0)) < 0.20


def test_widths_follow_the_shares_of_the_city(city: City) -> None:
    # 27 % below 4 m, 38 % to 5.5 m, 28 % to 13 m, 7 % wider, each within four points.
    classes = np.digitize(city.streets["width_m"], [4.0, 5.5, 13.0])
    length_m = np.bincount(classes, weights=city.streets["length_m"])
    np.testing.assert_allclose(length_m / length_m.sum(), [0.27, 0.38, 0.28, 0.07], atol=0.04)
    assert set(city.streets["width_origin"]) == {"model"}


def test_forest_of_the_south_has_almost_no_streets(city: City) -> None:
    forest_y_m = to_metres(np.array([135.51]), np.array([34.458]))[0, 1]
    south = city.nodes.geometry.y < forest_y_m
    assert 0 < south.sum() < 0.01 * len(city.nodes)


def test_reclaimed_land_has_few_ways_in(city: City) -> None:
    towns = city.lines.towns
    reclaimed = towns[towns["town"].str.match("匠町|築港")].union_all().buffer(450.0)
    nodes_per_km2 = city.nodes.within(reclaimed).sum() / (reclaimed.area / 1e6)
    assert nodes_per_km2 < 100.0


def test_green_paths_and_main_roads_keep_their_names_and_no_one_walks_on_motorways(city: City) -> None:
    by_name = city.streets.groupby("name")["length_m"].sum()
    walkable = city.lines.roads["walkable"]
    for name, line in city.lines.roads.geometry[walkable].items():
        inside_m = line.intersection(city_ground(city.lines)).length
        # Where roads run together the one of higher rank gives the name.
        assert by_name[name] > 0.4 * inside_m, name
    assert not set(city.lines.roads.index[~walkable]) & set(by_name.index)
    green = city.streets[city.streets["name"] == "緑道"]
    assert set(green["highway"]) == {"footway"}
    assert green["length_m"].sum() > 15_000


def test_steps_are_short_minor_links_on_slopes(city: City) -> None:
    steps = city.streets[city.streets["steps"]]
    assert len(steps) > 50
    assert (steps["highway"] == "steps").all()
    assert (steps["slope"].abs() >= 0.04).all()
    assert (steps["width_m"] <= 3.0).all()
    assert (steps["crosses"] == "").all()


def _narrow_share(city: City, area: shapely.Geometry) -> float:
    own = city.streets[city.streets.within(area)]
    narrow = own.loc[own["width_m"] < 4.0, "length_m"].sum()
    return float(narrow / own["length_m"].sum())


def _parquet(frame: gpd.GeoDataFrame) -> bytes:
    buffer = BytesIO()
    frame.to_parquet(buffer, compression="zstd")
    return buffer.getvalue()
