"""Rows that may be one person are shown in pairs; those that cannot be are not."""

from community.roster_duplicates import possible_duplicates
from tests.community.test_roster_members import make_members
from tests.each import each


def pairs(*people: dict[str, object]) -> list[list[object]]:
    return possible_duplicates(make_members(*people)).to_numpy().tolist()


@each(
    ("one", "other", "reason"),
    [
        ({"name": "髙橋 花子"}, {"name": "高橋花子"}, "name"),
        # 年代 against 生年: 70 to 79, born 1951 and so 75.
        (
            {"name": "甲", "age_low": 70, "age_high": 79},
            {"name": "甲", "birth": "1951", "age_low": 75, "age_high": 75},
            "name",
        ),
        ({"name": "見本花子", "kana": "みほんはなこ"}, {"name": "見本華子", "kana": "みほんはなこ"}, "kana"),
        ({"name": "甲", "mobile": "090-0000-0001"}, {"name": "乙", "mobile": "09000000001"}, "mobile"),
        ({"name": "見本一", "birth": "1951-04-01"}, {"name": "見本壱", "birth": "1951-04-01"}, "birth"),
        # Of one squad: a slip of the pen, or father and son.
        ({"name": "甲", "birth": "1951"}, {"name": "甲", "birth": "1952"}, "namesake"),
        ({"name": "甲", "birth": "1951-04-01"}, {"name": "甲", "birth": "1951-04-02"}, "namesake"),
        (
            {"name": "甲", "age_low": 60, "age_high": 69},
            {"name": "甲", "age_low": 70, "age_high": 79},
            "namesake",
        ),
    ],
)
def test_spellings_of_one_person(one, other, reason):
    assert pairs(one, other) == [[2, 3, reason]]


@each(
    ("one", "other"),
    [
        ({"name": "甲"}, {"name": "乙"}),
        ({"name": "甲"}, {"name": "甲", "org_id": "org-2"}),
        ({"name": "甲", "birth": "1951"}, {"name": "甲", "birth": "1952", "post": "rescue"}),
        (
            {"name": "甲", "age_low": 60, "age_high": 69},
            {"name": "甲", "age_low": 70, "age_high": 79, "post": "rescue"},
        ),
        ({"kana": "こう", "birth": "1951"}, {"name": "別", "kana": "こう", "birth": "1952"}),
        # A landline is a household's.
        ({"name": "見本一", "phone": "072-000-0001"}, {"name": "見本二", "phone": "072-000-0001"}),
        # A year alone says too little.
        ({"name": "見本一", "birth": "1951"}, {"name": "見本二", "birth": "1951"}),
        ({"name": "甲", "birth": "1951-04-01"}, {"name": "乙", "birth": "1951-04-01"}),
    ],
)
def test_people_who_are_two(one, other):
    assert pairs(one, other) == []


def test_ages_that_touch_are_one_person_still():
    assert pairs({"name": "甲", "age_low": 60, "age_high": 70}, {"name": "甲", "age_low": 70, "age_high": 79})


def test_a_pair_is_named_once_and_three_rows_are_three_pairs():
    twice = {"name": "甲", "kana": "こう", "mobile": "090-0000-0001"}
    assert pairs(twice, twice) == [[2, 3, "name"]]
    assert [pair[:2] for pair in pairs(twice, twice, twice)] == [[2, 3], [2, 4], [3, 4]]


def test_nobody_has_no_duplicates():
    assert possible_duplicates(make_members().iloc[:0]).empty
