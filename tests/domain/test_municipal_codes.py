"""Codes of municipalities: check digit, six digits, the city that a ward belongs to."""

import pytest

from domain.municipal_codes import DESIGNATED_CITIES, check_digit, city_of, six_digits
from tests.each import each


@pytest.mark.parametrize(
    ("five", "digit"),
    # 27141: 2·6 + 7·5 + 1·4 + 4·3 + 1·2 = 65 = 5·11 + 10, and 11 − 10 = 1. 27147: 77 = 7·11, and 11 → 1.
    # 01100: 5 + 4 = 9 and 11 − 9 = 2. 13101: 6 + 15 + 4 + 2 = 27, 27 mod 11 = 5, and 11 − 5 = 6.
    [("27141", "1"), ("27147", "1"), ("27140", "3"), ("01100", "2"), ("13101", "6"), ("27142", "0")],
)
def test_the_check_digit_brings_the_weighted_sum_to_a_multiple_of_eleven(five, digit):
    assert check_digit(five) == digit
    assert six_digits(five) == five + digit
    assert six_digits(five + digit) == five + digit


@pytest.mark.parametrize("code", ["", "2714", "2714030", "27140３", "27140a", "271404", " 27140"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(ValueError, match=r"code|check digit"):
        six_digits(code)


@each(
    ("code", "city"),
    [
        ("27141", "27140"),
        ("27140", "27140"),
        ("27128", "27100"),  # wards of Osaka go past 27110
        ("22140", "22130"),  # 天竜区, since 2024
        ("14151", "14150"),
        ("40109", "40100"),
        ("27202", "27202"),
        ("13101", "13101"),  # special wards of Tokyo are municipalities
        ("17463", "17463"),
    ],
)
def test_a_ward_belongs_to_the_nearest_designated_city_before_it(code, city):
    assert city_of(code) == city


def test_there_are_twenty_designated_cities():
    assert len(DESIGNATED_CITIES) == 20
