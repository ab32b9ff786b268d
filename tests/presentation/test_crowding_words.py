"""What is said of crowding: who is too late and why, and nothing where nobody is."""

from dataclasses import replace

import pandas as pd
import pytest

from presentation.crowding_tables import crowding_tables, place_table
from presentation.crowding_words import method_lines, summary_lines
from presentation.grid import grid_from
from presentation.words import Words
from tests.crowds import toy_crowding


@pytest.fixture(scope="module")
def made():
    (case, _), crowding = toy_crowding(rounds=2)
    return case, crowding


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_sentence_has_its_words(made, language):
    case, crowding = made
    words = Words(language)
    late = replace(
        crowding.facts, missed_persons=12, queue_missed_persons=11, caught_persons=12, early_persons=20,
        turned_persons=3, waiting_most_persons=30, waiting_most_s=660.0,
        clearance_s=(1400.0, float("nan"), float("nan")), bound_s=float("nan"),
    )  # fmt: skip
    rounds = crowding.rounds.iloc[[0, 0]].assign(is_best=[True, False])
    rounds.index = [1, 2]
    alone = replace(late, queue_missed_persons=0)
    for one in (crowding, *(replace(crowding, facts=facts, rounds=rounds) for facts in (late, alone))):
        said = "\n".join([*summary_lines(case, one, words), *method_lines(case, words)])
        assert "⟦" not in said
        assert "{" not in said
    tables = crowding_tables(case, replace(crowding, rounds=rounds), language)
    assert [table.table_id for table in tables] == [
        "crowd_places", "crowd_streets", "crowd_blocks", "crowd_rounds",
    ]  # fmt: skip
    assert not any("⟦" in heading for table in tables for heading in (*table.headings, table.title))


def test_nobody_walking_is_one_sentence(made):
    case, crowding = made
    nobody = replace(crowding, facts=replace(crowding.facts, persons=0))
    assert summary_lines(case, nobody, Words("en")) == ["Nobody walks in this plan."]


def test_seconds_of_waiting_are_rounded_up(made):
    case, crowding = made
    waits = replace(crowding, facts=replace(crowding.facts, waited_mean_s=9.01, waited_longest_s=61.0))
    assert any(
        "mean wait is 10 s, the longest 2 min" in line for line in summary_lines(case, waits, Words("en"))
    )


def test_a_wait_of_seconds_is_told_as_such_and_no_wait_as_none(made):
    case, crowding = made

    def said(longest_s: float) -> str:
        facts = replace(crowding.facts, waited_mean_s=longest_s / 2, waited_longest_s=longest_s)
        return "\n".join(summary_lines(case, replace(crowding, facts=facts), Words("ja")))

    assert "平均1秒、最も長い人で1分未満です" in said(0.4)
    assert "平均30秒、最も長い人で1分です" in said(60.0)
    assert "列で待つ人はいません" in said(0.0)
    assert "待ち時間" not in said(0.0)


def test_waits_of_seconds_are_read_as_under_a_minute_and_written_as_they_are(made):
    case, crowding = made
    places = crowding.tables.places.iloc[[0, 0, 0, 0]].assign(longest_wait_s=[0.0, 0.1, 59.9, 61.0])
    places.index = pd.Index(["safe_area"] * 4, dtype="str", name="destination_id")
    table = place_table(case, replace(crowding, tables=replace(crowding.tables, places=places)), "ja")
    column = next(one for one in table.columns if one.key == "door_wait")
    # The longest first; rounded up, so that nobody's wait is nothing: 61 s are 1.017 minutes.
    assert column.cells == (1.1, 1.0, 0.01, 0.0)
    words = grid_from(table, Words("ja"), keys=["door_wait"]).rows
    assert words == (("1.1",), ("1",), ("1分未満",), ("0",))
