"""People and the nearest place tell the blocks of a town apart."""

from dataclasses import replace

import pytest

from presentation.block.told_apart import told_apart
from presentation.words import Words
from tests.toy_city import make_toy_bundle


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_block_has_its_people_and_the_place_nearest_to_its_middle(language: str) -> None:
    city, words = make_toy_bundle(), Words(language)
    ids = ["M271411-C", "M271411-A"]
    for block_id, line in zip(ids, told_apart(city, ids, words), strict=True):
        row = city.blocks.loc[block_id]
        middle = row.geometry.representative_point()
        found = {
            name: middle.distance(at)
            for name, at in zip(city.places["name"], city.places.geometry, strict=True)
        }
        name = min(found, key=lambda one: found[one])
        persons = words.persons(float(row["residents"]), rounded=True)
        values = {"persons": persons, "place": name, "distance": words.metres(found[name])}
        assert line == words("block.told_apart", **values)


def test_a_city_without_places_tells_the_people_alone() -> None:
    city, words = make_toy_bundle(), Words("ja")
    bare = replace(city, places=city.places.iloc[:0])
    # 60 people live in block A.
    assert told_apart(bare, ["M271411-A"], words) == ["（約60人）"]
    assert told_apart(city, [], words) == []
