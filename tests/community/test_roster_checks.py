"""Cells that break a rule are found by row, column and rule; their values are dropped."""

import pandas as pd

from community.roster_checks import failing_cells, is_phone


def cells(**columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(columns).astype("str")
    frame.index = pd.Index(range(10, 10 + len(frame)), name="line")
    return frame


def broken(frame: pd.DataFrame, **rules: tuple[str, ...]) -> list[tuple[str, str, list[bool]]]:
    return [(key, column, rows.tolist()) for key, column, rows in failing_cells(frame, rules)]


def test_good_and_empty_cells_break_no_rule():
    frame = cells(
        電話=["072-000-0001", ""], メール=["a@example.jp", ""], かな=["みほん", ""], 名=["髙橋", ""]
    )
    rules = {
        "電話": ("roster_phone",),
        "メール": ("roster_mail",),
        "かな": ("roster_kana",),
        "名": ("roster_lost_character",),
        "ない列": ("roster_phone",),
    }
    assert broken(frame, **rules) == []


def test_every_failing_cell_is_found():
    frame = cells(電話=["x", "072-000-0001", "y"], かな=["漢字", "\ue000", "みほん"])
    found = broken(frame, 電話=("roster_phone",), かな=("roster_kana", "roster_lost_character"))
    assert found == [
        ("roster_kana", "かな", [True, True, False]),
        ("roster_lost_character", "かな", [False, True, False]),
        ("roster_phone", "電話", [True, False, True]),
    ]


def test_mail_addresses():
    frame = cells(メール=["a@example.jp", "a@b", "a b@c.jp", "なし"])
    assert broken(frame, メール=("roster_mail",)) == [("roster_mail", "メール", [False, True, True, True])]


def test_nothing_is_a_telephone_number():
    assert is_phone("")
    assert not is_phone("x")
