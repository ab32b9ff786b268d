"""e-Stat: tables of people by small area (``tblT001081C27.txt``) or by mesh, as text.

Two header lines (codes, then labels), or one of labels. In tables of small areas the same people stand once
a level (``HYOSYO``), so that only areas that hold no smaller ones are read. ``-`` is none, ``X`` and ``*``
are secret: what is secret was added to another area (``HTKSAKI``), which lists those added to it
(``GASSAN``).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.bounded_input import size_fault
from data.readers.text_lines import count_lines, decode, encoding_name
from domain.fault_log import FaultLog
from domain.faults import Fault, InputError

#: Largest table [bytes], and most lines; that of Tokyo with all ages has 3 MB.
MAX_BYTES, MAX_LINES = 60_000_000, 500_000
_LEADING = ("KEY_CODE", "HYOSYO", "CITYNAME", "NAME", "HTKSYORI", "HTKSAKI", "GASSAN")
_KEY_FORM = re.compile(r"\d{5}(?:\d{4}|\d{6})?", re.ASCII)
_MESH_FORM = re.compile(r"\d{8,11}", re.ASCII)
#: Names of the column of the code in tables of meshes.
_MESH_KEYS = (
    "KEY_CODE",
    "MESH_CODE",
    "MESHCODE",
    "MESH_ID",
    "メッシュコード",
    "メッシュ番号",
    "地域メッシュコード",
)
_KEY = "KEY_CODE"
_SECRET = frozenset({"X", "x", "*", "**", "***", "Ｘ"})
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+", re.ASCII)

_TOTAL = re.compile(
    r"(?:人口総数|人口\(総数\)|人口\(総数\)総数|総数|総人口|人口|(?i:pop|population|total_pop))(?:、年齢「?不詳」?含む)?"
)
_HOUSEHOLDS = re.compile(r"(?:世帯総数|世帯数|一般世帯総数|(?i:households?))")
_AGES = re.compile(r"(?:総数)?[、 ]?(\d+)(?:[~〜-](\d+))?歳?(未満|以上)?(?:人口)?(?:総数)?")
#: Bounds of the four age groups; the last is open.
_GROUPS = ((0, 15), (15, 65), (65, 75), (75, 200))
AGE_COLUMNS = ("age_0_14", "age_15_64", "age_65_74", "age_75_plus")
_OLDEST = 200


@dataclass(frozen=True, slots=True, eq=False)
class CensusTable:
    """People by small area as one table says.

    Parameters
    ----------
    rows
        Areas that hold no smaller ones; index ``key``: ``name``, ``added_to`` (key, empty where nothing
        is secret), ``added`` (keys that were added to it, by blanks), ``is_secret``, and of ``residents``,
        ``households`` and the four ages those that the table has (Int64, <NA> where secret or empty).
    columns
        Which of these the table has.
    rows_read, encoding
        Rows of the table, and encoding of its text.
    upper
        Rows of areas that hold smaller ones, which were left out.
    secret
        Number of areas whose numbers are secret.
    is_mesh
        Whether the areas are meshes; else small areas.
    is_estat
        Whether the header is that of e-Stat; a table of meshes may be anybody's.
    """

    rows: pd.DataFrame
    columns: tuple[str, ...]
    rows_read: int
    encoding: str
    upper: int
    secret: int
    is_mesh: bool = False
    is_estat: bool = True


def is_census_table(head: bytes) -> bool:
    """Whether the first bytes of a file are those of such a table."""
    first = decode(head.split(b"\n")[0]) or ""
    cells = [cell.strip().strip('"').upper() for cell in first.lstrip("\ufeff").split(",")]
    return cells[:2] == list(_LEADING[:2]) or cells[0] in _MESH_KEYS


def read_census_table(content: bytes, file: str) -> CensusTable:
    """Read a table of people by small area.

    Parameters
    ----------
    content, file
        Bytes and name of the file.

    Raises
    ------
    domain.faults.InputError
        When it is no such table, or a cell holds no number.
    """
    if len(content) > MAX_BYTES:
        raise InputError([size_fault(len(content), MAX_BYTES, file)])
    text = decode(content)
    if text is None:
        raise InputError([Fault("encoding", file=file, expected="Shift_JIS (CP932), UTF-8")])
    if count_lines(text) > MAX_LINES:
        raise InputError([Fault("lines_too_many", file=file, expected=f"{MAX_LINES:,}")])
    try:
        lines = [line for line in csv.reader(io.StringIO(text)) if line]
    except csv.Error as error:
        raise InputError([Fault("file_unreadable", file=file, expected="CSV")]) from error
    heads = [cell.strip().lstrip("\ufeff") for cell in lines[0]] if lines else []
    if len(lines) < 2 or not heads or heads[0].upper() not in _MESH_KEYS:
        raise InputError([Fault("column_missing", file=file, column=name) for name in _LEADING[:2]])
    is_estat, heads[0] = heads[0].upper() == _KEY, _KEY
    # Labels stand below the codes, with nothing below the code of the area; or they are the only header.
    two = len(lines) > 2 and not lines[1][0].strip()
    table = _table(heads, lines[1] if two else heads, lines[2 if two else 1 :], file, encoding_name(content))
    return replace(table, is_estat=is_estat)


def _table(
    heads: Sequence[str], named: Sequence[str], rows: Sequence[Sequence[str]], file: str, encoding: str
) -> CensusTable:
    is_mesh = "HYOSYO" not in heads
    labels = [unicodedata.normalize("NFKC", cell).strip().replace(" ", "") for cell in named]
    labels += [""] * (len(heads) - len(labels))
    at = {name: heads.index(name) for name in _LEADING if name in heads}
    chosen = _chosen_columns([*labels[: len(heads)]], first=max(at.values()) + 1)
    if not chosen:
        raise InputError([Fault("column_missing", file=file, column="人口総数, 総数６５歳以上")])
    body = [list(line) + [""] * (len(heads) - len(line)) for line in rows]
    # Lines as the user counts them: the first below the header.
    first = 2 if named is heads else 3
    log = FaultLog()
    keys = [line[at[_KEY]].strip() for line in body]
    form, shown = (_MESH_FORM, "52350349") if is_mesh else (_KEY_FORM, "271410010")
    for number, key in enumerate(keys, start=first):
        if not form.fullmatch(key):
            log.add(
                Fault("wrong_form", file=file, row=str(number), column=_KEY, value=key[:20], expected=shown)
            )
    parts = {
        name: np.array([_values(body, column, heads[column], file, log, first) for column, _ in terms])
        for name, terms in chosen.items()
    }
    faults = log.faults()
    if faults:
        raise InputError(faults)
    frame = pd.DataFrame({name: _summed(parts[name], [sign for _, sign in chosen[name]]) for name in chosen})
    for name, column in (("added_to", "HTKSAKI"), ("added", "GASSAN")):
        frame[name] = [_keys(line[at[column]]) if column in at else "" for line in body]
    frame["name"] = [line[at["NAME"]].strip() if "NAME" in at else "" for line in body]
    columns = [column for terms in chosen.values() for column, _ in terms]
    frame["is_secret"] = [any(line[column].strip() in _SECRET for column in columns) for line in body]
    frame.index = pd.Index(keys, name="key")
    leaves = frame[~_upper(keys)]
    leaves = leaves[~leaves.index.duplicated()].astype(dict.fromkeys(chosen, "Int64"))
    return CensusTable(
        rows=leaves,
        columns=tuple(chosen),
        rows_read=len(body),
        encoding=encoding,
        upper=len(body) - len(leaves),
        secret=int(leaves["is_secret"].sum()),
        is_mesh=is_mesh,
    )


def _upper(keys: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which areas hold smaller ones that are listed too: their key begins another."""
    ordered = sorted(set(keys))
    begins = {
        key
        for key, following in zip(ordered, [*ordered[1:], ""], strict=True)
        if following.startswith(key) and following != key
    }
    # A key of five digits is a municipality even where nothing smaller is listed.
    return np.array([key in begins or len(key) == 5 for key in keys], dtype=bool)


def _keys(cell: str) -> str:
    return " ".join(re.findall(r"\d{8,11}", cell))


def _chosen_columns(labels: Sequence[str], first: int) -> dict[str, list[tuple[int, int]]]:
    """Return the columns that each count is made of, with their sign."""
    spans: dict[tuple[int, int], int] = {}
    chosen: dict[str, list[tuple[int, int]]] = {}
    for column in range(first, len(labels)):
        label = labels[column]
        if _TOTAL.fullmatch(label):
            chosen.setdefault("residents", [(column, 1)])
        elif _HOUSEHOLDS.fullmatch(label):
            chosen.setdefault("households", [(column, 1)])
        else:
            span = _span(label)
            if span is not None:
                spans.setdefault(span, column)
    for name, (low, high) in zip(AGE_COLUMNS, _GROUPS, strict=True):
        terms = _terms(spans, low, high)
        if terms:
            chosen[name] = terms
    if not set(AGE_COLUMNS) <= set(chosen):
        for name in AGE_COLUMNS:
            chosen.pop(name, None)
    return chosen


def _span(label: str) -> tuple[int, int] | None:
    """Return the ages that a label of both sexes names, from the first to before the last."""
    found = _AGES.fullmatch(label)
    if not found or "歳" not in label:
        return None
    low, high, end = int(found[1]), found[2], found[3]
    if end == "未満":
        return (0, low)
    if end == "以上":
        return (low, _OLDEST)
    return (low, int(high) + 1) if high else None


def _terms(spans: dict[tuple[int, int], int], low: int, high: int) -> list[tuple[int, int]]:
    """Return columns that make up an age group: it, smaller ones side by side, or a larger less some."""
    if (low, high) in spans:
        return [(spans[low, high], 1)]
    at, terms = low, []
    while at < high:
        nexts = [span for span in spans if span[0] == at and span[1] <= high]
        if not nexts:
            break
        span = min(nexts, key=lambda one: one[1])
        terms.append((spans[span], 1))
        at = span[1]
    if at == high:
        return terms
    # What is older than its beginning, less what is older than its end.
    if (low, _OLDEST) in spans and (high, _OLDEST) in spans:
        return [(spans[low, _OLDEST], 1), (spans[high, _OLDEST], -1)]
    # 75 and older: 65 and older less the two groups between.
    if high == _OLDEST and (65, _OLDEST) in spans and low > 65:
        younger = _terms(spans, 65, low)
        return [(spans[65, _OLDEST], 1), *((column, -1) for column, _ in younger)] if younger else []
    return []


def _values(
    body: Sequence[Sequence[str]], column: int, head: str, file: str, log: FaultLog, first: int
) -> npt.NDArray[np.float64]:
    """Return the numbers of a column, NaN where secret or empty."""
    out = np.full(len(body), np.nan)
    for number, line in enumerate(body):
        cell = unicodedata.normalize("NFKC", line[column]).strip()
        if cell in {"-", "−", "ー"}:
            out[number] = 0.0
        elif _NUMBER.fullmatch(cell):
            out[number] = float(cell.replace(",", ""))
        elif cell and cell not in _SECRET:
            log.add(Fault("not_a_number", file=file, row=str(number + first), column=head, value=cell[:20]))
    return out


def _summed(parts: npt.NDArray[np.float64], signs: Sequence[int]) -> npt.NDArray[np.float64]:
    total = (parts * np.asarray(signs, dtype=float)[:, None]).sum(axis=0)
    return np.asarray(np.where(total >= 0, total, np.nan), dtype=np.float64)
