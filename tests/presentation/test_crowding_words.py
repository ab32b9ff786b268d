"""What is said of crowding: who is too late and why, and nothing where nobody is."""

from dataclasses import replace

import pytest

from planning.crowding import crowding_of
from planning.pipeline import make_plan
from presentation.crowding_tables import crowding_tables
from presentation.crowding_words import method_lines, summary_lines
from presentation.words import Words
from tests.planning.test_openings import toy_case


@pytest.fixture(scope="module")
def made():
    case = toy_case("toy-tsunami-night")
    return case, crowding_of(case, make_plan(case), rounds=2)


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
