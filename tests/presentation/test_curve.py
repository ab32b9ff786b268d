"""A curve over time as a picture of our own."""

import base64
import re
from xml.etree import ElementTree

import pandas as pd
import pytest

from presentation.curve import curve_drawing, curve_html, marks

PEOPLE = pd.Series([0, 0, 500, 1000], index=[10, 20, 30, 40])


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [
        ((10.0, 40.0), [10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0]),
        ((0.0, 41_027.0), [0.0, 10_000.0, 20_000.0, 30_000.0, 40_000.0, 50_000.0]),
        ((0.0, 0.0), [0.0, 1.0]),
        ((-3.0, 2.0), [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0]),
    ],
)
def test_marks_are_round_numbers_that_hold_both_ends(ends, wanted):
    assert marks(*ends) == wanted


def test_the_curve_begins_at_the_left_foot_and_ends_at_the_top_right():
    drawing = curve_drawing(PEOPLE, x_label="分", y_label="人", colour="#0B5394")
    root = ElementTree.fromstring(drawing)
    said = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"分", "人", "10", "40", "1,000"} <= set(said)
    points = next(root.iter("{http://www.w3.org/2000/svg}polyline")).attrib["points"].split()
    # 90 px from the left to 20 px from the right; 48 px from the foot up to 14 px from the top.
    assert (points[0], points[-1]) == ("90.0,192.0", "880.0,14.0")
    assert len(points) == len(PEOPLE)


def test_words_of_a_city_are_no_markup():
    made = curve_html(PEOPLE, x_label="<b>", y_label='"', colour="#0B5394", label='<i>"')
    assert 'alt="&lt;i&gt;&quot;"' in made
    inner = base64.b64decode(re.search(r"base64,([^\"]+)", made).group(1)).decode()
    assert "&lt;b&gt;" in inner
