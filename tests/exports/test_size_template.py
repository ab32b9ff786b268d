"""The sheet to fill in: figures as numbers, names as text, never a formula."""

import io

import openpyxl
import pandas as pd

from exports.size_template import size_template


def test_names_are_text_and_unknown_cells_empty():
    rows = pd.DataFrame(
        {
            "place_id": ["a"],
            "name": ["=1+1"],
            "floors": pd.array([pd.NA], dtype="Int64"),
            "floor_area_m2": [12.5],
        }
    )
    headers = {"place_id": "場所ID", "name": "名称", "floors": "階数", "floor_area_m2": "床面積"}
    content = size_template(rows, headers, {"floors": 1, "floor_area_m2": 0}, "en")
    sheet, how = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert [cell.value for cell in sheet[1]] == ["場所ID", "名称", "階数", "床面積"]
    assert [cell.value for cell in sheet[2]] == ["a", "=1+1", None, 12.5]
    assert sheet["B2"].data_type == "s"
    assert [cell.value for cell in how["B"]][:3] == ["Empty cells", 1, 0]
