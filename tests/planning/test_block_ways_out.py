"""The way out of the hazard area for people without a place; drawing in ``toy_city.build``."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from evacuation.clock import UNREACHED
from planning.block_ground import block_ground
from planning.block_ways_out import end_town, route_out_of_area
from tests.made import make_toy
from tests.toy_city.build import X0, Y0

MADE = make_toy("toy-tsunami-night")
GROUND = block_ground(MADE.case, MADE.plan)
C, D = "M271411-C", "M271420-D"


def out(block=C, profile_id="general", depart_s=600.0, made=MADE, ground=GROUND):
    return route_out_of_area(made.case, made.plan, ground, block, profile_id, depart_s)


def test_the_way_out_ends_on_ground_that_nothing_reaches_and_has_its_own_limit():
    # C (900, 0) walks 100 m on 102, wet from 4,200 s: by 4,100 s. Its end (1000, 0) stands beside the wet
    # street; dry is (1500, 0), 500 m farther on 103.
    found = out()
    assert found.route.street_ids == (102, 103)
    assert (found.route.length_m, found.route.walk_time_s) == (600.0, 600.0)
    assert (found.route.latest_departure_s, found.route.margin_s) == (4100.0, 3500.0)
    assert shapely.get_coordinates(found.route.line)[-1].tolist() == [X0 + 1500, Y0]
    assert found.town == "D町"
    # 0.5 m/s: 200 s.
    assert out(profile_id="assisted").route.latest_departure_s == 4000.0


def test_the_block_itself_ends_the_limit_where_it_is_reached_first():
    row = MADE.case.city.blocks.index.get_loc(C)
    for reached_s, limit_s, first in ((4100.0, 4100.0, False), (4099.0, 4099.0, True)):
        reached = np.full(len(MADE.case.city.blocks), np.inf)
        reached[row] = reached_s
        ground = replace(GROUND, inputs=replace(GROUND.inputs, block_reached_s=reached))
        found = out(ground=ground).route
        assert (found.latest_departure_s, found.block_reached_first) == (limit_s, first)


def test_who_has_less_than_the_reserve_is_told_so():
    # 4,100 − 3,500 = 600 s, the reserve itself.
    assert not out(depart_s=3500.0).route.below_reserve
    assert out(depart_s=3501.0).route.below_reserve


def test_without_a_street_out_there_is_no_way():
    tree = GROUND.ways_out["general"]
    nowhere = replace(tree, cost=np.full_like(tree.cost, UNREACHED))
    assert out(ground=replace(GROUND, ways_out={"general": nowhere})) is None


@pytest.mark.parametrize("scenario", ["toy-flood", "toy-quake"])
def test_without_an_arrival_no_limit_is_told_and_in_a_stay_there_is_no_way_out(scenario):
    made = make_toy(scenario)
    found = out(D, made=made, ground=block_ground(made.case, made.plan))
    if scenario == "toy-quake":
        assert found is None
    else:
        assert (found.route.latest_departure_s, found.route.margin_s) == (None, None)
        assert found.route.length_m > 0


def test_a_route_ends_in_the_town_of_the_nearest_block():
    route = out().route
    assert end_town(MADE.case.city, route) == "D町"
    # A (0, 0) stands nearest to where the line of another route ends.
    x_m, y_m = MADE.case.city.blocks.geometry["M271411-A"].representative_point().coords[0]
    back = replace(route, line=shapely.LineString([[X0 + 1500, Y0], [x_m, y_m]]))
    assert end_town(MADE.case.city, back) == MADE.case.city.blocks["town"]["M271411-A"]
    assert end_town(MADE.case.city, replace(route, line=shapely.LineString())) == ""
    assert end_town(MADE.case.city, replace(route, line=None)) == ""
