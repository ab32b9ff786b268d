"""Lists of positions are the rings that they are, or none."""

import numpy as np
import pytest

from data.readers.json_positions import Positions
from tests.each import each


def rings(text: str, depth: int) -> object:
    found = Positions(text.encode()).polygons(depth)
    return None if found is None else [[ring.tolist() for ring in polygon] for polygon in found]


def test_rings_of_a_polygon_and_of_several():
    text = "[[[1, 2],[3,4.5e1]] , [[-5,6]]]"
    assert rings(text, 3) == [[[[1, 2], [3, 45]], [[-5, 6]]]]
    assert rings(f"[{text},[[[7,8]]]]", 4) == [[[[1, 2], [3, 45]], [[-5, 6]]], [[[7, 8]]]]


def test_heights_are_left_out():
    assert rings("[[[1,2,9],[3,4,9]]]", 3) == [[[[1, 2], [3, 4]]]]


@each(
    "text",
    [
        "[[[1,2],[3,4,5]]]",
        "[[[1],[2]]]",
        "[[[1,2],[]]]",
        "[[[1,2] [3,4]]]",
        "[[[1,2][3,4]]]",
        "[[[1,,2]]]",
        "[[[1,2-]]]",
        "[[1,2]]",
        "[[[[1,2]]]]",
        "[[[1,2]],5]",
        "[[[1,2]]][[[1,2]]]",
    ],
)
def test_what_is_no_polygon_is_none(text: str):
    assert rings(text, 3) is None


def test_numbers_are_those_of_python():
    text = "[[[135.48123456789012,34.1],[0.1,1e-7],[1e400,2]]]"
    assert rings(text, 3) == [[[[135.48123456789012, 34.1], [0.1, 1e-7], [np.inf, 2]]]]


@pytest.mark.parametrize(("text", "is_sound"), [("[[1,2]]", True), ("[[1,2]", False), ("[NaN]", False)])
def test_letters_and_open_brackets_are_not_sound(text: str, is_sound: bool):
    assert Positions(text.encode()).is_sound is is_sound
