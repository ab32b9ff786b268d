"""Files of a sweep: all of them or none, the same bytes each time."""

import json
from pathlib import Path

import pytest

from domain.faults import InputError
from tests.planning.test_robustness import result
from use_cases.write_sweep import sweep_files, write_sweep


def test_files_are_written_whole_and_never_over_others(tmp_path: Path) -> None:
    case, _, found = result()
    files = write_sweep(case, found, tmp_path / "out", language="ja")
    assert [file.name for file in files] == [
        "robustness.json", "robustness.xlsx", "robustness_areas.csv", "critical_streets.csv",
        "robustness_blocks.csv",
    ]  # fmt: skip
    assert {file.name: file.read_bytes() for file in files} == sweep_files(case, found, "ja")
    with pytest.raises(InputError):
        write_sweep(case, found, tmp_path / "out", language="ja")
    english = sweep_files(case, found, "en")
    assert english["robustness.json"] == files[0].read_bytes()
    assert json.loads(english["robustness.json"])["draws"] == 50
    assert "Chance to get through" in english["robustness_areas.csv"].decode("utf-8-sig")
