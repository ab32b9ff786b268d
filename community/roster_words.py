"""How people write a roster: headers, squads, roles, ages and yes or no, in their many forms.

Forms after the ledgers of prefectures and cities (消防庁 自主防災組織の手引; 静岡県の台帳). Width,
case, spaces and separators do not matter.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from domain.vocabulary import Post, YesNoUnknown

_Meaning = TypeVar("_Meaning")


class RosterColumn(StrEnum):
    """Columns of a members list; the value is the header of our template."""

    ORG_ID = "組織ID"
    POST = "班"
    ROLE = "役割"
    NAME = "氏名"
    AGE = "年代"
    BIRTH = "生年"
    DAY = "昼間参集可"
    NIGHT = "夜間参集可"
    SKILL = "資格"
    NOTE = "備考"


class RosterRole(StrEnum):
    """Roles in a squad; the value is the word of our template."""

    LEADER = "班長"
    DEPUTY = "副班長"
    MEMBER = "班員"


#: Columns that every list must have.
REQUIRED_COLUMNS = (RosterColumn.ORG_ID, RosterColumn.POST, RosterColumn.ROLE, RosterColumn.NAME)


def normal(text: str) -> str:
    """Return text in one form: NFKC, lower case, without spaces, separators and brackets."""
    return re.sub(r"[\s・･,、/()（）\[\]_\-]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _lookup(words: Mapping[_Meaning, str]) -> Mapping[str, _Meaning]:
    """Return what each word means; the words of one meaning are separated by spaces."""
    return MappingProxyType(
        {normal(word): meaning for meaning, line in words.items() for word in line.split()}
    )


HEADERS = _lookup(
    {
        RosterColumn.ORG_ID: "組織ID 組織番号 組織コード 団体ID 団体番号 org_id",
        RosterColumn.POST: "班 班名 所属班 活動班 担当班 担当 係 所属 post squad",
        RosterColumn.ROLE: "役割 役職 役 職名 役名 role",
        RosterColumn.NAME: "氏名 名前 お名前 姓名 会員名 name",
        RosterColumn.AGE: "年代 年齢 満年齢 年令 age",
        RosterColumn.BIRTH: "生年 生年月日 誕生日 生まれ年 birth birth_year",
        RosterColumn.DAY: "昼間参集可 昼間参集 昼間 昼 平日昼間 day",
        RosterColumn.NIGHT: "夜間参集可 夜間参集 夜間 夜 night",
        RosterColumn.SKILL: "資格 資格特技 特技 技能 免許 資格等 skill",
        RosterColumn.NOTE: "備考 特記事項 摘要 note",
    }
)

SQUADS = _lookup(
    {
        Post.HEADQUARTERS: "本部 本部班 総務 総務班 本部総務班 headquarters",
        Post.INFORMATION: "情報 情報班 情報連絡 情報連絡班 連絡班 情報収集班 情報伝達班 information",
        Post.FIRE_FIGHTING: "消火 消火班 初期消火 初期消火班 防火班 fire_fighting",
        Post.RESCUE: "救出・救護 救出・救護班 救出 救出班 救護 救護班 救助班 救助・救護班 rescue",
        Post.EVACUATION_GUIDANCE: "避難誘導 避難誘導班 避難班 誘導班 evacuation_guidance",
        Post.FOOD_WATER: "給食・給水 給食・給水班 給食班 給水班 炊き出し班 炊出し班 給水・給食班 food_water",
        Post.CARE_SUPPORT: (
            "要配慮者支援 要配慮者支援班 要配慮者班 要支援者支援班 避難行動要支援者支援班 要援護者支援班 "
            "災害時要援護者支援班 care_support"
        ),
    }
)

ROLES = _lookup(
    {
        RosterRole.LEADER: "班長 隊長 本部長 会長 リーダー 責任者 leader",
        RosterRole.DEPUTY: "副班長 副隊長 副本部長 副会長 サブリーダー 副責任者 deputy",
        RosterRole.MEMBER: "班員 隊員 本部員 会員 員 member",
    }
)

_YES_NO = _lookup(
    {
        YesNoUnknown.YES: "○ ◯ 〇 ◎ 有 あり 可 可能 はい 1 yes y true on",
        YesNoUnknown.NO: "× ✕ ✗ x 無 なし 不可 不可能 いいえ 0 no n false off",
        YesNoUnknown.UNKNOWN: "不明 未 未定 未回答 未調査 ? △ unknown",
    }
)

#: Marks that repeat the cell above; a program cannot know how far up they reach after sorting.
DITTO = frozenset({"〃", "同上", "々", "″"})

#: First years of the eras minus one (明治, 大正, 昭和, 平成, 令和).
_ERAS: Mapping[str, int] = MappingProxyType(
    {"m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018, "明治": 1867, "大正": 1911, "昭和": 1925}
    | {"平成": 1988, "令和": 2018}
)


def read_yes_no(text: str) -> YesNoUnknown | None:
    """Return yes, no or unknown (also for an empty cell); None where the word is none of them."""
    word = normal(text)
    return YesNoUnknown.UNKNOWN if not word else _YES_NO.get(word)


def read_birth_year(text: str) -> int | None:
    """Return the western year of 1957, 1957-04-01, 昭和32年4月1日 or S32.4.1; None if unreadable."""
    word = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
    era = re.match(r"^(明治|大正|昭和|平成|令和|[mtshr])\.?(元|\d{1,2})(?:\D|$)", word)
    if era:
        year = 1 if era[2] == "元" else int(era[2])
        return _ERAS[era[1]] + year
    western = re.match(r"^(\d{4})(?:年|[-/.]\d|$)", word) or re.match(r"^(\d{4})\d{4}$", word)
    return int(western[1]) if western else None


def read_age_bounds(text: str) -> tuple[int, int] | None:
    """Return the lowest and highest age that 76, 76歳, 70代 or 75歳以上 can mean; None if unreadable."""
    word = normal(text)
    found = re.match(r"^(\d{1,3})(?:歳|才)?(代以上|代|以上|未満|以下)?$", word)
    if not found:
        return None
    number, form = int(found[1]), found[2]
    if number > _OLDEST or (form in {"代", "代以上"} and number % 10):
        return None
    bounds = {
        "代": (number, number + 9),
        "以上": (number, _OLDEST),
        "代以上": (number, _OLDEST),
        "未満": (0, number - 1),
        "以下": (0, number),
    }
    return bounds.get(form, (number, number))


#: No age beyond this is believed.
_OLDEST = 120


def age_bounds(age: str, birth: str, year: int) -> tuple[int, int] | None:
    """Return the bounds of the age reached in a year, from the year of birth or else the age.

    Who reaches an age within the year has it, the cautious reading for succession. None where
    neither is given or readable.
    """
    born = read_birth_year(birth)
    if born is not None:
        return year - born, year - born
    return read_age_bounds(age)


def is_possible_birth(birth_year: int, year: int) -> bool:
    """Whether somebody born then can be in a roster of a year."""
    return year - _OLDEST <= birth_year <= year
