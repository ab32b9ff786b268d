"""Networks as OSMnx writes them become one row a street, walked both ways."""

from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import pytest
import shapely

from data.readers.osmnx_streets import read_osmnx_streets
from data.readers.street_classes import has_steps, is_tunnel, main_class, tag_values, width_m
from domain.faults import InputError
from domain.vocabulary import Severity

EPSG = 6674
#: Corners [m]: 1 (0, 0), 2 (100, 0), 3 (100, 50), 4 (0, 50); 8 and 9 lie apart.
XY = {1: (0, 0), 2: (100, 0), 3: (100, 50), 4: (0, 50), 8: (900, 900), 9: (950, 900)}
ELEVATION = {1: 1.0, 2: 3.0, 3: np.nan, 4: 2.0, 8: 0.0, 9: 0.0}


def edge(u: int, v: int, **tags: object) -> dict[str, object]:
    line = shapely.LineString([XY[u], XY[v]])
    ends = {"elev_start_m": ELEVATION[u], "elev_end_m": ELEVATION[v]}
    return {"u": u, "v": v, "key": 0, "length": line.length, "geometry": line, **ends, **tags}


def both_ways(u: int, v: int, **tags: object) -> list[dict[str, object]]:
    return [edge(u, v, **tags), edge(v, u, **tags)]


def square() -> list[dict[str, object]]:
    return [
        *both_ways(1, 2, highway="residential", name="模擬通り", width="['4', '3.5']"),
        *both_ways(2, 3, highway="['footway', 'steps']", bridge="yes"),
        *both_ways(3, 4, highway="trunk_link", tunnel="yes"),
        edge(4, 1, highway="busway", width="広い", est_width="2.5 m"),
    ]


def write(tmp_path: Path, rows: list[dict[str, object]], **kwargs: object) -> Path:
    file = tmp_path / "edges.parquet"
    columns = {
        "highway": None,
        "name": None,
        "width": None,
        "est_width": None,
        "bridge": None,
        "tunnel": None,
    }
    frame = gpd.GeoDataFrame([{**columns, **row} for row in rows], geometry="geometry", crs=EPSG)
    frame.to_parquet(file, **kwargs)
    return file


def test_every_street_comes_once(tmp_path: Path):
    network = read_osmnx_streets(write(tmp_path, square()), epsg=EPSG)
    ends = network.streets[["u", "v"]].to_numpy().tolist()
    # From the smaller node to the larger, whatever the direction of the edge.
    assert ends == [[1, 2], [1, 4], [2, 3], [3, 4]]
    starts = shapely.get_point(network.streets.geometry.to_numpy(), 0)
    assert [(p.x, p.y) for p in starts] == [XY[1], XY[1], XY[2], XY[3]]


def test_streets_with_an_end_outside_the_area_are_left_out_and_counted(tmp_path: Path):
    # The square lies from 0 to 100 m; 8 and 9 at 900 m; 1–8 leaves the area.
    file = write(tmp_path, [*square(), *both_ways(8, 9), *both_ways(1, 8)])
    network = read_osmnx_streets(file, epsg=EPSG, area=shapely.box(-10, -10, 500, 500))
    assert network.streets[["u", "v"]].to_numpy().tolist() == [[1, 2], [1, 4], [2, 3], [3, 4]]
    assert {one.key: one.count for one in network.dropped} == {"osm_outside": 4, "other_way_round": 3}
    # A network that lies elsewhere as a whole stays: the city says so of all its streets at once.
    away = read_osmnx_streets(file, epsg=EPSG, area=shapely.box(-50, -50, -40, -40))
    assert len(away.streets) == 6


def test_tags_become_columns(tmp_path: Path):
    streets = read_osmnx_streets(write(tmp_path, square()), epsg=EPSG).streets.set_index(["u", "v"])
    # The narrowest of two widths; the class default of a footway is 2 m, of a trunk road 16 m.
    assert streets["width_m"].to_dict() == {(1, 2): 3.5, (1, 4): 2.5, (2, 3): 2.0, (3, 4): 16.0}
    assert streets["width_origin"].to_dict() == {
        (1, 2): "measured",
        (1, 4): "class_default",
        (2, 3): "class_default",
        (3, 4): "class_default",
    }
    assert streets.index[streets["bridge"]].tolist() == [(2, 3)]
    assert streets.index[streets["steps"]].tolist() == [(2, 3)]
    assert streets.index[streets["underpass"]].tolist() == [(3, 4)]
    assert streets.loc[(1, 2), "name"] == "模擬通り"


def test_an_unreadable_width_is_named(tmp_path: Path):
    faults = read_osmnx_streets(write(tmp_path, square()), epsg=EPSG).faults
    (fault,) = [fault for fault in faults if fault.key == "width_unreadable"]
    assert (fault.severity, fault.row, fault.value) == (Severity.WARNING, "4–1", "広い")


def test_slopes_follow_the_elevations_and_unknown_is_level_and_said(tmp_path: Path):
    network = read_osmnx_streets(write(tmp_path, square()), epsg=EPSG)
    slopes = network.streets.set_index(["u", "v"])["slope"]
    # (3 − 1) m over 100 m; (2 − 1) m over 50 m; node 3 has no elevation.
    assert slopes.to_dict() == pytest.approx({(1, 2): 0.02, (1, 4): 0.02, (2, 3): 0.0, (3, 4): 0.0})
    assert network.nodes["elevation_m"].isna().tolist() == [False, False, True, False]
    assert ("elevation_missing", "1", "4") in {(f.key, f.value, f.expected) for f in network.faults}


def test_only_the_largest_connected_part_is_kept_and_the_rest_is_said(tmp_path: Path):
    network = read_osmnx_streets(write(tmp_path, square() + both_ways(8, 9)), epsg=EPSG)
    assert network.nodes.index.tolist() == [1, 2, 3, 4]
    assert ("street_part_dropped", "1", "5") in {(f.key, f.value, f.expected) for f in network.faults}


def test_parallel_streets_stay_two(tmp_path: Path):
    bow = shapely.LineString([XY[1], (50, -20), XY[2]])
    rows = [*square(), {**edge(1, 2), "key": 1, "geometry": bow, "length": bow.length}]
    streets = read_osmnx_streets(write(tmp_path, rows), epsg=EPSG).streets
    assert ((streets["u"] == 1) & (streets["v"] == 2)).sum() == 2


def test_a_drawing_that_runs_the_wrong_way_is_turned(tmp_path: Path):
    rows = square()
    rows[1] = {**rows[1], "geometry": rows[0]["geometry"]}  # 2 → 1, drawn from 1 to 2
    assert len(read_osmnx_streets(write(tmp_path, rows), epsg=EPSG).streets) == 4


def test_a_broken_drawing_is_joined_and_said(tmp_path: Path):
    broken = shapely.MultiLineString([[(0, 50), (0, 30)], [(0, 20), (0, 0)]])
    rows = square()
    rows[-1] = {**rows[-1], "geometry": broken}
    network = read_osmnx_streets(write(tmp_path, rows), epsg=EPSG)
    street = network.streets.set_index(["u", "v"]).geometry.loc[(1, 4)]
    assert street.length == pytest.approx(50)
    assert "street_joined" in {fault.key for fault in network.faults}


def test_ids_may_be_floats_or_stand_in_the_index(tmp_path: Path):
    rows = [{**row, "u": float(row["u"]), "v": float(row["v"])} for row in square()]
    file = write(tmp_path, rows)
    gpd.read_parquet(file).set_index(["u", "v", "key"]).to_parquet(file, index=True)
    assert read_osmnx_streets(file, epsg=EPSG).nodes.index.tolist() == [1, 2, 3, 4]


def test_degrees_are_turned_into_metres(tmp_path: Path):
    file = write(tmp_path, square())
    gpd.read_parquet(file).to_crs(6668).to_parquet(file)
    network = read_osmnx_streets(file, epsg=EPSG)
    assert network.streets.crs.to_epsg() == EPSG
    assert network.nodes.geometry.loc[3].distance(shapely.Point(100, 50)) < 0.01


@pytest.mark.parametrize("version", [1, 2])
def test_graphml_of_both_versions(tmp_path: Path, version: int):
    graph = nx.MultiDiGraph(crs="epsg:6674", simplified="True")
    for node, (x, y) in XY.items():
        railway = {"railway": "level_crossing"} if node == 2 else {}
        graph.add_node(str(node), x=str(x), y=str(y), elevation=str(ELEVATION[node]), **railway)
    for row in square():
        tags = {name: str(row[name]) for name in ("highway", "width", "bridge", "tunnel") if row.get(name)}
        # Version 2 writes no geometry for a straight street, version 1 one in places.
        drawn = {"geometry": shapely.to_wkt(row["geometry"])} if version == 1 else {}
        graph.add_edge(str(row["u"]), str(row["v"]), length=str(row["length"]), **tags, **drawn)
    file = tmp_path / "walk.graphml"
    nx.write_graphml(graph, file)
    network = read_osmnx_streets(file, epsg=EPSG)
    streets = network.streets.set_index(["u", "v"])
    assert streets["length_m"].to_dict() == pytest.approx({(1, 2): 100, (1, 4): 50, (2, 3): 50, (3, 4): 100})
    # Node 2 is on a railway; which of its streets crosses it is not said.
    assert network.crossing_nodes == (2,)
    assert not streets["level_crossing"].any()
    assert streets["width_m"][(1, 2)] == 3.5


@pytest.mark.parametrize("name", ["x.parquet", "x.graphml"])
def test_an_unreadable_file_is_refused(tmp_path: Path, name: str):
    (tmp_path / name).write_text("nothing")
    with pytest.raises(InputError) as caught:
        read_osmnx_streets(tmp_path / name, epsg=EPSG)
    assert [fault.key for fault in caught.value.faults] == ["file_unreadable"]


def test_a_network_without_crs_or_ends_is_refused(tmp_path: Path):
    file = write(tmp_path, square())
    frame = gpd.read_parquet(file)
    frame.set_crs(None, allow_override=True).to_parquet(file)
    with pytest.raises(InputError, match="crs_missing"):
        read_osmnx_streets(file, epsg=EPSG)
    frame.drop(columns="u").to_parquet(file)
    with pytest.raises(InputError) as caught:
        read_osmnx_streets(file, epsg=EPSG)
    assert [(f.key, f.file, f.column) for f in caught.value.faults] == [("column_missing", file.name, "u")]


def test_an_area_is_no_street_and_is_named(tmp_path: Path):
    rows = square()
    rows[0] = {**rows[0], "geometry": shapely.box(0, 0, 1, 1)}
    with pytest.raises(InputError) as caught:
        read_osmnx_streets(write(tmp_path, rows), epsg=EPSG)
    assert [(fault.key, fault.row) for fault in caught.value.faults] == [("street_not_line", "1–2")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ()),
        (float("nan"), ()),
        ("yes", ("yes",)),
        ("['a', 'b']", ("a", "b")),
        ("[ false, true ]", ("false", "true")),
        (["a", None], ("a",)),
        ("a;b", ("a", "b")),
    ],
)
def test_tags_are_read_in_every_form(value: object, expected: tuple[str, ...]):
    assert tag_values(value) == expected


def test_words_of_a_street():
    assert main_class("['primary_link', 'steps']") == "primary"
    assert has_steps("['footway', 'steps']")
    assert not is_tunnel("culvert")
    assert width_m("3 m; 2.5") == 2.5
    assert width_m("wide") is None
    assert np.isnan(width_m(None))
