"""Arrivals add up over time, and the map shows the queues of a minute by their length."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from presentation.crowding_times import (
    CrowdMoment,
    fullest_minute,
    minutes,
    moment,
    over_time,
    place_over_time,
)
from presentation.geometry import bounds_of, pack_integers
from presentation.map_layers.crowding import crowding_content, queue_class
from presentation.words import Words
from tests.crowds import toy_crowding


@pytest.fixture(scope="module")
def made():
    (case, _), crowding = toy_crowding()
    queues = pd.DataFrame(
        {"at_s": [660.0, 660.0, 720.0], "street_id": [101, 102, 101], "persons": [5, 30, 7]}
    )
    doors = pd.DataFrame(
        {"at_s": [660.0, 720.0], "destination_id": case.city.places.index[:2], "persons": [9, 40]}
    )
    return case, replace(crowding, tables=replace(crowding.tables, queues=queues, doors=doors))


def test_a_minute_tells_who_waits_and_who_has_arrived(made):
    _, crowding = made
    assert moment(crowding, 660.0) == CrowdMoment(35, 9, 0)
    assert moment(crowding, 6000.0) == CrowdMoment(0, 0, 150)
    table = over_time(crowding)
    assert table.index[0] == minutes(crowding)[0] == 11
    # In streets and before doors, as the minute at which the map opens has most of both.
    assert table["waiting"].tolist()[:3] == [44, 47, 0]
    assert table["arrived"].iloc[-1] == 150
    assert (np.diff(table["arrived"]) >= 0).all()


def test_nobody_waits_and_nobody_arrives(made):
    _, crowding = made
    tables = crowding.tables
    still = replace(tables, queues=tables.queues[:0], doors=tables.doors[:0])
    most = tables.arrivals.groupby("until_s")["persons"].sum().idxmax() // 60
    assert fullest_minute(crowding) == 12
    assert fullest_minute(replace(crowding, tables=still)) == most
    empty = replace(crowding, tables=replace(still, arrivals=tables.arrivals[:0]))
    assert minutes(empty) == (0, 1)
    assert fullest_minute(empty) == 0


def test_queues_are_classed_by_their_length():
    assert queue_class(np.array([1, 9, 10, 29, 30, 99, 100, 500])).tolist() == [3, 3, 2, 2, 1, 1, 0, 0]


def test_the_map_holds_the_streets_of_the_minute(made):
    case, crowding = made
    # The longer queue is drawn last: 5 people are a short one, 30 a long one.
    for at_s, classes in ((660.0, [3, 1]), (720.0, [3]), (780.0, [])):
        layers = {one.layer_id: one for one in crowding_content(case, crowding, Words("ja"), at_s).layers}
        assert layers["queues"].content["style"] == pack_integers(np.array(classes, np.int64))
        assert layers["queues"].legend[0].label == "100人以上が待つ道"
        # 9 before one door are few, 40 before another many.
        doors = {660.0: [3], 720.0: [1]}.get(at_s, [])
        assert layers["doors"].content["style"] == pack_integers(np.array(doors, np.int64))
        assert layers["doors"].legend[0].label == "入口の前に100人以上"


def test_the_view_begins_at_the_queues_of_the_ward_that_is_chosen(made):
    case, crowding = made
    whole, *of_wards = (
        crowding_content(case, crowding, Words("ja"), 660.0, ward).bounds
        for ward in ("", *case.city.wards.index)
    )
    both = case.city.streets.loc[[101, 102]]
    touched = case.city.wards.intersects(both.union_all())
    for at, bounds in zip(case.city.wards.index, of_wards, strict=True):
        if not touched[at]:
            assert bounds == bounds_of(gpd.GeoSeries(case.city.wards.loc[[at]].geometry))
    assert whole == bounds_of(gpd.GeoSeries(both.geometry))
    assert len({str(one) for one in of_wards}) > 1


def test_one_place_tells_who_waits_before_it_and_who_is_in_it(made):
    _, crowding = made
    arrivals = pd.DataFrame({
        "destination_id": ["a", "b", "a"], "until_s": [660.0, 660.0, 780.0], "persons": [3, 9, 4],
    })  # fmt: skip
    doors = pd.DataFrame({"at_s": [720.0, 720.0], "destination_id": ["a", "b"], "persons": [5, 8]})
    crowding = replace(crowding, tables=replace(crowding.tables, arrivals=arrivals, doors=doors))
    table = place_over_time(crowding, "a")
    # From the minute before anybody comes.
    assert table.index.tolist() == [10, 11, 12, 13]
    assert table["arrived"].tolist() == [0, 3, 3, 7]
    assert table["waiting"].tolist() == [0, 0, 5, 0]
    assert place_over_time(crowding, "c")["arrived"].tolist() == [0, 0]
