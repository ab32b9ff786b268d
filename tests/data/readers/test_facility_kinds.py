"""Code lists of facilities: whole, and what each kind is to a city."""

import pytest

from data.readers.facility_kinds import (
    MEDICAL_KINDS,
    SCHOOL_KINDS,
    WELFARE_KINDS,
    WELFARE_MIDDLE_KINDS,
    old_welfare_kinds,
)
from tests.each import each

#: ``Facilities.facility_type``, and empty for kinds that are not taken.
TYPES = {"care", "medical", "school", "nursery", ""}


@pytest.mark.parametrize(
    ("kinds", "digits", "count"),
    [
        (MEDICAL_KINDS, {1}, 3),
        (SCHOOL_KINDS, {5}, 16),
        # The list of 2021 has 56 middle kinds, and 62 finer ones below 13 of them.
        (WELFARE_MIDDLE_KINDS, {4}, 56),
        (WELFARE_KINDS, {6}, 56 + 62),
        (old_welfare_kinds(), {3, 4}, 435),
    ],
)
def test_lists_are_whole_and_every_kind_has_words_and_a_type(kinds, digits, count):
    assert {len(code) for code in kinds} == digits
    assert len(kinds) == count
    assert all(kind.words and kind.facility_type in TYPES for kind in kinds.values())


@each(
    ("kinds", "code", "words", "facility_type"),
    [
        (MEDICAL_KINDS, "1", "病院", "medical"),
        (MEDICAL_KINDS, "3", "歯科診療所", ""),
        (SCHOOL_KINDS, "16001", "小学校", "school"),
        (SCHOOL_KINDS, "16007", "大学", ""),
        (SCHOOL_KINDS, "16011", "幼稚園", "nursery"),
        (SCHOOL_KINDS, "16012", "特別支援学校", "school"),
        (WELFARE_KINDS, "991001", "特別養護老人ホーム", "care"),
        (WELFARE_KINDS, "050401", "保育所", "nursery"),
        (WELFARE_KINDS, "050505", "居宅訪問型保育事業所", ""),
        (WELFARE_KINDS, "991006", "介護医療院", "medical"),
        (WELFARE_KINDS, "030100", "障害者支援施設", "care"),
        (WELFARE_KINDS, "990500", "隣保館", ""),
        (WELFARE_MIDDLE_KINDS, "0204", "老人デイサービスセンター", "care"),
        (old_welfare_kinds(), "105", "特別養護老人ホーム", "care"),
        (old_welfare_kinds(), "206", "訪問看護ステーション", ""),
        (old_welfare_kinds(), "727", "小規模多機能型居宅介護", "care"),
        (old_welfare_kinds(), "801", "保育所", "nursery"),
        (old_welfare_kinds(), "1761", "指定介護療養型医療施設", "medical"),
    ],
)
def test_kinds_have_the_words_of_the_official_list(kinds, code, words, facility_type):
    assert (kinds[code].words, kinds[code].facility_type) == (words, facility_type)


def test_a_finer_kind_belongs_to_a_middle_kind_of_the_list():
    assert {code[:4] for code in WELFARE_KINDS} == set(WELFARE_MIDDLE_KINDS)
