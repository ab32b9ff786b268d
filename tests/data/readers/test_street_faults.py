"""What real network files have wrong is read, repaired and said, or refused by file, row and value."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx as nx
import numpy as np
import pytest
import shapely

from data.readers.osmnx_streets import StreetNetwork, read_osmnx_streets
from domain.faults import Fault, InputError
from domain.vocabulary import Severity

EPSG = 6674
#: Corners in degrees, about 90 m apart, in Sakai.
LON_LAT = {
    "a": (135.480, 34.570),
    "b": (135.481, 34.570),
    "c": (135.481, 34.571),
    "d": (135.480, 34.571),
}
RING = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")]


def graph(ids: dict[str, object] | None = None, crs: str | None = "epsg:4326") -> nx.MultiDiGraph:
    """A square of four streets; ``ids`` renames its corners."""
    made = nx.MultiDiGraph() if crs is None else nx.MultiDiGraph(crs=crs)
    name = ids or {corner: i for i, corner in enumerate(LON_LAT, start=1)}
    for corner, (x, y) in LON_LAT.items():
        made.add_node(name[corner], x=str(x), y=str(y))
    for u, v in RING:
        made.add_edge(name[u], name[v], highway="residential")
    return made


def write(tmp_path: Path, made: nx.MultiDiGraph) -> Path:
    file = tmp_path / "walk.graphml"
    nx.write_graphml(made, file)
    return file


def read(tmp_path: Path, made: nx.MultiDiGraph, **options: Any) -> StreetNetwork:
    return read_osmnx_streets(write(tmp_path, made), epsg=EPSG, **options)


def refused(tmp_path: Path, made: nx.MultiDiGraph) -> list[Fault]:
    with pytest.raises(InputError) as caught:
        read(tmp_path, made)
    assert {fault.file for fault in caught.value.faults} == {"walk.graphml"}
    return [fault for fault in caught.value.faults if fault.severity is Severity.ERROR]


def edges_file(tmp_path: Path, ids: dict[str, object], *, crs: object = 4326) -> Path:
    rows = [
        {"u": ids[u], "v": ids[v], "key": 0, "geometry": shapely.LineString([LON_LAT[u], LON_LAT[v]])}
        for u, v in RING
    ]
    file = tmp_path / "edges.parquet"
    gpd.GeoDataFrame(rows, geometry="geometry", crs=crs).to_parquet(file)
    return file


def test_text_ids_are_numbered_and_that_is_said_once(tmp_path: Path):
    network = read(tmp_path, graph({corner: f"n-{corner}" for corner in LON_LAT}))
    assert network.nodes.index.tolist() == [1, 2, 3, 4]
    assert network.labels[1] == "n-a"
    (fault,) = [f for f in network.faults if f.key == "ids_renumbered"]
    assert (fault.severity, fault.value, fault.expected) == (Severity.WARNING, "n-a", "4")


def test_numbers_stay_and_a_text_among_them_comes_after_the_largest(tmp_path: Path):
    network = read(tmp_path, graph({"a": 7, "b": "x", "c": -3, "d": 5}))
    assert network.nodes.index.tolist() == [-3, 5, 7, 8]
    assert network.labels[8] == "x"


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ({"a": "n1", "b": "n2", "c": "n3", "d": "n4"}, [1, 2, 3, 4]),
        ({"a": -1, "b": -2, "c": -3, "d": -4}, [-4, -3, -2, -1]),
    ],
)
def test_ids_of_parquet_are_read_like_those_of_graphml(
    tmp_path: Path, ids: dict[str, object], expected: list[int]
):
    assert read_osmnx_streets(edges_file(tmp_path, ids), epsg=EPSG).nodes.index.tolist() == expected


def test_an_empty_id_is_named_by_its_row(tmp_path: Path):
    file = edges_file(tmp_path, {"a": "n1", "b": None, "c": "n3", "d": "n4"})
    with pytest.raises(InputError) as caught:
        read_osmnx_streets(file, epsg=EPSG)
    # b is the end of the first street and the start of the second.
    assert [(f.key, f.row, f.column) for f in caught.value.faults] == [
        ("value_missing", "1", "v"),
        ("value_missing", "2", "u"),
    ]


def test_a_node_without_place_is_named_once_with_what_is_missing(tmp_path: Path):
    made = graph()
    made.add_edge(1, 99)
    made.add_edge(99, 2)
    assert [(f.key, f.row, f.column) for f in refused(tmp_path, made)] == [
        ("node_attribute_missing", "99", "x, y")
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "node_attribute_missing"), ("東", "coordinate_not_number"), ("inf", "coordinate_not_number")],
)
def test_a_coordinate_that_is_none_is_named(tmp_path: Path, text: str, key: str):
    made = graph()
    made.nodes[2]["x"] = text
    (fault,) = refused(tmp_path, made)
    assert (fault.key, fault.row, fault.column, fault.value) == (key, "2", "x", text or None)


def test_two_nodes_on_one_point_become_one(tmp_path: Path):
    made = graph()
    made.add_node(99, x=str(LON_LAT["a"][0]), y=str(LON_LAT["a"][1]))
    made.add_node(100, x="135.479", y="34.570")
    made.add_edge(1, 99, length="0.0")
    made.add_edge(99, 100)
    network = read(tmp_path, made)
    # The street to 100 starts at the first corner now.
    assert sorted(network.streets[["u", "v"]].to_numpy().tolist()) == [
        [1, 2],
        [1, 4],
        [1, 100],
        [2, 3],
        [3, 4],
    ]
    assert [(f.value, f.expected) for f in network.faults if f.key == "nodes_joined"] == [("1", "6")]


def test_a_file_of_points_only_has_no_street(tmp_path: Path):
    made = nx.MultiDiGraph(crs="epsg:4326")
    for node in (1, 2):
        made.add_node(node, x="135.48", y="34.57")
    made.add_edge(1, 2)
    assert [f.key for f in refused(tmp_path, made)] == ["table_empty"]


def test_degrees_without_crs_are_taken_and_said(tmp_path: Path):
    network = read(tmp_path, graph(crs=None))
    assert [f.expected for f in network.faults if f.key == "crs_assumed"] == ["EPSG:4326"]


def test_metres_without_crs_are_refused_in_one_sentence(tmp_path: Path):
    made = graph(crs=None)
    for node in made:
        made.nodes[node].update(x="-46000", y=str(-158000 + node))
    (fault,) = refused(tmp_path, made)
    assert (fault.key, fault.expected) == ("street_crs_missing", "EPSG:6674")


@pytest.mark.parametrize("crs", ["epsg:4326", None])
def test_swapped_coordinates_are_refused_in_one_sentence(tmp_path: Path, crs: str | None):
    made = graph(crs=crs)
    for node in made:
        made.nodes[node].update(x=made.nodes[node]["y"], y=made.nodes[node]["x"])
    assert [f.key for f in refused(tmp_path, made)] == ["street_swapped"]


def test_degrees_said_to_be_metres_and_the_other_way_round_are_refused(tmp_path: Path):
    assert [f.key for f in refused(tmp_path, graph(crs="epsg:6674"))] == ["street_crs_differs"]
    made = graph()
    for node in made:
        made.nodes[node].update(x="-46000", y=str(-158000 + node))
    assert [f.key for f in refused(tmp_path, made)] == ["street_crs_differs"]


@pytest.mark.parametrize(
    "crs", ["平面直角6系", "+proj=longlat +nadgrids=@/etc/passwd", "/etc/passwd", "[" * 50]
)
def test_an_unknown_crs_is_refused_with_its_text(tmp_path: Path, crs: str):
    (fault,) = refused(tmp_path, graph(crs=crs))
    assert (fault.key, fault.value) == ("crs_unknown", crs[:40])


@pytest.mark.parametrize("text", ["LINESTRING (0 0)", "LINESTRING (135.480 34.5", "POINT (1 1)", "図"])
def test_an_unreadable_drawing_is_an_error_unless_straight_lines_are_accepted(tmp_path: Path, text: str):
    made = graph()
    made.edges[1, 2, 0]["geometry"] = text
    (fault,) = refused(tmp_path, made)
    assert (fault.key, fault.row, fault.column, fault.value) == ("street_drawing", "1–2", "geometry", text)
    network = read(tmp_path, made, straight=True)
    assert [(f.severity, f.row) for f in network.faults if f.key == "street_straight"] == [
        (Severity.WARNING, "1–2")
    ]
    assert (len(network.streets), network.straightened) == (4, 1)
    del made.edges[1, 2, 0]["geometry"]
    # A street that the file draws straight on purpose is none of them.
    assert read(tmp_path, made, straight=True).straightened == 0


def test_no_straight_line_stands_beside_the_drawing_of_the_other_direction(tmp_path: Path):
    made = graph()
    # The street bends out to the south; its way back cannot be read. Straight it would be a shortcut.
    made.edges[1, 2, 0]["geometry"] = "LINESTRING (135.480 34.570, 135.4805 34.569, 135.481 34.570)"
    made.add_edge(2, 1, highway="residential", geometry="図")
    network = read(tmp_path, made, straight=True)
    assert (len(network.streets), network.straightened) == (4, 0)
    between = network.streets[(network.streets["u"] == 1) & (network.streets["v"] == 2)]
    # Twice about 120 m (0.001 degrees of latitude are 111 m, 0.0005 of longitude 46 m); straight, 92 m.
    assert between["length_m"].tolist() == [pytest.approx(240, abs=2)]


def test_a_nested_collection_in_a_drawing_is_never_parsed(tmp_path: Path):
    made = graph()
    made.edges[1, 2, 0]["geometry"] = "GEOMETRYCOLLECTION(" * 100_000
    assert [f.key for f in refused(tmp_path, made)] == ["street_drawing"]


def test_a_row_of_parquet_without_drawing_is_named_and_may_be_straight(tmp_path: Path):
    file = edges_file(tmp_path, {"a": 1, "b": 2, "c": 3, "d": 4})
    frame = gpd.read_parquet(file)
    shapes = frame.geometry.to_numpy().copy()
    shapes[2] = None
    frame.set_geometry(gpd.GeoSeries(shapes, crs=frame.crs)).to_parquet(file)
    with pytest.raises(InputError) as caught:
        read_osmnx_streets(file, epsg=EPSG)
    assert [(f.key, f.row) for f in caught.value.faults] == [("street_drawing", "3–4")]
    assert len(read_osmnx_streets(file, epsg=EPSG, straight=True).streets) == 4


def test_a_row_without_drawing_whose_end_is_nowhere_is_an_error_even_so(tmp_path: Path):
    file = edges_file(tmp_path, {"a": 1, "b": 2, "c": 3, "d": 4})
    frame = gpd.read_parquet(file)
    extra = frame.iloc[[0]].assign(u=1, v=77)
    both = gpd.GeoDataFrame(np.concatenate([frame, extra]), columns=frame.columns)
    shapes = both["geometry"].to_numpy().copy()
    shapes[4] = None
    both = gpd.GeoDataFrame(
        {"u": both["u"].astype(int), "v": both["v"].astype(int)}, geometry=shapes, crs=frame.crs
    )
    both.to_parquet(file)
    with pytest.raises(InputError) as caught:
        read_osmnx_streets(file, epsg=EPSG, straight=True)
    assert [(f.key, f.row) for f in caught.value.faults if f.severity is Severity.ERROR] == [
        ("street_drawing", "1–77")
    ]


def test_a_stated_length_that_cannot_be_is_replaced_and_said(tmp_path: Path):
    made = graph()
    # b to c is 0.001° of latitude, about 110.9 m; twice that is still believed, more is not.
    made.edges[2, 3, 0]["length"] = "1e17"
    made.edges[1, 2, 0]["length"] = "1e-9"
    made.edges[3, 4, 0]["length"] = "150"
    network = read(tmp_path, made)
    lengths = network.streets.set_index(["u", "v"])["length_m"]
    assert lengths[(2, 3)] == pytest.approx(110.9, abs=0.1)
    assert lengths[(1, 2)] == pytest.approx(91.6, abs=0.5)
    assert lengths[(3, 4)] == 150
    said = [(f.row, f.value) for f in network.faults if f.key == "street_length"]
    assert said == [("1–2", "1e-9"), ("2–3", "1e17")]


@pytest.mark.parametrize("width", ["1e300", "9" * 400, "0.2", "201"])
def test_a_width_that_no_street_has_is_not_taken(tmp_path: Path, width: str):
    made = graph()
    made.edges[1, 2, 0]["width"] = width
    network = read(tmp_path, made)
    # The default of a residential street.
    assert network.streets["width_m"].tolist() == [4.5] * 4
    assert [f.row for f in network.faults if f.key == "width_unreadable"] == ["1–2"]


@pytest.mark.parametrize(("height", "is_taken"), [("3800", True), ("3801", False), ("1e300", False)])
def test_an_elevation_that_no_street_has_is_refused_by_node(tmp_path: Path, height: str, is_taken: bool):
    made = graph()
    made.nodes[3]["elevation"] = height
    if is_taken:
        assert read(tmp_path, made).nodes["elevation_m"][3] == float(height)
    else:
        (fault,) = refused(tmp_path, made)
        assert (fault.key, fault.row, fault.column) == ("out_of_range", "3", "elevation")


def test_a_tag_nested_without_end_is_read_as_text(tmp_path: Path):
    made = graph()
    made.edges[1, 2, 0]["highway"] = "[" * 900 + "'footway'" + "]" * 900
    assert read(tmp_path, made).streets["highway"].tolist()[0] == "footway"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<graphml>",
        b"<html></html>",
        b"<?xml version='1.0'?><!DOCTYPE g [<!ENTITY a 'aaaa'>]><graphml>&a;</graphml>",
        b"<graphml>" + b"<graph>" * 200_000,
        "<graphml>図".encode("cp932"),
        b"<?xml version='1.0' encoding='x-none'?><graphml/>",
    ],
)
def test_what_is_no_graphml_is_refused(tmp_path: Path, content: bytes):
    file = tmp_path / "walk.graphml"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_osmnx_streets(file, epsg=EPSG)
    assert [f.key for f in caught.value.faults] == ["file_unreadable"]


def test_faults_of_many_streets_are_listed_up_to_twenty_and_counted(tmp_path: Path):
    made = graph()
    for k in range(1, 31):
        made.add_edge(1, 2, key=k, geometry=f"LINESTRING ({k}")
    faults = refused(tmp_path, made)
    assert len(faults) == 20
    assert sum(fault.more for fault in faults) == 10


def test_a_street_longer_than_any_is_named(tmp_path: Path):
    made = graph()
    # Two degrees of latitude south: more than 200 km.
    made.nodes[3]["y"] = "32.571"
    assert [(f.key, f.row) for f in refused(tmp_path, made)] == [
        ("out_of_range", "2–3"),
        ("out_of_range", "3–4"),
    ]
