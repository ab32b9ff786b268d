"""Classes written as words (``0.3m以上 ～ 1m未満``, ``1.0～2.0m``, ``20m～``) become two bounds.

Prefectures and cities write the same class in dozens of ways. One grammar reads them all; a text
that it does not read is no class, and never a guess.
"""

import math
import re
import unicodedata
from collections.abc import Mapping

#: Units in metres and in hours.
DEPTH_UNITS: Mapping[str, float] = {"m": 1.0, "cm": 0.01}
HOUR_UNITS: Mapping[str, float] = {"時間": 1.0, "h": 1.0, "日間": 24.0, "日": 24.0, "週間": 168.0}

_LONGEST = 60
_SPELLED = (("センチメートル", "cm"), ("センチ", "cm"), ("メートル", "m"), ("m3", "?"))
_DASHES = re.compile("[~〜∼˜‐‑‒–—―−ー─-]+")
_LABEL = r"(?:(?:浸水)?深さ?|水深|浸水深|継続時間|浸水継続時間)?:?"
_NUMBER = r"(?:[0-9]++(?:\.[0-9]++)?)"
_LOWER = "(?:以上|超|を超える|を超え|より大きい|から)"
_UPPER = "(?:未満|以下|まで)"
_ENDING = "(?:の?(?:区域|範囲|浸水))?"


def parse_range(text: str, units: Mapping[str, float] = DEPTH_UNITS) -> tuple[float, float] | None:
    """Return the bounds that a text names, upper +inf for an open class; None where it names none.

    Parameters
    ----------
    text
        Text of a class, in full or half width.
    units
        Units that may stand behind a number, and what one of each is in the unit of the bounds. A
        number without a unit has that of the other one, or the first of these.

    Returns
    -------
    tuple
        Lower and upper bound, 0 ≤ lower < upper. The upper bound does not belong to the class.
    """
    plain = _plain(text)
    if not plain or len(plain) > _LONGEST:
        return None
    unit = "|".join(sorted((re.escape(name) for name in units), key=len, reverse=True))
    low, high = f"(?P<low>{_NUMBER})(?P<low_unit>{unit})?", f"(?P<high>{_NUMBER})(?P<high_unit>{unit})?"
    for form in (
        rf"{low}(?:{_LOWER}[~、,]?|~){high}{_UPPER}?",
        rf"{low}(?:{_LOWER}~?|~)",
        rf"~?{high}{_UPPER}",
        rf"~{high}",
    ):
        found = re.fullmatch(f"{_LABEL}{form}{_ENDING}", plain)
        if found:
            return _bounds(found.groupdict(), units)
    return None


def _plain(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    for word, sign in _SPELLED:
        plain = plain.replace(word, sign)
    return _DASHES.sub("~", plain)


def _bounds(found: Mapping[str, str | None], units: Mapping[str, float]) -> tuple[float, float] | None:
    first = next(iter(units))
    low_unit, high_unit = found.get("low_unit"), found.get("high_unit")
    low_text, high_text = found.get("low"), found.get("high")
    low = float(low_text) * units[low_unit or high_unit or first] if low_text else 0.0
    high = float(high_text) * units[high_unit or low_unit or first] if high_text else math.inf
    return (low, high) if low < high and math.isfinite(low) else None
