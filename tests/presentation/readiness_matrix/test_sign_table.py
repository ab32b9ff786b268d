"""A table of signs: the same words in the browser and in files, and no markup from a file."""

from domain.data_kind import DataKind
from domain.vocabulary import ReadinessBand
from presentation.plan_table import CellKind
from presentation.readiness_matrix.sign_table import SignCell, SignColumn, SignRow, SignTable
from presentation.styles.readiness import BANDS

SERIOUS = BANDS[ReadinessBand.SERIOUS]
HEADINGS = {"level": "段", "ward": "区", "area": "名", "area_id": "ID"}


def table():
    cells = (SignCell(SERIOUS, "重大", "席が不足", "校区: ×1"), SignCell(None, "計算中"))
    return SignTable(
        "matrix", "表", "備え\u202e", (SignColumn("a", "洪水"), SignColumn("b", "組織", "共助")),
        (SignRow("1", "ward", "甲\x00区", "1", "甲区", cells),), ("注",), ((SERIOUS, "重大"),),
        data_kind=DataKind.MODEL,
    )  # fmt: skip


def test_a_cell_says_sign_word_gap_and_counts():
    first, second = table().rows[0].cells
    assert first.text == "重大 × / 席が不足 / 校区: ×1"
    assert second.text == "計算中"


def test_the_browser_gets_plain_words_and_colours():
    data = table().as_data()
    assert data["caption"] == "備え"
    assert data["columns"] == [
        {"id": "a", "heading": "洪水", "group": ""}, {"id": "b", "heading": "組織", "group": "共助"},
    ]  # fmt: skip
    (row,) = data["rows"]
    assert (row["id"], row["level"], row["name"]) == ("1", "ward", "甲\N{REPLACEMENT CHARACTER}区")
    assert row["cells"][0] == {
        "sign": "×", "fill": SERIOUS.area.fill, "ink": SERIOUS.ink, "word": "重大", "gap": "席が不足",
        "said": "席が不足", "counts": "校区: ×1",
    }  # fmt: skip
    assert data["keys"] == []
    assert row["cells"][1]["sign"] == row["cells"][1]["fill"] == row["cells"][1]["ink"] == ""


def test_letters_stand_in_the_browser_only_and_the_column_says_what_they_mean():
    cell = SignCell(SERIOUS, "重大", "席が不足（夜の津波）", short_gap="席が不足（A）")
    columns = (SignColumn("a", "津波", key="津波: A 夜の津波"), SignColumn("b", "洪水"))
    row = SignRow("1", "ward", "甲区", "1", "甲区", (cell, SignCell(None, "計算中")))
    made = SignTable("matrix", "表", "備え", columns, (row,), (), (), data_kind=DataKind.REAL)
    data = made.as_data()
    assert data["keys"] == ["津波: A 夜の津波"]
    # Read out, a cell names its scenario.
    shown = data["rows"][0]["cells"][0]
    assert (shown["gap"], shown["said"]) == ("席が不足（A）", "席が不足（夜の津波）")
    assert made.as_plan_table(HEADINGS, {"ward": "区"}).rows()[0][4] == "重大 × / 席が不足（夜の津波）"


def test_files_have_ward_area_and_what_each_cell_says():
    made = table().as_plan_table(HEADINGS, {"ward": "区の計"})
    assert made.headings == ("段", "区", "名", "ID", "洪水", "共助 組織")
    assert made.rows() == [
        ("区の計", "甲区", "甲\x00区", "1", "重大 × / 席が不足 / 校区: ×1", "計算中"),
    ]  # fmt: skip
    assert [column.kind for column in made.columns[4:]] == [CellKind.LONG_TEXT] * 2
    assert (made.table_id, made.title, made.notes, made.data_kind) == (
        "matrix",
        "表",
        ("注",),
        DataKind.MODEL,
    )
