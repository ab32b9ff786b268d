"""Real street files: what comes out is held against what their sources say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.readers.osm_extract import OsmCollector
from data.readers.osm_pbf import read_pbf
from data.readers.osm_streets import OsmReading, read_osm_streets
from data.readers.osm_xml import read_osm_xml
from data.readers.osmnx_streets import StreetNetwork
from data.readers.street_files import StreetReading, read_street_file

pytestmark = pytest.mark.real

Find = Callable[[str], Path]

HELSINKI = "networks/pbf/Helsinki.osm.pbf"
LIECHTENSTEIN = "networks/pbf/liechtenstein-20150727.osm.pbf"
SAPPORO = "networks/sapporo/Hokudai-SatsuEki.00.orig.osm"
KUNITACHI = "networks/kunitachi/overpass_kunitachi_20250716.json"


def km(network: StreetNetwork) -> float:
    return float(network.streets["length_m"].sum()) / 1000


def counted(network: StreetNetwork) -> dict[str, int]:
    return {one.key: one.count for one in network.dropped}


@pytest.mark.parametrize(
    ("name", "nodes", "ways", "refs", "marked"),
    # Ways with highway, railway or waterway, their nodes, and nodes with railway or barrier, as
    # libosmium counts them in the same files; of Helsinki 1,247 nodes of ways are not in the file.
    [
        (HELSINKI, 8_193, 3_037, 14_421, 401),
        (LIECHTENSTEIN, 59_228, 4_901, 65_795, 88),
        (SAPPORO, 1_809, 403, 2_433, 84),
    ],
)
def test_counts_are_those_of_libosmium(
    real_file: Find, name: str, nodes: int, ways: int, refs: int, marked: int
):
    file = real_file(name)
    collector = OsmCollector(file.name)
    (read_osm_xml if name.endswith(".osm") else read_pbf)(file, collector, lambda _: None)
    found = collector.extract()
    assert (found.node_ids.size, found.way_ids.size, found.refs.size) == (nodes, ways, refs)
    assert len(found.node_tags) == marked


def test_kunitachi_is_what_osmnx_makes_of_the_same_answer(real_file: Find):
    found = read_osm_streets(real_file(KUNITACHI), OsmReading(6677))
    same = read_street_file(real_file("networks/kunitachi/kunitachi_walk.graphml"), StreetReading(6677))
    assert found.rows_read == 3_649
    assert counted(found) == {"osm_private": 3, "not_connected": 53}
    # OSMnx keeps the same part; ours keeps a corner wherever a name, class or structure changes.
    assert km(found) == pytest.approx(km(same), rel=0.005)
    assert len(found.nodes) >= len(same.nodes)
    assert len(found.crossing_nodes) == 48


def test_liechtenstein_names_its_crossings_and_rivers(real_file: Find):
    found = read_osm_streets(real_file(LIECHTENSTEIN), OsmReading(32632))
    assert found.date == "2015-07-27"
    assert km(found) == pytest.approx(1_066.5, abs=1.0)
    assert "ÖBB Feldkirch – Buchs" in found.crossing_names.values()
    assert (found.streets["crosses"] == "Rhein").sum() == 8
    assert found.streets.loc[found.streets["crosses"] == "Rhein", "bridge"].all()


def test_helsinki_and_sapporo_are_one_network_each(real_file: Find):
    for name, epsg in ((HELSINKI, 32635), (SAPPORO, 6680)):
        found = read_osm_streets(real_file(name), OsmReading(epsg))
        dropped = sum(counted(found).values())
        assert 0 < dropped < found.rows_read
        assert set(found.streets["u"]) | set(found.streets["v"]) == set(found.nodes.index)


def test_ube_comes_alike_from_its_shapefile_and_from_geoparquet(real_file: Find):
    zipped = read_street_file(real_file("networks/ube/ube_roads_shp.zip"), StreetReading(6671))
    table = read_street_file(real_file("networks/ube/ube_walk_edges.parquet"), StreetReading(6671))
    assert zipped.rows_read == 30_750
    # The largest part has 10,387 of 10,403 nodes.
    assert len(zipped.nodes) == 10_387
    assert zipped.streets.drop(columns="geometry").equals(table.streets.drop(columns="geometry"))
