"""Looks of places: shape by what a place is in the scenario, fill by how full it is.

The shapes are those of the letters ○ △ × ？ － in tables. The colours are told apart by any eye on
every colour of water.
"""

from dataclasses import replace
from typing import Final

from domain.vocabulary import DestinationKind, PlaceStanding
from presentation.styles.looks import Shape, SignLook

_EDGE: Final = "#08306B"


def _sign(standing: PlaceStanding, shape: Shape, fill: str, edge: str, radius: float) -> SignLook:
    return SignLook(f"place_standing.{standing}", shape, fill, edge, radius)


STANDINGS: Final = {
    PlaceStanding.USABLE: _sign(PlaceStanding.USABLE, Shape.CIRCLE, "#3182BD", _EDGE, 8.0),
    PlaceStanding.UPPER_FLOORS: _sign(PlaceStanding.UPPER_FLOORS, Shape.TRIANGLE, "#3182BD", _EDGE, 8.0),
    PlaceStanding.UNUSABLE: _sign(PlaceStanding.UNUSABLE, Shape.CROSS, "", "#1A1A1A", 4.5),
    PlaceStanding.TO_CONFIRM: replace(
        _sign(PlaceStanding.TO_CONFIRM, Shape.DIAMOND, "#FFFFFF", "#1A1A1A", 6.0), mark="?"
    ),
    # No destination: small, so that those that count stand out.
    PlaceStanding.NOT_DESTINATION: replace(
        _sign(PlaceStanding.NOT_DESTINATION, Shape.BAR, "#FFFFFF", "#4D5962", 4.0), width=1.0, halo=False
    ),
}

#: Classes of load of a place in the plan: share of its seats that are taken (upper bounds).
LOAD_UPPER_SHARE: Final = (0.0, 0.5, 0.999)
LOADS: Final = ("empty", "half", "nearly", "full", "unknown")
LOAD_FILLS: Final = ("#FFFFFF", "#9ECAE1", "#3182BD", "#08306B", "#D9D9D9")
#: Letter of each kind of destination, written into its sign.
DESTINATION_LETTERS: Final = {
    DestinationKind.EMERGENCY_SITE: "避",
    DestinationKind.REFUGE_BUILDING: "ビ",
    DestinationKind.SHELTER: "所",
}
#: Fills that a white letter is read on.
_DARK_FILLS: Final = frozenset({"#3182BD", "#08306B"})


def destination_sign(standing: PlaceStanding, load: int, kind: DestinationKind | None) -> SignLook:
    """Return the sign of a place that people may go to.

    Parameters
    ----------
    standing
        ``USABLE``, ``UPPER_FLOORS``, or ``TO_CONFIRM`` of a place that the city vouches for: the shape.
        What is to be confirmed has a question mark, for its kind does not make it safe.
    load
        Row of ``LOADS``: the fill; a place whose seats are unknown has a question mark.
    kind
        What it is called (``shelters.told_kind``): the letter; None for none.
    """
    fill = LOAD_FILLS[load]
    asked = standing is PlaceStanding.TO_CONFIRM or LOADS[load] == "unknown"
    mark = "?" if asked else DESTINATION_LETTERS.get(kind, "") if kind else ""
    ink = "#FFFFFF" if fill in _DARK_FILLS else "#08306B"
    return replace(STANDINGS[standing], fill=fill, mark=mark, ink=ink)
