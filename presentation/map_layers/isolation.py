"""Streets and corners on a map that people hang on: the only way of blocks, or all ways of a district."""

import geopandas as gpd
import numpy as np

from planning.case import Case
from planning.isolation import Isolation
from presentation.geometry import pack_cards, pack_integers, pack_lines, pack_points
from presentation.hung_corners import corner_texts, single_corners
from presentation.hung_people import single_streets
from presentation.map_layers.layer import Kind, MapLayer, Order, legend_entries, looks_data
from presentation.styles import people
from presentation.words import Words


def isolation_layer(case: Case, isolation: Isolation, words: Words) -> MapLayer | None:
    """Return the streets that people of these districts hang on; None where nobody does.

    Parameters
    ----------
    case, isolation
        A case, and what was found of some districts.
    words
        Words of the reader.
    """
    singles = single_streets(isolation.blocks)
    cut = sorted({street for streets in isolation.districts["street_ids"] for street in streets})
    singles = singles[~singles.index.isin(cut)]
    if singles.empty and not cut:
        return None
    looks = people.SINGLE_STREETS
    lines = gpd.GeoSeries(case.city.streets.loc[[*singles.index, *cut]].geometry)
    is_few = (singles["persons"] < people.SINGLE_MANY_PERSONS).to_numpy(np.int64)
    style = np.concatenate([is_few + 1, np.zeros(len(cut), np.int64)])
    content = {**pack_lines(lines), "style": pack_integers(style)}
    return MapLayer(
        "isolation", Kind.LINES, content, looks_data(looks), Order.ISOLATION, words("map.isolation.layer"),
        legend_entries(looks, words),
    )  # fmt: skip


def corner_layer(case: Case, isolation: Isolation, words: Words) -> MapLayer | None:
    """Return the corners that people hang on who hang on no street; None where nobody does.

    Parameters
    ----------
    case, isolation
        A case, and what was found of some districts.
    words
        Words of the reader.
    """
    corners = single_corners(isolation.blocks)
    if corners.empty:
        return None
    ids = [int(node) for node in corners.index]
    names = corner_texts(case, ids, words)
    look = people.SINGLE_CORNER
    content = {
        "points": pack_points(gpd.GeoSeries(case.city.nodes.geometry.loc[ids])),
        "style": pack_integers(np.zeros(len(ids), np.int64)),
        "ids": [str(node) for node in ids],
        "names": names,
        **pack_cards([(name, []) for name in names]),
    }
    return MapLayer(
        "isolation-corners", Kind.POINTS, content, looks_data([look]), Order.STRUCTURES,
        words("map.isolation.corners"), legend_entries([look], words),
    )  # fmt: skip
