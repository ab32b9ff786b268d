"""Places that changed, on a map: one sign a place, and a card with everything that changed of it."""

import geopandas as gpd
import pandas as pd

from presentation.geometry import bounds_of, pack_cards, pack_integers, pack_points
from presentation.map_layers.layer import Kind, MapLayer, Order, legend_entries, looks_data
from presentation.place_changes import what_changed
from presentation.plain_text import readable_text
from presentation.styles.list_changes import CHANGES
from presentation.words import Words

_NAME_ZOOM = 14.0
_CRS = "EPSG:6668"
#: Sign of each kind of change; every other one is ``other``.
_SIGNS = {
    "added": "added",
    "removed": "removed",
    **dict.fromkeys(("flag_added", "flag_removed", "role_added", "role_removed"), "marks"),
}


def place_change_layer(changes: pd.DataFrame, words: Words) -> MapLayer:
    """Return one sign a place that changed; what matters most lies on top.

    Parameters
    ----------
    changes
        As of ``presentation.place_changes.change_grid``, at least one row.
    words
        Words of the reader.
    """
    order = list(CHANGES)
    said = [
        words("place_changes.map_line", change=words(f"list_change.{row['change']}"), what=what)
        if (what := what_changed(row, words))
        else words(f"list_change.{row['change']}")
        for row in changes.to_dict("records")
    ]
    rank = changes["change"].map(lambda one: order.index(_SIGNS.get(str(one), "other")))
    listed = changes.assign(said=said, rank=rank)
    places = listed.groupby("place_id", sort=True).agg(
        name=("name", "first"), lon=("lon", "first"), lat=("lat", "first"), rank=("rank", "max"),
        said=("said", list),
    )  # fmt: skip
    places = places.sort_values("rank", kind="stable")
    looks = list(CHANGES.values())
    content = {
        "points": pack_points(_points(places)),
        "style": pack_integers(places["rank"].tolist()),
        "ids": [str(place) for place in places.index],
        "names": [readable_text(str(name)) for name in places["name"]],
        **pack_cards(
            [
                (readable_text(str(name)), [("", readable_text(line)) for line in lines])
                for name, lines in zip(places["name"], places["said"], strict=True)
            ]
        ),
    }
    return MapLayer(
        "place-changes", Kind.POINTS, content, looks_data(looks), Order.PLACES, words("place_changes.map"),
        legend_entries(looks, words), text_zoom=_NAME_ZOOM, crowded=True,
    )  # fmt: skip


def change_bounds(changes: pd.DataFrame) -> list[list[float]]:
    """Return the corners of all places that changed, in degrees."""
    return bounds_of(_points(changes))


def _points(places: pd.DataFrame) -> gpd.GeoSeries:
    return gpd.GeoSeries.from_xy(places["lon"], places["lat"], crs=_CRS)
