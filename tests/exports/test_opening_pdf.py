"""The list of places to open on A4: every place of the order once, boxes, and what is model data."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from exports.opening_pdf import opening_pdf
from planning.opening_order import order_places
from planning.openings import opening_of, search_openings
from presentation.names import scenario_name
from presentation.words import Words
from tests.planning.test_openings import EAST, WEST, toy_case


def _paper(language: str = "ja", is_open: frozenset[str] = frozenset({WEST}), **changed: object) -> bytes:
    case = toy_case("toy-quake")
    opening = opening_of(case, search_openings(case))
    order = order_places(case, opening)
    options = {"area": "甲区", "is_open": is_open, "candidates": opening.every, "language": language}
    return opening_pdf(case, opening, order, ["文1", "文2"], **{**options, **changed})


def _pages(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_places_of_the_order_stand_on_it_with_a_box(language: str) -> None:
    said = _pages(_paper(language))
    case = toy_case("toy-quake")
    opening = opening_of(case, search_openings(case))
    steps = order_places(case, opening).steps
    assert len(said) == 1
    for place_id in steps["place_id"]:
        assert said[0].count("".join(case.city.places.loc[place_id, "name"].split())) == 1
    assert said[0].count("□") == len(steps) + 1  # and once in the note
    assert "文1" in said[0]
    assert "⟦" not in said[0]
    assert scenario_name(case, language).replace(" ", "") in said[0]


def test_what_is_ticked_on_the_page_is_marked_and_the_same_choice_gives_the_same_bytes() -> None:
    assert _paper() == _paper()
    assert _pages(_paper())[0].count("○") == 2  # WEST, and the note
    assert _pages(_paper(is_open=frozenset()))[0].count("○") == 1


def test_it_is_a4_and_says_that_it_rests_on_model_data() -> None:
    content = _paper()
    page = PdfReader(io.BytesIO(content)).pages[0]
    assert [round(float(side) * 25.4 / 72) for side in page.mediabox[2:]] == [210, 297]
    assert "模擬データ" in _pages(content)[0]


def test_places_of_unknown_seats_stand_at_the_end_without_a_step() -> None:
    case = toy_case("toy-quake")
    places = case.city.places.copy()
    for column in ("floor_area_m2", "stay_capacity_persons", "official_capacity_persons"):
        places.loc[EAST, column] = None
    case = replace(case, city=replace(case.city, places=places))
    opening = opening_of(case, search_openings(case))
    assert EAST in opening.every
    order = order_places(case, opening)
    assert EAST not in order.steps["place_id"].tolist()
    content = opening_pdf(
        case, opening, order, ["文"], area="市", is_open=frozenset(), candidates=opening.every, language="ja"
    )
    said = "".join(_pages(content))
    assert "席数が不明の場所" in said
    assert said.index("席数が不明の場所") < said.index(str(case.city.places.loc[EAST, "name"]))


def test_no_head_of_a_column_is_broken_within_a_word() -> None:
    words = Words("en")
    said = PdfReader(io.BytesIO(_paper("en"))).pages[0].extract_text().split()
    for key in ("paper_chosen", "paper_box", "paper_district"):
        assert words(f"opening.{key}") in said
