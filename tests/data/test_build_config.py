"""The TOML of a city to be built: what may stand in it, and what is said of everything else."""

import math
from pathlib import Path

import pytest

from data.build_config import read_build_config
from data.readers.class_map import class_column
from data.readers.recognise import Intake
from domain.faults import InputError


def config(folder: Path, text: str) -> Path:
    file = folder / "city.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_two_lines_are_enough(tmp_path: Path):
    read = read_build_config(config(tmp_path, '[city]\ncodes = ["27225"]\n'))
    assert (read.city.codes, read.city.downloads) == (["27225"], "downloads")
    assert (read.layer(Intake.PLACES).files, read.layer(Intake.HAZARD).propose_scenarios) == ([], True)


def test_every_intake_has_a_section_and_areas_say_what_their_columns_mean(tmp_path: Path):
    sections = "".join(f'[{intake}]\ndate = "2026"\n' for intake in Intake)
    areas = (
        '[[areas]]\nfiles = ["*.geojson"]\nkind = "flood"\ncolumn = "rank"\nclasses = { 1 = [0.0, 0.5] }\n'
    )
    read = read_build_config(config(tmp_path, '[city]\ncodes = ["27225"]\n' + sections + areas))
    assert {read.layer(intake).date for intake in Intake} == {"2026"}
    assert (read.areas[0].files, read.areas[0].classes) == (["*.geojson"], {"1": [0.0, 0.5]})


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "field_missing"),
        ("[city]\ncodes = []\n", "wrong_form"),
        ("[city]\ncodes = [27225]\n", "field_type"),
        ('[city]\ncodes = ["27225"]\n[place]\n', "field_unknown"),
        ('[city]\ncodes = ["27225"]\n[places]\nfile = "a"\n', "field_unknown"),
        ("[city\n", "file_unreadable"),
        ('[city]\ncodes = ["27225"]\n[[areas]]\nkind = "flood"\n', "field_missing"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, key: str):
    with pytest.raises(InputError) as found:
        read_build_config(config(tmp_path, text))
    assert {fault.key for fault in found.value.faults} == {key}


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(InputError) as found:
        read_build_config(tmp_path / "none.toml")
    assert [fault.key for fault in found.value.faults] == ["file_missing"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_file_of_the_guide_is_one(tmp_path: Path, language: str):
    guide = (Path(__file__).parents[2] / "docs" / "guide" / f"{language}.md").read_text(encoding="utf-8")
    (block,) = [
        text.split("```")[0] for text in guide.split("```toml\n")[1:] if "[city]" in text.split("```")[0]
    ]
    read = read_build_config(config(tmp_path, block))
    assert (read.city.codes, read.layer(Intake.PLACES).date) == (["35202"], "2026-09")
    column = class_column(read.areas[0], "city.toml")
    assert (column.layer, column.depth_m) == (
        "city_flood",
        {"1": (0.0, 0.5), "2": (0.5, 3.0), "3": (3.0, math.inf)},
    )


def test_what_is_wrong_is_told_without_a_word_of_the_library(tmp_path: Path):
    wrong = 'city = "27140"\n[places]\nday = "2026"\n[[areas]]\nfiles = []\nkind = "flood"\n'
    with pytest.raises(InputError) as refused:
        read_build_config(config(tmp_path, wrong))
    found = {fault.column: (fault.key, fault.expected) for fault in refused.value.faults}
    assert found["city"] == ("field_type", "table")
    assert found["areas.1.files"] == ("wrong_form", "≥ 1")
    key, names = found["places.day"]
    assert key == "field_unknown"
    # The names of that very table, not those of another file.
    assert {"date", "files", "complete"} <= set(names.split(", "))
    with pytest.raises(InputError) as refused:
        read_build_config(config(tmp_path, '[city]\n[[areas]]\nfiles = ["a"]\nkinds = "flood"\n'))
    found = {fault.column: (fault.key, fault.expected) for fault in refused.value.faults}
    assert found["city.codes"] == ("field_missing", "codes, downloads, name, order, epsg, wards")
    assert found["areas.1.kinds"][0] == "field_unknown"
    assert found["areas.1.kinds"][1].startswith("kind, layer, column")
