"""The map of bands: each district has colour, sign and card of its cell; what has no band is not drawn."""

from dataclasses import replace

from domain.vocabulary import ReadinessBand
from presentation.geometry import unpack_integers
from presentation.map_layers.bands import band_content
from presentation.map_layers.ground import district_titles
from presentation.readiness_matrix.matrix import build_matrix
from presentation.readiness_matrix.selection import Selection, select
from presentation.words import Words
from tests.presentation.readiness_matrix.reports import DISTRICTS, WARDS, case, reports

WORDS = Words("ja")
ORDER = list(ReadinessBand)


def layers(wanted=None, column_id="tsunami"):
    matrix = select(build_matrix(case(), reports(), WORDS), wanted or Selection(), WORDS)
    content = band_content(case(), matrix, column_id, WORDS)
    return {layer.layer_id: layer for layer in content.layers}


def test_each_district_is_drawn_by_its_band_with_its_sign():
    found = layers()
    areas, signs = found["bands"], found["band-signs"]
    expected = {DISTRICTS[0]: ReadinessBand.SERIOUS, DISTRICTS[1]: ReadinessBand.NOT_CONCERNED}
    for layer in (areas, signs):
        drawn = zip(layer.content["ids"], unpack_integers(layer.content["style"]), strict=True)
        assert {area: ORDER[style] for area, style in drawn} == expected
        assert len(layer.looks) == len(ORDER)
    assert signs.follows == "bands"
    assert [look["mark"] for look in signs.looks] == ["◎", "○", "△", "×", "？", "□", "／", "－"]
    assert len(areas.legend) == len(ORDER)
    title = dict(zip(case().city.districts.index, district_titles(case(), WORDS), strict=True))[DISTRICTS[0]]
    assert f"{title}: × 重大な課題" in areas.content["texts"]
    assert "約20人に安全な経路がない" in areas.content["texts"]


def test_layers_lie_in_their_order_and_wards_are_outlined():
    matrix = build_matrix(case(), reports(), WORDS)
    content = band_content(case(), matrix, "flood", WORDS)
    orders = [int(layer.order) for layer in content.layers]
    assert orders == sorted(orders)
    assert "wards" in {layer.layer_id for layer in content.layers}
    (south, west), (north, east) = content.bounds
    assert south < north
    assert west < east


def test_only_districts_that_are_to_be_seen_are_drawn():
    assert layers(Selection(ward_codes=frozenset({WARDS[1]})))["bands"].content["ids"] == [DISTRICTS[1]]


def test_a_district_without_a_band_is_not_drawn():
    waiting = dict.fromkeys(reports())
    content = band_content(case(), build_matrix(case(), waiting, WORDS), "tsunami", WORDS)
    (areas,) = [layer for layer in content.layers if layer.layer_id == "bands"]
    assert areas.content["ids"] == []


def test_a_gap_is_a_row_of_the_card_only_where_there_is_one():
    matrix = build_matrix(case(), reports(), WORDS)
    bare = replace(matrix, rows=tuple(
        replace(row, cells=tuple(replace(cell, gap="") for cell in row.cells)) for row in matrix.rows
    ))  # fmt: skip
    content = band_content(case(), bare, "tsunami", WORDS)
    (areas,) = [layer for layer in content.layers if layer.layer_id == "bands"]
    cards = unpack_integers(areas.content["cards"])
    assert cards[1::2] == [0, 0]  # title and number of rows of each card
