"""Routes on a map: persons by street, arrows in walking direction, closed streets."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.measures import CrossingsClosed
from presentation.geometry import unpack_integers
from presentation.map_layers.routes import (
    arrows,
    chosen_route_layer,
    closing_layers,
    flow_classes,
    flow_layers,
    found_layer,
    street_persons,
)
from presentation.words import Words
from tests.exports.sample_plan import make_sample
from tests.made import make_toy
from tests.toy_city import toy_settings

WORDS = Words("ja")


def test_persons_of_a_street_are_those_of_all_routes_on_it() -> None:
    _, plan = make_sample()
    # 101: A's 50 + 6 and the 4 to the building; 102: A 56 + C 50; 103: the same; 111, 112, 113: B's 40
    assert street_persons(plan.routes).to_dict() == {101: 60, 102: 106, 103: 106, 111: 40, 112: 40, 113: 40}


def test_a_route_that_enters_a_street_twice_counts_once() -> None:
    routes = pd.DataFrame({"street_path": [(7, 8, 7), (8,)], "persons": [5, 2]})
    assert street_persons(routes).to_dict() == {7: 5, 8: 7}


def test_no_route_gives_no_flow() -> None:
    case, plan = make_sample()
    none = plan.routes.iloc[:0]
    assert street_persons(none).empty
    assert flow_layers(case.city.streets, none, WORDS, spacing_m=100.0) == []


def test_arrows_point_where_people_walk() -> None:
    _, plan = make_sample()
    found = arrows(plan.routes, spacing_m=200.0)
    # everybody of the toy walks east
    assert np.abs(found["angle_rad"]).max() < 0.01
    assert found["persons"].max() == 106


def test_flow_classes_begin_at_their_bounds() -> None:
    persons = pd.Series([1, 49, 50, 199, 200, 999, 1000, 9999])
    assert flow_classes(persons).tolist() == [0, 0, 1, 1, 2, 2, 3, 3]


def test_rows_of_the_flow_are_rows_of_the_streets_of_the_same_map() -> None:
    case, plan = make_sample()
    flow, heads = flow_layers(case.city.streets, plan.routes, WORDS, spacing_m=400.0)
    rows = np.cumsum(unpack_integers(flow.content["rows"]))
    assert case.city.streets.index[rows].tolist() == [101, 102, 103, 111, 112, 113]
    # 60, 106, 106 and 40 three times: classes 1 (from 50) and 0
    assert unpack_integers(flow.content["style"]) == [1, 1, 1, 0, 0, 0]
    assert flow.base == "streets"
    assert heads.follows == "flow"
    # a street that the map does not show is left out
    near = case.city.streets.loc[[102, 103]]
    flow, _ = flow_layers(near, plan.routes, WORDS, spacing_m=400.0)
    assert np.cumsum(unpack_integers(flow.content["rows"])).tolist() == [0, 1]


def test_streets_closed_by_hand_and_by_the_hazard_are_two_layers() -> None:
    case, plan = make_sample()
    (wet,) = closing_layers(plan, case.city.streets, WORDS)
    assert (wet.layer_id, wet.shown) == ("closing", False)
    case, plan = make_toy("toy-tsunami-night", toy_settings(), (CrossingsClosed("甲電鉄"),))
    closed = closing_layers(plan, case.city.streets, WORDS)[0]
    assert closed.layer_id == "closed"
    rows = np.cumsum(unpack_integers(closed.content["rows"]))
    assert case.city.streets.index[rows].tolist() == [103]


def test_the_route_of_a_block_that_walks_nowhere_is_no_layer() -> None:
    case, plan = make_sample()
    walking = set(plan.routes["block_id"])
    idle = next(block for block in case.city.blocks.index if block not in walking)
    assert chosen_route_layer(plan, idle, WORDS) is None
    found = chosen_route_layer(plan, next(iter(walking)), WORDS)
    assert found is not None
    assert len(unpack_integers(found.content["counts"])) >= 1


def test_streets_that_nobody_walks_are_left_out() -> None:
    assert street_persons(pd.DataFrame({"street_path": [(7,)], "persons": [0]})).empty


def test_what_was_found_is_one_outline_of_a_town_or_every_piece_of_a_street() -> None:
    # Two blocks with a street of 20 m between them, and one 500 m away: two rings.
    boxes = [shapely.box(0, 0, 100, 100), shapely.box(120, 0, 220, 100), shapely.box(720, 0, 820, 100)]
    town = found_layer(gpd.GeoSeries(boxes, crs=6674), WORDS)
    assert (town.layer_id, len(unpack_integers(town.content["counts"]))) == ("found", 2)
    pieces = gpd.GeoSeries([shapely.LineString([(0, i), (100, i)]) for i in range(3)], crs=6674)
    assert len(unpack_integers(found_layer(pieces, WORDS).content["counts"])) == 3
