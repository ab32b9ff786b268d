"""What a plan leaves out stands in words, with the file that would mend it."""

from dataclasses import replace

import pytest

from domain.bundle import CityBundle
from domain.held_parts import Part, Question, QuestionState
from domain.tables.city import Places, Streets
from presentation.held_words import left_out_lines, question_lines, remedy_lines
from presentation.words import Words
from tests.toy_city import make_toy_bundle

JA = Words("ja")


def lines(bundle: CityBundle) -> list[str]:
    return left_out_lines(bundle.city, bundle.strength, JA)


def test_a_whole_city_leaves_nothing_out():
    assert lines(make_toy_bundle()) == []


def test_a_way_that_nobody_could_look_for_is_not_said_to_be_none():
    (line,) = lines(replace(make_toy_bundle(), streets=Streets.empty_in(6674)))
    assert "「経路不明」。着けないという意味ではありません" in line


def test_without_places_nothing_more_is_said_of_seats():
    (line,) = lines(replace(make_toy_bundle(), places=Places.empty_in(6674)))
    assert line.startswith("未収録: 避難場所・避難所。")


def test_each_question_says_whether_it_can_be_answered():
    states = [
        QuestionState(Question.WHO_LEAVES, ()),
        QuestionState(Question.ASSIGNMENT, (Part.STREETS, Part.SEATS)),
    ]
    assert question_lines(states, JA) == [
        "○ 避難が必要な人: 答えられます。",
        "× 避難先の割り当て: 答えられません。足りないもの: 道路、席数（収容人数・面積）",
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_part_has_a_name_and_a_file(language: str):
    said = remedy_lines(tuple(Part), Words(language))
    # One line a part, and one that says how files are taken in.
    assert len(said) == len(Part) + 1
    assert not [line for line in said if "⟦" in line]
