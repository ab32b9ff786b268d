"""A fault in words: where, what, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from messages import catalogue


class FaultLike(Protocol):
    """What of ``domain.faults.Fault`` is needed to say it; the core and the words know no other."""

    @property
    def key(self) -> str: ...  # noqa: D102 - described by domain.faults.Fault
    @property
    def severity(self) -> str: ...  # noqa: D102
    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def layer(self) -> str: ...  # noqa: D102
    @property
    def row(self) -> str: ...  # noqa: D102
    @property
    def column(self) -> str: ...  # noqa: D102
    @property
    def value(self) -> str | None: ...  # noqa: D102
    @property
    def expected(self) -> str: ...  # noqa: D102
    @property
    def more(self) -> int: ...  # noqa: D102


class GroupLike(Protocol):
    """What of ``domain.fault_groups.FaultGroup`` is needed to say it."""

    @property
    def first(self) -> FaultLike: ...  # noqa: D102 - described by domain.fault_groups.FaultGroup
    @property
    def count(self) -> int: ...  # noqa: D102
    @property
    def rows(self) -> Sequence[tuple[str, str | None]]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class FaultWords:
    """One fault as a user reads it.

    Parameters
    ----------
    severity
        誤り or 注意.
    place
        File, line or id, column, as far as they apply.
    text
        What is wrong.
    remedy
        What to do.
    """

    severity: str
    place: str
    text: str
    remedy: str

    def line(self) -> str:
        """Return all of it on one line."""
        return f"{self.severity}: {self.place}: {self.text} → {self.remedy}"


def fault_words(language: str, fault: FaultLike) -> FaultWords:
    """Return a fault in the words of a language.

    A personal value is None in the fault and is shown as an empty one, never guessed.
    """
    empty = catalogue.text(language, "fault_place.empty")
    values = {
        "file": fault.file,
        "layer": layer_name(language, fault.layer),
        "row": fault.row,
        "column": column_name(language, fault.column),
        "value": empty if fault.value in {None, ""} else fault.value,
        # Where another layer was expected, it is named as on screen.
        "expected": layer_name(language, fault.expected),
    }
    return FaultWords(
        severity=catalogue.text(language, f"severity.{fault.severity}"),
        place=_place(language, fault),
        text=catalogue.text(language, f"fault.{fault.key}.text", **values),
        remedy=catalogue.text(language, f"fault.{fault.key}.remedy", **values),
    )


def group_words(language: str, group: GroupLike) -> FaultWords:
    """Return equal faults in the words of a language: one text and remedy, the count, the first rows.

    The text is the first one's, with its value; where the values differ each listed row has its own.
    """
    words = fault_words(language, group.first)
    if group.count == 1:
        return words
    place = _place(language, group.first, with_row=False)
    shown = [
        catalogue.text(language, f"fault_place.{kind}", row=row, value=value or "")
        for row, value in group.rows
        for kind in ("row_only" if value is None else "row_value",)
    ]
    rows = catalogue.text(language, "fault_place.between").join(shown)
    if shown and group.count > len(shown):
        rows += catalogue.text(language, "fault_place.and_more")
    kind = "group_rows" if shown else "group"
    count = catalogue.text(language, f"fault_place.{kind}", count=f"{group.count:,}", rows=rows)
    return FaultWords(words.severity, place, words.text + count, words.remedy)


def layer_name(language: str, layer: str) -> str:
    """Return the name of a layer; a hazard layer keeps its own id behind the word for hazards."""
    head, _, tail = layer.partition("/")
    if not catalogue.has(language, f"layer.{head}"):
        return layer
    name = catalogue.text(language, f"layer.{head}")
    return f"{name} {tail}" if tail else name


def column_name(language: str, column: str) -> str:
    """Return the name of a column; one that is known by its place alone (``#6``) is told by it."""
    mark, _, place = column.partition("#")
    if mark or not place.isdigit():
        return column
    return catalogue.text(language, "fault_place.nth_column", place=place)


def _place(language: str, fault: FaultLike, *, with_row: bool = True) -> str:
    parts = []
    if fault.file:
        parts.append(catalogue.text(language, "fault_place.file", file=fault.file))
    elif fault.layer:
        parts.append(layer_name(language, fault.layer))
    if fault.row and with_row:
        # A CSV is counted in lines, a record of a layer is named by its id.
        kind = "line" if fault.file.lower().endswith((".csv", ".txt", ".xlsx")) else "record"
        parts.append(catalogue.text(language, f"fault_place.{kind}", row=fault.row))
        if fault.more:
            parts[-1] += catalogue.text(language, "fault_place.more", more=f"{fault.more:,}")
    if fault.column:
        parts.append(
            catalogue.text(language, "fault_place.column", column=column_name(language, fault.column))
        )
    return ", ".join(parts) if parts else catalogue.text(language, "fault_place.whole")
