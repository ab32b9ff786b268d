"""Both lists are read alike: what stands beside their rows is the same."""

from tests.use_cases.stores import CITY, DISTRICT_1
from use_cases.list_reading import ListReading
from use_cases.read_needs_help import NeedsHelpReading, read_needs_help
from use_cases.upload_roster import RosterUpload, upload_roster

MEMBERS = (
    "第一自主防災会の名簿\n組織ID,班,役割,氏名,年代\n"
    "org-1,救出・救護班,班長,甲,60代\norg-1,救出・救護班,班長,乙,三百代\n"
)
PEOPLE = (
    "要支援者の名簿\n校区,氏名,住所,事由,同意\n"
    f"{DISTRICT_1},要 一,町1,歩行困難,有\nどこにもない校区,要 二,町2,歩行困難,無\n"
)


def _both() -> tuple[RosterUpload, NeedsHelpReading]:
    names = {str(key): str(name) for key, name in CITY.districts["name"].items()}
    return (
        upload_roster(MEMBERS.encode(), CITY.strength, year=2026, file="名簿.csv"),
        read_needs_help(PEOPLE.encode(), names, year=2026, file="名簿.csv"),
    )


def test_a_formula_is_told_once_and_not_as_a_missing_value_too():
    content = "組織ID,班,役割,氏名\norg-1,情報班,班長,=1+1\norg-1,情報班,班員,\n"
    read = upload_roster(content.encode(), CITY.strength, year=2026)
    assert [(fault.row, fault.key) for fault in read.faults] == [
        ("2", "cell_formula"),
        ("3", "value_missing"),
    ]
    assert read.marks[["line", "key"]].to_numpy().tolist() == [[2, "cell_formula"], [3, "value_missing"]]
    names = {str(key): str(name) for key, name in CITY.districts["name"].items()}
    content = f"校区,氏名,住所,事由,同意\n{DISTRICT_1},=1+1,町1,歩行困難,有\n"
    people = read_needs_help(content.encode(), names, year=2026)
    assert [fault.key for fault in people.faults if fault.column == "氏名"] == ["cell_formula"]


def test_the_header_below_a_title_and_its_columns_are_known_of_both():
    for reading in _both():
        assert isinstance(reading, ListReading)
        assert reading.header_line == 2
        assert all(one.column for one in reading.columns)
        assert len(reading.columns) == 5


def test_a_mark_names_the_line_of_a_fault_and_an_error_refuses():
    for reading in _both():
        assert reading.refused == any(fault.severity == "error" for fault in reading.faults)
        assert 4 in set(reading.marks["line"])


def test_a_file_without_a_header_has_no_header_line():
    reading = upload_roster("ただの文\n".encode(), CITY.strength, year=2026)
    assert reading.header_line == 0
    assert reading.refused
