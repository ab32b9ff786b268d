"""Looks as matplotlib draws them: what is apart in the table of styles is apart on paper."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure

from domain.vocabulary import PlaceStanding
from exports.paper_looks import area_style, arrow_corners, dashes, draw_sign, hatch_text
from presentation.styles import ground, hazards, people, places
from presentation.styles.looks import Hatch, Pattern, Shape


def test_deeper_classes_have_other_patterns_on_paper() -> None:
    said = [hatch_text(look.hatch) for look in hazards.DEPTHS]
    assert said == ["", ".", "...", "/", "//", "///", "xx", "xxx"]
    assert all(one != other for one, other in pairwise(said))


@pytest.mark.parametrize(("gap", "signs"), [(14, 1), (13, 2), (9, 2), (8, 3)])
def test_the_closer_the_lines_the_more_signs(gap: int, signs: int) -> None:
    assert hatch_text(Hatch(Pattern.FALLING, gap, "#000000")) == "\\" * signs


def test_an_area_of_only_lines_has_no_fill() -> None:
    style = area_style(hazards.HAZARD_ZONES["house_collapse"])
    assert style["facecolor"] == "none"
    assert style["hatch"]
    assert style["edgecolor"][:3] == (1.0, 0.0, 0.0)


def test_dashes_are_in_widths_of_the_line_and_whole_lines_have_none() -> None:
    railway = ground.BACKGROUND["railway"].strokes
    assert dashes(railway[0]) == "solid"
    assert dashes(railway[1]) == (0, (3.5, 3.5))


def test_an_arrow_points_east() -> None:
    corners = arrow_corners(people.ARROW)
    assert corners[np.argmax(corners[:, 0])].tolist() == [1.3, 0.0]


@pytest.mark.parametrize("shape", list(Shape))
def test_every_shape_can_be_drawn(shape: Shape) -> None:
    axes = Figure().add_axes((0, 0, 1, 1))
    look = places.STANDINGS[PlaceStanding.USABLE]
    changed = type(look)(look.legend, shape, look.fill, look.edge, look.radius, mark="所")
    draw_sign(axes, 0.5, 0.5, changed)
    # a halo, the sign, and the letter in it
    assert len(axes.lines) == 2
    assert [one.get_text() for one in axes.texts] == ["所"]
    draw_sign(axes, 0.5, 0.5, changed, scale=0.5)
    assert len(axes.texts) == 1, "a letter too small to read is left out"
