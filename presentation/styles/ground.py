"""Looks of the ground: streets, borders, zones, and the lines for orientation.

Colours of the ground are in no hazard scale (yellow to violet), and their shapes are not those of
routes (one dark line with arrows): water is light blue and wide, a railway is striped as on every
Japanese map, a main road is a wide pale band below the streets.
"""

from dataclasses import dataclass
from typing import Final

from domain.vocabulary import BackgroundKind, ZoneType
from presentation.styles.looks import AreaLook, Hatch, LineLook, Pattern, Shape, SignLook, Stroke

#: Lower bounds of the width classes of streets [m]; unknown widths are in the first.
STREET_WIDTH_LOWER_M: Final = (0.0, 4.0, 8.0)
STREETS: Final = (
    LineLook("map.street.0", (Stroke("#B0B7BC", 1.2),), grows=True),
    LineLook("map.street.1", (Stroke("#98A1A8", 2.2),), grows=True),
    LineLook("map.street.2", (Stroke("#7D878F", 4.0),), grows=True),
)

#: Closed by a setting; closed from the start; closed later.
CLOSED_BY_HAND: Final = LineLook("map.closed_entry", (Stroke("#1A1A1A", 5.0), Stroke("#FFE600", 3.0, (4, 5))))
CLOSING_AT_START: Final = LineLook("map.closing_start", (Stroke("#7A0000", 2.4, (2, 2), 0.9),))
CLOSING_LATER: Final = LineLook("map.closing_later", (Stroke("#B34700", 1.6, (7, 4), 0.9),))

OWN_DISTRICT: Final = LineLook(
    "map.border.own", (Stroke("#FFFFFF", 4.5, opacity=0.8), Stroke("#111111", 2.4))
)
DISTRICTS: Final = LineLook("map.border.districts", (Stroke("#444444", 0.8, (4, 3)),))
WARDS: Final = LineLook("map.border.wards", (Stroke("#222222", 1.8, (9, 3, 2, 3)),))

#: Zones of the city: one purple that grows stronger, and green for safety; dashes tell them in grey.
ZONES: Final = {
    ZoneType.EVACUATION_ZONE: AreaLook(
        "zone_type.evacuation_zone", "#5B2A86", 0.05, edge=Stroke("#5B2A86", 2.6, (12, 5))
    ),
    ZoneType.ATTENTION_ZONE: AreaLook(
        "zone_type.attention_zone", "#5B2A86", 0.02, edge=Stroke("#5B2A86", 1.6, (2, 4))
    ),
    ZoneType.SAFE_AREA: AreaLook(
        "zone_type.safe_area", "#00734D", 0.05,
        Hatch(Pattern.LEVEL, 22, "#00734D", 0.35), Stroke("#00734D", 2.2, (14, 4, 3, 4)),
    ),
}  # fmt: skip

#: Lines for orientation, from the ground up.
BACKGROUND: Final = {
    BackgroundKind.ROAD: LineLook("background_kind.road", (Stroke("#8A8578", 4.0, opacity=0.45),)),
    BackgroundKind.RIVER: LineLook("background_kind.river", (Stroke("#74B5E0", 4.5, opacity=0.95),)),
    BackgroundKind.COAST: LineLook(
        "background_kind.coast", (Stroke("#A6CFE8", 6.0, opacity=0.9), Stroke("#1F5F8B", 1.6))
    ),
    BackgroundKind.RAILWAY: LineLook(
        "background_kind.railway", (Stroke("#333333", 3.6), Stroke("#FFFFFF", 2.0, (7.0, 7.0)))
    ),
}
STATION: Final = SignLook(
    "background_kind.station", Shape.SQUARE, "#FFFFFF", "#333333", 4.0, width=1.6, halo=False
)

#: Zoom from which the streets themselves show a main road, so that its band is left out.
ROADS_BELOW_ZOOM: Final = 15.0
#: Zoom from which the lines are pale: here their error is wider than a street.
PALE_FROM_ZOOM: Final = 15.5
#: Zoom from which nothing of it is drawn: here the error fills the window.
BACKGROUND_BELOW_ZOOM: Final = 17.0
#: What is left of a line's opacity where it is pale.
PALE_OPACITY: Final = 0.5


@dataclass(frozen=True, slots=True)
class NameLook:
    """How names of a kind are written: colour, and the zooms between which they are."""

    ink: str
    from_zoom: float
    below_zoom: float = BACKGROUND_BELOW_ZOOM


#: Names on the ground, in the order in which they take their room.
NAMES: Final = {
    BackgroundKind.STATION: NameLook("#1A1A1A", 13.0),
    BackgroundKind.RAILWAY: NameLook("#333333", 11.5),
    BackgroundKind.RIVER: NameLook("#14557F", 11.5),
    BackgroundKind.COAST: NameLook("#14557F", 11.5),
    BackgroundKind.ROAD: NameLook("#5E594C", 12.5, ROADS_BELOW_ZOOM),
}
#: Zoom from which stations are drawn.
STATION_ZOOM: Final = 13.0

#: Ink of the names of towns: no colour of water, rail or road.
TOWN_INK: Final = "#3A2A4D"


def _structure(kind: str, mark: str) -> SignLook:
    return SignLook(
        f"map.structure.{kind}", Shape.SQUARE, "#FFFFFF", "#333333", 7.0, width=1.2, mark=mark, halo=False
    )


#: Signs of what a street is beyond a street, by the column of ``Streets``.
STRUCTURES: Final = {
    "bridge": _structure("bridge", "橋"),
    "level_crossing": _structure("level_crossing", "踏"),
    "underpass": _structure("underpass", "下"),
    "tunnel": _structure("tunnel", "高"),
}
