"""Equal faults as one: what, how many, the first rows; a thousand equal lines tell nobody anything."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.faults import Fault, sort_faults

#: Rows of one kind that are named; all are counted.
FIRST_ROWS = 5


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Faults with the same key in the same column of the same file.

    Parameters
    ----------
    first
        The first of them in reading order.
    count
        How many there are, those not listed included.
    rows
        The first rows with the value of each, as (row, value); the value is None where it is missing,
        personal, or the same in all of them. A fault of a whole file has no row.
    """

    first: Fault
    count: int
    rows: tuple[tuple[str, str | None], ...]


def group_faults(faults: Iterable[Fault]) -> tuple[FaultGroup, ...]:
    """Return faults grouped, in reading order of the first of each group."""
    groups: dict[tuple[str, ...], list[Fault]] = {}
    for fault in sort_faults(faults):
        kind = (fault.key, fault.severity, fault.file, fault.layer, fault.column)
        groups.setdefault(kind, []).append(fault)
    return tuple(_group(found) for found in groups.values())


def _group(faults: list[Fault]) -> FaultGroup:
    differ = len({fault.value for fault in faults}) > 1
    listed = [fault for fault in faults if fault.row][:FIRST_ROWS]
    rows = tuple((fault.row, fault.value if differ else None) for fault in listed)
    return FaultGroup(faults[0], sum(1 + fault.more for fault in faults), rows)
