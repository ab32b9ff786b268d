"""Differences between two states of a register, and what a list would change, for people to look at."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Differences:
    """What differs between two states; frames hold personal values and are never shown by ``repr``.

    Parameters
    ----------
    added, removed
        Rows of the later and of the earlier state alone.
    before, after
        Rows that changed, in the same order.
    unchanged
        How many rows are equal.
    """

    added: pd.DataFrame = field(repr=False)
    removed: pd.DataFrame = field(repr=False)
    before: pd.DataFrame = field(repr=False)
    after: pd.DataFrame = field(repr=False)
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether both states are equal."""
        return self.added.empty and self.removed.empty and self.before.empty

    def cells(self) -> pd.DataFrame:
        """Return each cell that changed: ``row`` (index of ``after``), ``column``, ``before``, ``after``."""
        columns = ["row", "column", "before", "after"]
        parts = [pd.DataFrame(columns=columns)]
        for column in self.after.columns:
            differs = _differ(self.before[column], self.after[column])
            old, new = (
                frame[column].astype(object).to_numpy()[differs] for frame in (self.before, self.after)
            )
            rows = self.after.index[differs]
            parts.append(pd.DataFrame({"row": rows, "column": column, "before": old, "after": new}))
        found = [part for part in parts if not part.empty]
        return pd.concat(found, ignore_index=True) if found else parts[0]


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """What a list would change.

    Parameters
    ----------
    scopes
        Lists concerned, sorted.
    based_on
        Version that it was compared with; hand it to ``commit``, which refuses where somebody else
        changed these lists since.
    differences
        ``added`` and ``after`` by the index of the list given, ``removed`` and ``before`` by record id.
        Where the list is not the whole, ``removed`` is what it lacks, and stays.
    removes
        Whether what the list lacks would be removed.
    """

    scopes: tuple[str, ...]
    based_on: int
    differences: Differences
    removes: bool

    @property
    def changes_nothing(self) -> bool:
        """Whether a commit would write nothing."""
        found = self.differences
        return found.added.empty and found.before.empty and (found.removed.empty or not self.removes)


def compare_states(before: pd.DataFrame, after: pd.DataFrame) -> Differences:
    """Return the differences of two frames of one register, by record id."""
    both = after.index.intersection(before.index, sort=False)
    old, new = before.loc[both], after.loc[both]
    changed = np.zeros(len(both), dtype=bool)
    for column in after.columns:
        changed |= _differ(old[column], new[column])
    return Differences(
        added=after.loc[after.index.difference(before.index, sort=False)],
        removed=before.loc[before.index.difference(after.index, sort=False)],
        before=old[changed],
        after=new[changed],
        unchanged=int(np.count_nonzero(~changed)),
    )


def _differ(one: "pd.Series[Any]", other: "pd.Series[Any]") -> npt.NDArray[np.bool_]:
    """Return which cells differ, row by row, shape (n,); two unknown ones do not."""
    return one.astype(object).where(one.notna(), None).to_numpy() != (
        other.astype(object).where(other.notna(), None).to_numpy()
    )
