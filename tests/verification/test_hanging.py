"""What districts hang on agrees with networkx, and what is spoiled is found by its own line."""

from dataclasses import replace

import pandas as pd
import pytest

from planning.isolation import Isolation, find_isolation
from tests.planning.test_isolation import D1, D2, FLOOD, QUAKE, TSUNAMI
from verification.hanging import hanging_checks

LINES = ["ways", "single", "bridges", "corners"]


@pytest.mark.parametrize("asked", [QUAKE, FLOOD, TSUNAMI], ids=["quake", "flood", "tsunami"])
def test_what_is_found_agrees(asked) -> None:
    checks = hanging_checks(*asked, find_isolation(*asked))
    assert [one.key for one in checks] == LINES
    assert [one for one in checks if not one.agrees] == []
    assert all(one.counted > 0 for one in checks)


def spoiled(district: str, **changed) -> list[str]:
    """Return the lines that do not agree when something else is told of a district of the quake."""
    found = find_isolation(*QUAKE)
    districts = found.districts.astype(object)
    for name, value in changed.items():
        own = [value if area == district else told for area, told in districts[name].items()]
        districts[name] = pd.Series(own, districts.index, dtype=object)
    return differing(replace(found, districts=districts))


def differing(isolation: Isolation) -> list[str]:
    return [one.key for one in hanging_checks(*QUAKE, isolation) if not one.agrees]


def test_another_number_of_ways_or_other_streets_are_found() -> None:
    assert spoiled(D1, ways=3) == ["ways"]
    assert spoiled(D1, ways=pd.NA) == ["ways"]
    # 103 and 112 part the district; 101 does not.
    assert spoiled(D1, street_ids=(103, 101)) == ["ways"]


def test_a_street_too_many_or_too_few_is_found() -> None:
    found = find_isolation(*QUAKE)

    def told(streets: tuple[int, ...]) -> list[str]:
        own = [streets if 101 in one else one for one in found.blocks["street_ids"]]
        column = pd.Series(own, found.blocks.index, dtype=object)
        return differing(replace(found, blocks=found.blocks.assign(street_ids=column)))

    assert told((101,)) == []
    assert told((101, 102)) == ["single"]
    # 101 is a bridge of the graph, too.
    assert told(()) == ["single", "bridges"]


def test_a_corner_too_many_is_found() -> None:
    found = find_isolation(*QUAKE)
    column = pd.Series([(1,)] * len(found.blocks), found.blocks.index, dtype=object)
    assert differing(replace(found, blocks=found.blocks.assign(node_ids=column))) == ["corners"]


def test_where_nobody_is_counted_nothing_is_looked_at() -> None:
    found = find_isolation(*QUAKE)
    none = replace(found, districts=found.districts.assign(state="safe"))
    assert [(one.counted, one.agrees) for one in hanging_checks(*QUAKE, none)] == [(0, True)] * 4
    assert {D1, D2} == set(found.districts.index)
