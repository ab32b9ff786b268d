"""Whether a saved file of a plan differs from the one written now in words alone: no answer in it is another.

Files made for reading change with every better sentence of the program; tables and plan.json do not. What
cannot be told for words counts as an answer: a heading, a cell of a table, a number anywhere.
"""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from data.readers.workbook_sheet import read_workbook_sheet, sheet_names
from domain.faults import InputError
from use_cases.write_plan import WORKBOOK_FILE

#: The table of what the others are of: sentences and sources, no answers of its own.
ABOUT_FILE: Final = "tables/about.csv"
#: What a map layer says above its features.
_HEAD_OF_LAYER: Final = ("about", "model_notice", "sources")
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")

#: Answers of a file, and its sentences from top to bottom.
_Parts: TypeAlias = tuple[Any, list[str]]


def differs_in_words_only(name: str, saved: bytes, made: bytes) -> bool:
    """Return whether two files that are not the same hold the same answers.

    Parameters
    ----------
    name
        Path of the file below the folder of the plan.
    saved, made
        Its content as it lies there, and as it is written now.
    """
    parts = _reader(name)
    if parts is None:
        return False
    try:
        answers, said = parts(saved)
        answers_now, said_now = parts(made)
    except (InputError, ValueError, csv.Error, RecursionError):
        return False
    return bool(answers == answers_now) and _tell_the_same_numbers(said, said_now)


def _reader(name: str) -> Callable[[bytes], _Parts] | None:
    if name == ABOUT_FILE:
        return _about_parts
    if name == WORKBOOK_FILE:
        return _workbook_parts
    return _layer_parts if name.endswith(".geojson") else None


def _about_parts(content: bytes) -> _Parts:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return None, ["\n".join(row) for row in rows]


def _layer_parts(content: bytes) -> _Parts:
    layer = json.loads(content)
    if not isinstance(layer, Mapping):
        return layer, []
    said = [_as_text(layer.get(key)) for key in _HEAD_OF_LAYER]
    return {key: value for key, value in layer.items() if key not in _HEAD_OF_LAYER}, said


def _as_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _workbook_parts(content: bytes) -> _Parts:
    """Return the tables of a workbook, and what stands above them."""
    answers: list[Any] = []
    said: list[str] = []
    names = sheet_names(content, WORKBOOK_FILE)
    for name in names:
        sheet = read_workbook_sheet(content, WORKBOOK_FILE, name, lambda _: None)
        # Above its table the last sheet, that of the sources, has pairs of a label and what it says.
        most = 2 if name == names[-1] else 1
        rows = [[str(cell) for cell in row] for row in sheet.rows.to_numpy()]
        top = next((i for i, row in enumerate(rows) if _filled(row) > most), len(rows))
        said += ["\n".join(row) for row in rows[:top]]
        answers.append((name, rows[top:], len(sheet.hidden_lines), sheet.faults))
    return answers, said


def _filled(row: Iterable[str]) -> int:
    return sum(bool(cell) for cell in row)


def _tell_the_same_numbers(saved: Sequence[str], made: Sequence[str]) -> bool:
    """Return whether each changed sentence with a number stands among the new ones, in the same order.

    A new sentence may tell more numbers, never others.
    """
    kept = Counter(saved) & Counter(made)
    rest = iter([_numbers(line) for line in _without(made, kept)])
    changed = (_numbers(line) for line in _without(saved, kept))
    return all(any(_in_order(numbers, now) for now in rest) for numbers in changed if numbers)


def _without(lines: Iterable[str], kept: Counter[str]) -> list[str]:
    left = kept.copy()
    found = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            found.append(line)
    return found


def _numbers(line: str) -> list[str]:
    return _NUMBER.findall(unicodedata.normalize("NFKC", line))


def _in_order(numbers: Sequence[str], among: Iterable[str]) -> bool:
    rest = iter(among)
    return all(one in rest for one in numbers)
