"""Opening duty as counts: nobody's name, nobody lost."""

import pandas as pd

from community.opening_counts import count_openers
from domain.tables.registers import OpeningDutyRegister


def duty(*rows):
    usual = {
        "ward_code": "271411", "district_id": "271411-00001", "org_id": "A", "place_id": "P1",
        "open_class": "earthquake", "kind": "key_holder", "name": "鍵 番子",
    }  # fmt: skip
    data = {}
    for name, column in OpeningDutyRegister.to_schema().columns.items():
        is_text = column.dtype.type.name == "str"
        cells = [(usual | row).get(name, "" if is_text else None) for row in rows]
        data[name] = pd.array(cells, dtype="str" if is_text else "Int64")
    index = pd.Index([f"r{i}" for i in range(len(rows))], dtype="str", name="record_id")
    return OpeningDutyRegister.check(pd.DataFrame(data, index=index))


def test_people_alike_are_counted_and_each_difference_keeps_them_apart():
    table = duty(
        {}, {"name": "別 人"}, {"arrival_day_s": 600}, {"kind": "city_staff"}, {"open_class": "wind_water"},
        {"place_id": "P2"}, {"arrival_night_s": 600},
    )  # fmt: skip
    counts = count_openers(table, {})
    assert counts["persons"].sum() == 7
    assert sorted(counts["persons"]) == [1, 1, 1, 1, 1, 2]
    assert "name" not in counts


def test_a_block_that_is_known_stands_in_the_counts_another_is_empty():
    counts = count_openers(duty({}, {}), {"r1": "M1"})
    assert sorted(counts["block_id"]) == ["", "M1"]


def test_without_personal_columns_the_counts_are_the_same():
    table = duty({}, {"arrival_day_s": 60})
    open_part = table[OpeningDutyRegister.open_columns()]
    pd.testing.assert_frame_equal(count_openers(table, {}), count_openers(open_part, {}))


def test_nobody_is_an_empty_table():
    assert count_openers(duty(), {}).empty
