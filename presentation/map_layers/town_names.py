"""Names of towns: the town from afar, its 丁目 from near; each lies in a block of its own."""

import re

import geopandas as gpd
import numpy as np
import pandas as pd

from planning.case import Case
from presentation.geometry import pack_integers, pack_points
from presentation.map_layers.ground import STREETS
from presentation.map_layers.layer import NEVER_ZOOM, Kind, MapLayer, Order
from presentation.names import town_names
from presentation.natural_order import NUMBERED
from presentation.plain_text import readable_text
from presentation.styles.ground import TOWN_INK
from presentation.words import Words

#: Zooms from which towns without and with the number of their 丁目 are written.
_TOWN_ZOOM, _CHOME_ZOOM = 13.5, 15.0
_NUMBER = re.compile(rf"({NUMBERED.pattern}|[0-9０-９]+(?=丁|番)).*$")


def town_layer(case: Case, words: Words) -> MapLayer | None:
    """Return the names of the towns; None where no block has one."""
    blocks = case.city.blocks[case.city.blocks["town"] != ""]
    if blocks.empty:
        return None
    whole = blocks["town"].map(town_without_number)
    far, near = _labels(blocks, whole), _labels(blocks, blocks["town"])
    looks = tuple(
        {"ink": TOWN_INK, "from_zoom": first, "below_zoom": end, "gap": 0, "centred": True}
        for first, end in ((_TOWN_ZOOM, _CHOME_ZOOM), (_CHOME_ZOOM, NEVER_ZOOM))
    )
    labels = pd.concat([far, near])
    content = {
        "points": pack_points(gpd.GeoSeries(labels.geometry, crs=blocks.crs)),
        "style": pack_integers(np.repeat([0, 1], [len(far), len(near)])),
        "names": [readable_text(name) for name in town_names(case.city, labels, words.language)],
    }
    return MapLayer(
        "town-names", Kind.NAMES, content, looks, Order.TOWN_NAMES, follows=STREETS, from_zoom=_TOWN_ZOOM
    )


def town_without_number(town: str) -> str:
    """Return a town without the number of its 丁目; its whole name where nothing else is left."""
    return _NUMBER.sub("", town).strip() or town


def _labels(blocks: gpd.GeoDataFrame, names: "pd.Series[str]") -> gpd.GeoDataFrame:
    """Return one point a town and ward, those of many residents first: in the block nearest its middle."""
    inside = blocks.geometry.representative_point()
    frame = pd.DataFrame(
        {
            "town": names, "ward_code": blocks["ward_code"], "residents": blocks["residents"],
            "x": inside.x, "y": inside.y,
        }
    )  # fmt: skip
    middle = frame.groupby(["ward_code", "town"])[["x", "y"]].transform("mean")
    frame["far"] = np.hypot(frame["x"] - middle["x"], frame["y"] - middle["y"])
    frame["people"] = frame.groupby(["ward_code", "town"])["residents"].transform("sum")
    order = np.lexsort((frame.index.to_numpy().astype(str), frame["far"]))
    nearest = frame.iloc[order].drop_duplicates(["ward_code", "town"])
    nearest = nearest.sort_values("people", ascending=False, kind="stable")
    return gpd.GeoDataFrame(nearest, geometry=inside.loc[nearest.index])
