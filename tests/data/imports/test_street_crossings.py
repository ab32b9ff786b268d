"""A crossing marked at a node becomes a street of its own; nobody beside it loses the street."""

import geopandas as gpd
import pytest
import shapely

from data.imports.street_crossings import CROSSING_M, cut_out_crossings, name_crossings
from tests.toy_city import make_toy_bundle


def plain():
    """Nodes and streets of the toy city, with no crossing known."""
    city = make_toy_bundle()
    return city.nodes, city.streets.assign(level_crossing=False, crosses="", bridge=False)


def test_of_two_streets_at_the_node_one_gets_a_crossing_of_ten_metres():
    nodes, streets = plain()
    made = cut_out_crossings(nodes, streets, (3,))
    crossing = made.streets[made.streets["level_crossing"]]
    # Streets 2–3 and 3–4 are 500 m each: the first stays whole, 10 m are cut off the second.
    assert (made.cut, len(made.streets), len(made.nodes)) == (1, len(streets) + 1, len(nodes) + 1)
    assert crossing[["u", "v"]].to_numpy().tolist() == [[3, 23]]
    assert crossing["length_m"].tolist() == pytest.approx([CROSSING_M])
    ends = made.streets[["u", "v"]].to_numpy().tolist()
    assert [2, 3] in ends
    assert [3, 4] not in ends
    rest = made.streets[(made.streets["u"] == 4) & (made.streets["v"] == 23)]
    assert rest["length_m"].tolist() == pytest.approx([490.0])
    # Node 3 is at 12 m, node 4 at 17 m: 10 m of 500 m is a fiftieth of the rise.
    assert made.nodes.loc[23, "elevation_m"] == pytest.approx(12.1)
    # From the new corner down to node 3, drawn so.
    assert made.nodes.geometry[23].distance(made.nodes.geometry[3]) == pytest.approx(CROSSING_M)


def test_pieces_are_drawn_from_their_first_node_to_their_last():
    nodes, streets = plain()
    made = cut_out_crossings(nodes, streets, (3, 13))
    for row in made.streets.itertuples():
        first, last = row.geometry.coords[0], row.geometry.coords[-1]
        assert first == pytest.approx(made.nodes.geometry[row.u].coords[0])
        assert last == pytest.approx(made.nodes.geometry[row.v].coords[0])


def test_of_three_streets_two_get_a_crossing():
    nodes, streets = plain()
    # At node 2 meet 1–2, 2–3 and 2–12.
    assert cut_out_crossings(nodes, streets, (2,)).streets["level_crossing"].sum() == 2


def test_where_a_street_is_known_to_cross_it_is_the_crossing():
    nodes, streets = plain()
    known = streets.assign(level_crossing=streets.index == 103)
    made = cut_out_crossings(nodes, known, (3,))
    assert (made.cut, len(made.streets)) == (0, len(streets))
    assert made.streets["level_crossing"].sum() == 1


def test_a_dead_end_is_no_crossing():
    nodes, streets = plain()
    made = cut_out_crossings(nodes, streets, (1,))
    assert (made.cut, made.streets["level_crossing"].sum()) == (0, 0)


@pytest.mark.parametrize(("length", "pieces"), [(20.0, 0), (20.1, 1)])
def test_a_short_street_is_the_crossing_as_a_whole(length: float, pieces: int):
    nodes, streets = plain()
    line = streets.geometry[103]
    short = line.interpolate(length)
    nodes = nodes.copy()
    nodes.loc[4, "geometry"] = short
    from shapely import LineString

    streets = streets.copy()
    streets.loc[103, "geometry"] = LineString([line.coords[0], short.coords[0]])
    streets.loc[103, "length_m"] = length
    made = cut_out_crossings(nodes, streets, (3,))
    assert len(made.streets) - len(streets) == pieces
    assert made.streets["level_crossing"].sum() == 1


def test_a_street_between_two_marked_nodes_is_cut_at_both_ends():
    nodes, streets = plain()
    # Streets 1–2, 2–3, 3–4, 4–5 along, 2–12 and 4–14 across. At node 2 the first of the longest stays
    # whole, at node 3 the longest beside it, which is the one that was not cut before.
    made = cut_out_crossings(nodes, streets, (2, 3, 4))
    crossings = made.streets[made.streets["level_crossing"]]
    for node in (2, 3, 4):
        beside = made.streets[(made.streets[["u", "v"]] == node).any(axis=1)]
        # Whoever goes from one street to another at the node crosses: all but one have the crossing.
        assert (~beside["level_crossing"]).sum() == 1
    assert len(crossings) == made.cut == 2 + 1 + 2
    assert crossings["length_m"].tolist() == pytest.approx([CROSSING_M] * 5)
    # Nothing of a street is lost.
    assert made.streets["length_m"].sum() == pytest.approx(streets["length_m"].sum())


def test_the_order_of_marked_nodes_far_apart_does_not_matter():
    nodes, streets = plain()
    one, other = (cut_out_crossings(nodes, streets, marked).streets for marked in ((2, 13), (13, 2)))
    assert len(one) == len(other)
    assert sorted(one["length_m"]) == pytest.approx(sorted(other["length_m"]))


def test_no_marked_node_changes_nothing():
    nodes, streets = plain()
    made = cut_out_crossings(nodes, streets, ())
    assert (made.cut, len(made.nodes)) == (0, len(nodes))
    assert made.streets["length_m"].tolist() == streets["length_m"].tolist()
    assert made.streets.index.tolist() == list(range(1, len(streets) + 1))


def test_crossings_bear_the_name_of_the_railway_at_one_of_their_nodes():
    streets = gpd.GeoDataFrame(
        {
            "u": [1, 2, 3, 4], "v": [2, 3, 4, 5],
            "level_crossing": [True, True, False, True], "crosses": ["", "前の名", "", ""],
        },
        geometry=[shapely.LineString([(i, 0), (i + 1, 0)]) for i in range(4)],
    )  # fmt: skip
    named = name_crossings(streets, {2: "南海本線", 3: "", 4: "阪和線"})
    # A name that stands stays; what is no crossing gets none; an unknown railway stays unknown.
    assert named["crosses"].tolist() == ["南海本線", "前の名", "", "阪和線"]
    assert streets["crosses"].tolist() == ["", "前の名", "", ""]
