"""Who has two ways, as the page tells it: by ward and city, or the districts of one ward."""

from dataclasses import replace

from planning.isolation import find_isolation
from presentation.ways_grid import ways_grid
from presentation.words import Words
from tests.planning.test_isolation import D1, QUAKE, TSUNAMI

JA = Words("ja")


def test_the_city_and_its_wards_or_the_districts_of_one_ward():
    found = find_isolation(*QUAKE)
    every = ways_grid(*QUAKE[:2], found, JA)
    # The city first; its two wards after it.
    assert len(every.rows) == 3
    ward, district = ways_grid(*QUAKE[:2], found, JA, D1[:6]).rows
    # The only district of its ward: 15 of 51 people have two ways, 36 have not.
    assert ward[1:] == district[1:] == ("29 %", "90 %", "目標に届かない", "約40", "0")
    corner = replace(found, districts=found.districts.assign(corner_persons=[15, 4]))
    assert [row[-1] for row in ways_grid(*QUAKE[:2], corner, JA).rows] == ["約20", "約20", "10未満"]


def test_where_nobody_leaves_no_share_is_told():
    rows = ways_grid(*TSUNAMI[:2], find_isolation(*TSUNAMI), JA, "271420").rows
    assert {row[1:] for row in rows} == {("対象外", *[JA("export.none")] * 4)}
