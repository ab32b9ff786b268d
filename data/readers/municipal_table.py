"""The cells of a city's list by what they say: header found, titles and LinkData lines left aside."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.readers.geojson_points import PointTable
from data.readers.place_words import (
    HEADERS_LEFT,
    PlaceColumn,
    file_roles,
    known_headers,
    roles_in,
)
from data.readers.text_header import header_form
from domain.faults import Fault
from domain.sheet import Sheet
from domain.vocabulary import HazardKind

#: Records in which the header is looked for.
_SEARCHED = 30
_CODE = re.compile(r"\d{5,6}")
#: A prefecture's own code ends so; it names no municipality.
_PREFECTURE = "000"
_PREFECTURE_DIGITS = 5
#: Where the code and the name of the municipality stand in lists whose columns slipped by some places.
_SLIPPED_CODE, _CODE_HEADER = "内線番号", "所在地_全国地方公共団体コード"
_POINT = re.compile(r"\s*([-+\d.]+)\s*[,、 ]\s*([-+\d.]+)\s*")
_FLAG_NAMES = frozenset({*(kind.value for kind in HazardKind), PlaceColumn.HAZARDS.value})


@dataclass(frozen=True, slots=True, eq=False)
class MunicipalTable:
    """A list by what its columns say.

    Parameters
    ----------
    cells
        Texts, index from 0, columns 0, 1, …
    headers
        Header of each column as written.
    names
        What each column says: a ``PlaceColumn`` or ``HazardKind``; empty where it is not known.
    rows
        How the user counts each row.
    form
        Key below ``import_form.``.
    encoding
        Encoding found; empty for a workbook.
    attribution, licence
        As the file says; else empty.
    faults
        What is wrong with the file as such.
    """

    cells: pd.DataFrame
    headers: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[str, ...]
    form: str = "municipal_list"
    encoding: str = ""
    attribution: str = ""
    licence: str = ""
    faults: tuple[Fault, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def has_flags(self) -> bool:
        """Whether any column says for which hazards a place is designated."""
        return bool(_FLAG_NAMES & set(self.names))

    @property
    def unread(self) -> tuple[str, ...]:
        """Headers that mean nothing to this reader."""
        pairs = zip(self.headers, self.names, strict=True)
        return tuple(
            text for text, name in pairs if text and not name and header_form(text) not in HEADERS_LEFT
        )

    def columns(self, name: str) -> list[tuple[str, "pd.Series[str]"]]:
        """Return header and cells of every column that says this."""
        return [(self.headers[i], self.cells[i]) for i, each in enumerate(self.names) if each == name]

    def header(self, column: PlaceColumn) -> str:
        """Return the first header that says this; empty where none does."""
        return next((text for text, _ in self.columns(column.value)), "")

    def text(self, column: PlaceColumn) -> "pd.Series[str]":
        """Return for each row the first filled cell that says this."""
        found = pd.Series([""] * len(self), dtype="str")
        for _, cells in self.columns(column.value):
            found = found.where(found.ne(""), cells)
        return found

    def taken(self, chosen: npt.NDArray[np.bool_]) -> Self:
        """Return the table with these rows."""
        rows = tuple(row for row, is_taken in zip(self.rows, chosen.tolist(), strict=True) if is_taken)
        return replace(self, cells=self.cells[chosen].reset_index(drop=True), rows=rows)

    def codes(self) -> list[str]:
        """Return the five-digit municipality code of each row; empty where none stands."""
        found = [""] * len(self)
        for _, cells in self.columns(PlaceColumn.CODE.value):
            plain = [
                unicodedata.normalize("NFKC", cell).removesuffix(".0").replace("-", "") for cell in cells
            ]
            found = [
                old or (new[:5] if _is_municipality(new) else "")
                for old, new in zip(found, plain, strict=True)
            ]
        return found

    def points(self) -> tuple[list[str], list[str]]:
        """Return latitudes and longitudes as text, from two columns or from one that holds both."""
        latitude = self.text(PlaceColumn.LATITUDE).tolist()
        longitude = self.text(PlaceColumn.LONGITUDE).tolist()
        for i, cell in enumerate(self.text(PlaceColumn.POINT)):
            match = _POINT.fullmatch(unicodedata.normalize("NFKC", cell))
            if match and not latitude[i] and not longitude[i]:
                latitude[i], longitude[i] = match[1], match[2]
        plain = [[unicodedata.normalize("NFKC", text) for text in each] for each in (latitude, longitude)]
        return plain[0], plain[1]

    @property
    def shifted(self) -> npt.NDArray[np.bool_]:
        """Rows whose municipality code stands under another header, shape (n,)."""
        code, slipped = (self._written(header) for header in (_CODE_HEADER, _SLIPPED_CODE))
        own = self._written("市区町村コード")
        shifted: npt.NDArray[np.bool_] = (slipped.ne("") & slipped.eq(code) & own.eq("")).to_numpy(dtype=bool)
        return shifted

    def _written(self, header: str) -> "pd.Series[str]":
        at = next((i for i, text in enumerate(self.headers) if text == header), None)
        return pd.Series([""] * len(self), dtype="str") if at is None else self.cells[at]


def _is_municipality(code: str) -> bool:
    if _CODE.fullmatch(code) is None:
        return False
    return code[2:_PREFECTURE_DIGITS] != _PREFECTURE


def municipal_sheet(sheet: Sheet, *, encoding: str = "") -> MunicipalTable | None:
    """Return a sheet as a city's list; None where no row of its first thirty is such a header.

    Parameters
    ----------
    sheet
        CSV or sheet of a workbook as texts.
    encoding
        Encoding of the CSV.
    """
    known = known_headers()
    best, at = 0, -1
    width = sheet.rows.shape[1]
    first = sheet.rows.head(_SEARCHED).to_numpy(dtype=object)
    for i, row in enumerate(first):
        names = {known[form] for cell in row if (form := header_form(str(cell))) in known}
        if is_list_header(names) and len(names) > best:
            best, at = len(names), i
    if at < 0:
        return None
    headers = tuple(" ".join(str(cell).split()) for cell in first[at])
    body = sheet.rows.iloc[at + 1 :]
    # LinkData writes what it says of the file and its columns in lines that begin with #.
    is_data = ~body[0].str.startswith("#") if width else pd.Series(dtype=bool)
    body = body[is_data]
    told = {str(row[0]): str(row[1]) for row in first[:at] if width > 1 and str(row[0]).startswith("#")}
    return MunicipalTable(
        cells=body.reset_index(drop=True),
        headers=headers,
        names=tuple(known.get(header_form(text), "") for text in headers),
        rows=tuple(str(line) for line in body.index),
        encoding=encoding,
        attribution=told.get("#attribution_name", "")[:200],
        licence=told.get("#license", "")[:200],
        faults=sheet.faults,
    )


def municipal_points(table: PointTable) -> MunicipalTable:
    """Return the features of a GeoJSON as a city's list.

    Parameters
    ----------
    table
        Features with every property that has a known name, by the property's own name.
    """
    known = known_headers()
    headers = (*table.cells.columns, "緯度", "経度")
    cells = table.cells.assign(緯度=list(table.latitude), 経度=list(table.longitude))
    return MunicipalTable(
        cells=cells.set_axis(range(len(headers)), axis=1).astype("str"),
        headers=tuple(headers),
        names=tuple(known.get(header_form(text), "") for text in headers),
        rows=tuple(table.rows),
        form="municipal_geojson",
        faults=table.faults,
    )


def holds_place_list(sheet: Sheet) -> bool:
    """Whether a sheet lists places to flee to: any list of points may have names, these have hazards too.

    A list without hazards is known where its file is called one, or its column of kinds names them.
    """
    table = municipal_sheet(sheet)
    if table is None:
        return False
    kinds = table.text(PlaceColumn.KIND).head(_SEARCHED)
    return (
        table.has_flags
        or bool(file_roles(sheet.file))
        or any(roles_in(unicodedata.normalize("NFKC", kind)) for kind in kinds)
    )


def is_list_header(names: set[str]) -> bool:
    """Whether these columns are enough for a list of places: names, and where they are."""
    has_point = {PlaceColumn.LATITUDE, PlaceColumn.LONGITUDE} <= names or PlaceColumn.POINT in names
    return PlaceColumn.NAME in names and has_point


def place_properties(properties: Sequence[str]) -> dict[str, str]:
    """Return the properties of a GeoJSON that have a known name; the geometry says the point."""
    known = known_headers()
    points = {PlaceColumn.LATITUDE.value, PlaceColumn.LONGITUDE.value, PlaceColumn.POINT.value}
    return {
        text: text
        for text in properties
        if known.get(header_form(text), PlaceColumn.POINT.value) not in points
    }
