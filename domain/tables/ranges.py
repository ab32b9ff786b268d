"""What can be true of a city in Japan: beyond these a value is a slip of unit, sign or decimal point."""

from collections.abc import Mapping
from types import MappingProxyType

#: Residents or users of one block, ward or place [persons].
MOST_PERSONS = 5_000_000

#: Elevation of ground that people walk on [m].
ELEVATION_M = (-50.0, 3800.0)

#: Standard error of a height of the ground [m].
MOST_ELEVATION_ERROR_M = 100.0

#: Length of one street between two corners [m].
STREET_LENGTH_M = (0.01, 100_000.0)

#: Width of a street [m].
STREET_WIDTH_M = (0.3, 200.0)

#: A stated length up to this many times the drawn one, or down to its part, and half a metre beyond.
LENGTH_TIMES, LENGTH_MORE_M = 2.0, 0.5

#: Depth of water [m]; the upper bound of a class that is not open has a least value too [m].
MOST_DEPTH_M, LEAST_DEPTH_MAX_M = 200.0, 0.01

#: Duration of water [h], and an arrival before or after t0 [s].
MOST_DURATION_H, MOST_ARRIVAL_S = 8_784.0, 31 * 86_400.0

#: Wards of one city; its published figures in whatever unit (persons, yen, hectares).
MOST_WARDS, MOST_PUBLISHED = 1_000, 1_000_000_000.0

#: Floor area or open ground of a place [m²], floors of a building, year in which it was built.
MOST_AREA_M2, MOST_FLOORS, BUILT_YEARS = 100_000_000.0, 200, (1800, 2100)

#: Coordinates of the plane rectangular systems [m]: no part of Japan lies farther from an origin.
MOST_COORDINATE_M = 3_000_000.0

#: Meals, or litres of water, that one district keeps; drills of one organisation in a year.
MOST_STOCK, MOST_DRILLS = 100_000_000, 1_000

#: Columns of numbers that have no range, and why.
UNBOUNDED: Mapping[str, str] = MappingProxyType(
    {
        "u": "a name and no amount: any node of the layer, which the check looks up",
        "v": "a name and no amount: any node of the layer, which the check looks up",
    }
)
#: Whoever takes longer than this is not there to open a place [s].
MOST_DUTY_ARRIVAL_S = 48 * 3600
#: More people than this are hardly all under one roof: a list may have counted its ground [persons].
MOST_UNDER_A_ROOF = 3_000
