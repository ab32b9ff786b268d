"""Height of the ground in words: with its error, and nothing where it is not known."""

import math

import pytest

from presentation.ground_height import height_line
from presentation.words import Words


@pytest.mark.parametrize(
    ("height", "error", "said"),
    [
        (3.24, 1.4, "3.2 m（標準誤差 1.4 m 以内"),
        (3.26, 5.0, "3.3 m（標準誤差 5 m 以内"),
        (-0.04, 1.4, "0.0 m（"),
        (-1.25, 1.4, "-1.2 m（"),
        (0.0, math.nan, "0.0 m（誤差は不明"),
    ],
)
def test_a_height_has_one_decimal_and_its_error(height, error, said):
    line = height_line({"ground_elevation_m": height, "ground_elevation_error_m": error}, Words("ja"))
    assert line.startswith(f"標高（地盤）: {said}")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_unknown_height_is_not_told(language):
    row = {"ground_elevation_m": math.nan, "ground_elevation_error_m": math.nan}
    assert height_line(row, Words(language)) == ""
