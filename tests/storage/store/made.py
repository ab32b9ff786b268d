"""Small registers of invented people: two wards, three districts, four organisations.

```
ward 271411: district 271411-00001: organisations A1 (whole district)
             district 271411-00002: organisation  A2
ward 271420: district 271420-00003: organisations B3, B4
```
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from domain.registers import RegisterName, Role
from storage.store.reader import Reader
from storage.store.registers import REGISTERS
from storage.store.store import Store

#: A name that no log, error or file may hold.
CANARY = "金糸雀カナリア"
CANARY_PHONE = "0721-99-1234"

AREAS = {
    "A1": ("271411", "271411-00001"),
    "A2": ("271411", "271411-00002"),
    "B3": ("271420", "271420-00003"),
    "B4": ("271420", "271420-00003"),
}
HEAD = Reader.headquarters("honcho-1")
SECOND = Reader.headquarters("honcho-2")
OFFICER_A = Reader("ku-a", Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
OFFICER_B = Reader("ku-b", Role.WARD_OFFICER, ward_codes=frozenset({"271420"}))
LEADER_A1 = Reader("kaicho-a1", Role.ORGANISATION_LEADER, org_ids=frozenset({"A1"}))
LEADER_A2 = Reader("kaicho-a2", Role.ORGANISATION_LEADER, org_ids=frozenset({"A2"}))
LEADER_DISTRICT_3 = Reader("rengo-3", Role.ORGANISATION_LEADER, district_ids=frozenset({"271420-00003"}))
COMMISSIONER = Reader("minsei", Role.WELFARE_COMMISSIONER, district_ids=frozenset({"271411-00001"}))
COUNCIL = Reader("shakyo", Role.SOCIAL_WELFARE_COUNCIL, ward_codes=frozenset({"271411"}))
FIRE = Reader("shobo", Role.FIRE, ward_codes=frozenset({"271411"}))
POLICE = Reader("keisatsu", Role.POLICE, ward_codes=frozenset({"271420"}))
VIEWER = Reader("etsuran", Role.VIEWER, ward_codes=frozenset({"271411", "271420"}))
NOWHERE = Reader("doko", Role.WARD_OFFICER)
READERS = (
    HEAD, OFFICER_A, OFFICER_B, LEADER_A1, LEADER_A2, LEADER_DISTRICT_3, COMMISSIONER, COUNCIL, FIRE,
    POLICE, VIEWER, NOWHERE,
)  # fmt: skip

_DEFAULTS: dict[RegisterName, dict[str, Any]] = {
    RegisterName.ORGANISATIONS: {"name": "第一自主防災会", "district_plan_made": "unknown"},
    RegisterName.SQUADS: {"post": "information", "needed": 4},
    RegisterName.EQUIPMENT: {"item": "担架", "quantity": 2},
    RegisterName.DRILLS: {"held_on": "2026-09-01", "kind": "避難訓練", "participants": 40},
    RegisterName.MEMBERS: {
        "post": "information", "role": "member", "day": "yes", "night": "unknown", "name": "見本 太郎",
    },
    RegisterName.OPENING_DUTY: {
        "place_id": "E0001", "open_class": "earthquake", "kind": "key_holder", "name": "鍵 番子",
        "arrival_day_s": 600,
    },
    RegisterName.PARTNERS: {"name": "第一小学校", "kind": "school", "contact_name": "教頭 一子"},
    RegisterName.NEEDS_HELP: {"name": "要 支援", "consent": "unknown", "reason": "歩行困難"},
    RegisterName.INDIVIDUAL_PLANS: {
        "person_id": "P1", "person_consent": "unknown", "supporter_consent": "unknown",
    },
}  # fmt: skip


def row(register: RegisterName, org: str, **values: Any) -> dict[str, Any]:
    """Return one row of an organisation; what is not given is usual or empty."""
    ward, district = AREAS[org]
    return {"ward_code": ward, "district_id": district, "org_id": org} | _DEFAULTS[register] | values


def frame(register: RegisterName, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as a frame of the contract; the index counts lines from 2, as in a file."""
    schema = REGISTERS[register].contract.to_schema().columns
    data = {}
    for name, column in schema.items():
        is_text = column.dtype.type.name == "str"
        cells = [one.get(name, "" if is_text else None) for one in rows]
        data[name] = pd.array(cells, dtype="str" if is_text else "Int64")
    return pd.DataFrame(data, index=pd.RangeIndex(2, 2 + len(rows)))


def members(*people: tuple[str, str], **values: Any) -> pd.DataFrame:
    """Return members by organisation and name."""
    rows = [row(RegisterName.MEMBERS, org, name=name, **values) for org, name in people]
    return frame(RegisterName.MEMBERS, rows)


def add_organisations(store: Store) -> None:
    """Let the store know the four organisations."""
    rows = [row(RegisterName.ORGANISATIONS, org, name=f"{org}自主防災会") for org in AREAS]
    store.commit(HEAD, RegisterName.ORGANISATIONS, frame(RegisterName.ORGANISATIONS, rows))


def person_of(store: Store, org: str) -> str:
    """Return the first entry of the support list of an organisation, whom a plan can name."""
    held = store.read(HEAD, RegisterName.NEEDS_HELP)
    return str(held.index[held["org_id"] == org][0])


def names(found: pd.DataFrame) -> list[str]:
    """Return the names of rows, sorted."""
    return sorted(found["name"])
