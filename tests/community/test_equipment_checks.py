"""Equipment: what was checked within 12 months, and what nothing serves."""

import datetime as dt

import pandas as pd
import pytest

from community.equipment_checks import Purpose, equipment_state, unserved_purposes
from domain.tables.registers import EquipmentRegister
from tests.community.registers import register

ON = dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("checked_on", "state"),
    [
        ("2026-06-01", "in_year"),
        ("2025-11-28", "overdue"),
        ("2020", "overdue"),
        ("", "unknown"),
        ("2026", "unknown"),
        ("2027-01-01", "unknown"),
        ("2026-11-29", "unknown"),
    ],
)
def test_a_check_counts_for_twelve_months_and_an_unclear_date_is_unknown(checked_on, state):
    table = equipment_state(register(EquipmentRegister, [{"checked_on": checked_on}]), ON)
    assert table["checked"].tolist() == [state]


def test_a_purpose_is_served_by_any_of_its_items():
    items = pd.Series(["携帯ラジオ", "粉末消火器 10型", "ロープ", "救急セット", "リヤカー"])
    assert unserved_purposes(items) == [Purpose.FOOD_WATER]
    assert unserved_purposes(pd.Series([], dtype="str")) == list(Purpose)
    assert Purpose.EVACUATION in unserved_purposes(pd.Series(["ラジオ"]))
