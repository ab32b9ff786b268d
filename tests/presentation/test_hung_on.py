"""The list of streets that a district hangs on, and below it who of them has no other way."""

from dataclasses import replace

import pandas as pd

from planning.isolation import find_isolation
from presentation.hung_on import LISTED, hung_on, more_hung_line, other_way_lines
from presentation.words import Words
from tests.planning.test_hung_anew import TWICE
from tests.planning.test_isolation import D1, QUAKE

JA = Words("ja")


def test_who_has_another_way_is_told_by_the_number_of_the_street():
    found = find_isolation(*TWICE, [D1])
    quick = find_isolation(*TWICE, [D1], anew=False)
    pieces = hung_on(TWICE[0], quick, JA, rounded=True)
    # Four ways out of the district first (``tests/planning/test_hung_anew.py``), then B's other streets.
    by_street = {one.street_ids: one for one in pieces}
    assert [by_street[(one,)].persons for one in (101, 111, 112, 113, 103)] == [60, 40, 40, 40, 0]
    lines = other_way_lines(pieces, found, JA, rounded=True)
    kept = JA.listed([str(by_street[(one,)].number) for one in (112, 113)])
    assert len(lines) == 2
    assert lines[0].startswith(f"{kept}: その道が通れなくなると、残るのは")
    assert lines[1] == JA("changed_day.hangs_lost_rest")
    # Of A and B on one street A alone may lose every way.
    told = [(112,) if block.endswith("-A") else () for block in found.blocks.index]
    hangs = [(112,) if block[-1] in "AB" else () for block in found.blocks.index]
    both = replace(found, blocks=found.blocks.assign(
        street_ids=pd.Series(hangs, found.blocks.index, dtype=object),
        lost_street_ids=pd.Series(told, found.blocks.index, dtype=object),
    ))  # fmt: skip
    (line,) = other_way_lines(
        [one for one in hung_on(TWICE[0], both, JA, rounded=True) if one.persons], both, JA, rounded=True
    )
    assert "うち約60人はほかに道がなく孤立します" in line
    # With both at hand the list itself tells it.
    both = hung_on(TWICE[0], found, JA, rounded=True)
    assert "通さない道は残る" in both[by_street[(112,)].number - 1].label
    assert "残る" not in pieces[by_street[(112,)].number - 1].label


def test_where_nobody_has_another_way_one_line_says_so():
    found = find_isolation(*QUAKE, [D1])
    pieces = hung_on(QUAKE[0], found, JA, rounded=True)
    assert other_way_lines(pieces, found, JA, rounded=True) == [JA("changed_day.hangs_lost")]
    assert other_way_lines([one for one in pieces if not one.persons], found, JA, rounded=True) == []


def test_a_list_that_is_cut_says_how_many_more_there_are(monkeypatch):
    found = find_isolation(*TWICE, [D1])
    every = hung_on(TWICE[0], found, JA, rounded=True)
    assert len(every) <= LISTED
    assert more_hung_line(TWICE[0], found, JA) == ""
    monkeypatch.setattr("presentation.hung_on.LISTED", len(every) - 2)
    assert len(hung_on(TWICE[0], found, JA, rounded=True)) == len(every) - 2
    assert "ほかに2本あります" in more_hung_line(TWICE[0], found, JA)
