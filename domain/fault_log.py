"""Faults grouped while they are gathered, so that their number never decides memory or time."""

from collections.abc import Iterable
from dataclasses import replace

from domain.faults import Fault, sort_faults

#: Rows of one kind of fault that are listed; further ones are counted.
LISTED_ROWS = 20

#: Kinds with one key in one file that are listed; those of further columns and layers are counted.
LISTED_KINDS = 100


class FaultLog:
    """Gathers the faults of one input: of each kind the first rows, and how many more there are.

    Faults are of one kind when key, severity, file, layer and column are the same. Kinds that differ in
    layer and column only are listed up to ``LISTED_KINDS``; what comes then is counted with the last.

    Parameters
    ----------
    listed_rows
        Rows of one kind that are listed.
    """

    def __init__(self, *, listed_rows: int = LISTED_ROWS) -> None:
        self._listed_rows = listed_rows
        self._listed: dict[tuple[str, ...], list[Fault]] = {}
        self._more: dict[tuple[str, ...], int] = {}
        self._kinds: dict[tuple[str, ...], list[tuple[str, ...]]] = {}

    def add(self, fault: Fault) -> None:
        """Take one fault."""
        self.add_rows(fault, (fault.row,), total=1 + fault.more)

    def extend(self, faults: Iterable[Fault]) -> None:
        """Take faults one after the other."""
        for fault in faults:
            self.add(fault)

    def add_rows(self, fault: Fault, rows: Iterable[object], *, total: int) -> None:
        """Take the same fault of many rows.

        Parameters
        ----------
        fault
            What all have in common; its row is not used.
        rows
            Rows in reading order, as the user counts them. No more than the listed ones are looked at.
        total
            Number of rows, at least one.
        """
        kind = (fault.key, fault.severity, fault.file, fault.layer, fault.column)
        if kind not in self._listed:
            kinds = self._kinds.setdefault(kind[:3], [])
            if len(kinds) == LISTED_KINDS:
                self._more[kinds[-1]] += total
                return
            kinds.append(kind)
        listed = self._listed.setdefault(kind, [])
        before = len(listed)
        for row in rows:
            if len(listed) == self._listed_rows:
                break
            listed.append(replace(fault, row=str(row), more=0))
        self._more[kind] = self._more.get(kind, 0) + total - (len(listed) - before)

    def faults(self) -> tuple[Fault, ...]:
        """Return the listed faults in reading order; the last of each kind says how many more follow."""
        found: list[Fault] = []
        for kind, listed in self._listed.items():
            found += listed[:-1]
            found.append(replace(listed[-1], more=self._more[kind]))
        return sort_faults(found)
