"""Answers of Overpass, with nodes of their own or with drawings."""

import json
from pathlib import Path

import numpy as np
import pytest

from data.readers.osm_extract import OsmCollector
from data.readers.osm_overpass import is_overpass, read_overpass
from data.readers.osm_pbf import read_pbf
from domain.faults import InputError
from tests.data.readers.osm_files import Town, write_overpass, write_pbf
from tests.data.readers.test_osm_pbf import town


def read(file: Path):
    collector = OsmCollector(file.name)
    read_overpass(file, collector, lambda _: None)
    return collector.extract()


def test_an_answer_says_what_the_pbf_says(tmp_path: Path):
    found = read(write_overpass(town(), tmp_path / "a.json"))
    collector = OsmCollector("a.pbf")
    read_pbf(write_pbf(town(), tmp_path / "a.pbf"), collector, lambda _: None)
    same = collector.extract()
    for name in ("node_ids", "lon", "lat", "way_ids", "way_starts", "refs", "way_tag_set"):
        assert np.array_equal(getattr(found, name), getattr(same, name)), name
    assert (found.tag_sets, found.node_tags) == (same.tag_sets, same.node_tags)
    assert found.date == "2026-05-01"


def test_ways_with_drawings_bring_their_nodes(tmp_path: Path):
    course = [{"lat": 34.5, "lon": 135.5}, {"lat": 34.6, "lon": 135.5}, None]
    way = {"type": "way", "id": 1, "nodes": [5, 6, 7], "geometry": course, "tags": {"highway": "path"}}
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"elements": [way]}))
    found = read(file)
    assert found.node_ids.tolist() == [5, 6]
    assert found.lat.tolist() == pytest.approx([34.5, 34.6])
    assert found.refs.tolist() == [0, 1, -1]


def test_nodes_without_coordinates_are_counted(tmp_path: Path):
    file = tmp_path / "a.json"
    file.write_text(
        '{"elements": [{"type": "node", "id": 1, "lat": NaN, "lon": 135}, {"type": "node", "id": 2},'
        '{"type": "node", "id": 3, "lat": 91, "lon": 135}, {"type": "node", "id": 4, "lat": true, "lon": 1},'
        '{"type": "node", "id": "x", "lat": 1, "lon": 1}, 5, null,'
        '{"type": "way", "id": 1, "nodes": [1, 2, 3, 4], "tags": {"highway": "path"}},'
        '{"type": "way", "id": 2, "nodes": 7}, {"type": "way", "id": 3, "nodes": [1], "tags": 8}]}'
    )
    found = read(file)
    assert found.lost_nodes == 4
    assert found.refs.tolist() == [-1, -1, -1, -1]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"elements": 1}', '{"elements": [', "[" * 100_000, "\xff"])
def test_what_is_no_answer_is_refused(tmp_path: Path, text: str):
    file = tmp_path / "a.json"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        read(file)
    assert caught.value.faults[0].key == "file_unreadable"


def test_an_answer_that_was_cut_is_refused(tmp_path: Path):
    remark = 'runtime error: Query timed out in "query" at line 3 after 180 seconds.'
    with pytest.raises(InputError) as caught:
        read(write_overpass(Town(), tmp_path / "a.json", remark=remark))
    assert caught.value.faults[0].key == "overpass_cut"


def test_an_answer_is_known_by_its_first_bytes(tmp_path: Path):
    assert is_overpass(write_overpass(town(), tmp_path / "a.json").read_bytes()[:4096])
    assert not is_overpass(b'{"type": "FeatureCollection", "features": []}')
