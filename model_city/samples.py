"""Two small lists to try the upload with: one as offices keep them, one full of faults. Nobody is in them."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook

#: District whose list it is.
_DISTRICT = "新湊"
_HEADER = ("No", "校区", "班", "役　職", "氏　名", "フリガナ", "生年月日", "連絡先", "", "参集", "", "備考")
_LOWER = ("", "", "", "", "", "", "", "自宅", "携帯", "昼", "夜", "")
_PEOPLE = (
    (
        "1",
        _DISTRICT,
        "本部",
        "会長",
        "見本　一郎",
        "ﾐﾎﾝ ｲﾁﾛｳ",
        "S25.4.1",
        "720000001",
        "",
        "○",
        "○",
        "模擬データ",
    ),
    ("2", "〃", "〃", "副会長", "見本　花子", "ミホン　ハナコ", "昭和30年5月3日", "同上", "", "×", "○", "〃"),
    ("3", "〃", "情報班", "班長", "模擬　髙子", "ﾓｷﾞ ﾀｶｺ", "昭和三十五年", "072-000-0003", "", "○", "×", "〃"),
    ("4", "〃", "〃", "副班長", "模擬　二郎", "ﾓｷﾞ ｼﾞﾛｳ", "平成2年", "", "9000000004", "×", "○", "〃"),
    ("5", "〃", "消火班", "班長", "架空　三郎", "ｶｸｳ ｻﾌﾞﾛｳ", "1948/2/29", "072-000-0005", "", "○", "○", "〃"),
    ("6", "〃", "〃", "班員", "架空　桃子", "ｶｸｳ ﾓﾓｺ", "S45", "〃", "", "－", "－", "〃"),
    (
        "7",
        "〃",
        "炊き出し班",
        "班長",
        "例題　梅子",
        "ﾚｲﾀﾞｲ ｳﾒｺ",
        "昭20.1.1",
        "０７２－０００－０００７",
        "",
        "可",
        "否",
        "〃",
    ),
)
_END = (
    ("合計", "", "", "", "7名", "", "", "", "", "", "", ""),
    ("※ この名簿は模擬データです。実在の人ではありません。", *[""] * 11),
)
_TITLES = (("令和8年度　新湊校区自主防災会　班員名簿（模擬）", *[""] * 11), ("令和8年4月1日現在", *[""] * 11))

#: A row for each kind of fault, below one that is good.
_FAULTY_HEADER = (
    "組織名",
    "班",
    "役割",
    "氏名",
    "ふりがな",
    "生年",
    "電話番号",
    "メール",
    "昼間参集可",
    "備考",
)
_ORG = "新湊校区自主防災組織"
_FAULTY = (
    (
        _ORG,
        "本部",
        "班長",
        "見本 一郎",
        "みほん いちろう",
        "1957",
        "072-000-0001",
        "a@example.jp",
        "○",
        "模擬データ（正しい行）",
    ),
    ("ない組織", "本部", "班員", "見本 二郎", "", "", "", "", "", "組織がない"),
    (_ORG, "踊り班", "班員", "見本 三郎", "", "", "", "", "", "班がない"),
    (_ORG, "本部", "顧問", "見本 四郎", "", "", "", "", "", "役割が分からない"),
    (_ORG, "本部", "班長", "見本 五郎", "", "", "", "", "", "班長が2人"),
    (_ORG, "本部", "班員", "", "", "", "", "", "", "氏名がない"),
    (_ORG, "情報班", "班員", "見本 六郎", "漢字", "", "", "", "", "ふりがなが漢字"),
    (_ORG, "情報班", "班員", "見本 七郎", "", "昭和32年2月30日", "", "", "", "暦にない日"),
    (_ORG, "情報班", "班員", "見本 八郎", "", "", "072-000-00", "", "", "電話番号が短い"),
    (_ORG, "情報班", "班員", "見本 九郎", "", "", "", "アドレス", "", "メールではない"),
    (_ORG, "情報班", "班員", "見本 十郎", "", "", "", "", "たぶん", "○か×ではない"),
    (_ORG, "消火班", "班員", "見本 髙子", "みほん たかこ", "1960", "", "", "", "同じ人かもしれない"),
    (_ORG, "消火班", "班員", "見本　高子", "みほん たかこ", "", "", "", "", "同じ人かもしれない"),
    (_ORG, "消火班", "班員", "=1+1", "", "", "", "", "", "数式"),
)


def write_samples(folder: Path) -> None:
    """Write the lists: as offices keep them in CP932 and as a workbook of two sheets, and the faulty one."""
    folder.mkdir(exist_ok=True)
    (folder / "real-life-members.csv").write_bytes(_csv((*_TITLES, *_real_life())).encode("cp932"))
    (folder / "real-life-members.xlsx").write_bytes(real_life_workbook())
    (folder / "faulty-members.csv").write_text(
        _csv((_FAULTY_HEADER, *_FAULTY)), encoding="utf-8-sig", newline=""
    )


def _real_life() -> tuple[tuple[str, ...], ...]:
    return (_HEADER, _LOWER, *_PEOPLE, *_END)


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def real_life_workbook() -> bytes:
    """Return the list as offices keep it: a cover, merged headers and squads, dates and numbers as such."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": dt.datetime(2026, 4, 1)})
    cover = book.add_worksheet("表紙")
    cover.write_string(1, 1, _TITLES[0][0])
    cover.write_string(3, 1, "提出先: 区役所（模擬）")
    page = book.add_worksheet("班員名簿")
    page.merge_range(0, 0, 0, 11, _TITLES[0][0], book.add_format({"bold": True, "font_size": 16}))
    page.write_string(1, 9, _TITLES[1][0])
    rows = _real_life()
    for line, row in enumerate(rows, start=3):
        for place, text in enumerate(row):
            if text.isdecimal():
                # Excel took the telephone number for a number: its zero is lost.
                page.write_number(line, place, int(text))
            elif text:
                page.write_string(line, place, text)
    for place in (7, 9):
        page.merge_range(3, place, 3, place + 1, _HEADER[place])
    for place in (0, 1, 2, 3, 4, 5, 6, 11):
        page.merge_range(3, place, 4, place, _HEADER[place])
    # 本部 is one cell over its two people.
    page.merge_range(5, 2, 6, 2, "本部")
    page.write_datetime(9, 6, dt.datetime(1948, 2, 29), book.add_format({"num_format": "[$-411]ge.m.d"}))
    book.close()
    return out.getvalue()
