"""Which ways are walked, and why the others are not."""

import pytest

from data.readers.osm_tags import node_tags, way_tags
from data.readers.osm_walkable import LeftOut, is_closed_gate, is_level_crossing, layer_of, way_use
from tests.each import each


def use(**tags: str):
    kept = way_tags(tags)
    assert kept is not None
    return way_use(kept)


@each(
    "tags",
    [
        {"highway": "residential"},
        {"highway": "trunk"},
        {"highway": "primary_link"},
        {"highway": "footway", "access": "private", "foot": "yes"},
        {"highway": "motorway", "foot": "designated"},
        {"highway": "trunk", "motorroad": "yes", "foot": "yes"},
        {"highway": "service", "access": "destination"},
        {"highway": "steps", "conveying": "no"},
        {"highway": "cycleway", "foot": "use_sidepath"},
    ],
)
def test_walked(tags: dict[str, str]):
    found = use(**tags)
    assert found.is_street
    assert found.left_out is None


@each(
    ("tags", "reason"),
    [
        ({"highway": "motorway"}, LeftOut.MOTORWAY),
        ({"highway": "motorway_link", "foot": "no"}, LeftOut.MOTORWAY),
        ({"highway": "trunk", "motorroad": "yes"}, LeftOut.MOTORWAY),
        ({"highway": "primary", "foot": "no"}, LeftOut.NO_FOOT),
        ({"highway": "path", "foot": "private"}, LeftOut.PRIVATE),
        ({"highway": "service", "access": "private"}, LeftOut.PRIVATE),
        ({"highway": "service", "access": "no"}, LeftOut.PRIVATE),
        ({"highway": "service", "service": "private"}, LeftOut.PRIVATE),
        ({"highway": "track", "access": "forestry"}, LeftOut.PRIVATE),
        ({"highway": "construction"}, LeftOut.NOT_THERE),
        ({"highway": "proposed"}, LeftOut.NOT_THERE),
        ({"highway": "elevator"}, LeftOut.NO_WAY),
        ({"highway": "platform"}, LeftOut.NO_WAY),
        ({"highway": "raceway"}, LeftOut.NO_WAY),
        ({"highway": "steps", "conveying": "yes"}, LeftOut.NO_WAY),
    ],
)
def test_left_out(tags: dict[str, str], reason: LeftOut):
    found = use(**tags)
    assert not found.is_street
    assert found.left_out is reason


def test_a_ferry_is_nothing_to_walk_on():
    assert way_tags({"route": "ferry", "foot": "yes"}) is None


def test_trains_and_waters_in_the_open_are_crossed():
    assert use(railway="rail").is_train
    assert not use(railway="rail", tunnel="yes").is_train
    assert not use(railway="rail", bridge="viaduct").is_train
    # What stands on a bridge is passed under.
    assert use(railway="rail", bridge="viaduct").is_barrier
    assert not use(railway="tram").is_train
    assert not use(railway="abandoned").is_barrier
    assert use(waterway="river").is_barrier
    assert not use(waterway="stream", tunnel="culvert").is_barrier
    assert not use(waterway="dam").is_barrier
    assert not use(railway="rail").is_street
    assert use(railway="rail").left_out is None


def test_hours_outlines_and_sidewalks_are_noted():
    assert use(highway="path", opening_hours="06:00-18:00").has_hours
    assert not use(highway="path", opening_hours="24/7").has_hours
    assert use(highway="pedestrian", area="yes").is_area
    assert not use(waterway="river", area="yes").is_area
    assert use(highway="primary", sidewalk="separate").is_beside
    assert not use(highway="primary", sidewalk="both").is_beside


@pytest.mark.parametrize(
    ("tags", "closed"),
    [
        ({"barrier": "gate"}, False),
        ({"barrier": "gate", "access": "private"}, True),
        ({"barrier": "gate", "access": "private", "foot": "yes"}, False),
        ({"barrier": "gate", "locked": "yes"}, True),
        ({"barrier": "door", "foot": "no"}, True),
        ({"barrier": "bollard", "access": "no"}, False),
    ],
)
def test_gates(tags: dict[str, str], closed: bool):
    kept = node_tags(tags)
    assert kept is not None
    assert is_closed_gate(kept) is closed


def test_crossings_at_nodes():
    assert is_level_crossing((("railway", "level_crossing"),))
    assert is_level_crossing((("railway", "crossing"),))
    assert not is_level_crossing((("railway", "switch"),))
    assert node_tags({"highway": "crossing"}) is None


@pytest.mark.parametrize(("text", "layer"), [("-1", -1), ("2", 2), ("a", 0), ("-1;0", 0), ("999", 0)])
def test_layers(text: str, layer: int):
    assert layer_of((("highway", "path"), ("layer", text))) == layer
    assert layer_of(()) == 0
