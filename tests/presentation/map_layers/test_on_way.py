"""People on the way: their times as the plan has them, lines shared, nobody lost."""

from dataclasses import replace

import pandas as pd

from presentation.geometry import unpack_integers
from presentation.map_layers.layer import NEVER_ZOOM
from presentation.map_layers.on_way import on_way_layer
from presentation.map_layers.routes import closing_ticks
from presentation.words import Words
from tests.made import make_toy

JA = Words("ja")


def test_each_route_keeps_its_times_to_a_tenth_of_a_second() -> None:
    case, plan = make_toy()
    content = on_way_layer(case, plan, JA).content
    assert unpack_integers(content["depart"]) == [round(10 * s) for s in plan.routes["depart_s"]]
    assert unpack_integers(content["arrive"]) == [round(10 * s) for s in plan.routes["arrive_s"]]


def test_the_file_holds_no_exact_number_of_the_people_of_a_route() -> None:
    # A route is of one walking profile: its number would be that of the people of a block who need help.
    case, plan = make_toy()
    counts = [1, 9, 10, 11, 240]
    five = pd.concat([plan.routes.iloc[:1]] * 5, ignore_index=True).assign(persons=counts)
    content = on_way_layer(case, replace(plan, routes=five), JA).content
    assert unpack_integers(content["persons"]) == [10, 10, 10, 20, 240]


def test_routes_on_the_same_line_share_it() -> None:
    case, plan = make_toy()
    twice = pd.concat([plan.routes, plan.routes], ignore_index=True)
    one = on_way_layer(case, plan, JA).content
    two = on_way_layer(case, replace(plan, routes=twice), JA).content
    assert two["points"] == one["points"]
    assert unpack_integers(two["line"]) == 2 * unpack_integers(one["line"])
    assert max(unpack_integers(one["line"])) == len(unpack_integers(one["counts"])) - 1


def test_nobody_walks_and_the_slider_is_there_all_the_same() -> None:
    case, plan = make_toy()
    layer = on_way_layer(case, replace(plan, routes=plan.routes.iloc[:0]), JA)
    assert layer.content["persons"] == ""
    assert layer.content["day"]["rows"]
    assert (layer.label, layer.shown, layer.below_zoom) == ("", False, NEVER_ZOOM)


def test_what_is_closed_from_the_start_comes_before_every_time() -> None:
    ticks = closing_ticks(pd.Series([float("-inf"), -3600.0, 0.0, 12.39]).to_numpy()).tolist()
    assert ticks[0] < -10 * 31 * 86_400
    assert ticks[1:] == [-36_000, 0, 123]
