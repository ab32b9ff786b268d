"""A test of many cases runs every one, and tells of all that fail."""

import inspect

import pytest

from tests.each import each


def test_every_case_runs_and_all_that_fail_are_told_with_their_values() -> None:
    ran = []

    @each("number", [1, 2, 3])
    @each(("word", "other"), [("a", "b"), ("c", "d")])
    def one(number: int, word: str, other: str) -> None:
        ran.append((number, word, other))
        assert number != 2
        assert word != "c" or number != 3

    assert inspect.signature(one).parameters == {}
    with pytest.raises(ExceptionGroup, match="2 of 3 cases") as told:
        one()
    assert len(ran) == 6
    both, single = told.value.exceptions
    assert isinstance(both, ExceptionGroup)
    assert [one.__notes__ for one in both.exceptions] == [
        ["in the case {'word': 'a', 'other': 'b'}"], ["in the case {'word': 'c', 'other': 'd'}"],
    ]  # fmt: skip
    assert single.__notes__ == ["in the case {'word': 'c', 'other': 'd'}", "in the case {'number': 3}"]


def test_cases_beside_a_fixture_leave_it_to_pytest() -> None:
    @each("number", [1])
    def one(tmp_path: object, number: int) -> None:
        assert (tmp_path, number) == ("folder", 1)

    assert list(inspect.signature(one).parameters) == ["tmp_path"]
    one(tmp_path="folder")


def test_no_case_and_no_such_name_are_mistakes() -> None:
    with pytest.raises(ValueError, match="no case"):
        each("number", [])
    with pytest.raises(ValueError, match="takes no word"):
        each("word", ["a"])(lambda other: other)
