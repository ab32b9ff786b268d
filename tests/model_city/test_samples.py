"""Lists to try the upload with: one as offices keep it goes in, one full of faults names them all."""

from pathlib import Path

import data
from community.roster import RosterContext
from data.readers.sheet_file import list_sheets, read_sheet
from model_city.samples import real_life_workbook, write_samples
from tests.model_city.bundled_city import bundled_city
from use_cases.upload_roster import RosterChoices, RosterUpload, upload_roster

FOLDER = Path(data.__file__).parent / "samples"


def upload(name: str) -> RosterUpload:
    city = bundled_city()
    names = {str(key): str(name) for key, name in city.districts["name"].items()}
    choices = RosterChoices(context=RosterContext(names))
    return upload_roster((FOLDER / name).read_bytes(), city.strength, year=2026, file=name, choices=choices)


def test_the_files_are_what_the_program_makes(tmp_path: Path):
    write_samples(tmp_path)
    assert sorted(file.name for file in FOLDER.iterdir()) == sorted(file.name for file in tmp_path.iterdir())
    for file in FOLDER.glob("*.csv"):
        assert file.read_bytes() == (tmp_path / file.name).read_bytes()
    for name in ("表紙", "班員名簿"):
        kept, made = (
            read_sheet(content, "x", sheet=name)
            for content in ((FOLDER / "real-life-members.xlsx").read_bytes(), real_life_workbook())
        )
        assert kept.rows.equals(made.rows)
        assert kept.merged == made.merged


def test_lists_as_offices_keep_them_go_in_and_mean_the_same():
    csv, workbook = upload("real-life-members.csv"), upload("real-life-members.xlsx")
    assert not csv.refused
    assert not workbook.refused
    assert csv.people == workbook.people == 7
    assert csv.counts.equals(workbook.counts)
    kept = [result.members.reset_index(drop=True) for result in (csv, workbook)]
    assert kept[0].equals(kept[1])
    members = kept[0]
    # S25.4.1 is 1950, 平成2年 1990, 1948 was a leap year.
    assert members["birth"].tolist() == [
        "1950-04-01", "1955-05-03", "1960", "1990", "1948-02-29", "1970", "1945-01-01",
    ]  # fmt: skip
    assert members["phone"].tolist()[:2] == ["0720000001"] * 2
    assert members["mobile"].tolist()[3] == "09000000004"
    assert members["post"].tolist()[:4] == ["headquarters"] * 2 + ["information"] * 2
    assert csv.district_ids == workbook.district_ids == ("271411-00070",)


def test_the_workbook_has_two_sheets_of_which_one_is_the_list():
    content = (FOLDER / "real-life-members.xlsx").read_bytes()
    assert [sheet.name for sheet in list_sheets(content, "x")] == ["表紙", "班員名簿"]


def test_every_fault_of_the_faulty_list_is_named_in_its_row():
    result = upload("faulty-members.csv")
    assert result.refused
    errors = result.marks[result.marks["severity"] == "error"].groupby("line")["key"].agg(set).to_dict()
    assert errors == {
        3: {"roster_unknown_org_name"},
        4: {"roster_unknown_squad"},
        5: {"roster_unknown_role"},
        6: {"roster_leader_twice"},
        7: {"value_missing"},
        9: {"roster_no_such_day"},
        10: {"roster_phone"},
        11: {"roster_mail"},
        12: {"roster_yes_no"},
        15: {"cell_formula"},
    }
    warnings = result.marks[result.marks["severity"] == "warning"]
    assert set(zip(warnings["line"], warnings["key"], strict=True)) == {
        (8, "roster_kana"),
        (14, "roster_person_twice"),
    }
    assert result.duplicates[["line", "other_line"]].to_numpy().tolist() == [[13, 14]]
