"""Filters and order of the matrix: wards keep their place, and nothing is sorted unless asked for."""

from dataclasses import replace

from domain.data_kind import DataKind
from domain.vocabulary import ReadinessBand
from presentation.readiness_matrix.matrix import BandCell, BandRow, HazardColumn, Matrix
from presentation.readiness_matrix.selection import Selection, select
from presentation.words import Words

WORDS = Words("ja")
COLUMNS = (HazardColumn("flood", "洪水", ("f",)), HazardColumn("tsunami", "津波", ("t",)))
S, P, M, N = ReadinessBand.SERIOUS, ReadinessBand.PROBLEM, ReadinessBand.MOSTLY, ReadinessBand.NOT_CONCERNED


def cell(band, persons=0.0, owner="ward", is_model=False):
    return BandCell(band, "f", str(band), owner=owner, lead_persons=persons, is_model=is_model)


def district(area_id, ward, flood, tsunami):
    return BandRow(area_id, "district", area_id, ward, (flood, tsunami))


def above(area_id, level):
    return BandRow(area_id, level, area_id, area_id if level == "ward" else "", (cell(M), cell(M)))


#: City, ward A with a1–a3, ward B with b1.
MATRIX = Matrix(
    COLUMNS,
    (
        above("city", "city"),
        above("A", "ward"),
        district("a1", "A", cell(M), cell(P, 3.0, owner="bureau")),
        district("a2", "A", cell(S, 100.0), cell(P, 9.0)),
        district("a3", "A", cell(S, 200.0, is_model=True), cell(N, owner="")),
        above("B", "ward"),
        district("b1", "B", cell(S, 900.0), cell(None)),
    ),
    data_kind=DataKind.MODEL,
)


def ids(**wishes):
    return [row.area_id for row in select(MATRIX, Selection(**wishes), WORDS).rows]


def test_without_a_wish_everything_stands_in_official_order():
    assert select(MATRIX, Selection(), WORDS) == MATRIX


def test_districts_are_sorted_within_their_ward_and_wards_stay():
    # a3 has more people without a place than a2; b1 has most of all and stays in its ward.
    assert ids(sort_by="flood") == ["city", "A", "a3", "a2", "a1", "B", "b1"]
    assert ids(sort_by="tsunami") == ["city", "A", "a2", "a1", "a3", "B", "b1"]


def test_a_hazard_that_is_not_shown_sorts_nothing():
    assert ids(sort_by="flood", column_ids=frozenset({"tsunami"})) == [row.area_id for row in MATRIX.rows]


def test_one_ward_alone_has_neither_the_city_nor_other_wards():
    assert ids(ward_codes=frozenset({"A"})) == ["A", "a1", "a2", "a3"]


def test_bands_are_looked_for_in_the_hazards_that_are_shown():
    assert ids(bands=frozenset({M})) == ["city", "A", "a1"]
    assert ids(bands=frozenset({S})) == ["city", "A", "a2", "a3", "B", "b1"]
    assert ids(bands=frozenset({S}), column_ids=frozenset({"tsunami"})) == ["city"]


def test_the_owner_of_any_gap_that_is_shown_keeps_a_district():
    assert ids(owner="bureau") == ["city", "A", "a1"]
    assert ids(owner="bureau", column_ids=frozenset({"flood"})) == ["city"]


def test_hazards_that_are_not_wanted_are_left_out():
    shown = select(MATRIX, Selection(column_ids=frozenset({"tsunami"})), WORDS)
    assert shown.columns == COLUMNS[1:]
    assert all(len(row.cells) == 1 for row in shown.rows)
    assert shown.rows[2].cells[0].lead_persons == 3.0


def test_bands_on_model_data_are_withheld_and_never_counted_as_good():
    shown = select(MATRIX, Selection(real_only=True), WORDS)
    withheld = shown.rows[4].cells[0]
    assert (withheld.band, withheld.word, withheld.gap) == (None, "模擬データ", "")
    assert shown.rows[3].cells[0].band is S
    assert "a3" not in ids(real_only=True, bands=frozenset({S}))
    # Withheld bands come last, not among the good ones.
    assert ids(real_only=True, sort_by="flood") == ["city", "A", "a2", "a1", "a3", "B", "b1"]


def test_later_days_after_an_earthquake_are_shown_to_whoever_asks():
    later = HazardColumn("tsunami-day7", "津波（7日後）", ("t7",), is_later=True)
    rows = tuple(replace(row, cells=(*row.cells, cell(None))) for row in MATRIX.rows)
    matrix = replace(MATRIX, columns=(*COLUMNS, later), rows=rows)
    assert select(matrix, Selection(), WORDS) == MATRIX
    asked = select(matrix, Selection(column_ids=frozenset({"flood", "tsunami-day7"})), WORDS)
    assert [column.column_id for column in asked.columns] == ["flood", "tsunami-day7"]
