"""A table of words as CSV: a name that looks like a formula is none."""

from exports.grid_csv import grid_csv
from presentation.grid import Grid


def test_cells_are_as_on_screen_and_formulas_guarded():
    grid = Grid(("名称", "数"), (("=1+1", "3"), ("甲, 乙", "")), (False, True))
    assert grid_csv(grid).decode("utf-8-sig") == '名称,数\r\n\'=1+1,3\r\n"甲, 乙",\r\n'
