"""What a city knows of a street that stays is kept; what is lost is said."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from data.imports.kept_streets import keep_known
from data.readers.osmnx_streets import StreetNetwork
from domain.vocabulary import Severity
from tests.toy_city import make_toy_bundle

CITY = make_toy_bundle()


def network(shift_m: float = 0.0) -> StreetNetwork:
    """The toy city's own streets as a new network that knows no more than their course."""
    streets = CITY.streets.assign(
        crosses="", bridge=False, level_crossing=False, width_m=4.5, width_origin="class_default"
    )
    move = lambda xy: xy + np.array([0.0, shift_m])  # noqa: E731
    streets = streets.set_geometry(streets.geometry.map(lambda g: shapely.transform(g, move)))
    nodes = CITY.nodes.set_geometry(CITY.nodes.geometry.map(lambda g: shapely.transform(g, move)))
    return StreetNetwork(nodes, streets, (), {})


def test_what_a_street_crosses_is_kept_with_what_makes_it_pass():
    kept = keep_known(network(), CITY.nodes, CITY.streets, file="new.graphml")
    streets = kept.network.streets
    assert streets["crosses"].to_dict() == CITY.streets["crosses"].to_dict()
    assert streets.index[streets["level_crossing"]].tolist() == [103]
    assert streets.index[streets["bridge"]].tolist() == [121]
    assert kept.faults == ()


@pytest.mark.parametrize(("shift_m", "stays"), [(0.9, True), (1.1, False)])
def test_a_node_is_the_same_up_to_a_metre(shift_m: float, stays: bool):
    kept = keep_known(network(shift_m), CITY.nodes, CITY.streets, file="new.graphml")
    assert (kept.network.streets["crosses"] != "").any() == stays
    said = {(f.key, f.row, f.value, f.expected) for f in kept.faults}
    total = str(len(CITY.streets))
    expected = {
        ("crossing_lost", "甲川", "1", "1"),
        ("crossing_lost", "甲電鉄", "1", "1"),
        ("streets_lost", "", total, total),
    }
    assert kept.lost == (0 if stays else len(CITY.streets))
    assert said == (set() if stays else expected)
    assert {f.severity for f in kept.faults} <= {Severity.WARNING}


def test_a_street_of_another_course_is_another_street():
    new = network()
    bow = shapely.LineString(
        [new.nodes.geometry[3], shapely.Point(new.nodes.geometry[3].x + 250, new.nodes.geometry[3].y + 11),
         new.nodes.geometry[4]]
    )  # fmt: skip
    streets = new.streets.copy()
    streets.loc[103, "geometry"] = bow
    kept = keep_known(replace(new, streets=streets), CITY.nodes, CITY.streets, file="x")
    assert kept.network.streets.loc[103, "crosses"] == ""
    assert [(f.key, f.row) for f in kept.faults] == [("streets_lost", ""), ("crossing_lost", "甲電鉄")]
    assert (kept.lost, kept.faults[0].value) == (1, "1")


def test_a_measured_width_is_kept_and_its_loss_is_said():
    known = CITY.streets.assign(width_origin="measured")
    kept = keep_known(network(), CITY.nodes, known, file="x")
    assert set(kept.network.streets["width_m"]) == {6.0}
    assert set(kept.network.streets["width_origin"]) == {"measured"}
    lost = keep_known(network(5.0), CITY.nodes, known, file="x")
    assert set(lost.network.streets["width_m"]) == {4.5}
    total = str(len(known))
    assert [(f.value, f.expected) for f in lost.faults if f.key == "width_lost"] == [(total, total)]


def test_a_measured_width_of_the_new_network_goes_before():
    new = network()
    measured = replace(new, streets=new.streets.assign(width_origin="measured"))
    known = CITY.streets.assign(width_origin="measured")
    assert set(keep_known(measured, CITY.nodes, known, file="x").network.streets["width_m"]) == {4.5}
