"""国土数値情報 P04 医療機関, P14 福祉施設, P29 学校: points of facilities, in the columns of every edition.

A number of people in them (病床数, 定員) is what a facility may hold, not who is there; it is not read as
users. Which facilities a city has named in its own disaster plan stands in no file.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.readers.area_crs import Bounds, crs_notes
from data.readers.area_file import AreaHead, AreaTable, area_heads, read_points
from data.readers.area_members import AreaMember, area_members
from data.readers.content_ids import content_ids
from data.readers.facility_kinds import (
    MEDICAL_KINDS,
    SCHOOL_KINDS,
    WELFARE_KINDS,
    WELFARE_MIDDLE_KINDS,
    FacilityKind,
    old_welfare_kinds,
)
from domain.fault_log import FaultLog
from domain.faults import Fault, InputError, has_error
from domain.import_report import ImportNote, RowCount, note, row_count

#: Codes of a list that a fault names; a longer list is named by its first and last.
_NAMED_CODES = 16
#: 位置正確度: from here on a point stands for a whole municipality or prefecture.
_PLACED_BY_MUNICIPALITY = 4
#: 位置正確度: a point that stands for a 小字, 街区, 大字 or 町丁目.
_PLACED_BY_TOWN = (2, 3)
_CLOSED = "2"
_CLINIC = "2"
_WHOLE_SITE = frozenset({"", "0", "00"})


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns of one edition.

    Parameters
    ----------
    form
        Key below ``import_form.``.
    name, address
        Columns of the name and of the address.
    codes
        Columns of the kind, the finest first, each with its number of digits and its list.
    mark
        Column that only this edition has; empty where all others are told before.
    dataset
        Whose data it is: a key of ``data/sources.toml``.
    city_code
        Column of the municipality's code; empty where there is none.
    """

    form: str
    name: str
    address: str
    codes: tuple[tuple[str, int, Mapping[str, FacilityKind]], ...]
    mark: str
    dataset: str
    city_code: str = ""

    @property
    def prefix(self) -> str:
        """What ids of its facilities begin with."""
        return f"{self.form.removeprefix('ksj_').upper()}-"


def _layouts() -> tuple[Layout, ...]:
    return (
        Layout("ksj_p04", "P04_002", "P04_003", (("P04_001", 1, MEDICAL_KINDS),), "", "ksj_p04"),
        Layout(
            "ksj_p14", "P14_007", "P14_003", (("P14_006", 1, old_welfare_kinds()),), "P14_011", "ksj_p14_2015"
        ),
        Layout(
            "ksj_p14",
            "P14_008",
            "P14_004",
            (("P14_007", 6, WELFARE_KINDS), ("P14_006", 4, WELFARE_MIDDLE_KINDS)),
            "",
            "ksj_p14",
            "P14_003",
        ),
        Layout(
            "ksj_p29", "P29_004", "P29_005", (("P29_003", 5, SCHOOL_KINDS),), "P29_008", "ksj_p29", "P29_001"
        ),
        Layout("ksj_p29", "P29_005", "P29_006", (("P29_004", 5, SCHOOL_KINDS),), "", "ksj_p29", "P29_001"),
    )


@dataclass(frozen=True, slots=True, eq=False)
class ListedFacilities:
    """Facilities of one layer of a file.

    Parameters
    ----------
    facilities
        One row a facility whose users need help: ``facility_id``, ``name``, ``facility_type``, ``kind`` (in
        the words of the list), ``city_code`` (five digits, empty where the edition has none), ``is_rough``
        (whether it is placed at the middle of a town or street block) and a point in degrees of JGD2011.
        Index: number of the feature, from 1.
    layout
        Edition that it was read by.
    rows_read, encoding
        Features of the layer, and encoding of its texts.
    dropped, notes
        Features that are not used, and what else was noticed.
    faults
        Warnings.
    """

    facilities: gpd.GeoDataFrame
    layout: Layout
    rows_read: int
    encoding: str
    dropped: tuple[RowCount, ...]
    notes: tuple[ImportNote, ...]
    faults: tuple[Fault, ...]


def facility_layout(columns: Iterable[str]) -> Layout | None:
    """Return the edition that columns are of; None where they are of none of the three data sets."""
    held = set(columns)
    for layout in _layouts():
        needed = {layout.name, layout.address, layout.codes[0][0], *filter(None, (layout.mark,))}
        if needed <= held:
            return layout
    return None


def read_facilities(path: Path, within: Bounds) -> tuple[ListedFacilities, ...]:
    """Read a file of facilities: shapefile (plain or zipped, beside its GML), GeoJSON, GeoPackage.

    Parameters
    ----------
    path
        File of a prefecture or of the country.
    within
        Bounds of the city in degrees of JGD2011.

    Returns
    -------
    tuple[ListedFacilities, ...]
        One a layer.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, holds none of the three data sets, or a kind that is on no list.
    """
    with area_members(path) as members:
        found = [
            (member, head, layout)
            for member in members
            for head in area_heads(member)
            if (layout := facility_layout(head.columns)) is not None
        ]
        if not found:
            raise InputError([Fault("facilities_unknown", file=path.name, expected="P04, P14, P29")])
        return tuple(_read(member, head, layout, within) for member, head, layout in found)


def _read(member: AreaMember, head: AreaHead, layout: Layout, within: Bounds) -> ListedFacilities:
    wanted = (
        layout.name,
        layout.city_code,
        *(column for column, _, _ in layout.codes),
        *("P04_008", "P14_010", "P29_002", "P29_007", "P29_008"),
    )
    columns = [name for name in dict.fromkeys(wanted) if name in head.columns]
    table = read_points(member, head, columns, within)
    cells = pd.DataFrame(
        {name: table.areas[name].map(_text) for name in columns}, index=table.areas.index, dtype="str"
    )
    kinds = _kinds(cells, layout, member.shown)
    reasons = _reasons(cells, kinds, layout)
    kept = reasons.eq("")
    facilities = _facilities(cells[kept], kinds[kept], table, layout)
    dropped = (
        *row_count("not_a_point", table.not_areas),
        *(
            one
            for key in dict.fromkeys(reasons[~kept])
            for one in row_count(str(key), cells.index[reasons.eq(key)])
        ),
    )
    notes = tuple(crs_notes(head.settled))
    return ListedFacilities(facilities, layout, head.count, head.encoding, dropped, notes, head.faults)


def facility_notes(facilities: gpd.GeoDataFrame) -> tuple[ImportNote, ...]:
    """Return what is to be said of facilities taken: how many of which kind, and how exactly placed.

    Parameters
    ----------
    facilities
        Rows of ``ListedFacilities.facilities``.
    """
    counts = Counter(facilities["kind"].tolist())
    listed = "、".join(f"{words} {count:,}" for words, count in counts.most_common())
    rough = int(facilities["is_rough"].sum())
    return (
        *((note("facility_kinds", kinds=listed),) if counts else ()),
        *((note("placed_by_town", count=f"{rough:,}"),) if rough else ()),
    )


def _has_accuracy(cells: pd.DataFrame, layout: Layout) -> bool:
    """Whether 位置正確度 is a column; the edition before has something else under the same name."""
    return "P14_010" in cells and layout.name == "P14_008"


def _kinds(cells: pd.DataFrame, layout: Layout, shown: str) -> pd.Series:
    """Return the kind of each row, None where its cells are empty.

    Raises
    ------
    domain.faults.InputError
        With every code that is on no list.
    """
    found: list[FacilityKind | None] = [None] * len(cells)
    log = FaultLog()
    for column, digits, known in layout.codes:
        texts = cells[column].tolist() if column in cells else []
        for at, text in enumerate(texts):
            if found[at] is not None or not text:
                continue
            found[at] = known.get(text.zfill(digits))
            if found[at] is None:
                row, expected = str(cells.index[at]), _expected(known)
                fault = Fault("facility_code_unknown", file=shown, row=row, column=column)
                log.add(replace(fault, value=text, expected=expected))
    faults = log.faults()
    if has_error(faults):
        raise InputError(faults)
    return pd.Series(found, index=cells.index, dtype=object)


def _expected(known: Mapping[str, FacilityKind]) -> str:
    codes = list(known)
    if len(codes) <= _NAMED_CODES:
        return "、".join(f"{code} {known[code].words}" for code in codes)
    shown = "、".join(f"{code} {known[code].words}" for code in codes[:3])
    return f"{shown} … {codes[-1]} {known[codes[-1]].words}"


def _reasons(cells: pd.DataFrame, kinds: pd.Series, layout: Layout) -> pd.Series:
    """Return why each row is left out, empty where it is kept."""
    out = pd.Series("", index=cells.index, dtype="str")

    def mark(rows: pd.Series, key: str) -> None:
        out[rows & out.eq("")] = key

    mark(cells[layout.name].eq(""), "no_facility_name")
    mark(kinds.isna(), "no_facility_kind")
    mark(kinds.map(lambda kind: kind is not None and not kind.facility_type), "users_come_and_go")
    if layout.form == "ksj_p04":
        clinic = cells["P04_001"].eq(_CLINIC)
        beds = pd.to_numeric(cells.get("P04_008", pd.Series("", index=cells.index)), errors="coerce")
        mark(clinic & beds.eq(0), "clinic_without_beds")
        mark(clinic & ~beds.gt(0), "clinic_beds_unknown")
    if "P29_007" in cells and layout.name != "P29_005":
        mark(cells["P29_007"].eq(_CLOSED), "school_closed")
    if _has_accuracy(cells, layout):
        accuracy = pd.to_numeric(cells["P14_010"], errors="coerce")
        mark(accuracy.ge(_PLACED_BY_MUNICIPALITY), "placed_by_municipality")
    return out


def _facilities(cells: pd.DataFrame, kinds: pd.Series, table: AreaTable, layout: Layout) -> gpd.GeoDataFrame:
    points = table.areas.geometry.loc[cells.index]
    frame = pd.DataFrame(
        {
            "name": cells[layout.name],
            "facility_type": [kind.facility_type for kind in kinds],
            "kind": [kind.words for kind in kinds],
            "city_code": cells[layout.city_code].str.zfill(5) if layout.city_code in cells else "",
            "lon": points.x,
            "lat": points.y,
        },
        index=cells.index,
    ).astype({"name": "str", "facility_type": "str", "kind": "str", "city_code": "str"})
    rough = [str(level) for level in _PLACED_BY_TOWN]
    frame["is_rough"] = cells["P14_010"].isin(rough) if _has_accuracy(cells, layout) else False
    heads = pd.Series(layout.prefix, index=cells.index, dtype="str")
    ids = content_ids(heads, frame, frame["kind"].tolist())
    if "P29_008" in cells:
        # A school keeps its code when it moves or is called otherwise; a second site has a code of its own.
        site = cells["P29_008"].where(~cells["P29_008"].isin(_WHOLE_SITE), "")
        own = layout.prefix + cells["P29_002"] + ("-" + site).where(site.ne(""), "")
        coded = cells["P29_002"].ne("") & ~own.duplicated(keep=False)
        ids = own.where(coded, ids)
    frame.insert(0, "facility_id", ids.astype("str"))
    return gpd.GeoDataFrame(frame.drop(columns=["lon", "lat"]), geometry=points)


def _text(value: object) -> str:
    """Return a cell as text in one width: codes come as numbers, whole or not, and as text."""
    if value is None or value != value:  # noqa: PLR0124
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(unicodedata.normalize("NFKC", str(value)).split())
