"""What a changed city differs in is said in words of both languages, and losses are called losses."""

import pytest

from domain.held_parts import Part, Question, QuestionState
from presentation.city_change import changed_columns, layer_change_grid, question_change_grid
from presentation.words import Words

JA = Words("ja")


def state(question: Question, *missing: Part) -> QuestionState:
    return QuestionState(question, missing)


def test_rows_and_areas_stand_by_layer() -> None:
    columns = (("geometry", 1200), ("flood", 3), ("shelter", 2), ("name", 1))
    changes = [
        ("places", 4, 1200, 2, 0.0, 0.0, columns, 0.44),
        ("districts", 0, 1, 0, 10.0, 12.345, (("geometry", 1),), 0.0),
    ]
    grid = layer_change_grid(changes, JA)
    assert grid.rows == (
        (
            "避難場所・避難所", "4", "1,200",
            "位置・形 1,200（最大 0.4 m）、洪水 3、指定避難所 2、名前 1", "2", "",
        ),
        ("校区", "0", "1", "位置・形 1", "0", "10.00 → 12.35 km²"),
    )  # fmt: skip


def test_of_many_columns_the_first_six_are_named() -> None:
    columns = [("name", 9), ("address", 8), ("floors", 7), ("structure", 6), ("built_year", 5), ("flood", 4)]
    assert "ほか" not in changed_columns(columns, 0.0, JA)
    assert changed_columns([*columns, ("a", 3), ("b", 2)], 0.0, JA).endswith("洪水 4、ほか 2 項目")


def test_answers_that_come_and_go_are_said() -> None:
    before = [
        state(Question.WHO_LEAVES), state(Question.MARGIN, Part.STREETS),
        state(Question.ASSIGNMENT, Part.SEATS), state(Question.CARDS),
    ]  # fmt: skip
    after = [
        state(Question.WHO_LEAVES, Part.SCENARIOS), state(Question.MARGIN),
        state(Question.ASSIGNMENT, Part.STREETS), state(Question.CARDS),
    ]  # fmt: skip
    rows = question_change_grid(before, after, JA).rows
    assert [row[3] for row in rows] == [
        "答えられなくなる", "答えられるようになる", "変わらない", "変わらない",
    ]  # fmt: skip
    assert rows[0][1] == "答えられる"
    assert rows[0][2].startswith("足りない: ")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_is_said_without_words(language: str) -> None:
    words = Words(language)
    states = [state(question, *Part) for question in Question]
    for grid in (
        layer_change_grid([("hazards/x", 1, 0, 0, 0, 1, (), 0)], words),
        question_change_grid(states, states, words),
    ):
        assert "⟦" not in str(grid)
