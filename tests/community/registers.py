"""Small registers of invented people, as the store gives them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from domain.tables.registers import DrillRegister, EquipmentRegister, MemberRegister, Register, SquadRegister

_USUAL: dict[type[Register], dict[str, Any]] = {
    MemberRegister: {
        "post": "information", "role": "member", "day": "unknown", "night": "unknown", "name": "見本 太郎",
    },
    SquadRegister: {"post": "information", "needed": None},
    DrillRegister: {"held_on": "", "kind": "", "participants": None},
    EquipmentRegister: {"item": "担架", "quantity": None, "checked_on": ""},
}  # fmt: skip


def register(contract: type[Register], rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return rows of a register; what is not given is usual or empty. Ids are r0, r1 …"""
    usual = {"ward_code": "271411", "district_id": "271411-00001", "org_id": "A"} | _USUAL[contract]
    data = {}
    for name, column in contract.to_schema().columns.items():
        is_text = column.dtype.type.name == "str"
        cells = [(usual | row).get(name, "" if is_text else None) for row in rows]
        data[name] = pd.array(cells, dtype="str" if is_text else "Int64")
    index = pd.Index([f"r{i}" for i in range(len(rows))], dtype="str", name="record_id")
    return contract.check(pd.DataFrame(data, index=index))


def members(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return rows of the register of members."""
    return register(MemberRegister, rows)
