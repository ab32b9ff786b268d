"""Files of a sweep: all of them or none, the same bytes each time."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from domain.faults import InputError
from planning.robustness import assess_robustness
from tests.planning.test_draws import toy_case
from tests.planning.test_robustness import result
from use_cases.write_sweep import sweep_files, write_sweep


def test_where_nobody_must_leave_the_files_are_empty_tables() -> None:
    case = toy_case((102,))
    shares = ("collapse_share", "half_collapse_share", "burnt_share", "water_cut_share")
    still = case.city.hazards["quake"].assign(**dict.fromkeys(shares, 0.0))
    case = replace(case, city=replace(case.city, hazards={**case.city.hazards, "quake": still}))
    files = sweep_files(case, assess_robustness(case, most_draws=1), "ja")
    assert json.loads(files["robustness.json"])["city"] == []
    assert len(files["critical_streets.csv"].splitlines()) == 1


def test_files_are_written_whole_and_never_over_others(tmp_path: Path) -> None:
    case, _, found = result()
    files = write_sweep(case, found, tmp_path / "out", language="ja")
    assert [file.name for file in files] == [
        "robustness.json", "robustness.xlsx", "about.csv", "robustness_areas.csv", "critical_streets.csv",
        "robustness_blocks.csv",
    ]  # fmt: skip
    assert {file.name: file.read_bytes() for file in files} == sweep_files(case, found, "ja")
    with pytest.raises(InputError):
        write_sweep(case, found, tmp_path / "out", language="ja")
    english = sweep_files(case, found, "en")
    assert english["robustness.json"] == files[0].read_bytes()
    assert json.loads(english["robustness.json"])["draws"] == 50
    assert "Chance to get through" in english["robustness_areas.csv"].decode("utf-8-sig")
