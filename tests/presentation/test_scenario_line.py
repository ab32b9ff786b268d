"""The drawing of a scenario's line: every moment at its time, the same in the table below it."""

import base64
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from planning.case import Case
from planning.scenario_line import LineEvent, LineMoment, scenario_line
from presentation.scenario_line import axis, line_drawing, line_grid, line_html, moment_words
from presentation.words import Words
from tests.toy_city import make_toy_bundle, toy_settings

CITY, WORDS = make_toy_bundle(), Words("ja")
FLOOD = Case.of(CITY, CITY.scenarios["toy-flood"], toy_settings())
LINE = scenario_line(CITY, FLOOD.scenario, FLOOD.settings)


@pytest.mark.parametrize(
    ("moments", "ends"),
    [
        # 6 h: eight marks of an hour at most; an hour is the shortest step that fits.
        ([0.0, 21_600.0], (0, 21_600, 3_600)),
        ([0.0], (0, 300, 300)),
        ([-60.0, 300.0], (-300, 300, 300)),
        ([0.0, 21_601.0], (0, 25_200, 3_600)),
    ],
)
def test_the_axis_holds_every_moment_in_whole_steps(moments, ends):
    assert axis(moments) == ends


def test_every_moment_is_drawn_at_its_time():
    drawing = ET.fromstring(line_drawing(FLOOD, LINE, WORDS))
    at = [
        float(re.findall(r"translate\(([\d.]+)", group.get("transform"))[0])
        for group in drawing.iter("{http://www.w3.org/2000/svg}g")
    ]
    assert len(at) == len(LINE)
    # The axis goes from 0 to 21,600 s over 812 units from 24.
    assert at == pytest.approx([24 + 812 * moment.at_s / 21_600 for moment in LINE], abs=0.05)


def test_the_table_says_the_same():
    grid = line_grid(FLOOD, LINE, WORDS)
    assert len(grid.rows) == len(LINE)
    assert grid.rows[-1] == (
        "警戒レベル3（高齢者等避難）の発令から6時間後", "歩ける時間の終わり: 警戒レベル5",
    )  # fmt: skip
    assert "⟦" not in str(grid)


def test_an_end_that_nothing_tells_the_time_of_is_named_as_unknown():
    # The line of a wave without arrivals ended with the people leaving, as if nothing came.
    case = Case.of(CITY, CITY.scenarios["toy-tsunami-night"], toy_settings())
    grid = line_grid(case, [LineMoment(LineEvent.ZERO, 0.0, "earthquake")], WORDS)
    assert grid.rows[-1] == ("不明", "歩ける時間の終わり: 水の到達（時刻の資料がありません）")
    known = [
        LineMoment(LineEvent.ZERO, 0.0, "earthquake"),
        LineMoment(LineEvent.FIRST_ARRIVAL, 60.0, "tsunami"),
    ]
    assert len(line_grid(case, known, WORDS).rows) == 2


def test_names_of_a_file_are_text_in_the_drawing():
    layer = next(iter(CITY.hazards))
    meta = CITY.meta.layer(f"hazards/{layer}")
    assert meta is not None
    evil = replace(CITY, meta=CITY.meta.with_source(replace(meta, name="<script>")))
    case = Case.of(evil, FLOOD.scenario, FLOOD.settings)
    moments = (LineMoment(LineEvent.FIRST_ARRIVAL, 60.0, layer),)
    said = line_html(case, moments, WORDS)
    drawn = base64.b64decode(re.findall(r"base64,([^\"]+)", said)[0]).decode()
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_long_name_is_cut_in_the_drawing_and_whole_in_the_table():
    layer = next(iter(CITY.hazards))
    meta = CITY.meta.layer(f"hazards/{layer}")
    assert meta is not None
    named = replace(CITY, meta=CITY.meta.with_source(replace(meta, name="長" * 60)))
    case = Case.of(named, FLOOD.scenario, FLOOD.settings)
    moments = (LineMoment(LineEvent.FIRST_ARRIVAL, 60.0, layer),)
    assert "長" * 60 in str(line_grid(case, moments, WORDS).rows)
    drawing = line_drawing(case, moments, WORDS)
    assert "長…" in drawing
    assert "長" * 30 not in drawing


def test_places_are_named():
    place = str(CITY.places.index[0])
    named = moment_words(FLOOD, LineMoment(LineEvent.OPENING, 0.0, place), WORDS)
    assert CITY.places["name"].iloc[0] in named
    assert (
        moment_words(FLOOD, LineMoment(LineEvent.OPENING, 0.0, "all_places"), WORDS) == "開設: すべての場所"
    )
