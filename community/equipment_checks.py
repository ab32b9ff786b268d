"""Equipment of organisations: what was checked within 12 months, and which purposes nothing serves."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.written_days import within_year
from domain.tables.base import Table


class Checked(StrEnum):
    """When an item was last checked."""

    IN_YEAR = "in_year"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


class Purpose(StrEnum):
    """What equipment is for (消防庁 自主防災組織の手引)."""

    INFORMATION = "information"
    FIRST_FIRE = "first_fire"
    RESCUE = "rescue"
    FIRST_AID = "first_aid"
    EVACUATION = "evacuation"
    FOOD_WATER = "food_water"


#: Words of an item that serve each purpose, from the list of the guidance.
_WORDS: Mapping[Purpose, tuple[str, ...]] = MappingProxyType(
    {
        Purpose.INFORMATION: ("無線", "メガホン", "ラジオ", "拡声器"),
        Purpose.FIRST_FIRE: ("ポンプ", "消火器", "バケツ", "ホース"),
        Purpose.RESCUE: (
            "ロープ",
            "バール",
            "ジャッキ",
            "チェーンソー",
            "エンジンカッター",
            "はしご",
            "のこぎり",
        ),
        Purpose.FIRST_AID: ("救急", "担架", "AED", "毛布"),
        Purpose.EVACUATION: ("リヤカー", "発電機", "投光器", "車いす", "旗"),
        Purpose.FOOD_WATER: ("炊飯", "かまど", "給水", "水タンク", "コンロ"),
    }
)


class EquipmentState(Table):
    """Equipment as registered, with the state of its check."""

    record_id: Index[str] = pa.Field(unique=True)
    org_id: Series[str]
    item: Series[str]
    quantity: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    checked_on: Series[str]
    checked: Series[str] = pa.Field(isin=[value.value for value in Checked])


def equipment_state(equipment: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """Return what is known of the last check of each item.

    Parameters
    ----------
    equipment
        ``EquipmentRegister``.
    on
        Last of the 12 months within which a check counts. A check of a later day, or a month or a year
        that may lie before them, leaves it unknown.

    Returns
    -------
    pd.DataFrame
        ``EquipmentState``, in the same order.
    """
    table = equipment[["org_id", "item", "quantity", "checked_on"]].assign(
        checked=pd.array([_checked(text, on).value for text in equipment["checked_on"]], dtype="str")
    )
    table.index = pd.Index(table.index.astype("str"), name=EquipmentState.index_name())
    return EquipmentState.check(table[EquipmentState.columns()])


def unserved_purposes(items: "pd.Series[str]") -> list[Purpose]:
    """Return the purposes that no item of a list serves.

    Parameters
    ----------
    items
        Names of the items of one organisation.

    Returns
    -------
    list[Purpose]
        In the order of the guidance; all where the list is empty.
    """
    return [
        purpose
        for purpose, words in _WORDS.items()
        if not any(word in item for item in items for word in words)
    ]


def _checked(text: str, on: dt.date) -> Checked:
    surely, possibly = within_year(text, on)
    if surely:
        return Checked.IN_YEAR
    return Checked.UNKNOWN if possibly or text > on.isoformat() else Checked.OVERDUE
