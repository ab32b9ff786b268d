"""Which row of an upload is which row that is kept. Pure: marks in, pairs out."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pairs:
    """Positions of rows in the two lists.

    Parameters
    ----------
    same, changed
        Pairs of (new, held) with equal and with different content.
    added
        New rows that are held nowhere.
    missing
        Held rows that the new list lacks.
    """

    same: tuple[tuple[int, int], ...]
    changed: tuple[tuple[int, int], ...]
    added: tuple[int, ...]
    missing: tuple[int, ...]


def pair_rows(
    new: Sequence[tuple[Hashable, ...]],
    held: Sequence[tuple[Hashable, ...]],
    apart: Collection[tuple[int, int]] = (),
) -> Pairs:
    """Pair the rows of two lists.

    Parameters
    ----------
    new, held
        Marks of each row: first that of its whole content, then those by which it is found again,
        the closest first. Rows pair on the first mark that both have free; of several with the
        same mark the first pair with the first.
    apart
        Pairs of (new, held) that are two, whatever their marks.
    """
    found: list[int | None] = [None] * len(new)
    free = set(range(len(held)))
    marks = len(new[0]) if new else 0
    for i in range(marks):
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for j in sorted(free, reverse=True):
            waiting[held[j][i]].append(j)
        for k, row in enumerate(new):
            if found[k] is not None or not waiting.get(row[i]):
                continue
            # The last is the first in the list.
            first = next((one for one in reversed(waiting[row[i]]) if (k, one) not in apart), None)
            if first is not None:
                waiting[row[i]].remove(first)
                found[k] = first
                free.discard(first)
    pairs = [(k, j) for k, j in enumerate(found) if j is not None]
    return Pairs(
        same=tuple((k, j) for k, j in pairs if new[k][0] == held[j][0]),
        changed=tuple((k, j) for k, j in pairs if new[k][0] != held[j][0]),
        added=tuple(k for k, j in enumerate(found) if j is None),
        missing=tuple(sorted(free)),
    )
