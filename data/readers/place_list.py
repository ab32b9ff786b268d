"""What every list of places is read into: entries, their source, and all that is wrong with them."""

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bundle import Source
from domain.fault_log import LISTED_ROWS, FaultLog
from domain.faults import Fault
from domain.import_report import ImportNote, RowCount
from domain.vocabulary import HazardKind, Severity

ROLES = ("emergency_site", "shelter", "welfare_shelter")
FLAGS = tuple(kind.value for kind in HazardKind)

#: Where Japan lies [degrees].
_LONGITUDES, _LATITUDES = (122.0, 154.0), (20.0, 46.0)

#: Longest text of a cell; the longest of the national lists has some 200 characters.
_LONGEST_TEXT = 1_000

#: Control characters, and what a reader could not make a character of.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\N{REPLACEMENT CHARACTER}]")

#: Municipalities of a mixed list that are named.
_NAMED_MUNICIPALITIES = 3


class ListKind(StrEnum):
    """What a list holds."""

    SITES = "sites"
    SHELTERS = "shelters"
    P20 = "p20"
    MUNICIPAL = "municipal"


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """Which entries belong to the city that a list is read for.

    Parameters
    ----------
    codes
        Five-digit codes of the city and of its wards; empty takes every entry.
    only
        Whether entries of other municipalities are left out instead of refused.
    """

    codes: frozenset[str] = frozenset()
    only: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PlaceList:
    """One list as read.

    Parameters
    ----------
    rows
        One row an entry: ``place_id, name, address, lon, lat`` [degrees], the three roles, the
        eight flags, ``twin`` (marked as standing in the other list too),
        ``official_capacity_persons`` (<NA> unknown), ``file`` and ``row`` as the user counts it.
    kind
        What the list holds.
    sources
        Whose data it is, with terms and notices; without a date.
    faults
        All that is wrong with the file.
    rows_read
        Entries that the file holds, those of other municipalities among them.
    form
        What the file was recognised as (a key below ``import_form.``); empty where its kind says it.
    encoding
        Encoding found, where the reader looked for one.
    dropped, repairs, notes
        What was made of its rows, for the report; entries of other municipalities are in ``dropped``
        only where the form is named.

    Rows of a city's own list (``MUNICIPAL``) have besides: ``refuge_building``,
    ``official_capacity_standard``, ``refuge_capacity_persons`` (hours in a building to go up in),
    ``floors``, ``floor_area_m2`` [m²] and ``structure``.
    """

    rows: pd.DataFrame
    kind: ListKind
    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]
    rows_read: int = 0
    form: str = ""
    encoding: str = ""
    dropped: tuple[RowCount, ...] = ()
    repairs: tuple[RowCount, ...] = ()
    notes: tuple[ImportNote, ...] = ()


def nothing_read(kind: ListKind, *faults: Fault) -> PlaceList:
    """Return the list of a file that could not be read."""
    return PlaceList(pd.DataFrame(), kind, (), faults)


def tidy_texts(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Return texts in one width (NFKC) with single blanks: lists mix full and half width."""
    return texts.map(lambda text: " ".join(unicodedata.normalize("NFKC", text).split())).astype("str")


def name_form(name: str) -> str:
    """Return the form in which names are compared: NFKC, no blanks, lower case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


class CellFaults:
    """Gathers what is wrong with single cells of a table.

    Parameters
    ----------
    file
        Name of the file.
    rows
        How the user counts the rows of the table.
    """

    def __init__(self, file: str, rows: Sequence[str]) -> None:
        self.log = FaultLog()
        self._file, self._rows = file, rows

    def mark(
        self,
        key: str,
        wrong: "pd.Series[bool] | npt.NDArray[np.bool_]",
        values: Sequence[str],
        *,
        column: str,
        expected: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Take the same fault of every row that is wrong; the first ones are listed with their values."""
        where = np.flatnonzero(np.asarray(wrong, dtype=bool)).tolist()
        if not where:
            return
        listed = where[:LISTED_ROWS]
        for i in listed:
            fault = Fault(
                key,
                severity,
                file=self._file,
                row=self._rows[i],
                column=column,
                value=values[i],
                expected=expected,
                more=len(where) - len(listed) if i == listed[-1] else 0,
            )
            self.log.add(fault)

    def mark_texts(self, texts: "pd.Series[str]", *, column: str, required: bool) -> None:
        """Mark cells that are empty where they may not be, too long, or no text at all."""
        listed = texts.tolist()
        if required:
            self.mark("value_missing", texts.str.strip().eq(""), listed, column=column)
        too_long = texts.str.len() > _LONGEST_TEXT
        # The value itself is never shown: it is what is wrong.
        self.mark("cell_too_long", too_long, [""] * len(listed), column=column, expected=f"{_LONGEST_TEXT:,}")
        self.mark("text_unreadable", texts.map(_NO_TEXT.search).notna(), [""] * len(listed), column=column)

    def mark_points(self, latitude: Sequence[str], longitude: Sequence[str], *, column: str) -> None:
        """Mark points in degrees that are none, swapped, or outside Japan."""
        keys = [point_fault(*pair) for pair in zip(latitude, longitude, strict=True)]
        values = [f"{lat}, {lon}" for lat, lon in zip(latitude, longitude, strict=True)]
        for key in dict.fromkeys(key for key in keys if key):
            self.mark(key, np.array([each == key for each in keys]), values, column=column)


def point_fault(latitude: str, longitude: str) -> str:
    """Return the key of what is wrong with a point in degrees; empty where nothing is."""
    if not latitude or not longitude:
        return "coordinate_missing"
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        return "coordinate_not_number"
    if not math.isfinite(lat) or not math.isfinite(lon):
        return "coordinate_not_number"
    if _in(lat, _LATITUDES) and _in(lon, _LONGITUDES):
        return ""
    swapped = _in(lon, _LATITUDES) and _in(lat, _LONGITUDES)
    return "coordinate_swapped" if swapped else "coordinate_range"


def _in(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def own_rows(
    codes: Sequence[str], own: OwnEntries, file: str, log: Callable[[Fault], None]
) -> npt.NDArray[np.bool_]:
    """Return which entries are the city's own, and say in one sentence that there are others.

    Parameters
    ----------
    codes
        Municipality code of each entry; empty where it is not known, which is for its own fault to say.
    own
        The city's own codes, and whether others are left out.
    file
        Name of the file.
    log
        Takes the fault.
    """
    series = pd.Series(list(codes), dtype="str")
    others = series.ne("") & ~series.isin(own.codes) if own.codes else series.ne(series)
    if others.any():
        log(_others_fault(series[others], int((~others).sum()), own, file))
    mine: npt.NDArray[np.bool_] = (~others).to_numpy(dtype=bool)
    return mine


def _others_fault(others: "pd.Series[str]", mine: int, own: OwnEntries, file: str) -> Fault:
    counts = others.value_counts()
    named = "、".join(str(code) for code in counts.index[:_NAMED_MUNICIPALITIES])
    named += " …" if len(counts) > _NAMED_MUNICIPALITIES else ""
    if own.only and mine:
        key, severity = "others_left_out", Severity.WARNING
    else:
        key, severity = ("others_in_list" if mine else "others_only"), Severity.ERROR
    value = f"{len(others):,} ({named})" if mine else named
    return Fault(key, severity, file=file, value=value, expected=f"{mine:,}")
