"""Which column of a file is which column of the list, and what a person corrects of that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from community.roster_columns import OTHER_HEADERS, RosterForm, normal
from community.roster_header import RosterHeader


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a person says of headers; to be kept for the organisation and used for its next file.

    Parameters
    ----------
    chosen
        Column of each header, by the header's ``normal`` form; empty for one that is not to be read.
    """

    chosen: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def with_choice(self, header: str, column: str) -> "ColumnMapping":
        """Return the mapping with one header more.

        Parameters
        ----------
        header
            As written in the file.
        column
            Column of the list; empty for none.

        Returns
        -------
        ColumnMapping
            This one is not changed.
        """
        return ColumnMapping(MappingProxyType({**self.chosen, normal(header): column}))


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of a file.

    Parameters
    ----------
    place
        Its place in the file; 1 is the first.
    header
        Its header as written. It may hold anything, also a person: shown to the file's owner only.
    column
        Column of the list that it is read as; empty where it is not read.
    is_chosen
        Whether a person said so.
    is_by_content
        Whether what stands in the column says so, and not its header.
    """

    place: int
    header: str
    column: str
    is_chosen: bool = False
    is_by_content: bool = False

    @property
    def safe_header(self) -> str:
        """The header where it is known to be one; else the column's place."""
        if self.column or normal(self.header) in OTHER_HEADERS:
            return self.header
        return f"#{self.place}"


def map_columns(header: RosterHeader, form: RosterForm, mapping: ColumnMapping) -> tuple[MappedColumn, ...]:
    """Return how each column of a file is read; empty headers are left out.

    Parameters
    ----------
    header
        Of the file.
    form
        Kind of list.
    mapping
        What a person said; it goes before what the header seems to mean.

    Returns
    -------
    tuple[MappedColumn, ...]
        In the order of the file.
    """
    found = []
    for i, (text, column) in enumerate(zip(header.texts, header.columns, strict=True)):
        chosen = mapping.chosen.get(normal(text)) if text else None
        if chosen is not None and (chosen in form.columns or not chosen):
            found.append(MappedColumn(i + 1, text, chosen, is_chosen=True))
        elif text:
            found.append(MappedColumn(i + 1, text, column))
    return tuple(found)
