"""Routes as a table, and the vertices of streets as shares of each street's length."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import LineString

from evacuation.placing import place_people
from evacuation.routes import build_routes, street_vertices
from evacuation.search import search_routes
from evacuation.tracing import trace_flows
from tests.evacuation.conftest import Run

A, B, C = "M271411-A", "M271411-B", "M271411-C"


def test_vertices_stand_at_their_share_of_the_street():
    lines = [LineString([(0, 0), (30, 40), (30, 90)]), LineString([(30, 90), (130, 90)])]
    found = street_vertices(gpd.GeoDataFrame(geometry=lines, crs=6674))
    assert found.start.tolist() == [0, 3, 5]
    assert found.x.tolist() == [0, 30, 30, 30, 130]
    assert found.y.tolist() == [0, 40, 90, 90, 90]
    # 50 of 100 m, whatever lies between the end of one street and the start of the next.
    assert found.share.tolist() == [0.0, 0.5, 1.0, 0.0, 1.0]


def test_a_street_without_length_has_no_share_beyond_its_start():
    lines = [LineString([(5, 5), (5, 5)]), LineString([(0, 0), (10, 0)])]
    found = street_vertices(gpd.GeoDataFrame(geometry=lines, crs=6674))
    assert np.isfinite(found.share).all()
    assert found.share.tolist() == [0.0, 0.0, 0.0, 1.0]


def test_a_street_of_half_a_metre_has_shares_like_any_other():
    found = street_vertices(gpd.GeoDataFrame(geometry=[LineString([(0, 0), (0.3, 0.4)])], crs=6674))
    assert found.share.tolist() == [0.0, 1.0]


def routes_with_connectors(run_toy: Run) -> gpd.GeoDataFrame:
    """Return the routes of the tsunami, every block 7 m and every place 5 m off its street."""
    inputs, _ = run_toy("toy-tsunami-night")
    network = inputs.network
    aside = replace(inputs, network=replace(
        network, block_connector_m=network.block_connector_m + 7.0,
        place_connector_m=network.place_connector_m + 5.0,
    ))  # fmt: skip
    found = search_routes(aside)
    return build_routes(aside, found, trace_flows(aside, found, place_people(aside, found)))


def test_length_arrival_and_limit_count_the_connectors_of_block_and_place(run_toy: Run) -> None:
    routes = routes_with_connectors(run_toy)
    figures = ["persons", "length_m", "walk_time_s", "depart_s", "arrive_s", "latest_departure_s"]
    by_key = {
        (row["block_id"], row["profile_id"], row["destination_id"]): tuple(row[figures])
        for _, row in routes.iterrows()
    }
    # Everybody leaves at 600 s. Length = 7 m + streets, + 5 m to the building only; adults 1 m/s,
    # people who need help 0.5 m/s. From A and B 101 and 111 must be left by 1,900 s, 400 m and
    # 100 m on; from C 102 by 4,200 s, 100 m on; the building is reached by 1,900 s.
    assert by_key == {
        (A, "general", "safe_area"): (50, 1407.0, 1407.0, 600.0, 2007.0, 1900.0 - 407),
        (A, "assisted", "safe_area"): (6, 1407.0, 2814.0, 600.0, 3414.0, 1900.0 - 814),
        (A, "assisted", "E2714000101"): (4, 212.0, 424.0, 600.0, 1024.0, 1900.0 - 424),
        (B, "general", "safe_area"): (36, 1107.0, 1107.0, 600.0, 1707.0, 1900.0 - 107),
        (B, "assisted", "safe_area"): (4, 1107.0, 2214.0, 600.0, 2814.0, 1900.0 - 214),
        (C, "general", "safe_area"): (50, 607.0, 607.0, 600.0, 1207.0, 4200.0 - 107),
    }


def test_a_route_knows_how_much_nearer_to_the_shore_it_ends(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    found = search_routes(inputs)
    traced = trace_flows(inputs, found, place_people(inputs, found))
    assert build_routes(inputs, found, traced)["shore_approach_m"].isna().all()
    # The shore runs north and south, 100 m seaward of corner 1 (x = 0).
    x, y = (float(at[inputs.network.node_id == 1][0]) for at in (inputs.network.x_m, inputs.network.y_m))
    shore = LineString([(x - 100, y - 9000), (x - 100, y + 9000)])
    routes = build_routes(replace(inputs, shore=shore), found, traced)
    approach = routes.set_index(["block_id", "profile_id", "destination_id"])["shore_approach_m"]
    # Safe ground begins at x = 1,500; A stands at 100, B at 400, C at 900, the building at 300.
    assert approach.round(6).to_dict() == {
        (A, "general", "safe_area"): -1400.0,
        (A, "assisted", "safe_area"): -1400.0,
        (A, "assisted", "E2714000101"): -200.0,
        (B, "general", "safe_area"): -1100.0,
        (B, "assisted", "safe_area"): -1100.0,
        (C, "general", "safe_area"): -600.0,
    }


def test_on_the_way_the_nearest_corner_counts_and_an_area_is_entered_again_only_after_leaving(
    run_toy: Run,
) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    found = search_routes(inputs)
    traced = trace_flows(inputs, found, place_people(inputs, found))
    network, keys = inputs.network, ["block_id", "profile_id", "destination_id"]
    x, y = (float(at[network.node_id == 4][0]) for at in (network.x_m, network.y_m))
    # A shore at corner 4, x = 1,500, where safe ground begins: C stands at 900 and walks over corner 3.
    shore = LineString([(x, y - 9000), (x, y + 9000)])
    street = network.street_id[network.arc_street]
    told = {}
    for inside in ([101], [102], [103], [102, 103], [101, 103]):
        extra = replace(inputs.passage.extra_cost, in_hazard=np.isin(street, inside))
        passage = replace(inputs.passage, extra_cost=extra)
        routes = build_routes(replace(inputs, shore=shore, passage=passage), found, traced).set_index(keys)
        told[tuple(inside)] = routes.loc[(A, "general", "safe_area"), "enters_area_again"]
    assert told == {(101,): False, (102,): True, (103,): True, (102, 103): True, (101, 103): True}
    assert routes.loc[(C, "general", "safe_area"), "shore_approach_on_way_m"] == pytest.approx(600.0)
    # To the building, from 100 to 300: nearer by 200 at its end, and nowhere nearer than that.
    assert routes.loc[(A, "assisted", "E2714000101"), "shore_approach_on_way_m"] == pytest.approx(200.0)


def test_paths_name_each_street_once_and_the_line_follows_them(run_toy: Run) -> None:
    routes = routes_with_connectors(run_toy).set_index(["block_id", "profile_id", "destination_id"])
    route = routes.loc[(B, "general", "safe_area")]
    # B lies on 111, the school on 112: corners 12, 13 and 14.
    assert route["street_path"] == (111, 112, 113)
    assert [node for node in route["node_path"] if node > 0] == [12, 13, 14]
    assert route["node_path"][0] < 0
    # Along the streets without the connector, from B at x = 400 to corner 14 at x = 1,500.
    assert route.geometry.length == pytest.approx(1100.0)
    first, last = route.geometry.coords[0], route.geometry.coords[-1]
    assert last[0] - first[0] == pytest.approx(1100.0)


@pytest.mark.parametrize(
    ("reserve_s", "below"),
    [
        # Those of A who need help leave 1,100 − 600 = 500 s before the limit of the way to safe ground,
        # A's adults 1,500 − 600 = 900 s: exactly the reserve is none below it. Of ten pairs (20 people, of
        # 50 adults 40 are left) two take the 4 seats of the building, limit 1,500 s: 900 s in hand. Where
        # that is below the reserve, too, 4 adults take them (1,700 − 600 = 1,100 s).
        ("500", {}),
        ("500.1", {(A, "assisted", "safe_area"): 16}),
        ("900", {(A, "assisted", "safe_area"): 16}),
        ("900.1", {(A, "assisted", "safe_area"): 20, (A, "general", "safe_area"): 36}),
    ],
)
def test_who_has_exactly_the_reserve_in_hand_is_not_below_it(
    run_toy: Run, reserve_s: str, below: dict
) -> None:
    _, result = run_toy("toy-tsunami-night", {"movement.reserve_s": reserve_s})
    rows = result.routes[result.routes["below_reserve"]]
    persons = rows.groupby(["block_id", "profile_id", "destination_id"])["persons"].sum()
    assert persons.to_dict() == below
