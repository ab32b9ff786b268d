"""Outlines of municipalities and wards in any file of areas: N03, small areas of e-Stat, or a city's own.

A file of another form says whose an area is by a column of codes, else by a column of names; where it has
neither, all of it is the one municipality that is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.municipalities import municipalities
from data.readers.area_crs import crs_notes
from data.readers.area_file import AreaHead, area_heads, read_areas
from data.readers.area_members import AreaMember, area_members
from data.readers.area_repair import repaired
from data.readers.estat_areas import KEY, KIND, WATER, is_estat
from data.readers.ksj_n03 import BoundaryTable, is_n03, read_n03
from data.readers.text_header import header_form
from domain.crs import GEOGRAPHIC_EPSG, JAPAN_LAT, JAPAN_LON
from domain.fault_log import FaultLog
from domain.faults import Fault, InputError
from domain.import_report import RowCount, row_count
from domain.municipal_codes import city_of, six_digits

_JAPAN = (JAPAN_LON[0], JAPAN_LAT[0], JAPAN_LON[1], JAPAN_LAT[1])
#: Columns that are known to hold codes and names, in the order in which they are looked for.
_CODE_HEADS = (
    "市区町村コード",
    "全国地方公共団体コード",
    "自治体コード",
    "団体コード",
    "行政区コード",
    "code",
    "city_code",
    "jiscode",
    "jcode",
    "lgcode",
    "ward_code",
)
_NAME_HEADS = (
    "市区町村名",
    "市町村名",
    "行政区名",
    "区名",
    "自治体名",
    "名称",
    "name",
    "city_name",
    "ward_name",
)
_CODE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class OutlineColumns:
    """Which columns of a city's own file say whose an area is.

    Parameters
    ----------
    code, name
        Columns of municipality codes and of names; empty: those of a known name.
    """

    code: str = ""
    name: str = ""


def read_outline(path: Path, asked: Sequence[str], columns: OutlineColumns | None = None) -> BoundaryTable:
    """Read outlines from any file of areas.

    Parameters
    ----------
    path
        Shapefile (plain or zipped), GeoJSON, GeoPackage or FlatGeobuf.
    asked
        Municipalities that are wanted (five or six digits).
    columns
        Columns of a city's own file.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, a column is not there, or a cell holds no code.
    """
    columns = columns or OutlineColumns()
    with area_members(path) as members:
        found = [(member, head) for member in members for head in area_heads(member)]
        if not (columns.code or columns.name) and any(is_n03(head.columns) for _, head in found):
            return read_n03(path)
        small = [(member, head) for member, head in found if is_estat(head.columns)]
        if small and not (columns.code or columns.name):
            found = small
        if len(found) != 1:
            shown = ", ".join(member.shown for member, _ in found)[:200]
            raise InputError([Fault("zip_several", file=path.name, value=shown)])
        return _read(*found[0], [code[:_CODE_DIGITS] for code in asked], columns)


def _read(member: AreaMember, head: AreaHead, asked: Sequence[str], said: OutlineColumns) -> BoundaryTable:
    is_small = is_estat(head.columns) and not (said.code or said.name)
    code = KEY if is_small else _column(member, head, said.code, _CODE_HEADS)
    name = "" if is_small else _column(member, head, said.name, _NAME_HEADS)
    wanted = [column for column in (code, name, KIND if is_small else "") if column in head.columns]
    table = read_areas(member, head, list(dict.fromkeys(wanted)), _JAPAN)
    cells = {column: _texts(table.areas[column]) for column in wanted}
    rows = table.areas.index
    if is_small:
        stated = [cell[:_CODE_DIGITS] if cell[:_CODE_DIGITS].isdigit() else "" for cell in cells[code]]
    elif code:
        stated = _stated_codes(
            cells[code], rows.tolist(), Fault("wrong_form", file=member.shown, column=code)
        )
    else:
        stated = _codes_without(cells.get(name, [""] * len(rows)), asked, member.shown)
    codes = pd.Series(stated, index=rows, dtype="str")
    shapes, was_invalid = repaired(table.areas.geometry.to_numpy())
    whole = ~gpd.array.GeometryArray(shapes).is_empty
    water = pd.Series(cells.get(KIND, [""] * len(rows)), index=rows).eq(WATER) & is_small
    owned = codes.ne("") & ~water
    kept = owned.to_numpy(dtype=bool) & whole
    names = _names(codes, cells.get(name))
    areas = gpd.GeoDataFrame(
        names[kept], geometry=gpd.GeoSeries(shapes[kept], index=rows[kept], crs=GEOGRAPHIC_EPSG)
    )
    far = head.count - len(table.areas) - len(table.not_areas)
    dropped = (
        *row_count("not_an_area", [*table.not_areas, *rows[owned & ~whole]]),
        *row_count("water_area", rows[water]),
        *row_count("no_municipality", rows[codes.eq("") & ~water]),
        *((RowCount("no_shape_in_japan", far),) if far else ()),
    )
    repairs = row_count("made_valid", rows[was_invalid & kept])
    form, dataset = ("estat_areas", "estat") if is_small else ("outline", "")
    return BoundaryTable(
        areas,
        head.count,
        head.encoding,
        dropped,
        repairs,
        head.faults,
        form=form,
        dataset=dataset,
        notes=tuple(crs_notes(head.settled)),
    )


def _column(member: AreaMember, head: AreaHead, said: str, known: Sequence[str]) -> str:
    """Return the column that the user names, else one of a known name; empty where there is none."""
    if said:
        if said not in head.columns:
            shown = ", ".join(head.columns)[:200]
            raise InputError([Fault("column_not_there", file=member.shown, value=said, expected=shown)])
        return said
    forms = {header_form(column).casefold(): column for column in reversed(head.columns)}
    return next((forms[form] for text in known if (form := header_form(text).casefold()) in forms), "")


def _texts(column: "pd.Series[str]") -> list[str]:
    cells = column.tolist()
    return ["" if value is None or value != value else _text(value) for value in cells]  # noqa: PLR0124


def _text(value: object) -> str:
    text = str(value).strip()
    return text.removesuffix(".0") if isinstance(value, float) else text


def _stated_codes(cells: Sequence[str], rows: Sequence[int], where: Fault) -> list[str]:
    """Return the five-digit code of each area; empty where it states none."""
    log = FaultLog()
    codes = []
    for row, cell in zip(rows, cells, strict=True):
        try:
            # A table of numbers has lost the 0 of Hokkaido and its neighbours.
            codes.append(six_digits(cell.zfill(_CODE_DIGITS))[:_CODE_DIGITS] if cell else "")
        except ValueError:
            log.add(replace(where, row=f"#{row}", value=cell[:20], expected="27141"))
    if log.faults():
        raise InputError(log.faults())
    return codes


def _codes_without(names: Sequence[str], asked: Sequence[str], file: str) -> list[str]:
    """Return the code of each area by its name; one municipality needs no names."""
    if len(set(names)) > 1:
        by_name = _codes_by_name(asked)
        return [by_name.get("".join(name.split()), "") for name in names]
    if len(asked) != 1:
        raise InputError([Fault("outline_without_codes", file=file, value=", ".join(asked))])
    return [asked[0]] * len(names)


def _codes_by_name(asked: Sequence[str]) -> Mapping[str, str]:
    """Return codes of the municipalities that are asked for, and of their wards, by their names."""
    found: dict[str, str] = {}
    for code, one in municipalities().items():
        if code in asked or city_of(code) in asked:
            found |= dict.fromkeys((one.own_name, one.city + one.ward), code)
    return found


def _names(codes: "pd.Series[str]", said: Sequence[str] | None) -> pd.DataFrame:
    """Return codes and names; the official names where a code is known, else those of the file."""
    known = municipalities()
    own = [""] * len(codes) if said is None else list(said)
    records = []
    for code, name in zip(codes.tolist(), own, strict=True):
        one, city = known.get(code), known.get(city_of(code)) if code else None
        shown = one.own_name if one is not None else name or code
        is_ward = bool(code) and city_of(code) != code
        records.append(
            {
                "code": code,
                "city_code": city_of(code) if code else "",
                "prefecture": one.prefecture if one is not None else "",
                "city": (city.city if city is not None else shown) if is_ward else shown,
                "ward": shown if is_ward else "",
            }
        )
    columns = ["code", "city_code", "prefecture", "city", "ward"]
    return pd.DataFrame(records, columns=columns, index=codes.index)
