"""XML of OpenStreetMap is read as a stream, without entities."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.osm_extract import OsmCollector
from data.readers.osm_pbf import read_pbf
from data.readers.osm_xml import is_osm_xml, read_osm_xml
from domain.faults import InputError
from tests.data.readers.osm_files import write_pbf, write_xml
from tests.data.readers.test_osm_pbf import town


def read(file: Path):
    collector = OsmCollector(file.name)
    read_osm_xml(file, collector, lambda _: None)
    return collector.extract()


def test_xml_says_what_the_pbf_says(tmp_path: Path):
    found = read(write_xml(town(), tmp_path / "a.osm"))
    collector = OsmCollector("a.pbf")
    read_pbf(write_pbf(town(), tmp_path / "a.pbf"), collector, lambda _: None)
    same = collector.extract()
    for name in ("node_ids", "lon", "lat", "way_ids", "way_starts", "refs", "way_tag_set"):
        assert np.array_equal(getattr(found, name), getattr(same, name)), name
    assert found.tag_sets == same.tag_sets
    assert found.node_tags == same.node_tags


def test_what_an_editor_deleted_is_gone(tmp_path: Path):
    file = tmp_path / "a.osm"
    file.write_text(
        """<osm version='0.6' generator='JOSM'><meta osm_base='2026-05-02T10:00:00Z'/>
        <node id='-1' lat='34.5' lon='135.5'/><node id='2' lat='34.6' lon='135.5'/>
        <node id='3' lat='34.7' lon='135.5' action='delete'/><node id='4' lat='x' lon='135.5'/>
        <way id='1'><nd ref='-1'/><nd ref='2'/><nd ref='3'/><nd ref='4'/><tag k='highway' v='path'/></way>
        <way id='2' action='delete'><nd ref='2'/><nd ref='-1'/><tag k='highway' v='path'/></way>
        <way id='3' visible='false'><nd ref='2'/><nd ref='-1'/><tag k='highway' v='path'/></way>
        <relation id='9'><member type='way' ref='1' role=''/><tag k='highway' v='pedestrian'/></relation>
        </osm>"""
    )
    found = read(file)
    assert found.node_ids.tolist() == [-1, 2]
    assert found.way_ids.tolist() == [1]
    assert found.refs.tolist() == [0, 1, -1, -1]
    # Node 4 has no coordinates.
    assert (found.lost_nodes, found.areas, found.date) == (1, 1, "2026-05-02")


@pytest.mark.parametrize(
    "text",
    [
        "<osm><node id='1' lat='1' lon='1'/>",
        "<html/>",
        "<!DOCTYPE osm [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><osm><node id='&b;'/></osm>",
        "<osm>" + "<a>" * 20 + "</a>" * 20 + "</osm>",
        "<osm><node id='one' lat='1' lon='1'/></osm>",
        "<osm><way id='1'><nd ref='9e9'/></way></osm>",
        "<osm><way id='1'>" + "<tag k='a' v='b'/>" + "<nd ref='1'/>" * 100_001 + "</way></osm>",
        "",
    ],
)
def test_a_broken_file_is_said_to_be_one(tmp_path: Path, text: str):
    file = tmp_path / "a.osm"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        read(file)
    assert caught.value.faults[0].key == "osm_xml_broken"


def test_an_element_without_end_is_not_waited_for(tmp_path: Path):
    file = tmp_path / "a.osm"
    with file.open("w") as stream:
        stream.write("<osm><node id='1' lat='1' lon='1'/><way id='")
        for _ in range(12):
            stream.write("9" * 1_000_000)
        stream.write("'/></osm>")
    read_bytes: list[int] = []
    with pytest.raises(InputError):
        read_osm_xml(file, OsmCollector("a.osm"), read_bytes.append)
    # Given up after about eight megabytes of twelve.
    assert sum(read_bytes) < 11_000_000


def test_a_wrong_encoding_is_a_fault(tmp_path: Path):
    file = tmp_path / "a.osm"
    text = "<?xml version='1.0' encoding='UTF-8'?><osm><way id='1'><tag k='name' v='大道筋'/></way></osm>"
    file.write_bytes(text.encode("cp932"))
    with pytest.raises(InputError):
        read(file)


def test_a_file_is_known_by_its_first_bytes():
    assert is_osm_xml(b"\xef\xbb\xbf<?xml version='1.0'?>\n<osm version='0.6'>")
    assert not is_osm_xml(b"<?xml version='1.0'?><graphml>")
    assert not is_osm_xml(b"<osmChange version='0.6'>")


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_no_change_of_a_file_does_more_than_a_fault(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    folder = tmp_path_factory.mktemp("fuzz")
    content = bytearray(write_xml(town(), folder / "a.osm").read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / "a.osm").write_bytes(bytes(content))
    try:
        read(folder / "a.osm")
    except InputError as error:
        keys = {fault.key for fault in error.faults}
    else:
        keys = {"osm_xml_broken"}
    assert keys == {"osm_xml_broken"}
