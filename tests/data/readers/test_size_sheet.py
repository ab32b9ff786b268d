"""The filled sheet of sizes: an empty cell changes nothing, and a slipped row is refused."""

from data.readers.sheet_file import read_sheet
from data.readers.size_sheet import FORMS, FilledSheet, SizeColumn, read_sizes
from domain.tables.ranges import MOST_FLOORS
from tests.each import each

NAMES = {"a": "甲小学校", "b": "乙公園"}


def read(*rows: str, header: str = "場所ID,名称,床面積（㎡）,階数,構造,鍵を持つ人の数") -> FilledSheet:
    return read_sizes(read_sheet("\n".join((header, *rows)).encode(), "sizes.csv"), NAMES)


def test_cells_are_numbers_text_unknown_or_nothing():
    filled = read('a,甲小学校,"1,200.5",3,RC造,2', "b,乙公園,,不明,不明,")
    assert filled.faults == ()
    assert filled.rows_read == 2
    assert filled.cells["a"] == {
        "floor_area_m2": 1200.5, "floors": 3, "structure": "RC造", "key_holders": 2,
    }  # fmt: skip
    # An empty cell says nothing; 不明 says that nobody knows.
    assert filled.cells["b"] == {"floors": None, "structure": None}


def test_full_width_and_units_are_read():
    filled = read("ａ,甲小学校,１２００㎡,３階,,".replace("ａ", "a"))
    assert filled.cells["a"] == {"floor_area_m2": 1200, "floors": 3}


@each(
    ("row", "key", "column", "value"),
    [
        ("x,甲小学校,1,1,,", "size_place_unknown", "場所ID", "x"),
        (",甲小学校,1,1,,", "size_place_unknown", "場所ID", "甲小学校"),
        ("a,乙公園,1,1,,", "size_name_differs", "名称", "乙公園"),
        ("a,甲小学校,広い,1,,", "not_a_number", "床面積（㎡）", "広い"),
        ("a,甲小学校,-1,1,,", "out_of_range", "床面積（㎡）", "-1"),
        ("a,甲小学校,nan,1,,", "out_of_range", "床面積（㎡）", "nan"),
        ("a,甲小学校,1,2.5,,", "out_of_range", "階数", "2.5"),
        (f"a,甲小学校,1,{MOST_FLOORS + 1},,", "out_of_range", "階数", str(MOST_FLOORS + 1)),
        ("a,甲小学校,1,1,,-1", "out_of_range", "鍵を持つ人の数", "-1"),
    ],
)
def test_a_fault_names_row_column_and_value(row: str, key: str, column: str, value: str):
    (fault,) = read(row).faults
    assert (fault.key, fault.file, fault.row, fault.column, fault.value) == (
        key,
        "sizes.csv",
        "2",
        column,
        value,
    )


def test_the_bounds_themselves_are_good():
    filled = read(f"a,甲小学校,0,{MOST_FLOORS},,1")
    assert filled.faults == ()


def test_a_place_twice_and_a_sheet_without_a_header():
    assert [f.key for f in read("a,甲小学校,1,1,,", "a,甲小学校,2,2,,").faults] == ["duplicate_id"]
    assert [f.key for f in read("a,1", header="x,y").faults] == ["size_header_missing"]


def test_every_column_has_its_own_header():
    assert set(FORMS) == set(SizeColumn)
    assert len({form.header for form in FORMS.values()}) == len(FORMS)
