"""A problem names the first edges or rows, with what stands there, in every language."""

import re

import numpy as np
import pytest

from messages import catalogue
from sonae.graph_problems import GraphProblem, listed


def test_of_many_five_are_named() -> None:
    assert listed("no_xy", [1, 2, 3, 4, 5]).words("en").endswith("none: 1, 2, 3, 4, 5")
    six = listed("no_number", [1, 2, 3, 4, 5, 6], list("abcdef"), name="length")
    assert six.words("en").endswith("on edges 1: 'a', 2: 'b', 3: 'c', 4: 'd', 5: 'e' and 1 more")
    assert six.words("ja").endswith("5: 'e' ほか1件")


def test_numbers_of_numpy_are_written_as_numbers() -> None:
    said = listed("no_number", [(np.int64(1), "b")], np.array([-2.5]), name="length")
    assert said.words("en").endswith("(1, 'b'): -2.5")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_was_expected_is_said_in_the_same_language(language) -> None:
    said = GraphProblem("option", {"name": "reserve_s", "value": "x", "most": 9}, "limit").words(language)
    assert "9" in said
    assert "⟦" not in said
    assert not re.search(r"{\w+}", said)
    assert (re.search("[ぁ-ん]", said) is not None) == (language == "ja")
    assert catalogue.has(language, "graph_input.expected.limit")
