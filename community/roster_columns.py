"""Columns of the two lists that never mix, and the headers that people write over them.

(a) the members list of a voluntary disaster organisation (班員名簿); (b) the list of people who need
help to evacuate (避難行動要支援者名簿, 災害対策基本法 49条の10). Headers after the ledgers of
prefectures and cities; width, case, blanks, line breaks and punctuation do not matter.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

#: Blanks, separators, brackets, and the sign that makes ✔ a picture.
_IGNORED = re.compile(r"[\s・･,、/()（）\[\]_\-\ufe0f]+")
#: Marks of a header that must be filled in.
_MARKS = "※*＊:："
#: What stands before or behind the word of a header and changes nothing of its meaning.
_BEFORE = ("所属する", "所属の", "あなたの所属する", "あなたの", "お持ちの", "お", "ご", "御")
_BEHIND = ("の名称", "名称", "の区分", "区分", "の別", "別", "など", "等", "欄", "名", "1")
#: Parts in brackets, such as a note behind a name.
_BRACKETS = re.compile(r"[(\[（［【<〈][^)\]）］】>〉]*[)\]）］】>〉]")


class RosterKind(StrEnum):
    """The two lists."""

    MEMBERS = "members"
    NEEDS_HELP = "needs_help"


class RosterColumn(StrEnum):
    """Columns of a members list; the value is the header of our template."""

    ORG_ID = "組織ID"
    ORG_NAME = "組織名"
    DISTRICT = "校区"
    ASSOCIATION = "単位自治会"
    NUMBER = "番号"
    POST = "班"
    ROLE = "役割"
    NAME = "氏名"
    KANA = "ふりがな"
    AGE = "年代"
    BIRTH = "生年"
    ADDRESS = "住所"
    PHONE = "電話番号"
    MOBILE = "携帯電話"
    MAIL = "メール"
    DAY = "昼間参集可"
    NIGHT = "夜間参集可"
    SKILL = "資格"
    NOTE = "備考"


class NeedsHelpColumn(StrEnum):
    """Columns of a list of people who need help; the legal items first, then consent and helpers."""

    NUMBER = "番号"
    DISTRICT = "校区"
    ASSOCIATION = "単位自治会"
    NAME = "氏名"
    KANA = "ふりがな"
    BIRTH = "生年月日"
    SEX = "性別"
    ADDRESS = "住所"
    PHONE = "電話番号"
    CONTACT = "緊急連絡先"
    REASON = "避難支援等を必要とする事由"
    CARE_LEVEL = "要介護度"
    DISABILITY = "障害"
    MEANS = "移動手段"
    CONSENT = "同意"
    CONSENT_DATE = "同意日"
    SUPPORTER_1 = "支援者1"
    SUPPORTER_1_PHONE = "支援者1電話"
    SUPPORTER_2 = "支援者2"
    SUPPORTER_2_PHONE = "支援者2電話"
    DESTINATION = "避難先"
    NOTE = "備考"


@dataclass(frozen=True, slots=True)
class RosterForm:
    """What one of the two lists looks like.

    Parameters
    ----------
    kind
        Which list.
    columns
        Its columns, in the order of the template.
    headers
        Column that each header means, by the header's ``normal`` form.
    required
        Columns without which nothing can be read.
    own
        Columns that only this one of the two lists has.
    keys
        Key of each column, such as ``org_id``.
    """

    kind: RosterKind
    columns: tuple[str, ...]
    headers: Mapping[str, str]
    required: tuple[str, ...]
    own: frozenset[str]
    keys: Mapping[str, str]


def normal(text: str) -> str:
    """Return text in one form: NFKC, lower case, without spaces, separators and brackets.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    str
        One form for all that mean the same.
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).casefold()


def without_brackets(text: str) -> str:
    """Return text without the parts in brackets.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    str
        The rest.
    """
    return _BRACKETS.sub("", text)


def column_of(header: str, headers: Mapping[str, str]) -> str:
    """Return the column that a header means, with or without what stands in brackets behind it.

    A header that is not known as a whole is read without words that change nothing: 役職等, 班別,
    所属する班, 電話番号1.

    Parameters
    ----------
    header
        As written.
    headers
        Of a ``RosterForm``.

    Returns
    -------
    str
        Empty where it means none.
    """
    bare = header.strip(_MARKS)
    whole, short = normal(bare), normal(without_brackets(bare)).strip(_MARKS)
    for word in (whole, short, *_stems(whole), *_stems(short)):
        if word in headers:
            return headers[word]
    return ""


def _stems(word: str) -> Iterable[str]:
    """Find the stems of a header.

    Yields
    ------
    str
        The header without one word before it, and without more and more of those behind it.
    """
    for start in ("", *(start for start in _BEFORE if word.startswith(start))):
        stem = word.removeprefix(start)
        ending: str | None = ""
        while ending is not None and stem:
            yield stem
            ending = next((one for one in _BEHIND if stem.endswith(one)), None)
            stem = stem.removesuffix(ending or "")


def _keys(columns: type[StrEnum]) -> Mapping[str, str]:
    return MappingProxyType({column.value: column.name.lower() for column in columns})


def _words(lines: Mapping[str, str]) -> Mapping[str, str]:
    """Return the column of each header; the headers of one column are separated by blanks."""
    return MappingProxyType({normal(word): column for column, line in lines.items() for word in line.split()})


_PERSON = {
    "番号": "No NO No. 番号 整理番号 通番 通し番号 登録番号 会員番号 名簿番号 連番 ID",
    "氏名": "氏名 名前 お名前 姓名 会員名 氏名漢字 漢字氏名 対象者 対象者氏名 要支援者氏名 name",
    "ふりがな": (
        "ふりがな フリガナ カナ 氏名カナ カナ氏名 よみ よみがな ヨミガナ 氏名ふりがな 氏名フリガナ "
        "セイメイ せいめい kana"
    ),
    "住所": "住所 所在地 居所 現住所 住所又は居所 住所居所 address",
    "校区": "校区 校区名 小学校区 学校区 学区 district",
    "単位自治会": "単位自治会 自治会 自治会名 町会 町会名 町内会 町内会名",
    "備考": "備考 特記事項 摘要 その他 メモ note",
}
_MEMBERS = {
    **_PERSON,
    "組織ID": "組織ID 組織番号 組織コード 団体ID 団体番号 org_id",
    "組織名": (
        "組織名 組織 組織名称 自主防災組織名 自主防災組織 団体名 団体 校区自主防災組織 自主防災会 "
        "校区自主防災会 防災会 校区防災会 org_name"
    ),
    "班": (
        "班 班名 所属班 活動班 担当班 担当 係 所属 部 部名 配属 配属班 配属先 "
        "災害時の役割 災害時役割 災害時の担当 災害時担当 post squad"
    ),
    "役割": "役割 役職 役 職 職名 役名 役職名 肩書 肩書き お役目 班内役職 班での役割 班の中での役割 role",
    "年代": "年代 年齢 満年齢 年令 年齢層 年齢階層 age",
    "生年": "生年 生年月日 誕生日 生まれ年 birth birth_year",
    "電話番号": (
        "電話 電話番号 TEL 自宅 自宅電話 自宅電話番号 固定電話 連絡先 連絡先電話 連絡先電話番号 "
        "連絡先自宅 phone"
    ),
    "携帯電話": "携帯 携帯電話 携帯番号 携帯電話番号 連絡先携帯 電話2 電話番号2 TEL2 連絡先2 mobile",
    "メール": "メール メールアドレス E-mail mail email 連絡先メール",
    "昼間参集可": "昼間参集可 昼間参集 昼間 昼 平日昼間 参集昼 参集可昼 参集昼間 day",
    "夜間参集可": "夜間参集可 夜間参集 夜間 夜 参集夜 参集可夜 参集夜間 night",
    "資格": "資格 資格特技 資格経験 資格免許 経験 特技 技能 免許 資格等 skill",
}
_NEEDS_HELP = {
    **_PERSON,
    "生年月日": "生年月日 生年 誕生日 birth",
    "性別": "性別 男女 sex",
    "電話番号": "電話番号 電話 TEL 連絡先 携帯 携帯電話 電話番号その他の連絡先 phone",
    "緊急連絡先": "緊急連絡先 緊急時連絡先 緊急時の連絡先 家族連絡先 contact",
    "避難支援等を必要とする事由": (
        "避難支援等を必要とする事由 事由 支援を必要とする事由 要支援事由 支援区分 要配慮区分 該当区分 "
        "掲載事由 名簿掲載事由 登載事由 名簿登載事由 該当事由 該当要件 対象要件 登載要件 名簿登載要件 "
        "対象事由 "
        "支援が必要な理由 要支援理由"
    ),
    "要介護度": "要介護度 介護度 要介護認定 要介護状態区分 介護区分",
    "障害": (
        "障害 障害種別 障害等級 手帳等級 障害者手帳 身体障害者手帳 身体障害者手帳等級 身障手帳 身障手帳等級 "
        "身障等級 身体障害 知的障害 療育手帳 療育手帳判定 療育判定 精神障害 精神手帳 精神手帳等級 "
        "精神障害者保健福祉手帳 精神障害者保健福祉手帳等級 手帳 難病"
    ),
    "移動手段": "移動手段 歩行 移動 車いす 補装具",
    "同意": (
        "同意 同意有無 情報提供同意 情報提供の同意 名簿提供 名簿提供同意 提供同意 名簿情報提供の同意 "
        "名簿情報提供同意 外部提供同意 同意の有無 情報提供同意の有無"
    ),
    "同意日": "同意日 同意年月日 同意書受理日 同意書受理年月日 同意確認日",
    "支援者1": (
        "支援者1 支援者 支援者氏名 支援者1氏名 避難支援者 避難支援者氏名 避難支援等実施者 "
        "避難支援等実施者氏名 支援者① 支援者1人目"
    ),
    "支援者1電話": (
        "支援者1電話 支援者電話 支援者電話番号 支援者1電話番号 支援者1連絡先 支援者連絡先 "
        "避難支援者電話 避難支援者電話番号 避難支援等実施者電話 避難支援等実施者電話番号"
    ),
    "支援者2": "支援者2 支援者2氏名 支援者② 支援者2人目",
    "支援者2電話": "支援者2電話 支援者2電話番号 支援者2連絡先",
    "避難先": "避難先 避難場所 避難所 一時集合場所 福祉避難所 避難施設",
}

MEMBERS_FORM = RosterForm(
    kind=RosterKind.MEMBERS,
    columns=tuple(column.value for column in RosterColumn),
    headers=_words(_MEMBERS),
    required=(RosterColumn.POST.value, RosterColumn.ROLE.value, RosterColumn.NAME.value),
    own=frozenset(
        column.value
        for column in (RosterColumn.POST, RosterColumn.ROLE, RosterColumn.DAY, RosterColumn.NIGHT)
    ),
    keys=_keys(RosterColumn),
)
NEEDS_HELP_FORM = RosterForm(
    kind=RosterKind.NEEDS_HELP,
    columns=tuple(column.value for column in NeedsHelpColumn),
    headers=_words(_NEEDS_HELP),
    required=(NeedsHelpColumn.NAME.value, NeedsHelpColumn.ADDRESS.value, NeedsHelpColumn.REASON.value),
    own=frozenset(
        column.value
        for column in (
            NeedsHelpColumn.REASON,
            NeedsHelpColumn.CARE_LEVEL,
            NeedsHelpColumn.DISABILITY,
            NeedsHelpColumn.CONSENT_DATE,
            NeedsHelpColumn.SUPPORTER_1,
            NeedsHelpColumn.SUPPORTER_2,
        )
    ),
    keys=_keys(NeedsHelpColumn),
)
FORMS: Mapping[RosterKind, RosterForm] = MappingProxyType(
    {RosterKind.MEMBERS: MEMBERS_FORM, RosterKind.NEEDS_HELP: NEEDS_HELP_FORM}
)

#: Header of the column that a file given back has; it is never read.
REMARKS = "確認事項"
#: Headers of columns that lists have and that are not read; no other unknown header is ever shown.
OTHER_HEADERS = frozenset(
    normal(header)
    for header in (
        f"{REMARKS} 性別 年齢 町丁目 番地 建物名 方書 部屋番号 号室 郵便番号 組 ブロック 地区 隣組 LINE FAX "
        "世帯主 世帯番号 続柄 世帯人数 家族構成 同居 血液型 職業 勤務先 同意 更新日 確認日 就任日 任期 本籍 "
        "緊急連絡先 "
        "浸水想定 津波 土砂 洪水 危険区域 関係 避難経路 避難方法 人工呼吸器 電源 医療的ケア 平日 在宅"
    ).split()
)


def other_form(form: RosterForm) -> RosterForm:
    """Return the form of the list that a list must not be mixed with.

    Parameters
    ----------
    form
        One of the two.

    Returns
    -------
    RosterForm
        The other one.
    """
    return NEEDS_HELP_FORM if form.kind is RosterKind.MEMBERS else MEMBERS_FORM


def is_other_list(headers: Iterable[str], form: RosterForm) -> bool:
    """Whether headers are those of the list that must not be mixed with this one.

    Parameters
    ----------
    headers
        Headers as written.
    form
        The list that was expected.

    Returns
    -------
    bool
        True where at least two columns are the other list's alone, and more than are this one's.
    """
    texts, other = tuple(headers), other_form(form)
    found = [{column_of(text, one.headers) for text in texts} & one.own for one in (form, other)]
    return len(found[1]) >= 2 and len(found[1]) > len(found[0])
