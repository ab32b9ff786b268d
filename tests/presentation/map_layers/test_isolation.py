"""Streets on the map that people hang on: the right lines, many people told apart from few."""

from planning.isolation import Isolation, find_isolation
from presentation.geometry import unpack_integers
from presentation.isolation_words import single_streets
from presentation.map_layers.isolation import isolation_layer
from presentation.styles import people
from presentation.words import Words
from tests.planning.test_isolation import FLOOD, QUAKE


def test_each_street_is_drawn_once_by_how_many_hang_on_it():
    found = find_isolation(*FLOOD)
    layer = isolation_layer(FLOOD[0], found, Words("ja"))
    assert layer is not None
    # All 100 people of block D hang on street 104: as many as count as many.
    assert single_streets(found.blocks)["persons"].tolist() == [people.SINGLE_MANY_PERSONS]
    assert list(unpack_integers(layer.content["style"])) == [0]
    layer = isolation_layer(QUAKE[0], find_isolation(*QUAKE), Words("ja"))
    assert layer is not None
    assert list(unpack_integers(layer.content["style"])) == [1, 1, 1, 1]
    assert len(layer.looks) == len(layer.legend) == 2


def test_where_nobody_hangs_on_one_street_there_is_no_layer():
    found = find_isolation(*QUAKE)
    nobody = Isolation(found.districts, found.blocks[found.blocks["street_ids"].map(len) == 0])
    assert isolation_layer(QUAKE[0], nobody, Words("ja")) is None
