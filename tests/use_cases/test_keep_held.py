"""What a list has no column for stays as it is held."""

import pandas as pd

from community.roster_mapping import MappedColumn
from domain.registers import RegisterName
from storage.store.differences import Differences
from storage.store.registers import REGISTERS
from use_cases.keep_held import keep_held, lacking_columns


def columns(*names: str) -> list[MappedColumn]:
    return [MappedColumn(i, name, name) for i, name in enumerate(names, start=1)]


def test_a_column_of_the_register_is_lacking_where_none_of_its_sources_is_read():
    lacking = lacking_columns(RegisterName.MEMBERS, columns("班", "役割", "氏名", "年代", "携帯電話"))
    assert {"kana", "address", "skills", "note", "day", "night", "title", "sex"} == lacking
    helped = lacking_columns(RegisterName.NEEDS_HELP, columns("氏名", "住所", "事由", "同意日"))
    assert "consent" in helped
    assert "consent_on" not in helped


def test_every_lacking_column_is_one_of_its_register():
    for register in (RegisterName.MEMBERS, RegisterName.NEEDS_HELP):
        assert lacking_columns(register, ()) <= set(REGISTERS[register].contract.columns())


def test_only_changed_rows_keep_what_is_held_and_only_there():
    rows = pd.DataFrame({"role": ["a", "b"], "kana": ["", ""]}, index=[2, 3])
    nothing = rows.iloc[:0]
    held = pd.DataFrame({"role": ["z"], "kana": ["かな"]}, index=["r"])
    found = Differences(rows.loc[[2]], nothing, held, rows.loc[[3]], 0)
    kept = keep_held(rows, found, {"kana"})
    assert kept.to_numpy().tolist() == [["a", ""], ["b", "かな"]]
    assert rows["kana"].tolist() == ["", ""]
    assert keep_held(rows, found, ()) is rows
