"""Rows that may be one person: within a list, and against what the store holds; what was said of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from community.roster_ages import OLDEST
from community.roster_duplicates import possible_duplicates
from community.roster_members import MemberRows
from use_cases.commit_list import ReadyList

#: Between the parts of an entry that remembers a pair; no text of a list holds them.
_BETWEEN, _PART = "\x1e", "\x1f"
_SAME, _TWO = "same", "two"
_MOBILE = ("070", "080", "090")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one person.

    Parameters
    ----------
    line
        Line of the list.
    other
        Another line of the list below, or the record that the store holds.
    reason
        ``DuplicateReason``.
    remembered_as
        By what the pair is known at the next file; holds names.
    """

    line: int
    other: int | str
    reason: str
    remembered_as: str = field(repr=False)


def pairs_within(members: pd.DataFrame, duplicates: pd.DataFrame) -> tuple[Pair, ...]:
    """Return the pairs of a list.

    Parameters
    ----------
    members
        ``MemberRows``.
    duplicates
        ``Duplicates`` of them.
    """
    known = _known_as(members.rename(columns={"birth": "born_on"}))
    return tuple(
        Pair(int(line), int(other), str(reason), _together(known[line], known[other]))
        for line, other, reason in duplicates.itertuples(index=False)
    )


def pairs_with_held(added: pd.DataFrame, missing: pd.DataFrame) -> tuple[Pair, ...]:
    """Return new rows that may be a person whom the store holds under another spelling.

    Parameters
    ----------
    added
        ``MemberRegister`` rows of the list that the store does not hold, by line.
    missing
        ``MemberRegister`` rows that the store holds and the list lacks, by record id.
    """
    if added.empty or missing.empty:
        return ()
    rows = pd.concat([_as_members(missing, -np.arange(1, len(missing) + 1)), _as_members(added, added.index)])
    found = possible_duplicates(MemberRows.check(rows.sort_index()))
    new, held = _known_as(added), _known_as(missing)
    return tuple(
        Pair(int(line), record, str(reason), _together(new[int(line)], held[record]))
        for below, line, reason in found.itertuples(index=False)
        if below < 0 < line
        for record in [str(missing.index[-int(below) - 1])]
    )


def decided(pairs: Iterable[Pair], said: Mapping[str, str]) -> dict[Pair, bool]:
    """Return what was said of pairs: whether they are one person; those of whom nothing was are left out."""
    return {pair: said[pair.remembered_as] == _SAME for pair in pairs if pair.remembered_as in said}


def saying(said: Mapping[str, str], pair: Pair, *, same: bool | None) -> dict[str, str]:
    """Return what was said, with a pair more; None takes back what was said of it."""
    others = {key: value for key, value in said.items() if key != pair.remembered_as}
    return others if same is None else {**others, pair.remembered_as: _SAME if same else _TWO}


def in_place_of_held(ready: ReadyList, missing: pd.DataFrame, gone: Iterable[str]) -> ReadyList:
    """Return a list that is the whole of its organisations: with who is missing, but for those it names anew.

    Parameters
    ----------
    ready
        The list.
    missing
        Rows that the store holds and the list lacks.
    gone
        Records whose person stands in the list under another spelling.
    """
    stays = missing.drop(index=list(gone))
    return ReadyList(ready.register, pd.concat([ready.rows, stays]), ready.org_ids, ready.left_out)


def _as_members(rows: pd.DataFrame, lines: "pd.Index[int] | np.ndarray") -> pd.DataFrame:
    """Return rows of the register as ``MemberRows``; only a mobile telephone is a person's own."""
    born = rows["born_on"].ne("")
    table = dict.fromkeys(MemberRows.columns(), "") | {
        name: rows[name].to_numpy() for name in ("org_id", "post", "role", "name", "kana", "day", "night")
    }
    table["birth"] = rows["born_on"].to_numpy()
    digits = rows["phone"].str.replace("-", "")
    table["mobile"] = digits.where(digits.str.startswith(_MOBILE), "").to_numpy()
    table["age_low"] = rows["age_low"].mask(born).fillna(0).astype("int64").to_numpy()
    table["age_high"] = rows["age_high"].mask(born).fillna(OLDEST).astype("int64").to_numpy()
    frame = pd.DataFrame(table, index=pd.Index(np.asarray(lines, dtype=np.int64), name="line"))
    texts = [name for name in frame if name not in {"age_low", "age_high"}]
    return frame.astype(dict.fromkeys(texts, "str"))[MemberRows.columns()]


def _known_as(rows: pd.DataFrame) -> "pd.Series[str]":
    parts = ["org_id", "name", "kana", "born_on", "post", "role"]
    return rows[parts].agg(_PART.join, axis=1)


def _together(one: str, other: str) -> str:
    return _BETWEEN.join(sorted([one, other]))
