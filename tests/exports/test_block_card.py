"""Cards of blocks on paper: what the plan says, legible, offline, and the same bytes twice."""

import io
import re
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from pypdf import PdfReader
from shapely import Point

from exports.block_card import LEAST_PT, Card, Paper, block_cards_pdf
from exports.card_map import Frame, frame_for, scale_box
from planning.block_answer import block_answer
from planning.block_ground import block_ground
from presentation.block.hazards import InScenario
from presentation.block.sheet import block_sheet
from presentation.words import Words
from tests.each import each
from tests.exports.sample_plan import make_real
from tests.made import make_toy

MM = 72 / 25.4
A, B, G = "M271411-A", "M271411-B", "M271411-G"


@cache
def made(scenario: str):
    return make_toy(scenario)


def card(made, block: str, language: str = "ja") -> Card:
    case, plan = made
    answer = block_answer(case, plan, block, block_ground(case, plan))
    words = Words(language)
    rows = [InScenario(case, plan, answer)]
    return Card(answer, block_sheet(case, plan, answer, words, scenarios=rows, waiting="-"))


def pdf(scenario: str = "toy-tsunami-night", *blocks: str, language: str = "ja", paper: Paper = Paper.A5):
    case, plan = made(scenario)
    cards = [card(made(scenario), block, language) for block in blocks or (A,)]
    return block_cards_pdf(case, plan, cards, language, paper=paper)


def said(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize(("paper", "size"), [(Paper.A5, [148, 210]), (Paper.A4, [210, 297])])
def test_a_card_has_its_size(paper, size):
    pages = PdfReader(io.BytesIO(pdf(paper=paper))).pages
    assert {tuple(round(float(s) / MM) for s in page.mediabox[2:]) for page in pages} == {tuple(size)}


@each("language", ["ja", "en"])
@each("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
@each("block", [A, G])
def test_everything_that_the_answer_says_stands_on_the_card_and_model_data_on_each_side(
    scenario, block, language
):
    content = pdf(scenario, block, language=language)
    sides = said(content)
    whole = "".join(sides)
    sheet = card(made(scenario), block, language).sheet
    legs = [line for leg in sheet.legs for line in (leg.head, *leg.lines)]
    for line in (sheet.title, *sheet.first, *sheet.reasons, *legs, *sheet.last):
        assert "".join(line.split()) in whole
    notice = {"ja": "模擬データ（実際の値ではありません）", "en": "Modeldata(notactualvalues)"}[language]
    assert all(notice in side for side in sides)
    assert "⟦" not in whole
    assert sheet.hazards is not None
    assert "".join(sheet.hazards.caption.split()) in whole


def test_letters_are_embedded_and_none_is_too_small():
    sizes, fonts = [], []
    for page in PdfReader(io.BytesIO(pdf())).pages:
        fonts += [font.get_object() for font in page["/Resources"]["/Font"].values()]
        page.extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size: sizes.append(size) if text.strip() else None
        )
    assert sizes
    assert min(sizes) >= LEAST_PT == 6.5
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_cards_of_several_blocks_begin_on_sides_of_their_own():
    sides = said(pdf("toy-tsunami-night", A, B))
    first = [i for i, side in enumerate(sides) if "1面" in side]
    assert len(first) == 2
    assert "A町（街区A）" in sides[first[0]]
    assert "B町（街区B）" in sides[first[1]]
    assert not any("A町（街区A）" in side for side in sides[first[1] :])


def test_the_same_plan_gives_the_same_bytes_dated_like_its_data():
    content = pdf()
    assert pdf() == content
    assert b"D:20261123000000" in content


def test_real_data_are_not_called_model():
    case, plan = make_real()
    block = str(case.city.blocks.index[0])
    content = block_cards_pdf(case, plan, [card((case, plan), block)], "ja")
    assert "模擬データ（実際の値ではありません）" not in "".join(said(content))


def test_the_map_shows_block_and_ways_whole_and_is_never_too_close():
    case, plan = made("toy-tsunami-night")
    for block in (A, G):
        answer = block_answer(case, plan, block, block_ground(case, plan))
        frame = frame_for(case, answer, (10.0, 20.0, 400.0, 200.0))
        for shape in (case.city.blocks.geometry.loc[block], *(g.route.line for g in answer.groups)):
            points = frame.points(shape)
            assert (points >= (10.0, 20.0)).all()
            assert (points <= (410.0, 220.0)).all()
            assert frame.window.covers(shape)
        # 400 pt show at least 350 m.
        assert frame.pt_per_m <= 400 / 350 + 1e-9
        corner = np.array(frame.window.bounds[:2])
        assert (corner == (frame.west, frame.south)).all()


def test_the_scale_covers_no_sign_where_a_corner_is_left():
    frame = Frame(0.0, 0.0, 400.0, 200.0, 0.0, 0.0, 1.0)
    west, south, _, _ = scale_box(frame, [], []).bounds
    assert (west < 200, south < 100) == (True, True)
    # The way ends in the lower left corner, another in the lower right one.
    at = [(20.0, 15.0), (380.0, 15.0)]
    box = scale_box(frame, at, [np.array([[20.0, 15.0], [200.0, 150.0]])])
    assert not any(box.buffer(5).covers(Point(one)) for one in at)
    # Between corners without a sign that is taken which no way crosses.
    crossing = np.array([[0.0, 15.0], [150.0, 15.0]])
    assert scale_box(frame, [], [crossing]).bounds[0] > 200


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_line_of_a_card_parts_a_number_from_what_it_counts(language):
    for scenario in ("toy-tsunami-night", "toy-flood"):
        for page in PdfReader(io.BytesIO(pdf(scenario, A, B, language=language))).pages:
            lines = [line.rstrip() for line in page.extract_text().split("\n")]
            parted = [
                (one, after)
                for one, after in pairwise(lines)
                if re.search(r"[0-9]$", one) and re.match(r"(分|人|時間|h\b|min\b|km\b|m\b|people\b)", after)
            ]
            assert not parted


@pytest.mark.parametrize("paper", list(Paper))
def test_a_scenario_that_is_not_made_is_told_in_whole_words(paper):
    case, plan = made("toy-tsunami-night")
    words = Words("en")
    answer = block_answer(case, plan, A, block_ground(case, plan))
    rows = [InScenario(case, plan, answer), InScenario(made("toy-flood")[0], None, None)]
    sheet = block_sheet(case, plan, answer, words, scenarios=rows, waiting=words("block.not_made"))
    content = block_cards_pdf(case, plan, [Card(answer, sheet)], "en", paper=paper)
    said_words = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages
    )
    assert f"{rows[1].case.scenario.name_en} {words('block.not_made')}" in said_words
