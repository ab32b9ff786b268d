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


def test_one_person_on_duty_for_two_places_is_counted_where_she_arrives_first():
    table = duty(
        {"place_id": "P1", "arrival_night_s": 900}, {"place_id": "P2", "arrival_night_s": 600},
        {"place_id": "P3"}, {"place_id": "P1", "open_class": "wind_water"},
        {"place_id": "P1", "name": "別 人", "arrival_night_s": 900},
    )  # fmt: skip
    counts = count_openers(table, {}, dict.fromkeys(["r0", "r1", "r2", "r3"], "one"))
    assert counts[["place_id", "open_class", "persons"]].to_numpy().tolist() == [
        ["P1", "earthquake", 1], ["P1", "wind_water", 1], ["P2", "earthquake", 1],
    ]  # fmt: skip
    # Nothing is known of who is one person: each row is a person.
    assert count_openers(table, {})["persons"].sum() == 5
    # As soon by night: by day; as soon by both: the first place.
    table = duty(
        {"place_id": "P2", "arrival_night_s": 600, "arrival_day_s": 300},
        {"place_id": "P1", "arrival_night_s": 600, "arrival_day_s": 400},
        {"place_id": "P4"}, {"place_id": "P3"},
    )  # fmt: skip
    found = count_openers(table, {}, {"r0": "one", "r1": "one", "r2": "two", "r3": "two"})
    assert found["place_id"].tolist() == ["P2", "P3"]
    # Two rows of one person at one place (key holder and staff) stay as the list has them.
    table = duty({}, {"kind": "city_staff"})
    assert count_openers(table, {}, {"r0": "one", "r1": "one"})["persons"].sum() == 2


def test_nobody_is_an_empty_table():
    assert count_openers(duty(), {}).empty
