"""Tables that users get: plain values, and a word wherever a value is not known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.data_kind import DataKind
from messages.catalogue import text

Cell: TypeAlias = str | int | float


class CellKind(StrEnum):
    """What a column holds; decides number format and width."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    PERSONS = "persons"
    WHOLE = "whole"
    DECIMAL = "decimal"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: key, heading with its unit, kind, and the cells from top to bottom.

    ``own_words`` says that every text in it comes from ``messages``, never from a bundle: such a text
    may begin with a sign of ours, like 「－」, and is written to files as it stands on screen.
    ``below_one`` is how a number above 0 and below 1 is read, such as 「1分未満」; in files it is the number.
    """

    key: str
    heading: str
    kind: CellKind
    cells: tuple[Cell, ...]
    own_words: bool = False
    below_one: str = ""


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table as users get it: the same on screen and in every file.

    Parameters
    ----------
    table_id
        ASCII id; the stem of the CSV's name.
    title
        Title in the reader's language, at most 31 characters (a limit of spreadsheets).
    columns
        Columns of equal length.
    data_kind
        The least sure of what its figures rest on.
    notes
        Sentences that belong below the title.
    label
        What stands in place of real or model data, where a table is neither; empty for most.
    subject
        What stands in place of the scenario, where a table is of several; empty for most.
    paper_columns
        How many columns, from the left, are printed; None for all.
    nothing
        What stands in place of rows where there are none; empty for the usual word.
    """

    table_id: str
    title: str
    columns: tuple[Column, ...]
    data_kind: DataKind
    notes: tuple[str, ...] = field(default=())
    label: str = ""
    subject: str = ""
    paper_columns: int | None = None
    nothing: str = ""

    @property
    def is_model(self) -> bool:
        """Whether any figure in it rests on model data."""
        return self.data_kind is DataKind.MODEL

    @property
    def is_rounded(self) -> bool:
        """Whether its people are told as round numbers where it is read."""
        return self.data_kind.is_rounded

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings from left to right."""
        return tuple(column.heading for column in self.columns)

    def rows(self) -> list[tuple[Cell, ...]]:
        """Return the cells row by row."""
        return list(zip(*(column.cells for column in self.columns), strict=True))


class ColumnMaker:
    """Makes columns in one language; headings are keys below ``export.column.``.

    ``clock`` names what its times count from, such as 「地震発生」: a table goes about without its title.
    """

    def __init__(self, language: str, clock: str = "") -> None:
        self.language = language
        self.clock = clock or self.word("clock.start")

    def word(self, key: str, **values: object) -> str:
        """Return the words of a key in the language of this maker."""
        return text(self.language, key, **values)

    def heading(self, key: str, **values: object) -> str:
        """Return the heading of a column."""
        return self.word(f"export.column.{key}", **{"clock": self.clock, **values})

    def texts(self, key: str, values: Sequence[Any] | pd.Series, *, long: bool = False) -> Column:
        """Return a column of text; an empty value stays empty."""
        kind = CellKind.LONG_TEXT if long else CellKind.TEXT
        return Column(key, self.heading(key), kind, tuple("" if pd.isna(v) else str(v) for v in values))

    def words(self, key: str, prefix: str, values: Sequence[Any] | pd.Series) -> Column:
        """Return a column of catalogue words ``<prefix>.<value>``; an empty value stays empty."""
        said = {v: self.word(f"{prefix}.{v}") if v else "" for v in dict.fromkeys(values)}
        cells = tuple(said[v] for v in values)
        return Column(key, self.heading(key), CellKind.TEXT, cells, own_words=True)

    def flags(self, key: str, values: pd.Series, *, unknown: str = "export.unknown") -> Column:
        """Return a column of ○ where a flag is set, nothing where it is not, a word where nobody knows."""
        word = self.word(unknown)
        cells = tuple(word if pd.isna(v) else "○" if v else "" for v in values)
        return Column(key, self.heading(key), CellKind.TEXT, cells)

    def persons(
        self, key: str, values: pd.Series, *, heading: str | None = None, unknown: str = "export.unknown"
    ) -> Column:
        """Return a column of whole persons; ``unknown`` is the key of the word for a gap."""
        cells = _known(values, self.word(unknown), whole=True)
        return Column(key, heading or self.heading(key), CellKind.PERSONS, cells)

    def wholes(self, key: str, values: pd.Series, *, unknown: str = "export.unknown") -> Column:
        """Return a column of whole numbers; ``unknown`` is the key of the word for a gap."""
        cells = _known(values, self.word(unknown), whole=True)
        return Column(key, self.heading(key), CellKind.WHOLE, cells)

    def numbered(self, key: str, values: pd.Series) -> Column:
        """Return a column of numbers that are names: without separators, as somebody types them in."""
        return Column(
            key, self.heading(key), CellKind.TEXT, tuple(str(one) for one in values.astype("int64"))
        )

    def shares(self, key: str, values: pd.Series, **named: object) -> Column:
        """Return a column of shares from 0 to 1; a dash where there is none."""
        none = self.word("export.none")
        cells = tuple(none if pd.isna(one) else round(float(one), 4) for one in values)
        return Column(key, self.heading(key, **named), CellKind.SHARE, cells)

    def decimals(
        self, key: str, values: pd.Series, *, digits: int = 1, unknown: str = "export.unknown"
    ) -> Column:
        """Return a column of rounded numbers; ``unknown`` is the key of the word for a gap."""
        rounded = values.astype("float64").round(digits)
        return Column(key, self.heading(key), CellKind.DECIMAL, _known(rounded, self.word(unknown)))

    def minutes(self, key: str, seconds: pd.Series, *, unknown: str = "export.none") -> Column:
        """Return seconds as minutes; words for never (+inf) and from the start (−inf)."""
        values = np.round(seconds.to_numpy(dtype=np.float64) / 60.0, 1)
        return Column(key, self.heading(key), CellKind.DECIMAL, self._endless(values, self.word(unknown)))

    def waits(self, key: str, seconds: pd.Series) -> Column:
        """Return waits as minutes, never shorter than they are; below a minute they are read as just that."""
        exact = np.round(seconds.to_numpy(dtype=np.float64) / 60.0, 6)
        parts = np.where(exact < 1.0, 100.0, 10.0)
        values = np.ceil(np.round(exact * parts, 4)) / parts
        cells = self._endless(values, self.word("export.none"))
        word = self.word("screen.under_a_minute")
        return Column(key, self.heading(key), CellKind.DECIMAL, cells, below_one=word)

    def time_left(self, key: str, seconds: pd.Series, *, never: str) -> Column:
        """Return limits and margins as minutes like ``minutes``, never later or more than they are.

        ``never`` is the key of the word for +inf: ``export.never`` where nothing ends the time,
        ``export.stays_open`` where only the way stays open.
        """
        values = earlier_tenths(seconds.to_numpy(dtype=np.float64) / 60.0)
        cells = self._endless(values, self.word("export.none"), never)
        return Column(key, self.heading(key), CellKind.DECIMAL, cells)

    def depths(self, key: str, metres: pd.Series) -> Column:
        """Return depths [m]; an open class has no upper bound."""
        values = metres.astype("float64").to_numpy().round(2)
        cells = tuple(self.word("export.open_bound") if np.isposinf(v) else float(v) for v in values.tolist())
        return Column(key, self.heading(key), CellKind.DECIMAL, cells)

    def constant(self, key: str, value: str, count: int) -> Column:
        """Return a column that says the same in every row."""
        return Column(key, self.heading(key), CellKind.TEXT, (value,) * count)

    def _endless(
        self, values: npt.NDArray[np.float64], unknown: str, endless: str = "export.never"
    ) -> tuple[Cell, ...]:
        never, start = self.word(endless), self.word("export.from_start")
        return tuple(
            unknown if np.isnan(v) else never if v == np.inf else start if v == -np.inf else v
            for v in values.tolist()
        )


def earlier_tenths(minutes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return minutes to the tenth below: to the nearest, a limit could be told three seconds too late."""
    # What is a tenth but for the last bits of a division stays one.
    tenths: npt.NDArray[np.float64] = np.floor(np.round(minutes * 10.0, 6)) / 10.0
    return tenths


def _known(values: pd.Series, unknown: str, *, whole: bool = False) -> tuple[Cell, ...]:
    gaps = values.isna().to_numpy()
    plain = values.fillna(0).to_numpy()
    numbers = plain.astype("int64").tolist() if whole else plain.astype("float64").tolist()
    return tuple(unknown if gap else number for gap, number in zip(gaps, numbers, strict=True))
