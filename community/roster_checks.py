"""Checks of single cells that both lists share: telephone numbers, mail, kana, dates, lost characters.

A pandera schema holds them; every failing cell becomes a fault by row, column and rule. The failing
values that pandera gives are dropped: they are personal.
"""

import re
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from community.roster_cells import BoolArray
from community.roster_text import has_private_character, hiragana, read_phone

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_KANA = re.compile("[\u3041-\u309f\u30fc・･a-z.\\-]*", re.IGNORECASE)


def _each(test: Callable[[str], bool]) -> Callable[["pd.Series[str]"], "pd.Series[bool]"]:
    """Return a test of a column that looks at every different text once."""

    def passes(cells: "pd.Series[str]") -> "pd.Series[bool]":
        return cells.map({text: test(str(text)) for text in pd.unique(cells)}).astype(bool)

    return passes


def is_phone(text: str) -> bool:
    """Whether a text is empty or holds telephone numbers.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    bool
        False where any part of it is none.
    """
    return read_phone(text) is not None


#: The rules, by the key of their fault; ``SOFT_RULES`` are told and refuse nothing.
RULES: Mapping[str, pa.Check] = {
    "roster_phone": pa.Check(_each(is_phone), name="roster_phone"),
    "roster_mail": pa.Check(_each(lambda text: not text or bool(_MAIL.fullmatch(text))), name="roster_mail"),
    "roster_kana": pa.Check(_each(lambda text: bool(_KANA.fullmatch(hiragana(text)))), name="roster_kana"),
    "roster_lost_character": pa.Check(
        _each(lambda text: not has_private_character(text)), name="roster_lost_character"
    ),
}
SOFT_RULES = frozenset({"roster_kana", "roster_lost_character"})


def failing_cells(
    cells: pd.DataFrame, rules: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, str, BoolArray], ...]:
    """Return the cells that break a rule.

    Parameters
    ----------
    cells
        Columns of a list as texts.
    rules
        Keys of ``RULES`` of each column; columns that the list lacks are left aside.

    Returns
    -------
    tuple[tuple[str, str, BoolArray], ...]
        Rule, column and rows, shape (n,), of each that is broken anywhere.
    """
    columns = {
        column: pa.Column(str, [RULES[key] for key in keys])
        for column, keys in rules.items()
        if column in cells
    }
    by_place = cells.reset_index(drop=True)
    try:
        pa.DataFrameSchema(columns).validate(by_place, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "index"]]
    else:
        return ()
    found = []
    for (column, key), rows in cases.groupby(["column", "check"], sort=True)["index"]:
        broken = np.zeros(len(cells), dtype=bool)
        broken[rows.to_numpy(dtype=np.int64)] = True
        found.append((str(key), str(column), broken))
    return tuple(found)
