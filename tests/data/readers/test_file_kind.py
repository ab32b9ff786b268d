"""A file is what its content says, whatever its name."""

import io
import zipfile

from data.readers.file_kind import FileKind, kind_of
from domain.faults import Fault
from messages.fault_words import fault_words
from tests.data.readers.workbooks import make_workbook, with_part
from tests.each import each

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
BOOK = make_workbook({"名簿": [["氏名"]]})


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, part in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), part)
    return out.getvalue()


@each(
    ("content", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b"\xef\xbb\xbf\r\n,,\r\n", FileKind.EMPTY),
        ("氏名,班\n".encode("cp932"), FileKind.TEXT),
        ("氏名\t班\n".encode("utf-16"), FileKind.TEXT),
        (b"BMW,1\n", FileKind.TEXT),
        (BOOK, FileKind.WORKBOOK),
        (BOOK[:200], FileKind.WORKBOOK),
        (with_part(BOOK, "xl/vbaProject.bin", b"x"), FileKind.MACRO_EXCEL),
        (archive(xl__workbook_bin=b"x"), FileKind.BINARY_EXCEL),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), FileKind.OPEN_DOCUMENT),
        (archive(word__document_xml=b"x"), FileKind.WORD),
        (archive(a_csv=b"x"), FileKind.ARCHIVE),
        (OLE + "Workbook".encode("utf-16-le"), FileKind.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileKind.LOCKED),
        (OLE + "WordDocument".encode("utf-16-le"), FileKind.WORD),
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", FileKind.PICTURE),
        (b"\x89PNG\r\n\x1a\n", FileKind.PICTURE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", FileKind.PICTURE),
        (b"\x00\x00\x00\x18ftypheic", FileKind.PICTURE),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", FileKind.PICTURE),
        (b"\xef\xbb\xbf <HTML><table>", FileKind.WEB_PAGE),
        (b"<?xml version='1.0'?><Workbook/>", FileKind.WEB_PAGE),
    ],
)
def test_kinds_are_recognised_by_content(content, kind):
    assert kind_of(content) is kind


def test_every_kind_that_is_not_read_has_its_own_words():
    said = set()
    for kind in set(FileKind) - {FileKind.TEXT, FileKind.WORKBOOK}:
        for language in ("ja", "en"):
            words = fault_words(language, Fault(f"file_is_{kind}", file="名簿.csv"))
            assert words.remedy
            said.add(words.text)
    assert len(said) == 2 * (len(FileKind) - 2)
