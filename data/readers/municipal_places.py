"""Lists of places as cities publish them: CSV, Excel and GeoJSON of many forms, read by one table of words.

自治体標準オープンデータセット and its forerunner, LinkData lists, lists of tsunami evacuation buildings and
of welfare shelters, the older style of the national lists, and lists of a few columns of a city's own. What
a header or a mark means is in ``place_words``; nothing here knows a single city.
"""

import hashlib
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from data.official_sources import official_source
from data.readers.capacity_text import CapacityFound, read_capacity
from data.readers.municipal_table import MunicipalTable
from data.readers.place_list import (
    CellFaults,
    ListKind,
    OwnEntries,
    PlaceList,
    name_form,
    own_rows,
    point_fault,
    tidy_texts,
)
from data.readers.place_words import (
    DASHES,
    FLAG_HEADERS,
    FLAG_WORDS,
    FlagWord,
    PlaceColumn,
    file_roles,
    roles_in,
)
from domain.bundle import Source
from domain.faults import Fault
from domain.import_report import ImportNote, RowCount, note, row_count
from domain.tables.ranges import MOST_AREA_M2, MOST_FLOORS, MOST_UNDER_A_ROOF
from domain.vocabulary import Severity

#: Ids of places that come from such a list begin so.
ID_PREFIX = "L"
#: Capacities without a word of how they were counted.
NO_STANDARD = "基準の記載なし"
#: Remarks that hold a capacity say it so.
_CAPACITY_REMARK = re.compile(r"収容人数\s*[::]\s*(.+)")
#: Decimals of a degree that tell places of one name apart (about 10 m), as in P20.
_ID_DECIMALS, _ID_DIGITS = 4, 10
#: An id of the list's own, not a running number that the next edition gives to another place.
_LASTING_ID = re.compile(r"[A-Z]{1,3}[0-9A-Z]{7,17}")
_NAMED_ROWS = 5
_CODED_ID = re.compile(rf"{ID_PREFIX}[0-9]{{5}}-")

_ROLES = ("emergency_site", "shelter", "welfare_shelter", "refuge_building")


def read_municipal(table: MunicipalTable, file: str, own: OwnEntries) -> PlaceList:
    """Read the list of a city, with every fault.

    Parameters
    ----------
    table
        Its cells by what they say.
    file
        Its name, for faults, and for what it lists where nothing else tells.
    own
        Which entries are the city's own.

    Returns
    -------
    PlaceList
        ``place_id`` is ``L``, the municipality code, and the list's own id where it has a lasting one,
        else a short hash of name and position. Rows in which nothing stands, and rows without a point,
        are dropped and counted.
    """
    reading = _Reading(table, file, own)
    return reading.result()


class _Reading:
    """Reads one list step by step; each step leaves fewer rows or more columns."""

    def __init__(self, table: MunicipalTable, file: str, own: OwnEntries) -> None:
        self._file, self._own, self._table = file, own, table
        self._read = len(table)
        self._dropped: list[RowCount] = []
        self._repairs: list[RowCount] = []
        self._notes: list[ImportNote] = []
        self._marks_make_sites = False

    def result(self) -> PlaceList:
        """Return the list."""
        self._drop_empty()
        self._drop_others()
        if not len(self._table):
            empty = () if self._read else (Fault("table_empty", file=self._file),)
            return self._list(pd.DataFrame(), (*self._first_faults, *empty))
        faults = CellFaults(self._file, self._table.rows)
        faults.log.extend(self._first_faults)
        points = self._points(faults)
        names = self._table.text(PlaceColumn.NAME)
        faults.mark_texts(names, column=self._table.header(PlaceColumn.NAME), required=True)
        faults.mark_texts(self._address(), column=self._table.header(PlaceColumn.ADDRESS), required=False)
        entries = {
            "name": tidy_texts(names),
            "address": tidy_texts(self._address()),
            **points,
            "twin": False,
            **self._roles_and_flags(faults),
            **self._sizes(faults),
        }
        rows = _by_use(pd.DataFrame(entries, index=range(len(self._table))))
        rows.insert(0, "place_id", self._ids(rows))
        rows = rows.assign(file=self._file, row=list(self._table.rows))
        has_point = rows[["lon", "lat"]].notna().all(axis=1)
        twice = has_point & rows.duplicated(["name", "lon", "lat"])
        faults.mark("place_twice", twice, names.tolist(), column=self._table.header(PlaceColumn.NAME),
                    severity=Severity.WARNING)  # fmt: skip
        self._dropped += row_count("no_point", rows.loc[~has_point, "row"])
        if self._table.unread:
            self._notes.append(note("columns_unread", columns="、".join(self._table.unread[:20])))
        return self._list(rows[has_point].reset_index(drop=True), faults.log.faults())

    def _list(self, rows: pd.DataFrame, faults: tuple[Fault, ...]) -> PlaceList:
        return PlaceList(
            rows,
            ListKind.MUNICIPAL,
            (self._source(),),
            faults,
            self._read,
            form=self._table.form,
            encoding=self._table.encoding,
            dropped=tuple(self._dropped),
            repairs=tuple(self._repairs),
            notes=tuple(self._notes),
        )

    def _drop_empty(self) -> None:
        said = [
            PlaceColumn.NAME,
            PlaceColumn.ADDRESS,
            PlaceColumn.LATITUDE,
            PlaceColumn.POINT,
            PlaceColumn.ID,
        ]
        nothing = np.ones(len(self._table), dtype=bool)
        for column in said:
            nothing &= self._table.text(column).map(_without_dash).eq("").to_numpy(dtype=bool)
        self._dropped += row_count("nothing_in_row", np.asarray(self._table.rows, dtype=object)[nothing])
        self._table = self._table.taken(~nothing)
        self._repairs += row_count(
            "columns_shifted", np.asarray(self._table.rows, dtype=object)[self._table.shifted]
        )

    def _drop_others(self) -> None:
        codes = self._table.codes()
        faults = CellFaults(self._file, self._table.rows)
        faults.log.extend(self._table.faults)
        mine = own_rows(codes, self._own, self._file, faults.log.add)
        self._first_faults = faults.log.faults()
        others = int((~mine).sum())
        if others:
            self._dropped.append(RowCount("other_municipality", others))
        self._table = self._table.taken(mine)

    def _address(self) -> "pd.Series[str]":
        whole = self._table.text(PlaceColumn.ADDRESS)
        columns = (PlaceColumn.PREFECTURE, PlaceColumn.MUNICIPALITY, PlaceColumn.TOWN, PlaceColumn.NUMBER)
        parts = [self._table.text(column) for column in columns]
        joined = pd.Series(["".join(words) for words in zip(*parts, strict=True)], dtype="str")
        return whole.where(whole.ne(""), joined)

    def _points(self, faults: CellFaults) -> dict[str, "pd.Series[float]"]:
        """Return longitudes and latitudes [degrees], NaN where a row has none."""
        latitude, longitude = self._table.points()
        keys = [point_fault(*pair) for pair in zip(latitude, longitude, strict=True)]
        swapped = [key == "coordinate_swapped" for key in keys]
        self._repairs += row_count("coordinates_swapped", np.asarray(self._table.rows, dtype=object)[swapped])
        column = self._table.header(PlaceColumn.LATITUDE) or self._table.header(PlaceColumn.POINT)
        values = [f"{lat}, {lon}" for lat, lon in zip(latitude, longitude, strict=True)]
        missing = np.array([key == "coordinate_missing" for key in keys], dtype=bool)
        faults.mark("coordinate_missing", missing, values, column=column, severity=Severity.WARNING)
        for key in ("coordinate_not_number", "coordinate_range"):
            faults.mark(key, np.array([each == key for each in keys], dtype=bool), values, column=column)
        lat = pd.to_numeric(pd.Series(latitude, dtype="str"), errors="coerce").astype(float)
        lon = pd.to_numeric(pd.Series(longitude, dtype="str"), errors="coerce").astype(float)
        is_swapped = pd.Series(swapped, dtype=bool)
        return {"lon": lon.where(is_swapped, lon).mask(is_swapped, lat), "lat": lat.mask(is_swapped, lon)}

    def _roles_and_flags(self, faults: CellFaults) -> dict[str, "pd.Series[bool]"]:
        roles, flags = self._roles(faults), self._flags(faults)
        if self._marks_make_sites:
            marked = pd.DataFrame(flags).any(axis=1) & roles["shelter"]
            roles["emergency_site"] = roles["emergency_site"] | marked
            self._notes.append(note("marked_shelters_are_sites", count=int(marked.sum())))
        return roles | flags

    def _roles(self, faults: CellFaults) -> dict[str, "pd.Series[bool]"]:
        """Return the roles: what the row says of its kind, else what its list is."""
        kinds = self._kinds()
        named = [_narrowest([roles_in(kind) for kind in each]) for each in kinds]
        of_list = frozenset() if all(named) and named else self._roles_of_list()
        also = _is_yes(self._table.text(PlaceColumn.ALSO_SHELTER))
        found = [own or of_list for own in named]
        nameless = np.array([not roles for roles in found], dtype=bool)
        # Which role a place has decides who is sent there: it is never guessed.
        column = self._table.header(PlaceColumn.KIND) or "種別"
        faults.mark("place_kind_unknown", nameless, ["、".join(each) for each in kinds], column=column)
        table = {role: pd.Series([role in roles for roles in found], dtype=bool) for role in _ROLES}
        # A list of sites that says which are shelters too; in a list of shelters the mark says the reverse.
        table["shelter"] |= also & table["emergency_site"] & ~table["welfare_shelter"]
        return table

    def _kinds(self) -> list[list[str]]:
        columns = [cells.tolist() for _, cells in self._table.columns(PlaceColumn.KIND.value)]
        if not columns:
            return [[] for _ in self._table.rows]
        return [[unicodedata.normalize("NFKC", text) for text in row] for row in zip(*columns, strict=True)]

    def _roles_of_list(self) -> frozenset[str]:
        name = self._table.header(PlaceColumn.NAME)
        by_file = file_roles(Path(self._file).name)
        if self._table.has_flags:
            if len(by_file) != 1 or "emergency_site" in by_file:
                return frozenset({"emergency_site"})
            # A list that is called one of shelters, with marks by hazard: where one is marked, the city
            # opens it in that hazard. A welfare shelter is open to nobody else, whatever its marks.
            self._marks_make_sites = by_file == {"shelter"}
            self._notes.append(note("kind_by_file_name", file=self._file))
            return by_file
        by_header = roles_in(unicodedata.normalize("NFKC", name))
        if not by_header and by_file:
            self._notes.append(note("kind_by_file_name", file=self._file))
        return by_header or by_file

    def _flags(self, faults: CellFaults) -> dict[str, "pd.Series[bool]"]:
        table: dict[str, pd.Series[bool]] = {}
        partly: set[int] = set()
        for hazard in FLAG_HEADERS:
            marked = np.ones(len(self._table), dtype=bool)
            columns = self._table.columns(hazard.value)
            for header, cells in columns:
                words = cells.map(_mark_form)
                listed = cells.tolist()
                faults.mark(
                    "flag_unknown", ~words.isin(FLAG_WORDS), listed, column=header, expected="1, ○, ×"
                )
                marks = words.map(lambda word: FLAG_WORDS.get(word, FlagWord.NO))
                partly |= set(np.flatnonzero(marks.eq(FlagWord.PARTLY)))
                marked &= marks.eq(FlagWord.YES).to_numpy(dtype=bool)
            marked &= len(columns) > 0
            table[hazard.value] = pd.Series(marked.tolist(), dtype=bool)
        if partly:
            rows = "、".join(self._table.rows[i] for i in sorted(partly)[:_NAMED_ROWS])
            self._notes.append(note("flags_partly", count=len(partly), rows=rows))
        return self._with_listed_hazards(table, faults)

    def _with_listed_hazards(
        self, table: dict[str, "pd.Series[bool]"], faults: CellFaults
    ) -> dict[str, "pd.Series[bool]"]:
        columns = self._table.columns(PlaceColumn.HAZARDS.value)
        for header, cells in columns:
            rests = [unicodedata.normalize("NFKC", text) for text in cells]
            for hazard, words in FLAG_HEADERS.items():
                for word in sorted((unicodedata.normalize("NFKC", w) for w in words), key=len, reverse=True):
                    has = [word in rest for rest in rests]
                    table[hazard.value] = table[hazard.value] | pd.Series(has, dtype=bool)
                    rests = [rest.replace(word, " ") for rest in rests]
            unread = np.array([re.sub(r"[\s・、,/;:-]", "", rest) != "" for rest in rests], dtype=bool)
            expected = "、".join(words[0] for words in FLAG_HEADERS.values())
            faults.mark("flag_unknown", unread, cells.tolist(), column=header, expected=expected)
        return table

    def _sizes(self, faults: CellFaults) -> dict[str, object]:
        """Return capacities, floors and floor area; unknown stays unknown."""
        header, texts = self._capacity_cells()
        read = [read_capacity(text) for text in texts]
        bad = np.array([one.found is CapacityFound.UNREADABLE for one in read], dtype=bool)
        faults.mark("capacity_unreadable", bad, texts, column=header, severity=Severity.WARNING)
        large = np.array([(one.persons or 0) > MOST_UNDER_A_ROOF for one in read], dtype=bool)
        faults.mark("capacity_large", large, texts, column=header, severity=Severity.WARNING)
        outdoors = [one.outdoors > 0 for one in read]
        if any(outdoors):
            persons = sum(one.outdoors for one in read)
            self._notes.append(note("capacity_outdoors", count=sum(outdoors), persons=f"{persons:,}"))
        unknown = sum(one.persons is None for one in read)
        self._notes.append(note("capacity_known", known=len(read) - unknown, unknown=unknown))
        return {
            "capacity_persons": pd.array(
                [pd.NA if one.persons is None else one.persons for one in read], dtype="Int64"
            ),
            "capacity_standard": [one.standard or NO_STANDARD for one in read],
            "floors": self._numbers(PlaceColumn.FLOORS, faults, most=MOST_FLOORS, whole=True),
            "floor_area_m2": self._numbers(PlaceColumn.FLOOR_AREA, faults, most=MOST_AREA_M2, whole=False),
            "structure": tidy_texts(self._table.text(PlaceColumn.STRUCTURE).map(_without_dash)),
        }

    def _capacity_cells(self) -> tuple[str, list[str]]:
        texts = self._table.text(PlaceColumn.CAPACITY)
        header = self._table.header(PlaceColumn.CAPACITY)
        for remark, cells in self._table.columns(PlaceColumn.REMARK.value):
            found = [_CAPACITY_REMARK.fullmatch(unicodedata.normalize("NFKC", cell)) for cell in cells]
            if any(found):
                header = header or remark
                hidden = pd.Series([match[1] if match else "" for match in found], dtype="str")
                texts = texts.where(texts.ne(""), hidden)
        return header, texts.tolist()

    def _numbers(
        self, column: PlaceColumn, faults: CellFaults, *, most: float, whole: bool
    ) -> "pd.Series[float]":
        cells = self._table.text(column)
        texts = cells.map(lambda cell: _without_dash(cell).replace(",", "").removesuffix("階"))
        numbers = pd.to_numeric(texts, errors="coerce").astype(float)
        good = numbers.between(0, most) & ((numbers % 1).eq(0) if whole else numbers.notna())
        bad = texts.ne("") & ~good
        # An odd number is no number: the place stays, and its size is unknown.
        header = self._table.header(column)
        faults.mark("not_a_number", bad, cells.tolist(), column=header, severity=Severity.WARNING)
        # Nought floors or no floor area is how some lists write "no building".
        return numbers.where(good & numbers.gt(0))

    def _ids(self, rows: pd.DataFrame) -> list[str]:
        """Return an id for each row that another order of the file does not change."""
        own_ids = self._table.text(PlaceColumn.ID)
        lasting = own_ids.map(lambda text: bool(_LASTING_ID.fullmatch(text))) & ~own_ids.duplicated(
            keep=False
        )
        seen: dict[str, int] = {}
        ids = []
        columns = (rows["name"], rows["lon"], rows["lat"], self._table.codes(), own_ids, lasting)
        for name, lon, lat, code, own_id, is_lasting in zip(*columns, strict=True):
            words = f"{name_form(name)}|{lon:.{_ID_DECIMALS}f}|{lat:.{_ID_DECIMALS}f}"
            digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:_ID_DIGITS]
            made = f"{ID_PREFIX}{code}-{own_id if is_lasting else digest}"
            seen[made] = seen.get(made, 0) + 1
            ids.append(made if seen[made] == 1 else f"{made}-{seen[made]}")
        return ids

    def _source(self) -> Source:
        """Return whose list it is, in its own words where it has some."""
        known = official_source("municipal_places")
        said = self._table
        return replace(
            known,
            name=said.attribution or f"{known.name}（{self._file}）",
            name_en=f"{known.name_en} ({self._file}), {said.attribution}".strip(", "),
            licence=said.licence or known.licence,
            licence_en=said.licence or known.licence_en,
        )


def has_code(place_id: str) -> bool:
    """Whether the id of a place of such a list names its municipality."""
    return _CODED_ID.match(place_id) is not None


def _by_use(rows: pd.DataFrame) -> pd.DataFrame:
    """Return entries with their capacities by use: hours in a building to go up in, else official."""
    goes_up = rows["refuge_building"] & ~rows[["emergency_site", "shelter", "welfare_shelter"]].any(axis=1)
    persons = rows["capacity_persons"]
    official = persons.where(~goes_up)
    standard = rows["capacity_standard"].where(official.notna(), "")
    table = rows.drop(columns=["capacity_persons", "capacity_standard"])
    return table.assign(
        official_capacity_persons=official,
        official_capacity_standard=standard,
        refuge_capacity_persons=persons.where(goes_up),
        # A list of buildings to go up in is their designation for tsunami.
        tsunami=table["tsunami"] | goes_up,
    )


def _narrowest(found: list[frozenset[str]]) -> frozenset[str]:
    """Return the roles that the columns of kinds name; a welfare shelter is no other kind of shelter."""
    welfare = [roles for roles in found if "welfare_shelter" in roles]
    return welfare[-1] if welfare else frozenset().union(*found)


def _without_dash(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    return "" if plain in DASHES else plain


def _mark_form(text: str) -> str:
    # − (U+2212) and － are not one under NFKC; ◯ and 〇 are told apart by nobody.
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    return "-" if plain in DASHES else plain


def _is_yes(cells: "pd.Series[str]") -> "pd.Series[bool]":
    return cells.map(lambda cell: FLAG_WORDS.get(_mark_form(cell)) is FlagWord.YES).astype(bool)
