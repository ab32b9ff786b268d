"""OpenStreetMap becomes one connected walking network."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import shapely

from data.readers.osm_streets import OsmReading, osm_form, read_osm_streets
from domain.faults import InputError
from domain.import_report import RowCount
from tests.data.readers.osm_files import EPSG, Town, line_of, write_overpass, write_pbf, write_xml


def crossroads() -> Town:
    """Return a road east (1–5), one north (3, 6, 7), a path beside them and what is no street."""
    town = Town()
    line_of(town, 1, [0, 10, 20, 30, 40], 0)
    town.node(6, 20, 10)
    town.node(7, 20, 20)
    town.way(10, [1, 2, 3], highway="residential", name="東西通り")
    town.way(11, [5, 4, 3], highway="residential", name="東西通り")
    town.way(12, [3, 6, 7], highway="footway", width="2.5")
    return town


def read(town: Town, tmp_path: Path, area: shapely.Geometry | None = None):
    return read_osm_streets(write_pbf(town, tmp_path / "a.osm.pbf"), OsmReading(EPSG, area))


def test_streets_run_from_corner_to_corner(tmp_path: Path):
    found = read(crossroads(), tmp_path)
    # 1-3, 3-5 and 3-7: nodes 2, 4, 6 are points of a line.
    assert found.streets[["u", "v"]].to_numpy().tolist() == [[1, 3], [3, 5], [3, 7]]
    assert found.nodes.index.tolist() == [1, 3, 5, 7]
    assert shapely.get_num_coordinates(found.streets.geometry.to_numpy()).tolist() == [3, 3, 3]
    # 20 steps of 1e-4° east at 34.5° N are 183.7 m; north 221.9 m.
    assert found.streets["length_m"].tolist() == pytest.approx([183.7, 183.7, 221.9], abs=0.3)
    start = shapely.get_point(found.streets.geometry.to_numpy(), 0)
    assert shapely.equals_exact(start, found.nodes.geometry.loc[found.streets["u"]].to_numpy(), 1e-9).all()
    assert found.streets["width_m"].tolist() == [4.5, 4.5, 2.5]
    assert found.streets["width_origin"].tolist() == ["class_default", "class_default", "measured"]
    assert found.streets["name"].tolist() == ["東西通り", "東西通り", ""]
    assert np.isnan(found.nodes["elevation_m"]).all()
    assert (found.rows_read, found.dropped, found.form, found.date) == (3, (), "osm_pbf", "2026-01-01")


def test_every_form_gives_the_same_network(tmp_path: Path):
    found = read(crossroads(), tmp_path)
    for write, form in ((write_xml, "osm_xml"), (write_overpass, "overpass")):
        # The name of a file says nothing of its form.
        file = write(crossroads(), tmp_path / "a.dat")
        assert osm_form(file) == form
        other = read_osm_streets(file, OsmReading(EPSG))
        assert other.streets.equals(found.streets)
        assert other.form == form


def test_streets_that_cross_without_a_node_do_not_meet(tmp_path: Path):
    town = crossroads()
    # From node 1 over the road 12 to node 5, without a node of it.
    town.node(8, 20, 5)
    town.way(13, [1, 8, 5], highway="footway", bridge="yes", layer="1")
    found = read(town, tmp_path)
    assert found.streets[["u", "v"]].to_numpy().tolist() == [[1, 3], [1, 5], [3, 5], [3, 7]]


def test_what_is_not_walked_or_not_connected_is_counted(tmp_path: Path):
    town = crossroads()
    town.way(13, [1, 7], highway="motorway")
    town.way(14, [2, 6], highway="service", access="private")
    town.way(15, [4, 6], highway="footway", foot="no")
    town.way(16, [4, 777], highway="footway")
    line_of(town, 20, [0, 5], 50)
    town.way(17, [20, 21], highway="path")
    town.way(18, [20, 21], building="yes")
    found = read(town, tmp_path)
    assert found.rows_read == 8
    assert found.dropped == (
        RowCount("osm_motorway", 1, ("13",)),
        RowCount("osm_no_foot", 1, ("15",)),
        RowCount("osm_private", 1, ("14",)),
        RowCount("osm_outside", 1, ("16",)),
        RowCount("not_connected", 1, ("17",)),
    )
    assert len(found.streets) == 3
    (parts,) = [one for one in found.notes if one.key == "osm_parts"]
    # 5 steps east are 45.9 m; the part lies at its first node.
    assert dict(parts.values) == {
        "count": "1",
        "km": "0.0",
        "nodes": "2",
        "where": "34.50500, 135.50000 (46 m)",
    }


def test_only_streets_of_the_area_are_kept(tmp_path: Path):
    whole = read(crossroads(), tmp_path)
    # Up to 100 m east and north of the crossing: nodes 4 (92 m) and none of 5, 6 (111 m), 7.
    corner = whole.nodes.geometry[3]
    found = read(crossroads(), tmp_path, corner.buffer(100.0))
    # With the footway gone, nothing but a change of the way lies at node 3.
    assert found.streets[["u", "v"]].to_numpy().tolist() == [[2, 4]]
    assert found.dropped == (RowCount("osm_outside", 1, ("12",)),)


def test_an_area_without_streets_is_a_fault(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        read(crossroads(), tmp_path, shapely.box(0, 0, 1, 1))
    assert caught.value.faults[0].key == "osm_no_street"


def test_a_railway_at_a_node_is_a_crossing_of_its_name(tmp_path: Path):
    town = crossroads()
    line_of(town, 30, [5, 15], -10)
    town.way(20, [30, 2, 31], railway="rail", name="南海本線")
    town.nodes[6][2]["railway"] = "level_crossing"
    found = read(town, tmp_path)
    assert found.crossing_names == {2: "南海本線", 6: ""}
    assert found.crossing_nodes == (2, 6)
    assert [1, 2] in found.streets[["u", "v"]].to_numpy().tolist()


def test_a_railway_on_a_bridge_is_no_crossing(tmp_path: Path):
    town = crossroads()
    line_of(town, 30, [5, 15], -10)
    town.way(20, [30, 2, 31], railway="rail", name="南海本線", bridge="yes")
    assert read(town, tmp_path).crossing_nodes == ()


def bridged(**tags: str) -> dict[str, object]:
    """Return the row of a street east over or under a river and a railway that run north."""
    town = Town()
    line_of(town, 1, [0, 10, 20, 30], 0)
    town.way(1, [1, 2], highway="residential")
    town.way(2, [2, 3], highway="residential", **tags)
    town.way(3, [3, 4], highway="residential")
    for number, x, about in (
        (40, 14, {"waterway": "river", "name": "石津川"}),
        (50, 16, {"railway": "rail"}),
    ):
        town.node(number, x, -5)
        town.node(number + 1, x, 5)
        town.way(number, [number, number + 1], **about)
    file = Path(tags.pop("folder")) / "a.pbf"
    streets = read_osm_streets(write_pbf(town, file), OsmReading(EPSG)).streets
    middle = streets[(streets["u"] <= 2) & (streets["v"] >= 3)]
    return middle.iloc[0].to_dict()


def test_bridges_bear_the_name_of_what_they_cross(tmp_path: Path):
    row = bridged(bridge="yes", folder=str(tmp_path))
    # The railway has no name.
    assert (row["bridge"], row["crosses"], row["underpass"]) == (True, "石津川", False)


def test_a_street_below_a_railway_is_an_underpass(tmp_path: Path):
    row = bridged(layer="-1", folder=str(tmp_path))
    assert (row["tunnel"], row["underpass"], row["crosses"]) == (False, True, "石津川")
    row = bridged(tunnel="yes", folder=str(tmp_path))
    assert (row["tunnel"], row["underpass"]) == (True, True)
    # A roof is no tunnel, and a street on the ground crosses nothing here.
    row = bridged(covered="yes", folder=str(tmp_path))
    assert (row["tunnel"], row["underpass"], row["crosses"]) == (False, False, "")
    row = bridged(tunnel="building_passage", folder=str(tmp_path))
    assert (row["tunnel"], row["underpass"]) == (False, False)


def test_nobody_passes_a_closed_gate(tmp_path: Path):
    town = crossroads()
    town.nodes[6][2].update(barrier="gate", access="private")
    found = read(town, tmp_path)
    # Up to the gate only; what lies behind it is cut off.
    assert len(found.streets) == 3
    ends = found.streets[["u", "v"]].to_numpy().tolist()
    assert 7 not in np.ravel(ends)
    assert [3, 32] not in ends
    assert {one.key for one in found.notes} == {"osm_parts", "osm_gates"}
    gate = found.nodes.index.max()
    assert [3, gate] in ends
    assert gate > max(town.nodes)


def test_the_outline_of_a_square_is_walked_once(tmp_path: Path):
    town = crossroads()
    town.node(8, 30, 10)
    town.way(13, [3, 4, 8, 6, 3], highway="pedestrian", area="yes")
    found = read(town, tmp_path)
    ends = [tuple(pair) for pair in found.streets[["u", "v"]].to_numpy().tolist()]
    # 3-4 and 3-6 are streets already; only 4-8-6 is new.
    assert sorted(ends) == [(1, 3), (3, 4), (3, 6), (4, 5), (4, 6), (6, 7)]
    assert "osm_outlines" in {one.key for one in found.notes}


def test_the_order_of_the_file_changes_nothing(tmp_path: Path):
    town = crossroads()
    turned = dataclasses.replace(
        town, nodes=dict(reversed(town.nodes.items())), ways=dict(reversed(town.ways.items()))
    )
    assert read(turned, tmp_path).streets.equals(read(town, tmp_path).streets)


def test_a_file_of_another_kind_is_refused(tmp_path: Path):
    file = tmp_path / "a.osm.pbf"
    file.write_bytes(b"PK\x03\x04")
    assert osm_form(file) == ""
    assert osm_form(tmp_path / "none") == ""
    with pytest.raises(InputError) as caught:
        read_osm_streets(file, OsmReading(EPSG))
    assert caught.value.faults[0].key == "format_unknown"
