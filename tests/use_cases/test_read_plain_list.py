"""Lists of opening duty, equipment, drills and partners: read as meant, or refused with every fault."""

import io

import openpyxl
import pytest

from domain.registers import RegisterName
from storage.store.registers import REGISTERS
from storage.store.store import Store
from tests.use_cases.stores import CITY, HEAD
from use_cases.read_plain_list import FORMS, read_plain_list

ORG = str(CITY.strength.organisations.index[0])
ORG_NAME = str(CITY.strength.organisations["name"].iloc[0])
DISTRICT = str(CITY.strength.organisations["district_id"].iloc[0])
PLACE = str(CITY.places.index[CITY.places["district_id"] == DISTRICT][0])
PLACE_NAME = str(CITY.places.loc[PLACE, "name"])
DUTY, EQUIPMENT, DRILLS, PARTNERS = (
    RegisterName.OPENING_DUTY, RegisterName.EQUIPMENT, RegisterName.DRILLS, RegisterName.PARTNERS,
)  # fmt: skip


def read(register, *lines, encoding="utf-8"):
    return read_plain_list("\n".join(lines).encode(encoding), "list.csv", register, CITY)


def faults(found):
    return [(fault.key, fault.row, fault.column) for fault in found.faults]


def test_minutes_become_seconds_and_the_place_is_found_by_name_or_id():
    found = read(
        DUTY, "場所,災害の区分,担当,氏名,昼の参集時間（分）,夜の参集時間（分）",
        f"{PLACE_NAME},風水害,鍵の保管者,鍵 一,10,", f"{PLACE},地震・津波,市職員,鍵 二,,３０分",
    )  # fmt: skip
    assert not found.refused
    columns = ["place_id", "open_class", "kind", "arrival_day_s", "arrival_night_s", "district_id"]
    told = found.rows[columns].astype(object).where(found.rows[columns].notna(), None).to_numpy().tolist()
    assert told == [
        [PLACE, "wind_water", "key_holder", 600, None, DISTRICT],
        [PLACE, "earthquake", "city_staff", None, 1800, DISTRICT],
    ]


def test_what_the_store_itself_writes_is_read_in_seconds():
    found = read(
        DUTY, "place_id,open_class,kind,name,arrival_day_s", f"{PLACE},wind_water,key_holder,鍵 一,600"
    )
    assert found.rows["arrival_day_s"].tolist() == [600]


def test_an_organisation_is_found_by_name_and_dates_of_either_calendar_are_kept():
    found = read(
        EQUIPMENT, "令和8年度 資機材台帳", "組織,品名,数量,点検日,知らない列",
        f"{ORG_NAME},消火器,4,R8.4.1,x", f"{ORG},担架,,2026年,",
    )  # fmt: skip
    assert found.rows["checked_on"].tolist() == ["2026-04-01", "2026"]
    assert found.rows["org_id"].tolist() == [ORG, ORG]
    assert found.rows["quantity"].isna().tolist() == [False, True]


def test_a_list_in_cp932_and_one_in_excel_are_read():
    assert len(read(PARTNERS, "校区,名称,種類", f"{DISTRICT},甲商店,企業", encoding="cp932").rows) == 1
    book = openpyxl.Workbook()
    for row in (["組織", "実施日", "参加者数"], [ORG, "2026-09-01", 40]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    found = read_plain_list(content.getvalue(), "list.xlsx", DRILLS, CITY)
    assert found.rows[["held_on", "participants"]].to_numpy().tolist() == [["2026-09-01", 40]]


def test_every_fault_is_told_at_once_and_none_holds_a_personal_value():
    found = read(
        DUTY, "場所,災害の区分,担当,氏名,昼の参集時間（分）",
        "どこか,噴火,だれか,,早い", f"{PLACE},地震,鍵,鍵 一,99999",
    )  # fmt: skip
    assert found.refused
    assert found.rows.empty
    assert sorted(faults(found)) == sorted([
        ("unknown_reference", "2", "場所"), ("not_allowed", "2", "災害の区分"), ("not_allowed", "2", "担当"),
        ("value_missing", "2", "氏名"), ("not_an_integer", "2", "昼の参集時間（分）"),
        ("out_of_range", "3", "昼の参集時間（分）"),
    ])  # fmt: skip
    assert all("鍵 一" not in str(fault) for fault in found.faults)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00", "品名,数量\n消火器,1\n".encode()])
def test_a_file_that_is_no_such_list_is_refused_and_gives_no_row(content):
    found = read_plain_list(content, "list.csv", EQUIPMENT, CITY)
    assert found.refused
    assert found.rows.empty


def test_a_header_without_a_row_is_an_empty_table():
    assert [key for key, _, _ in faults(read(DRILLS, "組織,実施日"))] == ["table_empty"]


@pytest.mark.parametrize("register", list(FORMS))
def test_a_form_names_columns_of_its_register(register):
    assert {one.column for one in FORMS[register]} <= set(REGISTERS[register].contract.columns())


def test_what_is_read_goes_into_the_store_and_the_same_again_changes_nothing(store: Store):
    rows = read(DUTY, "場所,災害の区分,担当,氏名", f"{PLACE},地震,鍵,鍵 一").rows
    store.commit(HEAD, DUTY, rows)
    assert store.read(HEAD, DUTY)["name"].tolist() == ["鍵 一"]
    assert store.preview(HEAD, DUTY, rows).changes_nothing
