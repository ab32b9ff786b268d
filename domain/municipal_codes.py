"""Codes of municipalities (全国地方公共団体コード): five digits, a check digit, wards of large cities."""

import re

#: Five-digit codes of the designated cities (政令指定都市), whose wards have codes of their own.
DESIGNATED_CITIES = frozenset(
    (
        "01100",
        "04100",
        "11100",
        "12100",
        "14100",
        "14130",
        "14150",
        "15100",
        "22100",
        "22130",
        "23100",
        "26100",
        "27100",
        "27140",
        "28100",
        "33100",
        "34100",
        "40100",
        "40130",
        "43100",
    )
)

_DIGITS = re.compile(r"\d{5,6}", re.ASCII)
#: Weights of the five digits, of which the check digit brings the sum to a multiple of eleven.
_WEIGHTS = (6, 5, 4, 3, 2)
#: Third digit of the codes of wards and of the cities that they are wards of.
_WARD_DIGIT = "1"


def check_digit(code: str) -> str:
    """Return the check digit of a five-digit code."""
    total = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def six_digits(code: str) -> str:
    """Return a code of five or six digits with its check digit.

    Raises
    ------
    ValueError
        When it is no such code, or its check digit is another.
    """
    if not _DIGITS.fullmatch(code):
        msg = f"{code!r} is no municipality code of five or six digits"
        raise ValueError(msg)
    whole = code[:5] + check_digit(code[:5])
    if len(code) == len(whole) and code != whole:
        msg = f"the check digit of {code!r} is not {whole[-1]}"
        raise ValueError(msg)
    return whole


def city_of(code: str) -> str:
    """Return the five-digit code of the municipality that a five-digit code is, or is a ward of."""
    if code[2:3] != _WARD_DIGIT:
        return code
    cities = [city for city in DESIGNATED_CITIES if city[:2] == code[:2] and city <= code]
    return max(cities, default=code)
