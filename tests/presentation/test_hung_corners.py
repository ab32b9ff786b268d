"""Corners that people hang on, as they are told: by the streets that meet there, with those who pass them."""

from dataclasses import replace

import pandas as pd

from planning.isolation import find_isolation
from presentation.hung_corners import corner_line, corner_texts, single_corners
from presentation.isolation_words import isolation_lines, isolation_table
from presentation.words import Words
from tests.planning.test_isolation import D1, QUAKE

CASE, PLAN, _ = QUAKE
JA = Words("ja")


def with_corners(**of_block: tuple[int, ...]):
    found = find_isolation(*QUAKE, [D1])
    told = [of_block.get(str(one).removeprefix("M271411-"), ()) for one in found.blocks.index]
    return replace(
        found, blocks=found.blocks.assign(node_ids=pd.Series(told, found.blocks.index, dtype=object))
    )


def test_corners_of_people_who_hang_on_a_street_are_not_counted():
    # A and B hang on a street each, C on none.
    leaving = PLAN.demand.groupby("block_id")["persons"].sum()
    found = single_corners(with_corners(A=(1,), B=(1, 2), C=(2, 1)).blocks)
    assert found.to_dict("index") == {node: {"persons": leaving["M271411-C"], "blocks": 1} for node in (1, 2)}


def test_a_corner_is_told_by_its_streets_and_its_town():
    streets = CASE.city.streets.copy()
    one = streets.loc[streets["name"] != ""].iloc[0]
    named, name = int(one["u"]), str(one["name"])
    plain = next(
        int(node) for node in CASE.city.nodes.index
        if not ((CASE.city.streets[["u", "v"]] == node).any(axis=1) & (CASE.city.streets["name"] != "")).any()
    )  # fmt: skip
    first, second = corner_texts(CASE, [named, plain], JA)
    # The other streets at both corners have no name: two pieces tell them.
    assert name in first
    assert first != second
    assert "付近の交差点（" in second
    busy = int(pd.concat([streets["u"], streets["v"]]).value_counts().index[0])
    meeting = streets.index[(streets["u"] == busy) | (streets["v"] == busy)]
    streets.loc[meeting, "name"] = ["乙通", *["丙通"] * (len(meeting) - 1)]
    case = replace(CASE, city=replace(CASE.city, streets=streets))
    assert corner_texts(case, [busy], JA)[0].startswith("乙通、丙通の交差点（")
    assert corner_texts(CASE, [], JA) == []


def test_the_line_stands_on_the_page_and_the_count_in_the_table():
    node = int(CASE.city.nodes.index[0])
    found = with_corners(C=(node,))
    assert corner_line(CASE, PLAN, with_corners(A=(node,)), JA) == ""
    persons = int(single_corners(found.blocks)["persons"].iloc[0])
    found = replace(found, districts=found.districts.assign(corner_persons=persons, corner_blocks=1))
    none = pd.DataFrame(columns=["district_id", "crosses", "streets", "persons", "lost_persons"])
    lines = isolation_lines(CASE, PLAN, found, none, D1, JA)
    said = corner_line(CASE, PLAN, found, JA)
    assert said in lines
    assert "（1街区）" in said
    column = next(
        one for one in isolation_table(CASE, PLAN, found, none, "ja").columns if one.key == "isolation_corner"
    )
    assert len(column.cells) == 1
