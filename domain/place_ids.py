"""What the id of a designated place says: the 共通ID of the official lists.

It is 14 characters long: ``E``, the five-digit municipality code, five characters of an *address*
and three digits of the designation. Its first eleven characters are an address, never a facility:
a schoolyard and the gymnasium on it, or three homes of one operator, share them.
"""

import re
from collections.abc import Sequence

#: Length of the address in a whole id.
ADDRESS_KEY_LENGTH = 11

_COMMON_ID = re.compile(r"E(\d{5})[0-9A-Z]{8}")


def is_common_id(place_id: str) -> bool:
    """Whether an id has the form of a 共通ID; letters behind the municipality code occur."""
    return _COMMON_ID.fullmatch(place_id) is not None


def address_key(place_id: str) -> str:
    """Return the address in a 共通ID, and an empty text for any other id."""
    return place_id[:ADDRESS_KEY_LENGTH] if is_common_id(place_id) else ""


def municipality_code(place_id: str) -> str:
    """Return the five-digit municipality code in a 共通ID, and an empty text for any other id."""
    found = _COMMON_ID.fullmatch(place_id)
    return found[1] if found else ""


def same_address(place_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return, for each place that shares its address (同じ住所), the other places at it.

    Parameters
    ----------
    place_ids
        Ids of all places of a city.

    Returns
    -------
    dict
        Ids of the other places by id, in the given order; places that are alone are left out.
    """
    by_address: dict[str, list[str]] = {}
    for place_id in place_ids:
        key = address_key(place_id)
        if key:
            by_address.setdefault(key, []).append(place_id)
    return {
        place_id: tuple(other for other in mates if other != place_id)
        for mates in by_address.values()
        if len(mates) > 1
        for place_id in mates
    }
