"""Streets on the map that people hang on: the right lines, many people told apart from few."""

from dataclasses import replace

import pandas as pd

from planning.isolation import find_isolation
from presentation.geometry import unpack_integers
from presentation.hung_people import single_streets
from presentation.map_layers.isolation import corner_layer, isolation_layer
from presentation.styles import people
from presentation.words import Words
from tests.planning.test_isolation import FLOOD, QUAKE


def styles(asked, **changed):
    found = find_isolation(*asked)
    layer = isolation_layer(asked[0], replace(found, **changed), Words("ja"))
    return None if layer is None else (list(unpack_integers(layer.content["style"])), len(layer.legend))


def no_cut(asked):
    districts = find_isolation(*asked).districts
    return districts.assign(street_ids=pd.Series([()] * len(districts), districts.index, dtype=object))


def test_each_street_is_drawn_once_by_who_hangs_on_it():
    # All 100 people of block D hang on street 104: as many as count as many; and it cuts the district off.
    singles = single_streets(find_isolation(*FLOOD).blocks)
    assert singles["persons"].tolist() == [people.SINGLE_MANY_PERSONS]
    assert styles(FLOOD) == ([0], 3)
    assert styles(FLOOD, districts=no_cut(FLOOD)) == ([1], 3)
    # 101, 111 for few; 103 and 112, and 104 and 114 (which few hang on, too) cut a district off.
    assert styles(QUAKE) == ([2, 2, 0, 0, 0, 0], 3)


def test_where_nobody_hangs_on_one_street_there_is_no_layer():
    blocks = find_isolation(*QUAKE).blocks
    nobody = blocks[blocks["street_ids"].map(len) == 0]
    assert styles(QUAKE, blocks=nobody, districts=no_cut(QUAKE)) is None
    assert styles(QUAKE, blocks=nobody) == ([0, 0, 0, 0], 3)


def test_a_corner_is_a_sign_where_people_hang_on_no_street():
    case, found = QUAKE[0], find_isolation(*QUAKE)
    assert corner_layer(case, found, Words("ja")) is None
    node = int(case.city.nodes.index[0])
    blocks = found.blocks.assign(
        node_ids=pd.Series([(node,)] * len(found.blocks), found.blocks.index, dtype=object)
    )
    layer = corner_layer(case, replace(found, blocks=blocks), Words("ja"))
    assert layer is not None
    assert layer.content["ids"] == [str(node)]
    assert "交差点" in layer.content["names"][0]
    # Who hangs on a street, too, is told with the street.
    hung = blocks[blocks["street_ids"].map(len) > 0]
    assert corner_layer(case, replace(found, blocks=hung), Words("ja")) is None
