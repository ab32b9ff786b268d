"""Parts that are kept one by one: only those are made that nobody made before."""

import numpy as np
import shapely

from presentation.kept_parts import kept_parts, line_inputs
from tests.toy_city import make_toy_bundle

CITY = make_toy_bundle()


def _told(made: list[str], inputs: list[str], *, most: int = 10) -> list[str]:
    def make(rows: list[int]) -> list[str]:
        made.extend(inputs[row] for row in rows)
        return [inputs[row].upper() for row in rows]

    return kept_parts(CITY, "letters", inputs, make, most=most)


def test_each_part_is_made_once_and_those_used_last_are_kept() -> None:
    made: list[str] = []
    assert _told(made, ["a", "b", "a", "c"]) == ["A", "B", "A", "C"]
    assert made == ["a", "b", "c"]
    assert _told(made, ["c", "d", "b"], most=2) == ["C", "D", "B"]
    assert made == ["a", "b", "c", "d"]
    # d and b were used last
    assert _told(made, ["b", "d", "a"], most=2) == ["B", "D", "A"]
    assert made == ["a", "b", "c", "d", "a"]
    assert _told(made, []) == []


def test_more_parts_than_are_kept_are_all_returned() -> None:
    assert _told([], ["x", "y", "z", "x"], most=1) == ["X", "Y", "Z", "X"]


def test_lines_are_told_apart_by_their_coordinates() -> None:
    one, two = shapely.LineString([(0, 0), (1, 2)]), shapely.LineString([(0, 0), (1, 2), (3, 4)])
    first, second, again = line_inputs(np.array([one, two, shapely.LineString([(0, 0), (1, 2)])]))
    assert first == again != second
    assert np.frombuffer(second).tolist() == [0, 0, 1, 2, 3, 4]
    assert line_inputs(np.array([], dtype=object)) == []
