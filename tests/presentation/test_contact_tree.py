"""The contact tree as a table: who calls whom, whom she tells in person, who stands in."""

from community.contact_tree import contact_tree
from community.several_posts import SeveralPosts
from presentation.contact_tree import contact_grid
from presentation.words import Words
from tests.community.registers import members

WORDS = Words("ja")


def grid(*rows, most_calls=3):
    table = members(*rows)
    return contact_grid(
        contact_tree(table, SeveralPosts.empty_in(), most_calls), table, WORDS, most_calls=most_calls
    )


def test_a_row_says_whom_a_caller_calls_and_tells_and_who_stands_in():
    found = grid(
        {"name": "見本 一", "post": "headquarters", "role": "leader", "phone": "072-000-0001"},
        {"name": "見本 二", "post": "headquarters", "role": "deputy", "phone": "072-000-0002"},
        {"name": "見本 三", "post": "headquarters", "role": "member", "phone": ""},
        {
            "name": "見本 四",
            "post": "rescue",
            "role": "leader",
            "phone": "",
            "other_contact": "090-0000-0004",
        },
    )
    assert found.rows == (
        ("見本 一 072-000-0001", f"{WORDS('post.headquarters')} 班長",
         "見本 二 072-000-0002\n見本 四 090-0000-0004", "見本 三", "見本 二"),
    )  # fmt: skip
    assert "3人" in found.notes[0]


def test_where_nobody_has_a_telephone_it_is_said_by_name():
    found = grid({"name": "見本 一"}, {"name": "見本 二"})
    assert found.rows == ()
    assert "見本 一" in found.notes[-1]
    assert "見本 二" in found.notes[-1]
