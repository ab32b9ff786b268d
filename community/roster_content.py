"""Columns whose header nobody knows, by what stands in them: squads in 活動, roles in 区分, ○ in 昼間出動."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from community.roster_columns import RosterColumn, RosterForm, RosterKind, normal
from community.roster_mapping import MappedColumn
from community.roster_text import tidy
from community.roster_words import DITTO, read_role, read_squad, read_yes_no

#: Cells of a column that must be read, and the share of those that hold anything.
_ENOUGH = 3
_MOST = 0.8
_READERS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {RosterColumn.POST.value: read_squad, RosterColumn.ROLE.value: read_role}
)
#: What the header of a column of yes and no must hold to tell when a member can come, and must not.
_WHEN: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = MappingProxyType(
    {
        RosterColumn.DAY.value: (re.compile("昼|日中"), re.compile("夜|不|欠|困|連絡|電話")),
        RosterColumn.NIGHT.value: (re.compile("夜"), re.compile("昼|日中|不|欠|困|連絡|電話")),
    }
)


def columns_by_content(
    columns: Sequence[MappedColumn], rows: pd.DataFrame, form: RosterForm
) -> tuple[MappedColumn, ...]:
    """Return the columns, with those of squads, roles and availability that only their cells show.

    Availability needs a word of the day or of the night in the header besides. A column that a person
    chose, or whose header is known, stays as it is; so does every column where the list names that
    column itself, and where two columns would fit equally.

    Parameters
    ----------
    columns
        How each column of the file is read.
    rows
        Rows below the header; columns 0, 1, ...
    form
        Kind of list.

    Returns
    -------
    tuple[MappedColumn, ...]
        In the order of the file.
    """
    if form.kind is not RosterKind.MEMBERS:
        return tuple(columns)
    found = list(columns)
    for name, read in (*_READERS.items(), *((name, read_yes_no) for name in _WHEN)):
        if any(column.column == name for column in found):
            continue
        shares = {
            i: _share(rows[column.place - 1], read)
            for i, column in enumerate(found)
            if not column.column
            and not column.is_chosen
            and column.place - 1 in rows
            and _may_be(column.header, name)
        }
        best = max(shares.values(), default=0.0)
        fitting = [i for i, share in shares.items() if share == best]
        if best >= _MOST and len(fitting) == 1:
            found[fitting[0]] = replace(found[fitting[0]], column=name, is_by_content=True)
    return tuple(found)


def _may_be(header: str, name: str) -> bool:
    """Whether a header may be that of a column; every header may be that of squads and roles."""
    if name not in _WHEN:
        return True
    needed, barred = _WHEN[name]
    return needed.search(normal(header)) is not None and barred.search(normal(header)) is None


def _share(cells: "pd.Series[str]", read: Callable[[str], object]) -> float:
    """Return which share of the cells that hold a word of their own can be read; 0 where they are few."""
    counts = cells.map(tidy).value_counts()
    counts = counts[[text != "" and text not in DITTO for text in counts.index]]
    known = counts[[read(str(text)) is not None for text in counts.index]].sum()
    return float(known / counts.sum()) if known >= _ENOUGH else 0.0
