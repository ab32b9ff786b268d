"""Tables of a comparison: words as on the page, exact figures beside them."""

from dataclasses import replace

from planning.compared_places import FREE, FULL
from planning.comparison import Compared, Part
from planning.figures import Figure, change_of
from presentation.comparison.figure_words import FigureWords
from presentation.comparison.rows import INPUTS, ShownRow, shown_rows
from presentation.comparison.tables import (
    PARTS,
    comparison_table,
    paper_rows,
    part_grid,
    side_source_table,
)
from presentation.words import Words
from tests.planning.test_comparison import compared

WORDS = Words("ja")


def columns(table) -> dict[str, tuple]:
    return {column.key: column.cells for column in table.columns}


def place(name: str, first: float, second: float, state: str) -> ShownRow:
    a, b = Figure.of(first, state), Figure.of(second, FREE)
    row = Compared(Part.PLACES, name, "persons", a, b, change_of(a, b))
    return ShownRow(Part.PLACES, name, FigureWords("", "", ""), row)


def test_places_that_fill_come_first_by_how_much_they_differ_and_the_others_stay_in_files() -> None:
    rows = [place("free", 0, 500, FREE), place("small", 10, 20, FULL), place("large", 90, 20, FULL)]
    assert [row.item for row in paper_rows(rows, Part.PLACES)] == ["large", "small"]
    many = [place(str(i), i, 0, FULL) for i in range(30)]
    assert [row.item for row in paper_rows(many, Part.PLACES)] == [str(i) for i in range(29, 4, -1)]


def test_inputs_have_no_difference_and_figures_have_one() -> None:
    rows = shown_rows(compared("night", "quake"), WORDS)
    assert part_grid(rows, INPUTS, WORDS).headings == ("項目", "A", "B")
    grid = part_grid(rows, Part.PEOPLE, WORDS)
    assert grid.headings == ("項目", "A", "B", "差（B－A）")
    assert len(grid.rows) == len([row for row in rows if row.part == Part.PEOPLE])


def test_the_table_holds_exact_figures_in_the_unit_that_is_shown() -> None:
    found = compared("night", "slow")
    cells = columns(comparison_table(found, "ja"))
    row = next(one for one in found.of(Part.LIMITS) if one.item == "walk_mean_s")
    at = cells["compare_item"].index("避難先まで歩く時間の平均")
    assert cells["unit"][at] == "分"
    assert cells["compare_first_value"][at] == round(row.first.value / 60, 4)
    assert cells["compare_change_value"][at] == round(row.change.value / 60, 4)
    few = cells["compare_item"].index("経路の余裕が10分に満たない人")
    # 8 people who need help and 8 helpers: 16 would tell the 8, and is told in tens.
    told = [cells[f"compare_first_{end}"][few] for end in ("value", "low", "high")]
    assert told == [20, 15, 24]


def test_fewer_than_ten_are_told_as_that_in_the_exact_figures_too() -> None:
    found = compared("night", "slow")
    few, nobody = Figure(9.0, 1.0, 9.0, "small"), Figure.of(0.0)
    row = Compared(Part.LIMITS, "below_reserve_persons", "persons", few, nobody, change_of(few, nobody))
    rest = [one for one in found.rows if one.item != row.item]
    cells = columns(comparison_table(replace(found, rows=(*rest, row)), "ja"))
    at = cells["compare_item"].index("経路の余裕が10分に満たない人")
    assert cells["compare_first_value"][at] == cells["compare_first_low"][at] == "10未満"
    assert cells["compare_second_value"][at] == 0


def test_a_limit_in_the_exact_figures_is_never_later_than_it_is() -> None:
    found = compared("night", "slow")
    # 100.00099 s are 1.66668316 minutes: to four digits 1.6667 would be a thousandth of a second late.
    late = Figure.of(100.00099)
    row = Compared(Part.LIMITS, "route_margin_s", "seconds", late, late, Figure.of(0.0))
    rest = [one for one in found.rows if one.item != "route_margin_s"]
    cells = columns(comparison_table(replace(found, rows=(*rest, row)), "ja"))
    assert 1.6666 in cells["compare_first_value"]
    assert 1.6667 not in cells["compare_first_value"]


def test_open_ends_and_missing_numbers_are_words_and_empty_cells() -> None:
    found = compared("night", "day")
    first = Figure(20, 20, float("inf"))
    second = Figure.of(0)
    row = Compared(Part.PEOPLE, "must_leave", "persons", first, second, change_of(first, second))
    rest = [one for one in found.rows if one.item != "must_leave"]
    cells = columns(comparison_table(replace(found, rows=(row, *rest)), "ja"))
    at = cells["compare_item"].index(WORDS("ledger.must_leave"))
    assert cells["compare_first_high"][at] == "上限なし"
    assert cells["compare_change_low"][at] == "下限なし"
    assert cells["compare_change_high"][at] == -20
    quake = columns(comparison_table(compared("night", "quake"), "ja"))
    late = next(i for i, cell in enumerate(quake["compare_second"]) if cell == "期限なし")
    assert quake["compare_second_value"][late] == quake["compare_change_value"][late] == ""


def test_the_layers_say_which_side_rests_on_them() -> None:
    cells = columns(side_source_table(compared("night", "quake"), "ja"))
    sides = dict(zip(cells["layer"], cells["compare_side"], strict=True))
    assert sides["区"] == "A・B"
    assert sorted(set(cells["compare_side"])) == ["A", "A・B", "B"]
    assert set(PARTS) == {INPUTS, *(part.value for part in Part)}
