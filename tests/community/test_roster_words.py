"""Words of rosters in the forms that people write."""

import pytest

from community.roster_words import Reading, RosterRole, is_dash, read_role, read_squad, read_yes_no
from domain.vocabulary import Post, YesNoUnknown
from tests.each import each


@each(
    "text",
    [
        "○",
        "〇",
        "◯",
        "●",
        "◎",
        "⭕",
        "O",
        "o",
        "✓",
        "✔",
        "✔️",
        "レ",
        "レ点",
        "可",
        "有",
        "はい",
        "来られる",
        "１",
        "1.0",
        "TRUE",
        "yes",
    ],
)
def test_forms_of_yes(text):
    assert read_yes_no(text) == Reading(YesNoUnknown.YES)


@each("text", ["×", "✕", "✖", "☓", "X", "❌", "否", "不可", "無", "いいえ", "０", "0.0", "FALSE", "no"])
def test_forms_of_no(text):
    assert read_yes_no(text) == Reading(YesNoUnknown.NO)


def test_no_answer_is_unknown_and_never_no():
    assert read_yes_no("") == read_yes_no("不明") == Reading(YesNoUnknown.UNKNOWN)


@pytest.mark.parametrize("text", ["-", "－", "ー", "△", "要相談"])
def test_an_answer_that_may_be_either_is_unknown_and_said(text):
    assert read_yes_no(text) == Reading(YesNoUnknown.UNKNOWN, is_said=True)


@pytest.mark.parametrize("text", ["たぶん", "可（19時以降）", "2", "○×"])
def test_what_is_neither_is_asked_about(text):
    assert read_yes_no(text) is None


@each(
    ("text", "post"),
    [
        ("本部", Post.HEADQUARTERS),
        ("初期消火班", Post.FIRE_FIGHTING),
        ("救出・救護班", Post.RESCUE),
        ("救護・救出班", Post.RESCUE),
        ("避難 誘導班", Post.EVACUATION_GUIDANCE),
        ("炊出班", Post.FOOD_WATER),
        ("救助", Post.RESCUE),
        ("避難", Post.EVACUATION_GUIDANCE),
        ("給食給水班", Post.FOOD_WATER),
        ("要援護者班", Post.CARE_SUPPORT),
        ("情報連絡班", Post.INFORMATION),
    ],
)
def test_squads_as_people_write_them(text, post):
    assert read_squad(text) == Reading(post)


@each("text", ["警備班", "防犯班", "会長", "会計", "女性部", "生活班", "衛生班", ""])
def test_a_squad_that_is_none_of_the_seven_is_asked_about(text):
    assert read_squad(text) is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("班 長", RosterRole.LEADER),
        ("部長", RosterRole.LEADER),
        ("本部長", RosterRole.LEADER),
        ("副 班長", RosterRole.DEPUTY),
        ("副部長", RosterRole.DEPUTY),
        ("部員", RosterRole.MEMBER),
        ("メンバー", RosterRole.MEMBER),
    ],
)
def test_roles_as_people_write_them(text, role):
    assert read_role(text) == Reading(role)


@each(
    ("text", "role"),
    [
        ("防災部長", RosterRole.LEADER),
        ("班長代理", RosterRole.DEPUTY),
        ("副", RosterRole.DEPUTY),
        ("委員", RosterRole.MEMBER),
        # The columns of squads are headed 係, too; 係 is no squad leader for certain.
        ("係長", RosterRole.LEADER),
        ("副係長", RosterRole.DEPUTY),
        ("係員", RosterRole.MEMBER),
        ("長", RosterRole.LEADER),
        ("会長代理", RosterRole.DEPUTY),
        ("事務局長", RosterRole.MEMBER),
        ("会計監査", RosterRole.MEMBER),
    ],
)
def test_a_role_that_may_mean_another_is_said(text, role):
    assert read_role(text) == Reading(role, is_said=True)


@pytest.mark.parametrize("text", ["顧問", "相談役", "町会長", "王様"])
def test_a_role_outside_the_squads_is_asked_about(text):
    assert read_role(text) is None


@pytest.mark.parametrize(
    ("text", "dash"), [("-", True), ("――", True), ("～", True), ("", False), ("-1", False)]
)
def test_what_is_nothing_but_a_dash(text, dash):
    assert is_dash(text) is dash
