"""The TOML of a city to be built: what may stand in it, and what is said of everything else."""

from pathlib import Path

import pytest

from data.build_config import read_build_config
from domain.faults import InputError


def config(folder: Path, text: str) -> Path:
    file = folder / "city.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_two_lines_are_enough(tmp_path: Path):
    read = read_build_config(config(tmp_path, '[city]\ncodes = ["27225"]\n'))
    assert (read.city.codes, read.city.downloads) == (["27225"], "downloads")
    assert (read.layer("places").files, read.layer("hazard").propose_scenarios) == ([], True)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "field_missing"),
        ("[city]\ncodes = []\n", "wrong_form"),
        ("[city]\ncodes = [27225]\n", "field_type"),
        ('[city]\ncodes = ["27225"]\n[place]\n', "field_unknown"),
        ('[city]\ncodes = ["27225"]\n[places]\nfile = "a"\n', "field_unknown"),
        ("[city\n", "file_unreadable"),
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
