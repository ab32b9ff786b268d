"""Names in the order in which people count: 2丁目 before 10丁目, 九丁 before 十丁, 2号橋 before 10号橋."""

import re
import unicodedata
from collections.abc import Iterable

_DIGITS = {digit: str(i) for i, digit in enumerate("〇一二三四五六七八九")}
#: Kanji numbers are numbers before what is counted only: 三国ヶ丘 and 一条通 are names.
NUMBERED = re.compile(r"([〇一二三四五六七八九十]+)(?=丁|番)")
_PARTS = re.compile(r"(\d+)")


def natural_key(name: str) -> tuple[tuple[str, int], ...]:
    """Return a key by which names are sorted as people count.

    Parameters
    ----------
    name
        A name, its digits of any width, or numbers below a hundred in kanji before 丁 or 番.

    Returns
    -------
    tuple
        Pairs of a text and the number that follows it, −1 for none.
    """
    said = NUMBERED.sub(lambda found: str(kanji_number(found[1])), unicodedata.normalize("NFKC", name))
    parts = [*_PARTS.split(said), ""]
    return tuple(
        (text, int(number) if number else -1) for text, number in zip(parts[::2], parts[1::2], strict=True)
    )


def in_natural_order(names: Iterable[str]) -> list[str]:
    """Return names sorted as people count."""
    return sorted(names, key=lambda name: (natural_key(name), name))


def kanji_number(said: str) -> int:
    """Return a number below a hundred that is written in kanji."""
    tens, ten, ones = said.rpartition("十") if "十" in said else ("", "", said)
    value = int("".join(_DIGITS[digit] for digit in ones) or "0")
    return value + (10 * int("".join(_DIGITS.get(digit, "") for digit in tens) or "1") if ten else 0)
