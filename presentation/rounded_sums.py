"""Numbers of people rounded to tens so that the parts of a sum still add up to it."""

from collections.abc import Sequence

_STEP = 10


def rounded_parts(parts: Sequence[int]) -> list[int]:
    """Return parts in tens that add up to their sum in tens (largest remainders; halves go up).

    Parameters
    ----------
    parts
        Whole persons, none negative.

    Returns
    -------
    list of int
        Each is a multiple of ten less than ten away from its part.
    """
    total = (sum(parts) + _STEP // 2) // _STEP
    whole = [part // _STEP for part in parts]
    rest = [part % _STEP for part in parts]
    order = sorted(range(len(parts)), key=lambda i: (-rest[i], i))
    for i in order[: total - sum(whole)]:
        whole[i] += 1
    return [_STEP * count for count in whole]


def nearest_ten(persons: int) -> int:
    """Return a number of people to the nearest ten; halves go up."""
    return rounded_parts([persons])[0]
