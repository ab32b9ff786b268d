"""Looks of people: routes by number, people without a place by cause, time margins."""

from typing import Final

from domain.vocabulary import Outcome
from presentation.styles.looks import LineLook, Shape, SignLook, Stroke

_ROUTE: Final = "#003C78"


def _flow(name: int, width: float) -> LineLook:
    halo = Stroke("#FFFFFF", width + 1.6, opacity=0.85)
    return LineLook(f"map.flow.{name}", (halo, Stroke(_ROUTE, width)), shrinks=True)


#: Lower bounds [persons] of the classes of streets that people walk.
FLOW_LOWER_PERSONS: Final = (1, 50, 200, 1000)
FLOWS: Final = tuple(_flow(i, width) for i, width in enumerate((1.2, 2.0, 3.4, 5.6)))
#: Arrows in walking direction, and the zoom from which they are drawn.
ARROW: Final = SignLook("map.arrow", Shape.ARROW, _ROUTE, "#FFFFFF", 6.5, width=0.8, halo=False)
ARROWS_FROM_ZOOM: Final = 15.0

#: People at one time of the day: on the way, and not yet left; they lie on routes and on any water.
WALKING: Final = SignLook("day.row.on_way", Shape.CIRCLE, "#B4FF39", "#000000", 4.0, width=1.2, halo=False)
NOT_LEFT: Final = SignLook(
    "day.row.not_left", Shape.CIRCLE, "#FFFFFF", "#000000", 2.2, width=0.8, halo=False, opacity=0.9
)

#: People without a place: time and route first (another answer is needed), then seats (a roof is).
UNSERVED_TIME: Final = SignLook(
    "map.unserved_time", Shape.CIRCLE, "#D55E00", "#4A2000", 6.0, width=1.2, halo=False, opacity=0.8
)
UNSERVED_SEATS: Final = SignLook(
    "map.unserved_seats", Shape.SQUARE, "#1A1A1A", "#000000", 5.0, width=1.2, halo=False, opacity=0.85
)
#: Of whom nobody knows any way, for no street is held near.
UNSERVED_WAY: Final = SignLook(
    "map.unserved_way", Shape.DIAMOND, "#FFFFFF", "#1A1A1A", 6.0, width=1.6, halo=False, opacity=0.9
)
#: Causes that the first of the three stands for.
TIME_CAUSES: Final = (Outcome.TOO_LATE, Outcome.NO_SAFE_WAY)

#: Upper bounds [s] of the classes of time margin; the last class has none.
MARGIN_UPPER_S: Final = (0.0, 900.0, 1800.0, 3600.0)


def _margin(name: int, fill: str, shape: Shape, radius: float) -> SignLook:
    return SignLook(f"map.margin.{name}", shape, fill, "#333333", radius, width=0.5, halo=False)


MARGINS: Final = (
    _margin(0, "#7A0016", Shape.SQUARE, 3.6),
    _margin(1, "#E6550D", Shape.DIAMOND, 3.4),
    _margin(2, "#FDBE6B", Shape.TRIANGLE, 3.4),
    _margin(3, "#9ECAE1", Shape.CIRCLE, 3.2),
    _margin(4, "#2171B5", Shape.CIRCLE, 2.2),
)

#: What the reader chose: a route, a place.
_CHOSEN: Final = "#E6007E"


def _chosen(name: str, width: float) -> LineLook:
    """Return a line with a dark edge: without green cones its own colour is the grey of a street."""
    edge = Stroke("#1A1A1A", round(width + 2.2, 1))
    return LineLook(
        f"map.{name}", (Stroke("#FFFFFF", width + 4.4, opacity=0.9), edge, Stroke(_CHOSEN, width))
    )


CHOSEN_ROUTE: Final = _chosen("chosen_entry", 4.2)
CHOSEN_DISTRICT: Final = _chosen("this_district", 3.0)
#: What a search found: a town, a street.
FOUND: Final = _chosen("found", 3.8)
CHOSEN_PLACE: Final = SignLook("map.chosen_place", Shape.CIRCLE, "", _CHOSEN, 14.0, width=3.5, halo=False)

#: One block: its outline, the way to its second destination, and what stands on both ways.
CHOSEN_BLOCK: Final = LineLook(
    "map.block.outline", (Stroke("#FFFFFF", 5.0, opacity=0.8), Stroke("#1A1A1A", 2.2))
)
SECOND_ROUTE: Final = LineLook(
    "map.block.second_route",
    (Stroke("#FFFFFF", 5.5, opacity=0.9), Stroke("#3B3B3B", 3.0, dash=(7.0, 5.0))),
)

#: Another route of a block to the same destination.
OTHER_ROUTE: Final = LineLook(
    "map.block.other_route",
    (Stroke("#FFFFFF", 6.0, opacity=0.9), Stroke("#00695C", 3.4, dash=(12.0, 4.0))),
)

#: From so many people on a street that many hang on is drawn wider.
SINGLE_MANY_PERSONS: Final = 100


def _hollow(name: str, colour: str, width: float) -> LineLook:
    edge, core = Stroke(colour, width), Stroke("#FFFFFF", round(width * 0.32, 1))
    return LineLook(f"map.isolation.{name}", (Stroke("#FFFFFF", width + 2.4, opacity=0.9), edge, core))


#: Colour of what people hang on; without red or green cones it is the blue of routes.
HUNG_COLOUR: Final = "#5B2A86"
#: Streets that people hang on: a whole district on some together, 100 people or more on one, and fewer.
#: Hollow, so that they are told from routes by no colour.
SINGLE_STREETS: Final = (
    _hollow("cut", "#000000", 11.0),
    _hollow("many", HUNG_COLOUR, 8.5),
    _hollow("few", HUNG_COLOUR, 6.0),
)

#: A corner that all routes of people pass who hang on no street.
SINGLE_CORNER: Final = SignLook(
    "map.isolation.corner", Shape.DIAMOND, HUNG_COLOUR, "#FFFFFF", 9.0, width=2.0, halo=False
)


def _on_the_way(name: str, mark: str, shape: Shape, *, fill: str, ink: str = "#FFFFFF") -> SignLook:
    return SignLook(f"map.block.{name}", shape, fill, "#1A1A1A", 10.0, mark=mark, ink=ink)


BLOCK_START: Final = _on_the_way("start", "発", Shape.SQUARE, fill="#FFFFFF", ink="#1A1A1A")
BLOCK_DESTINATION: Final = _on_the_way("destination", "1", Shape.CIRCLE, fill=_CHOSEN)
BLOCK_SECOND: Final = _on_the_way("second", "2", Shape.CIRCLE, fill="#3B3B3B")
BLOCK_CLOSES: Final = _on_the_way("closes", "!", Shape.DIAMOND, fill="#FFD400", ink="#1A1A1A")
#: A block nearby that may be chosen.
NEAR_BLOCK: Final = SignLook(
    "map.block.near", Shape.CIRCLE, "#FFFFFF", "#3B3B3B", 3.0, width=1.0, halo=False, opacity=0.9
)
