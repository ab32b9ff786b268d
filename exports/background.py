"""Coast, rivers, railways, stations and main roads as every map draws them, on screen and paper.

The lines are approximate and say so in each legend. Their colours are in no hazard scale, which
are yellow to violet, and their shapes are not those of ways that people walk (one dark line with
arrows): water is light blue and wide, a railway is striped as on every Japanese map, a main road
is a wide pale band below the streets.
"""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.vocabulary import BackgroundKind

#: Zoom from which the streets themselves show a main road, so that its band is left out.
ROADS_BELOW_ZOOM = 15.0
#: Zoom from which the lines are pale: here their error is wider than a street.
PALE_FROM_ZOOM = 15.5
#: Zoom from which nothing of it is drawn: here the error fills the window.
BELOW_ZOOM = 17.0
#: What is left of a line's opacity where it is pale.
PALE_OPACITY = 0.5


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke of a line; some kinds of line are drawn with two, one upon the other.

    Parameters
    ----------
    colour
        As ``#RRGGBB``.
    width
        Width on screen [px] and on paper [pt].
    dash
        Lengths drawn and left out in turn; empty for a whole line.
    opacity
        0 to 1.
    """

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


#: Strokes of each kind of line, from the ground up.
STROKES = {
    BackgroundKind.ROAD: (Stroke("#8A8578", 4.0, opacity=0.45),),
    BackgroundKind.RIVER: (Stroke("#74B5E0", 4.5, opacity=0.95),),
    BackgroundKind.COAST: (Stroke("#A6CFE8", 6.0, opacity=0.9), Stroke("#1F5F8B", 1.6)),
    BackgroundKind.RAILWAY: (Stroke("#333333", 3.6), Stroke("#FFFFFF", 2.0, (7.0, 7.0))),
}
#: Fill and edge of a station's square.
STATION_FILL, STATION_EDGE = "#FFFFFF", "#333333"

#: Colour of the names.
INK = {
    BackgroundKind.STATION: "#1A1A1A",
    BackgroundKind.RAILWAY: "#333333",
    BackgroundKind.RIVER: "#14557F",
    BackgroundKind.COAST: "#14557F",
    BackgroundKind.ROAD: "#5E594C",
}
#: Zoom from which names are written, and the order in which they take their room.
NAME_ZOOM = {
    BackgroundKind.STATION: 13.0,
    BackgroundKind.RAILWAY: 11.5,
    BackgroundKind.RIVER: 11.5,
    BackgroundKind.COAST: 11.5,
    BackgroundKind.ROAD: 12.5,
}
#: Zoom from which stations are drawn.
STATION_ZOOM = 13.0


def kinds(background: gpd.GeoDataFrame) -> list[BackgroundKind]:
    """Return the kinds that the background has, in drawing order; stations last."""
    held = set(background["kind"])
    return [kind for kind in (*STROKES, BackgroundKind.STATION) if kind in held]


def lines(background: gpd.GeoDataFrame, kind: BackgroundKind) -> gpd.GeoSeries:
    """Return the lines of a kind, each in one piece."""
    shapes = shapely.get_parts(background[background["kind"] == kind].geometry.to_numpy())
    return gpd.GeoSeries(shapes, crs=background.crs)


def marked(background: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return kind, name and shape of stations and named lines, in the order in which names take room.

    A line of several pieces is here by its longest: a name is written once.
    """
    held = background[(background["name"] != "") | (background["kind"] == BackgroundKind.STATION)]
    order = held["kind"].map({kind.value: i for i, kind in enumerate(NAME_ZOOM)})
    held = held.iloc[np.lexsort((held.index.to_numpy().astype(str), order.to_numpy(dtype=np.int64)))]
    shapes = [_longest(shape) for shape in held.geometry]
    frame = pd.DataFrame({"kind": held["kind"], "name": held["name"]}, index=held.index)
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, index=held.index, crs=background.crs))


def below_zoom(kind: BackgroundKind) -> float:
    """Return the zoom from which a kind of line is not drawn."""
    return ROADS_BELOW_ZOOM if kind is BackgroundKind.ROAD else BELOW_ZOOM


def name_look(kind: BackgroundKind) -> dict[str, Any]:
    """Return how ``assets/names.js`` writes the names of a kind, and draws its sign."""
    look: dict[str, Any] = {"ink": INK[kind], "from_zoom": NAME_ZOOM[kind], "below_zoom": below_zoom(kind)}
    if kind is BackgroundKind.STATION:
        sign = {"from_zoom": STATION_ZOOM, "radius": 4, "fill": STATION_FILL, "edge": STATION_EDGE}
        look |= {"gap": 6, "sign": sign}
    return look


def _longest(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(np.array([shape]))
    longest: shapely.Geometry = parts[int(np.argmax(shapely.length(parts)))]
    return longest
