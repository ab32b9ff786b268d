"""The encoding of the texts of a shapefile: as it says, if its texts agree; else as they show."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.bounded_input import read_head
from domain.faults import Fault
from domain.vocabulary import Severity

#: Names of encodings in ``.cpg`` files, small and without signs.
_NAMES: Mapping[str, str] = {
    "utf8": "utf-8",
    "65001": "utf-8",
    **dict.fromkeys(("sjis", "shiftjis", "ms932", "cp932", "932", "ansi932", "windows31j"), "cp932"),
}
_SHOWN = {"utf-8": "UTF-8", "cp932": "Shift_JIS (CP932)"}
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uff61-\uff9f]")
#: What the decoders say of a character that the end of a field has cut in two.
_CUT_REASONS = frozenset({"unexpected end of data", "incomplete multibyte sequence"})
#: Records that are looked at.
_SAMPLE, _SAMPLE_BYTES = 20_000, 50_000_000
_FIELD_BYTES = 32


def text_encoding(shapefile: Path, shown: str) -> tuple[str, tuple[Fault, ...]]:
    """Return the encoding of the table beside a shapefile, and what is to be said of it.

    Parameters
    ----------
    shapefile
        The ``.shp``; ``.dbf`` and perhaps ``.cpg`` stand beside it.
    shown
        Its name in faults.
    """
    cpg = shapefile.with_suffix(".cpg")
    return found_encoding(read_head(cpg, 100), _foreign_texts(shapefile.with_suffix(".dbf")), shown)


def found_encoding(cpg: bytes, texts: Sequence[bytes], shown: str) -> tuple[str, tuple[Fault, ...]]:
    """Return the encoding of texts: as the file names it, if they agree; else as they show.

    Parameters
    ----------
    cpg
        What the ``.cpg`` says; empty without one.
    texts
        Cells and names that are not plain ASCII.
    shown
        Name of the file in faults.

    Returns
    -------
    tuple
        Encoding, empty with an error where none fits; and what is to be said of it.
    """
    said = cpg[:100].decode("latin-1")
    declared = _NAMES.get(re.sub(r"[\W_]+", "", said).casefold(), "")
    fits = {name: all(decoded(text, name) is not None for text in texts) for name in _SHOWN}
    is_utf8 = fits["utf-8"] and any(_JAPANESE.search(decoded(text, "utf-8") or "") for text in texts)
    if not texts or (declared and fits[declared] and not (declared == "cp932" and is_utf8)):
        return declared or "utf-8", ()
    found = next((name for name, fitting in fits.items() if fitting), "")
    if not found:
        return "", (Fault("encoding", file=shown, expected=", ".join(_SHOWN.values())),)
    return found, (Fault("encoding_found", Severity.WARNING, file=shown, value=_SHOWN[found]),)


def _foreign_texts(table: Path) -> list[bytes]:
    """Return names of fields and cells that are not plain ASCII, each once."""
    with table.open("rb") as stream:
        head = stream.read(32)
        count = int.from_bytes(head[4:8], "little")
        first, width = (int.from_bytes(head[at : at + 2], "little") for at in (8, 10))
        fields = stream.read(max(first - 32, 0))
        rows = stream.read(min(min(count, _SAMPLE) * width, _SAMPLE_BYTES))
    spans, start, texts = [], 1, set()
    for at in range(0, len(fields) - _FIELD_BYTES + 1, _FIELD_BYTES):
        if fields[at] == 0x0D:
            break
        texts.add(fields[at : at + 11].split(b"\x00")[0])
        spans.append((start, start + fields[at + 16]))
        start += fields[at + 16]
    for at in range(0, len(rows) - width + 1, width or 1):
        texts.update(rows[at + start : at + stop] for start, stop in spans)
    return [text for text in texts if not text.isascii()]


def decoded(text: bytes, encoding: str) -> str | None:
    """Return a cell as text; a character that the width of the field has cut in two is left out."""
    bare = text.rstrip(b" \x00")
    try:
        return bare.decode(encoding)
    except UnicodeDecodeError as error:
        is_cut = len(bare) == len(text) and error.start > 0 and error.reason in _CUT_REASONS
        return bare[: error.start].decode(encoding) if is_cut else None
