"""Columns that are one: 姓 beside 名, and the several cards (手帳) of a list of people who need help."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

import pandas as pd

from community.roster_columns import NeedsHelpColumn, RosterForm, RosterKind, normal
from community.roster_header import RosterHeader
from community.roster_words import DITTO
from domain.sheet import Sheet

#: Headers of the two parts of a name, and what the joined column is called.
_NAMES = (
    (frozenset({"姓", "氏", "名字", "苗字"}), frozenset({"名", "名前"}), "氏名"),
    (
        frozenset(
            {
                "セイ",
                "せい",
                "姓カナ",
                "姓フリガナ",
                "姓かな",
                "姓ふりがな",
                "カナ姓",
                "フリガナ姓",
                "ふりがな姓",
                "氏カナ",
            }
        ),
        frozenset(
            {
                "メイ",
                "めい",
                "名カナ",
                "名フリガナ",
                "名かな",
                "名ふりがな",
                "カナ名",
                "フリガナ名",
                "ふりがな名",
            }
        ),
        "ふりがな",
    ),
)


def join_parts(sheet: Sheet, header: RosterHeader, form: RosterForm) -> tuple[Sheet, RosterHeader]:
    """Return a sheet and its header with columns that are one joined in the first of them.

    Parameters
    ----------
    sheet, header
        As found.
    form
        Kind of list.

    Returns
    -------
    tuple[Sheet, RosterHeader]
        The same where nothing is to be joined; the other columns lose their header and are not read.
    """
    rows, texts, columns = sheet.rows, list(header.texts), list(header.columns)
    for first, second, column in _NAMES:
        pair = [
            next((i for i, text in enumerate(texts) if normal(text) in names), -1)
            for names in (first, second)
        ]
        # 名前 alone is a whole name; with 姓 it is a part.
        others = [i for i, name in enumerate(columns) if name == column and i not in pair]
        if min(pair) < 0 or others:
            continue
        one, two = pair
        rows = _with(rows, one, _name(rows[one], rows[two]))
        texts[one], columns[one] = f"{texts[one]} {texts[two]}", column
        texts[two], columns[two] = "", ""
    if form.kind is RosterKind.NEEDS_HELP:
        cards = [i for i, name in enumerate(columns) if name == NeedsHelpColumn.DISABILITY.value]
        if len(cards) > 1:
            rows = _with(rows, cards[0], _cards(rows[cards], [texts[i] for i in cards], header.lines[-1]))
            for i in cards[1:]:
                texts[i], columns[i] = "", ""
    if columns == list(header.columns) and texts == list(header.texts):
        return sheet, header
    return replace(sheet, rows=rows), replace(header, texts=tuple(texts), columns=tuple(columns))


def _with(rows: pd.DataFrame, place: Hashable, cells: "pd.Series[str]") -> pd.DataFrame:
    return pd.DataFrame({one: cells if one == place else rows[one] for one in rows})


def _name(family: "pd.Series[str]", given: "pd.Series[str]") -> "pd.Series[str]":
    """Return whole names; a mark that repeats the family's above stays alone, so that it is asked about."""
    whole = (family + " " + given).str.strip()
    return whole.mask(family.isin(DITTO), family)


def _cards(cells: pd.DataFrame, texts: Sequence[str], last_header_line: int) -> "pd.Series[str]":
    """Return all cards that a person has, each behind its header: 療育手帳 A；難病 あり."""
    done = []
    for line, row in zip(cells.index, cells.itertuples(index=False), strict=True):
        parts = [f"{text} {cell}" for text, cell in zip(texts, row, strict=True) if cell]
        done.append(str(row[0]) if line <= last_header_line else "；".join(parts))
    return pd.Series(done, index=cells.index, dtype="str")
