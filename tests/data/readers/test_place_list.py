"""What all lists share: own entries, comparable names, faults of cells grouped while gathered."""

import numpy as np
import pandas as pd

from data.readers.place_list import CellFaults, OwnEntries, name_form, own_rows, point_fault, tidy_texts
from domain.fault_log import LISTED_ROWS
from domain.faults import Fault
from domain.vocabulary import Severity
from tests.each import each


def test_names_are_compared_without_width_blanks_and_case():
    assert name_form("Ａ　模擬 ﾎｰﾙ１") == name_form("a模擬ホール1")
    assert name_form("模擬ホール") != name_form("模擬ホール2")
    assert tidy_texts(pd.Series(["  模擬　ﾎｰﾙ \n１ "])).tolist() == ["模擬 ホール 1"]


@each(
    ("latitude", "longitude", "key"),
    [
        ("20", "122", ""),
        ("46", "154", ""),
        ("19.99", "122", "coordinate_range"),
        ("46.01", "154", "coordinate_range"),
        ("20", "121.99", "coordinate_range"),
        ("122", "20", "coordinate_swapped"),
        ("154", "46", "coordinate_swapped"),
        ("154.1", "46", "coordinate_range"),
        ("", "135", "coordinate_missing"),
        ("34", "", "coordinate_missing"),
        ("inf", "135", "coordinate_not_number"),
        ("34", "nan", "coordinate_not_number"),
        ("x", "135", "coordinate_not_number"),
    ],
)
def test_points_are_in_japan_or_told(latitude: str, longitude: str, key: str):
    assert point_fault(latitude, longitude) == key


def judge(codes: list[str], own: OwnEntries) -> tuple[list[bool], list[Fault]]:
    said: list[Fault] = []
    return own_rows(codes, own, "a.csv", said.append).tolist(), said


def test_without_codes_every_entry_is_the_citys_own():
    assert judge(["27140", "", "13101"], OwnEntries()) == ([True, True, True], [])


def test_an_unknown_code_is_for_its_own_fault_to_say():
    assert judge(["27140", ""], OwnEntries(frozenset({"27140"}))) == ([True, True], [])


def test_the_municipality_with_most_rows_is_named_first():
    codes = ["27140"] + ["27202"] * 2 + ["27201"] * 3 + ["27203"]
    mine, (fault,) = judge(codes, OwnEntries(frozenset({"27140"})))
    assert mine == [True] + [False] * 6
    assert (fault.key, fault.value, fault.expected) == ("others_in_list", "6 (27201、27202、27203)", "1")


def cell_faults(count: int) -> CellFaults:
    return CellFaults("a.csv", [str(number) for number in range(count)])


def test_a_fault_of_many_rows_is_listed_with_its_values_and_counted():
    faults = cell_faults(100)
    values = [f"v{number}" for number in range(100)]
    faults.mark("flag_unknown", np.arange(100) >= 10, values, column="洪水", expected="1")
    found = faults.log.faults()
    assert len(found) == LISTED_ROWS
    assert (found[0].row, found[0].value, found[0].expected, found[0].column) == ("10", "v10", "1", "洪水")
    assert sum(1 + fault.more for fault in found) == 90


def test_nothing_wrong_is_no_fault():
    faults = cell_faults(3)
    faults.mark("flag_unknown", np.zeros(3, dtype=bool), ["", "", ""], column="洪水")
    faults.mark_texts(pd.Series(["館", "校", "x" * 1000]), column="名", required=True)
    faults.mark_points(["34"] * 3, ["135"] * 3, column="点")
    assert faults.log.faults() == ()


def test_texts_that_are_missing_too_long_or_no_text_are_told_without_their_value():
    faults = cell_faults(5)
    texts = pd.Series(["", " ", "x" * 1001, "模\x07擬", "模\N{REPLACEMENT CHARACTER}"])
    faults.mark_texts(texts, column="名", required=True)
    found = [(fault.key, fault.row, fault.severity) for fault in faults.log.faults()]
    assert sorted(found) == [
        ("cell_too_long", "2", Severity.ERROR),
        ("text_unreadable", "3", Severity.ERROR),
        ("text_unreadable", "4", Severity.ERROR),
        ("value_missing", "0", Severity.ERROR),
        ("value_missing", "1", Severity.ERROR),
    ]
    assert all("x" * 10 not in (fault.value or "") for fault in faults.log.faults())
    optional = cell_faults(5)
    optional.mark_texts(texts, column="名", required=False)
    assert "value_missing" not in {fault.key for fault in optional.log.faults()}
