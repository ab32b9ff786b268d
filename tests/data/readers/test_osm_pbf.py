"""PBF of OpenStreetMap: what it says is read, and no broken file does harm."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.osm_extract import OsmCollector
from data.readers.osm_pbf import is_pbf, read_pbf
from data.readers.osm_pbf_wire import packed_sizes, signed, varints
from domain.faults import InputError
from tests.data.readers.osm_files import (
    LAT,
    LON,
    STEP,
    Town,
    blob,
    bytes_field,
    head_blob,
    pbf_bytes,
    steps,
    varint,
    write_pbf,
    zigzag,
)


def town() -> Town:
    made = Town()
    made.node(7, 0, 0)
    made.node(-3, 1, 2, railway="level_crossing", name="踏切")
    made.node(10_000_000_000, 5, 1, barrier="gate", access="private", ele="3")
    made.node(99, 5, 5)
    made.way(4, [7, -3, 10_000_000_000], highway="residential", name="大道筋", surface="asphalt")
    made.way(5, [10_000_000_000, 7, 12345], waterway="river")
    made.way(6, [99, 7], building="yes")
    return made


def read(file: Path, bounds: tuple[float, float, float, float] | None = None):
    collector = OsmCollector(file.name, bounds) if bounds else OsmCollector(file.name)
    read_bytes: list[int] = []
    read_pbf(file, collector, read_bytes.append)
    assert sum(read_bytes) == file.stat().st_size
    return collector.extract()


@pytest.mark.parametrize(("dense", "ways_first"), [(True, False), (False, False), (True, True)])
def test_nodes_ways_and_the_tags_that_count_are_read(tmp_path: Path, dense: bool, ways_first: bool):
    found = read(write_pbf(town(), tmp_path / "a.pbf", dense=dense, ways_first=ways_first))
    # Node 99 is in no way that is kept.
    assert found.node_ids.tolist() == [-3, 7, 10_000_000_000]
    assert np.allclose(found.lon, [LON + STEP, LON, LON + 5 * STEP], atol=1e-7)
    assert np.allclose(found.lat, [LAT + 2 * STEP, LAT, LAT + STEP], atol=1e-7)
    assert found.node_tags == {
        -3: (("railway", "level_crossing"),),
        10_000_000_000: (("access", "private"), ("barrier", "gate")),
    }
    assert found.way_ids.tolist() == [4, 5]
    # Node 12345 is not in the file.
    assert found.refs.tolist() == [1, 0, 2, 2, 1, -1]
    assert found.way_starts.tolist() == [0, 3, 6]
    tags = [found.tag_sets[i] for i in found.way_tag_set]
    assert tags == [(("highway", "residential"), ("name", "大道筋")), (("waterway", "river"),)]
    assert found.date == "2026-01-01"


def test_nodes_outside_the_bounds_are_forgotten(tmp_path: Path):
    file = write_pbf(town(), tmp_path / "a.pbf")
    # The bounds end at one step east and two north: node −3 lies on their corner.
    found = read(file, (LON - 1, LAT - 1, LON + STEP, LAT + 2 * STEP))
    assert found.node_ids.tolist() == [-3, 7]
    assert found.refs.tolist() == [1, 0, -1, -1, 1, -1]


def test_a_way_that_comes_twice_is_one_and_the_last_place_of_a_node_counts(tmp_path: Path):
    file = tmp_path / "a.pbf"
    moved = town()
    moved.node(7, 3, 0)
    second = pbf_bytes(moved)[len(head_blob("OsmSchema-V0.6", "DenseNodes")) :]
    file.write_bytes(pbf_bytes(town()) + second)
    found = read(file)
    assert found.repeated_ways == 2
    assert found.way_ids.tolist() == [4, 5]
    assert found.lon[1] == pytest.approx(LON + 3 * STEP)


def test_a_file_is_known_by_its_first_bytes(tmp_path: Path):
    assert is_pbf(pbf_bytes(town())[:64])
    assert not is_pbf(b"<?xml version='1.0'?><osm>")
    assert not is_pbf(b"")


def fault_of(file: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_pbf(file, OsmCollector(file.name), lambda _: None)
    return caught.value.faults[0].key


def test_a_file_of_a_history_is_refused(tmp_path: Path):
    file = tmp_path / "a.pbf"
    file.write_bytes(head_blob("OsmSchema-V0.6", "HistoricalInformation"))
    assert fault_of(file) == "osm_feature"


@pytest.mark.parametrize(
    "content",
    [
        pbf_bytes(town())[:-1],
        pbf_bytes(town())[:90],
        b"\xff\xff\xff\xff" + bytes(100),
        b"\0\0\0",
        # A blob that says it is shorter than it is, one that says it is longer than any, and one of
        # negative length.
        head_blob("OsmSchema-V0.6") + blob("OSMData", bytes(1_000_000), raw_size=1000),
        head_blob("OsmSchema-V0.6") + blob("OSMData", b"", raw_size=2**31 - 1),
        head_blob("OsmSchema-V0.6") + blob("OSMData", b"", raw_size=-1),
        # Two ids and no place; tags of a second node where there is one; a text beyond its table.
        head_blob() + blob("OSMData", bytes_field(2, bytes_field(2, bytes_field(1, steps([1, 2]))))),
        head_blob() + blob("OSMData", bytes_field(2, bytes_field(3, bytes_field(2, varint(9))))),
    ],
)
def test_a_cut_or_broken_file_is_said_to_be_one(tmp_path: Path, content: bytes):
    file = tmp_path / "a.pbf"
    file.write_bytes(content)
    assert fault_of(file) == "osm_broken"


def test_a_block_of_far_too_many_ways_is_refused(tmp_path: Path):
    file = tmp_path / "a.pbf"
    file.write_bytes(head_blob() + blob("OSMData", bytes_field(2, bytes_field(3, b"") * 500_001)))
    assert fault_of(file) == "osm_broken"
    # As many as are allowed, and none of them is a street.
    file.write_bytes(head_blob() + blob("OSMData", bytes_field(2, bytes_field(3, b"") * 1_000)))
    assert read(file).way_ids.size == 0


def test_a_text_beyond_the_table_is_a_broken_file(tmp_path: Path):
    texts = bytes_field(1, bytes_field(1, b"") + bytes_field(1, b"highway"))
    way = bytes_field(2, varint(1)) + bytes_field(3, varint(2)) + bytes_field(8, steps([1]))
    file = tmp_path / "a.pbf"
    file.write_bytes(head_blob() + blob("OSMData", texts + bytes_field(2, bytes_field(3, way))))
    assert fault_of(file) == "osm_broken"


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_change_of_a_file_does_more_than_a_fault(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    content = bytearray(pbf_bytes(town()))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path_factory.mktemp("fuzz") / "a.pbf"
    file.write_bytes(bytes(content))
    collector = OsmCollector(file.name)
    try:
        read_pbf(file, collector, lambda _: None)
    except InputError:
        return
    collector.extract()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_packed_numbers_are_what_was_packed(numbers: list[int]):
    assert varints(b"".join(varint(number) for number in numbers)).tolist() == numbers
    assert signed(varints(b"".join(zigzag(number) for number in numbers))).tolist() == numbers


def test_packed_parts_are_counted():
    # 300 takes two bytes.
    parts = [varint(300) + varint(1), b"", varint(5)]
    assert packed_sizes(parts).tolist() == [2, 0, 1]
    assert packed_sizes([]).tolist() == []


@pytest.mark.parametrize("content", [b"\x80", b"\x01\xff", b"\x80" * 10 + b"\x01"])
def test_a_cut_number_is_an_error(content: bytes):
    with pytest.raises(ValueError, match=re.escape("a packed number is")):
        varints(content)
