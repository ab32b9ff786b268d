"""A role that names its squad too."""

from community.roster_squad_in_role import read_squad_in_role
from community.roster_words import RosterRole, read_role, read_squad
from domain.vocabulary import Post
from tests.each import each


@each(
    ("text", "post", "role"),
    [
        ("情報班長", Post.INFORMATION, RosterRole.LEADER),
        ("消火副班長", Post.FIRE_FIGHTING, RosterRole.DEPUTY),
        ("消火班副班長", Post.FIRE_FIGHTING, RosterRole.DEPUTY),
        ("救出・救護班の班長", Post.RESCUE, RosterRole.LEADER),
        ("避難誘導班員", Post.EVACUATION_GUIDANCE, RosterRole.MEMBER),
        ("情報部長", Post.INFORMATION, RosterRole.LEADER),
        ("会長", Post.HEADQUARTERS, RosterRole.LEADER),
        ("副会長", Post.HEADQUARTERS, RosterRole.DEPUTY),
        ("会計", Post.HEADQUARTERS, RosterRole.MEMBER),
        ("本部員", Post.HEADQUARTERS, RosterRole.MEMBER),
    ],
)
def test_squad_and_role_are_words_that_the_list_may_hold(text, post, role):
    found = read_squad_in_role(text)
    assert found is not None
    squad, word = read_squad(found.squad), read_role(found.role)
    assert squad is not None
    assert word is not None
    assert (squad.meaning, word.meaning) == (post, role)


@each("text", ["班長", "副班長", "班員", "防災部長", "女性部長", "相談役", "情報班", "会員", ""])
def test_a_role_without_a_squad_names_none(text):
    assert read_squad_in_role(text) is None
