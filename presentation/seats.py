"""Seats of a place with the standard that they rest on, the same on screen, map and paper."""

from collections.abc import Mapping
from typing import Any

from planning.case import Case
from presentation.names import capacity_is_model
from presentation.words import Words, unknown


def seats_words(case: Case, row: Mapping[Any, Any], words: Words, *, with_unit: bool = False) -> str:
    """Return seats with their standard, such as 約160（3.5 m²/人）; never seats alone.

    Parameters
    ----------
    case
        Case of the plan.
    row
        ``capacity_persons``, ``capacity_standard`` and ``area_per_person_m2`` of a place.
    words
        Words of the reader.
    with_unit
        Whether the number stands alone and needs the word for people.
    """
    seats, area, standard = (
        row[key] for key in ("capacity_persons", "area_per_person_m2", "capacity_standard")
    )
    say = words.persons if with_unit else words.people_cell
    count = say(None if unknown(seats) else float(seats), rounded=capacity_is_model(case))
    if unknown(seats):
        return count
    if not unknown(area):
        return words("profile.seats", seats=count, rule=words("profile.area_rule", area=f"{area:g}"))
    return (
        words("profile.seats", seats=count, rule=words(f"capacity_standard.{standard}"))
        if standard
        else count
    )
