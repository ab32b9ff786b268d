"""Changes and checks in words: nothing of a key, every unknown said."""

import pandas as pd
import pytest

from domain.vocabulary import HazardKind
from presentation.place_changes import change_grid, designation_grid, flag_grid, what_changed
from presentation.words import Words


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_change_has_words(language: str):
    words = Words(language)
    rows = [
        {"change": change, "place_id": "a", "name": "校", "address": "1", "flag": flag,
         "before": "旧", "after": "新",
         "metres": 12.4, "lon": 135.48, "lat": 34.57}
        for change, flag in (
            ("added", ""), ("removed", ""), ("renamed", ""), ("moved", ""), ("flag_added", "flood"),
            ("flag_removed", "tsunami"), ("role_added", "shelter"), ("role_removed", "welfare_shelter"),
        )
    ]  # fmt: skip
    grid = change_grid(pd.DataFrame(rows), words)
    assert not any("{" in heading for heading in grid.headings)
    what = [row[4] for row in grid.rows]
    assert what[:4] == ["", "", "旧 → 新", "12 m"]
    assert what[4] == words("hazard_kind.flood")
    assert grid.rows[0][5:] == ("34.570000", "135.480000")
    assert len({row[0] for row in grid.rows}) == len(rows)


def test_flags_stand_before_and_after():
    flags = pd.DataFrame({"before": [0], "after": [53], "gained": [52], "lost": [0]}, index=["inland_flood"])
    assert flag_grid(flags, Words("ja")).rows == (("内水氾濫", "0", "53", "52", "0"),)


def test_checks_name_depth_and_floors_and_count_the_unmarked():
    found = pd.DataFrame(
        {
            "check": ["no_dry_floor", "floors_unknown", "unmarked_outside", "unmarked_outside"],
            "kind": ["flood", "tsunami", "flood", "flood"],
            "place_id": ["a", "b", "c", "d"], "name": ["甲", "乙", "丙", "丁"],
            "ward_code": ["1"] * 4, "district_id": ["x"] * 4,
            "depth_m_min": [3.0, 10.0, 0.0, 0.0], "depth_m_max": [5.0, float("inf"), 0.0, 0.0],
            "floors": pd.array([2, None, 1, 1], dtype="Int64"),
        }
    )  # fmt: skip
    names = {"ward": {"1": "堺区"}, "district": {"x": "甲校区"}}
    grid = designation_grid(found, [HazardKind.LANDSLIDE], names, Words("ja"), is_model=False)
    assert grid.headings == ("点検", "災害", "名称", "区", "校区", "深さ", "階数")
    assert [row[2:] for row in grid.rows] == [
        ("甲", "堺区", "甲校区", "3–5 m", "2"),
        ("乙", "堺区", "甲校区", "10 m 以上", "不明"),
    ]
    assert "2 か所" in grid.notes[1]
    assert Words("ja")("hazard_kind.landslide") in grid.notes[2]
    assert "模擬データ" not in grid.caption + "".join(grid.notes)
    trial = designation_grid(found, [], names, Words("ja"), is_model=True)
    # On model data no real place is said to be wrong.
    assert "模擬データ" in trial.caption
    assert "模擬データ" in trial.notes[0]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("role", ["emergency_site", "shelter", "welfare_shelter"])
def test_a_role_that_comes_or_goes_has_its_word(role: str, language: str) -> None:
    said = what_changed({"change": "role_added", "flag": role}, Words(language))
    assert said
    assert "⟦" not in said
