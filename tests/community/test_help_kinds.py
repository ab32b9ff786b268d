"""How a person moves, in the words of the list."""

from community.help_kinds import help_kind
from domain.support import HelpKind
from tests.each import each


@each(
    ("texts", "kind"),
    [
        (("歩行", "要介護3"), HelpKind.ACCOMPANY),
        (("杖", ""), HelpKind.ACCOMPANY),
        (("車いす", "要介護4"), HelpKind.WHEELCHAIR),
        (("車ｲｽ",), HelpKind.WHEELCHAIR),
        (("電動車椅子",), HelpKind.WHEELCHAIR),
        (("ストレッチャー", "難病"), HelpKind.CARRY),
        (("車いす", "人工呼吸器使用"), HelpKind.CARRY),
        (("視覚障害1級",), HelpKind.ACCOMPANY),
        (("", "要介護3"), HelpKind.UNKNOWN),
        (("歩行不可",), HelpKind.UNKNOWN),
        (("歩けない",), HelpKind.UNKNOWN),
        ((), HelpKind.UNKNOWN),
    ],
)
def test_the_heaviest_word_says_how_she_moves(texts, kind):
    assert help_kind(*texts) is kind
