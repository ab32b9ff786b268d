"""Times after a clock's zero as people write them: ``2:30``, 「2時間30分後」, ``90 min``."""

import re
import unicodedata
from decimal import Decimal

#: The form in which a time is shown in a field of a form.
FORM = "H:MM"

_COLON = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?")
_SPOKEN = re.compile(
    r"(?:(\d+(?:\.\d+)?)(?:時間|h|hours?))?(?:(\d+(?:\.\d+)?)(?:分|min|minutes?))?(?:(\d+(?:\.\d+)?)(?:秒|s|sec|seconds?))?"
)
_BEFORE, _AFTER = ("前", "before"), ("後", "after")


def time_text(seconds: float) -> str:
    """Return a time as hours and minutes, such as ``2:30`` or ``-0:45``; seconds only where it has any.

    Parameters
    ----------
    seconds
        Finite seconds after zero; negative before it.
    """
    exact = Decimal(repr(float(abs(seconds))))
    minutes, rest = divmod(exact, 60)
    hours, past = divmod(int(minutes), 60)
    sign = "-" if seconds < 0 else ""
    if not rest:
        return f"{sign}{hours}:{past:02d}"
    whole, dot, fraction = f"{rest:f}".partition(".")
    ending = f".{fraction.rstrip('0')}" if dot and fraction.strip("0") else ""
    return f"{sign}{hours}:{past:02d}:{int(whole):02d}{ending}"


def read_time(text: str) -> float:
    """Return the seconds that a text says.

    Full-width digits and signs are read as the usual ones. A number alone is refused, for nobody can
    know whether it is hours, minutes or seconds; zero needs no unit.

    Parameters
    ----------
    text
        Such as ``2:30``, ``0:02:30``, 「2時間30分後」, 「90分」, ``1 h 30 min``, ``-1:00``, 「1時間前」.

    Returns
    -------
    float
        Seconds after zero; negative before it.

    Raises
    ------
    ValueError
        When it is no time.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower().replace("−", "-")
    bare, sign = _signed(plain)
    if re.fullmatch(r"0+", bare):
        return 0.0
    if colon := _COLON.fullmatch(bare):
        parts = colon.groups()
    elif (spoken := _SPOKEN.fullmatch(bare)) and bare:
        parts = spoken.groups()
    else:
        raise ValueError(f"no time: {text!r}")
    hours, minutes, seconds = (Decimal(part or 0) for part in parts)
    return float(sign * (hours * 3600 + minutes * 60 + seconds))


def _signed(plain: str) -> tuple[str, int]:
    """Return a text without its sign, and the sign."""
    if plain[:1] in {"-", "+"}:
        return plain[1:], -1 if plain[0] == "-" else 1
    for endings, sign in ((_BEFORE, -1), (_AFTER, 1)):
        for ending in endings:
            if plain.endswith(ending):
                return plain.removesuffix(ending), sign
    return plain, 1
