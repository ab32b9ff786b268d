"""The list that cities keep of school districts: towns, and parts of towns by number of lot, to schools.

Cities publish it as CSV or Excel with headers of their own; one town may belong to several districts, told
apart by ranges (``1番～15番``, ``20番以降``, ``一部``). Cells above may hold for the empty ones below.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from data.readers.ksj_a27 import district_name
from data.readers.text_header import header_form
from domain.faults import Fault
from domain.sheet import Sheet

#: Headers by what they hold, in the order in which they are looked for.
_DISTRICT_HEADS = (
    "小学校区",
    "小学校名",
    "小学校",
    "通学区域小学校",
    "校区",
    "校区名",
    "指定校",
    "指定小学校",
    "学校名",
    "就学校",
)
_TOWN_HEADS = (
    "町丁目",
    "町丁名",
    "町丁",
    "町名",
    "町名等",
    "町名丁目",
    "住所",
    "大字",
    "大字町名",
    "地区",
    "区域",
    "通学区域",
    "住所地",
)
#: Those of them that a list of schools or halls with addresses does not have.
_SURE_TOWN_HEADS = ("町丁目", "町丁名", "町丁", "町名", "町名等", "町名丁目", "大字", "大字町名", "通学区域")
_LOT_HEADS = ("番地", "番", "街区", "番地等", "地番", "番号", "番地範囲", "住居番号", "備考", "番地の範囲")
_WARD_HEADS = ("区", "区名", "行政区")
_SEARCHED = 30

_SEPARATORS = re.compile(r"[、,，;；\n]+|及び|並びに|(?<=[町丁目])・(?!\d)")
_BRACKETS = re.compile(r"[(（\[［]([^)）\]］]*)[)）\]］]")
#: 1～3丁目, 1・2丁目: several numbers before one 丁目 or 丁.
_SEVERAL = re.compile(r"^(.*?)(\d+(?:[・~〜～-]\d+)+)(丁目?)(.*)$")
#: 1丁～5丁 and 1丁から5丁 are 1～5丁; a part that begins with a 丁 or a lot goes on with the town before it.
_INNER_CHOME = re.compile(r"(?<=\d)丁(?=(?:[・~-]|から)\d+(?:[・~-]\d+)*丁)")
_FROM_TO = re.compile(r"(?<=\d)から(?=\d+丁)")
_CHOME_ALONE, _LOT_ALONE = re.compile(r"\d+(?:[・~〜～-]\d+)*丁"), re.compile(r"\d+(?:番|号|街区|[~〜～-]|$)")
_BASE = re.compile(r"(.*\D)\d+丁")
_LOTS = re.compile(
    r"(\d+)(?:番地?|号)?(?:の\d+)?\s*(?:[~〜～-]|から)\s*(\d+)(?:番地?|号)?(?:の\d+)?(?:まで)?"
)
_LOTS_FROM = re.compile(r"(\d+)(?:番地?)?(?:の\d+)?\s*(?:以降|以上|から)(?!\d)|(\d+)番?地?\s*[~〜～](?!\d)")
_LOTS_TO = re.compile(r"(\d+)(?:番地?)?(?:の\d+)?\s*(?:以前|以下|まで)")
_LOT = re.compile(r"(\d+)(?:番地?|号)?")
_WHOLE = ("全域", "全部", "全て", "すべて", "全")
_KANJI = str.maketrans("一二三四五六七八九", "123456789")
#: The census writes ケ where cities write ヶ.
_SMALL = str.maketrans("ヶヵ", "ケカ")
_CHOME = re.compile(r"([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]+)(丁目?)")
#: A lot number above all that are written.
OPEN_END = 99_999
#: Longer rows of digits are no number of a lot or a town; longer texts are no town and no cell of towns.
_NO_NUMBER = re.compile(r"\d{7,}")
_LONGEST_TOWN, _LONGEST_CELL = 200, 3_000
#: Signs that stand for what was in brackets; no text has them.
_OPEN, _CLOSE = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class TownEntry:
    """One town, or a part of it, and its district.

    Parameters
    ----------
    town
        Town in one form (``town_form``).
    district
        Short name of the district.
    lots
        Ranges of lot numbers, both ends included; empty where the whole town is meant, or where the list
        only says that it is a part.
    is_part
        Whether only a part of the town is meant.
    ward
        Name of the ward; empty where the list does not say.
    line
        Line of the list.
    """

    town: str
    district: str
    lots: tuple[tuple[int, int], ...]
    is_part: bool
    ward: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class TownList:
    """A list of towns and districts.

    Parameters
    ----------
    entries
        Towns in reading order.
    rows_read
        Rows below the header.
    rows_without
        Lines that name no town or no district.
    faults
        What is wrong with the file.
    """

    entries: tuple[TownEntry, ...]
    rows_read: int
    rows_without: tuple[int, ...]
    faults: tuple[Fault, ...]


def town_form(text: str) -> str:
    """Return a town in one form: 旭ケ丘北町1丁 for 旭ヶ丘北町一丁目, without 大字 and blanks."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    plain = plain.removeprefix("大字").removeprefix("字").translate(_SMALL)
    return _CHOME.sub(lambda found: f"{_number(found[1])}{found[2]}", plain).replace("丁目", "丁")


def is_town_list(sheet: Sheet) -> bool:
    """Whether a sheet lists towns and their school districts: a list of schools has addresses, no towns."""
    if sheet.rows.empty:
        return False
    found = _header(sheet)
    if found is None:
        return False
    line, columns = found
    town = header_form(str(sheet.rows.loc[line].iloc[columns["town"]]))
    return town in {header_form(head) for head in _SURE_TOWN_HEADS}


def read_town_list(sheet: Sheet) -> TownList:
    """Read a list of towns and districts.

    Parameters
    ----------
    sheet
        Sheet of texts as it stands.
    """
    if sheet.rows.empty:
        return TownList((), 0, (), sheet.faults or (Fault("table_empty", file=sheet.file),))
    found = _header(sheet)
    if found is None:
        expected = "町名, 校区"
        return TownList(
            (), 0, (), (*sheet.faults, Fault("header_unknown", file=sheet.file, expected=expected))
        )
    line, columns = found
    body = sheet.rows.loc[sheet.rows.index > line]
    entries: list[TownEntry] = []
    without: list[int] = []
    held = {"district": "", "town": "", "ward": ""}
    for number, row in zip(body.index.tolist(), body.to_numpy().tolist(), strict=True):
        cells = {name: _cell(row, column) for name, column in columns.items()}
        if cells["town"]:
            # A new town without a district belongs to the one above; a new district ends the towns above.
            held["town"] = cells["town"]
        if cells["district"] and not cells["town"] and not cells.get("lots"):
            held["town"] = ""
        held["district"] = cells["district"] or held["district"]
        held["ward"] = cells.get("ward") or held["ward"]
        town = cells["town"] or (held["town"] if cells.get("lots") or cells["district"] else "")
        too_long = len(town) > _LONGEST_CELL or len(cells.get("lots", "")) > _LONGEST_CELL
        if not town or not held["district"] or too_long:
            without.append(number)
            continue
        entries += _entries(town, cells.get("lots", ""), held["district"], held["ward"], number)
    return TownList(tuple(entries), len(body), tuple(without), sheet.faults)


def parse_lots(text: str) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Return the ranges of lot numbers in a text, and whether only a part of the town is meant."""
    plain = _NO_NUMBER.sub("/", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    if not plain or plain in _WHOLE:
        return (), False
    if "除" in plain:
        # All but some: which lots these are is not counted.
        return (), True
    ranges: list[tuple[int, int]] = []
    rest = plain
    for form in (_LOTS, _LOTS_FROM, _LOTS_TO, _LOT):
        ranges += [_ends(form, found) for found in form.finditer(rest)]
        rest = form.sub("/", rest)
    ranges = [(min(pair), max(pair)) for pair in ranges]
    return tuple(sorted(ranges)), bool(ranges) or "部" in plain


def _ends(form: re.Pattern[str], found: re.Match[str]) -> tuple[int, int]:
    """Return the first and last lot of a range that was found in some form."""
    numbers = [int(text) for text in found.groups() if text]
    if form is _LOTS_FROM:
        return numbers[0], OPEN_END
    if form is _LOTS_TO:
        return 0, numbers[0]
    return numbers[0], numbers[-1]


def _entries(town: str, lots: str, district: str, ward: str, line: int) -> list[TownEntry]:
    found = []
    name = district_name(district)
    text = unicodedata.normalize("NFKC", town).replace(_OPEN, "").replace(_CLOSE, "")
    inside = _BRACKETS.findall(text)
    # Signs between numbers in brackets part lots, not towns.
    bare = _BRACKETS.sub(lambda one: f"{_OPEN}{inside.index(one[1])}{_CLOSE}", text)
    before = ""
    for part in (one for one in _SEPARATORS.split(bare) if one.strip()):
        if len(part) > _LONGEST_TOWN:
            found.append(TownEntry(part[:_LONGEST_TOWN], name, (), True, ward, line))
            continue
        marks = re.findall(rf"{_OPEN}(\d+){_CLOSE}", part)
        said = " ".join([lots, *(inside[int(mark)] for mark in marks)]).strip()
        plain = re.sub(rf"{_OPEN}\d+{_CLOSE}", "", part).strip()
        if plain.endswith(("の一部", "一部")):
            plain, said = re.sub(r"の?一部$", "", plain), f"{said} 一部".strip()
        for whole in ("の全域", "全域"):
            plain = plain.removesuffix(whole)
        plain = _with_town(_one_chome(plain), before)
        split = re.match(r"^(.*?(?:丁目?|町|字[^\d]*|[^\d]))\s*(\d+番.*|\d+[~〜～-]\d+.*)$", plain)
        if split and not _SEVERAL.match(plain):
            plain, said = split[1], f"{split[2]} {said}".strip()
        ranges, is_part = parse_lots(said)
        towns = _towns(plain)
        before = towns[-1] if towns else before
        found += [TownEntry(one, name, ranges, is_part, ward, line) for one in towns]
    return found


def _one_chome(text: str) -> str:
    """Return 三宝町1~5丁 for 三宝町1丁～5丁目: one 丁 behind all the numbers."""
    return _FROM_TO.sub("~", _INNER_CHOME.sub("", town_form(text)))


def _with_town(part: str, before: str) -> str:
    """Return a part of a cell with the town that it leaves out: 上町2丁 for 2丁 behind 上町1丁."""
    base = _BASE.fullmatch(before)
    if _CHOME_ALONE.match(part):
        return f"{base[1]}{part}" if base else part
    # Further lots of the town before.
    return f"{before}{part}" if before and _LOT_ALONE.match(part) else part


def _towns(text: str) -> list[str]:
    """Return the towns that a text names: 上野町1～3丁目 are three."""
    plain = town_form(_NO_NUMBER.sub("", text))
    found = _SEVERAL.match(plain)
    if not found:
        return [plain] if plain else []
    numbers: list[int] = []
    for part in found[2].split("・"):
        ends = [int(one) for one in re.split(r"[~〜～-]", part)]
        numbers += range(ends[0], min(ends[-1], ends[0] + 99) + 1)
    return [f"{found[1]}{number}{found[3]}{found[4]}" for number in numbers]


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the line of the header and the column of town, district, lots and ward."""
    for line, row in zip(sheet.rows.index.tolist()[:_SEARCHED], sheet.rows.to_numpy().tolist(), strict=False):
        forms = [header_form(str(cell)) for cell in row]
        columns: dict[str, int] = {}
        for name, heads in (
            ("district", _DISTRICT_HEADS),
            ("town", _TOWN_HEADS),
            ("lots", _LOT_HEADS),
            ("ward", _WARD_HEADS),
        ):
            at = _column(forms, heads, taken=set(columns.values()))
            if at is not None:
                columns[name] = at
        if {"district", "town"} <= set(columns):
            return line, columns
    return None


def _column(forms: Sequence[str], heads: Sequence[str], taken: set[int]) -> int | None:
    for head in heads:
        at = next((i for i, form in enumerate(forms) if form == header_form(head) and i not in taken), None)
        if at is not None:
            return at
    return None


def _cell(row: Sequence[object], column: int) -> str:
    text = unicodedata.normalize("NFKC", str(row[column])).strip()
    return "" if text in {"〃", "″", '"', "同上"} else text


def _number(kanji: str) -> int:
    """Return a number up to 99 that is written in kanji."""
    if "十" not in kanji:
        return int(kanji.translate(_KANJI))
    tens, _, ones = kanji.partition("十")
    return 10 * (int(tens.translate(_KANJI)) if tens else 1) + (int(ones.translate(_KANJI)) if ones else 0)
