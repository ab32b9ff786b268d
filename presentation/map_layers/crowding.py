"""混雑 on a map: the queues in streets and before doors at one time."""

import geopandas as gpd
import numpy as np

from planning.case import Case
from planning.crowding import Crowding
from presentation.geometry import bounds_of, pack_integers, pack_lines, pack_points
from presentation.map_layers.build import MapContent
from presentation.map_layers.ground import background_layers, border_layers
from presentation.map_layers.layer import Kind, MapLayer, Order, legend_entries, looks_data
from presentation.styles.crowding import DOORS, QUEUE_FROM, QUEUES
from presentation.words import Words


def crowding_content(
    case: Case, crowding: Crowding, words: Words, at_s: float, ward_code: str = ""
) -> MapContent:
    """Return the map of the queues at a time.

    Parameters
    ----------
    case, crowding
        The case, and the crowding of its plan.
    words
        Words of the reader.
    at_s
        A full minute [s after t0].
    ward_code
        Where the view begins; empty for all queues of the city.
    """
    layers = [
        *border_layers(case, words),
        *background_layers(case, words),
        queue_layer(case, crowding, words, at_s),
        door_layer(case, crowding, words, at_s),
    ]
    return MapContent(
        tuple(sorted(layers, key=lambda layer: layer.order)), bounds_of(_shown(case, crowding, ward_code))
    )


def _shown(case: Case, crowding: Crowding, ward_code: str) -> gpd.GeoSeries:
    """Return what the view holds: every street on which anybody ever waits, so that it stays as time goes by.

    Of a ward those in it; all of the ward, or of the city, where nobody waits.
    """
    wards = case.city.wards
    area = wards.loc[[ward_code]] if ward_code else wards
    streets = case.city.streets.loc[crowding.tables.queues["street_id"].unique()]
    if ward_code:
        streets = streets[streets.intersects(area.geometry.iloc[0])]
    return gpd.GeoSeries(streets.geometry if len(streets) else area.geometry)


def queue_class(persons: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> (
    "np.ndarray[tuple[int], np.dtype[np.int64]]"
):  # fmt: skip
    """Return the class of each queue: a row of ``QUEUES``."""
    return np.searchsorted([-one for one in QUEUE_FROM], -persons).astype(np.int64)


def queue_layer(case: Case, crowding: Crowding, words: Words, at_s: float) -> MapLayer:
    """Return the streets on which people wait at a time, by how many; the longest on top."""
    queues = crowding.tables.queues
    now = queues[queues["at_s"] == at_s].sort_values(["persons", "street_id"])
    lines = gpd.GeoSeries(case.city.streets.geometry.loc[now["street_id"].to_numpy()])
    content = {**pack_lines(lines), "style": pack_integers(queue_class(now["persons"].to_numpy(np.int64)))}
    return MapLayer(
        "queues", Kind.LINES, content, looks_data(QUEUES), Order.CLOSED, words("crowding.map_queues"),
        legend_entries(QUEUES, words),
    )  # fmt: skip


def door_layer(case: Case, crowding: Crowding, words: Words, at_s: float) -> MapLayer:
    """Return the places before whose door people wait at a time, by how many; the most on top."""
    doors = crowding.tables.doors
    now = doors[doors["at_s"] == at_s].sort_values(["persons", "destination_id"])
    places = gpd.GeoSeries(case.city.places.geometry.loc[now["destination_id"].to_numpy()])
    content = {
        "points": pack_points(places), "style": pack_integers(queue_class(now["persons"].to_numpy(np.int64))),
    }  # fmt: skip
    return MapLayer(
        "doors", Kind.POINTS, content, looks_data(DOORS), Order.PLACES, words("crowding.map_doors"),
        legend_entries(DOORS, words),
    )  # fmt: skip
