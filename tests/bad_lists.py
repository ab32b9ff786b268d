"""Files that are given in place of a members list, and the fault that each is refused with."""

from tests.data.readers.workbooks import make_workbook, with_part

HEADER = "組織ID,班,役割,氏名,生年月日"
NAME = "見本 金糸雀"
_SOUND = f"org-1,本部班,班長,{NAME},1957-04-01"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
_BOOK = make_workbook({"名簿": [HEADER.split(","), _SOUND.split(",")]})


def _csv(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *rows, ""]).encode("cp932")


#: By name of the file: its content and the key of its fault. Of a person who stands twice one is asked.
BAD_LISTS: dict[str, tuple[bytes, str]] = {
    "photo.csv": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(5000), "file_is_picture"),
    "empty.csv": (b"", "file_is_empty"),
    "locked.xlsx": (_OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600), "file_is_locked"),
    "macro.xlsm": (with_part(_BOOK, "xl/vbaProject.bin", b"x"), "file_is_macro_excel"),
    "old.xls": (_OLE + "Workbook".encode("utf-16-le") + bytes(600), "file_is_old_excel"),
    "cut.xlsx": (_BOOK[: len(_BOOK) // 2], "file_unreadable"),
    "formula.csv": (_csv(f'org-1,本部班,班長,"=HYPERLINK(""x"",""{NAME}"")",'), "cell_formula"),
    "no-such-day.csv": (_csv(f"org-1,本部班,班長,{NAME},昭和32年2月30日"), "roster_no_such_day"),
    "support-list.csv": (
        _csv(f"{NAME},見本町,要介護3,3,有", header="氏名,住所,事由,要介護度,同意"),
        "roster_is_needs_help",
    ),
    "twice.csv": (
        _csv(_SOUND, _SOUND.replace("班長", "班員"), f"org-1,本部班,班員,{NAME},1957-04-01"),
        "roster_person_twice",
    ),
    "nobody.csv": (_csv(), "table_empty"),
}
#: A list of an organisation in the other ward of the toy city.
OTHER_WARD = _csv(f"org-2,本部班,班長,{NAME},1957-04-01")
