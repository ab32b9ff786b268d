"""What a file is, by its content: its name says nothing that can be trusted."""

import io
import zipfile
from enum import StrEnum

from data.readers.safe_zip import check_listing
from domain.zip_errors import ZIP_ERRORS


class FileKind(StrEnum):
    """Kinds of file that people give in place of a list.

    The value of every kind that is not read ends the key of its fault, ``file_is_...``.
    """

    TEXT = "text"
    WORKBOOK = "workbook"
    EMPTY = "empty"
    OLD_EXCEL = "old_excel"
    BINARY_EXCEL = "binary_excel"
    MACRO_EXCEL = "macro_excel"
    LOCKED = "locked"
    OPEN_DOCUMENT = "open_document"
    WORD = "word"
    PDF = "pdf"
    PICTURE = "picture"
    WEB_PAGE = "web_page"
    ARCHIVE = "archive"


_PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"\x00\x00\x00",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
#: An archive of Office or OpenDocument has some dozens of parts.
MAX_PARTS = 2_000
_HEAD = 512


def kind_of(content: bytes) -> FileKind:
    """Return what a file is.

    Parameters
    ----------
    content
        Bytes of the file.

    Returns
    -------
    FileKind
        ``TEXT`` where nothing else is recognised.
    """
    if not content.strip(b"\x00\t\r\n ,;\xef\xbb\xbf\xff\xfe"):
        return FileKind.EMPTY
    if content.startswith(_OLE):
        return _ole_kind(content)
    if content.startswith(_ZIP):
        return _zip_kind(content)
    if content.startswith(b"%PDF"):
        return FileKind.PDF
    if _is_picture(content):
        return FileKind.PICTURE
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return FileKind.WEB_PAGE if head.startswith((b"<html", b"<!doctype", b"<?xml")) else FileKind.TEXT


def _is_picture(content: bytes) -> bool:
    head = content[:_HEAD]
    if head.startswith(b"RIFF"):
        return head[8:12] == b"WEBP"
    if head.startswith(b"\x00\x00\x00"):
        return head[4:8] == b"ftyp"
    # "BM" alone begins many a text: a bitmap has zeros in its head.
    if head.startswith(b"BM"):
        return b"\x00\x00\x00" in head[:30]
    return head.startswith(_PICTURES[:4] + _PICTURES[5:7])


def _ole_kind(content: bytes) -> FileKind:
    """Tell a locked workbook from an old one by the names in the folder of the container."""
    for name in ("EncryptedPackage", "EncryptionInfo"):
        if name.encode("utf-16-le") in content:
            return FileKind.LOCKED
    return FileKind.WORD if "WordDocument".encode("utf-16-le") in content else FileKind.OLD_EXCEL


def _zip_kind(content: bytes) -> FileKind:
    try:
        check_listing(io.BytesIO(content), "")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist()[:MAX_PARTS])
            kind = archive.read("mimetype")[:60] if _is_small(archive, names) else b""
    except (*ZIP_ERRORS, OSError, ValueError):
        # A cut workbook is said to be one by the reader that cannot open it.
        return FileKind.WORKBOOK
    if b"opendocument" in kind:
        return FileKind.OPEN_DOCUMENT
    if any(name.endswith("vbaProject.bin") for name in names):
        return FileKind.MACRO_EXCEL
    if "xl/workbook.bin" in names:
        return FileKind.BINARY_EXCEL
    if any(name.startswith("xl/") for name in names):
        return FileKind.WORKBOOK
    return FileKind.WORD if any(name.startswith(("word/", "ppt/")) for name in names) else FileKind.ARCHIVE


def _is_small(archive: zipfile.ZipFile, names: set[str]) -> bool:
    return "mimetype" in names and archive.getinfo("mimetype").file_size < _HEAD
