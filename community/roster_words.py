"""How people write a roster: squads, roles and yes or no, in their many forms.

Forms after the ledgers of prefectures and cities (消防庁 自主防災組織の手引; 静岡県の台帳). Width,
case, spaces and separators do not matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from community.roster_columns import normal
from domain.vocabulary import Post, YesNoUnknown

_Meaning = TypeVar("_Meaning")


class RosterRole(StrEnum):
    """Roles in a squad; the value is the word of our template."""

    LEADER = "班長"
    DEPUTY = "副班長"
    MEMBER = "班員"


@dataclass(frozen=True, slots=True)
class Reading(Generic[_Meaning]):
    """What a cell means.

    Parameters
    ----------
    meaning
        The meaning.
    is_said
        Whether the reading is one of several that are possible, so that the user is told of it.
    """

    meaning: _Meaning
    is_said: bool = False


_DASHES = frozenset("-‐‑‒–—―−ーｰ－─━~〜～")


def is_dash(text: str) -> bool:
    """Whether nothing but dashes is written.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    bool
        False for an empty text.
    """
    return bool(text) and set(text) <= _DASHES


def _lookup(words: Mapping[_Meaning, str]) -> Mapping[str, _Meaning]:
    """Return what each word means; the words of one meaning are separated by spaces."""
    return MappingProxyType(
        {normal(word): meaning for meaning, line in words.items() for word in line.split()}
    )


def _readings(plain: Mapping[_Meaning, str], said: Mapping[_Meaning, str]) -> Mapping[str, Reading[_Meaning]]:
    """Return the reading of each word; those of ``said`` are told to the user."""
    told = {word: Reading(meaning, is_said=True) for word, meaning in _lookup(said).items()}
    return MappingProxyType({**told, **{word: Reading(mean) for word, mean in _lookup(plain).items()}})


SQUADS = _readings(
    {
        Post.HEADQUARTERS: "本部 本部班 総務 総務班 本部総務班 headquarters",
        Post.INFORMATION: (
            "情報 情報班 情報連絡 情報連絡班 連絡 連絡班 連絡情報班 情報収集班 情報伝達班 information"
        ),
        Post.FIRE_FIGHTING: "消火 消火班 初期消火 初期消火班 防火班 fire_fighting",
        Post.RESCUE: (
            "救出・救護 救出・救護班 救護・救出 救護・救出班 救出 救出班 救護 救護班 "
            "救助 救助班 救助・救護 救助・救護班 rescue"
        ),
        Post.EVACUATION_GUIDANCE: "避難誘導 避難誘導班 避難 避難班 誘導 誘導班 evacuation_guidance",
        Post.FOOD_WATER: (
            "給食・給水 給食・給水班 給食 給食班 給水 給水班 給水・給食 給水・給食班 "
            "炊き出し 炊き出し班 炊出し 炊出し班 炊出 炊出班 food_water"
        ),
        Post.CARE_SUPPORT: (
            "要配慮者支援 要配慮者支援班 要配慮者 要配慮者班 要支援者支援班 避難行動要支援者支援班 "
            "要援護者班 要援護者支援班 災害時要援護者支援班 care_support"
        ),
    },
    {
        Post.INFORMATION: "広報班 情報広報班 広報",
        Post.FOOD_WATER: "食料・水班 食料班 物資班 物資 食料・物資班",
        Post.CARE_SUPPORT: "福祉班 福祉",
    },
)

ROLES = _readings(
    {
        RosterRole.LEADER: "班長 隊長 部長 本部長 会長 リーダー 責任者 leader",
        RosterRole.DEPUTY: "副班長 副隊長 副部長 副本部長 副会長 サブリーダー 副責任者 deputy",
        RosterRole.MEMBER: "班員 隊員 部員 本部員 会員 員 メンバー member",
    },
    {
        RosterRole.LEADER: "正 長 防災部長 係長",
        RosterRole.DEPUTY: (
            "副 副係長 班長代理 班長代行 班長補佐 防災副部長 副防災部長 会長代理 会長代行 会長補佐 "
            "本部長代理 副リーダー"
        ),
        RosterRole.MEMBER: (
            "係員 委員 防災委員 役員 会計 "
            "書記 世話役 会計監査 監事 幹事 理事 庶務 事務局 事務局長 事務局員 協力員"
        ),
    },
)

YES_NO = _readings(
    {
        YesNoUnknown.YES: (
            "○ ◯ 〇 ◎ ● ⭕ o ✓ ✔ ✅ ☑ レ レ点 有 あり 可 可能 はい 来られる 参集可 1 1.0 yes y true on"
        ),
        YesNoUnknown.NO: (
            "× ✕ ✖ ✗ ✘ ☓ ❌ x 無 なし 否 不可 不可能 いいえ 来られない 参集不可 0 0.0 no n false off"
        ),
        YesNoUnknown.UNKNOWN: "不明 未 未定 未回答 無回答 未調査 ? unknown",
    },
    {YesNoUnknown.UNKNOWN: "△ ▲ 要相談 要確認 条件付き 条件付 場合による"},
)

#: Words that say that an age or a year of birth is not given.
NOT_GIVEN = frozenset(
    {
        "不明",
        "不詳",
        "未回答",
        "無回答",
        "回答なし",
        "未記入",
        "未定",
        "未調査",
        "秘密",
        "非公開",
        "なし",
        "?",
        "unknown",
    }
)

#: Marks that repeat the cell above; a program cannot know how far up they reach after sorting.
DITTO = frozenset(
    {"〃", "同上", "同", "々", "々々", "″", "′′", "”", "“", "〟", "〝", "ヽ", "ゝ", "仝", '"', "''"}
)


def read_squad(text: str) -> Reading[Post] | None:
    """Return the squad that a cell names; None where the word is no known squad.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    Reading[Post] | None
        The squad, and whether the user is told of the reading.
    """
    return SQUADS.get(normal(text))


def read_role(text: str) -> Reading[RosterRole] | None:
    """Return the role that a cell names; None where the word is no known role.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    Reading[RosterRole] | None
        The role, and whether the user is told of the reading.
    """
    return ROLES.get(normal(text))


def read_yes_no(text: str) -> Reading[YesNoUnknown] | None:
    """Return yes, no or unknown (also for an empty cell); None where the word is none of them.

    A dash may stand for no as well as for no answer: it is taken as unknown, and that is said.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    Reading[YesNoUnknown] | None
        The answer, and whether the user is told of the reading.
    """
    if is_dash(text):
        return Reading(YesNoUnknown.UNKNOWN, is_said=True)
    word = normal(text)
    return YES_NO.get(word) if word else Reading(YesNoUnknown.UNKNOWN)
