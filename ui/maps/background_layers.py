"""Layers for orientation: approximate coast, rivers, railways, stations and main roads, with names."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.bundle import City
from domain.vocabulary import BackgroundKind
from exports import background as look
from exports.background import Stroke
from presentation.words import Words
from ui.maps import encode, styles
from ui.maps.layer import MapLayer
from ui.maps.store import LayerStore
from ui.maps.styles import Style

#: Id of the layer that carries the switch; the other layers of the background follow it.
BACKGROUND = "background"

_GUIDES = (BackgroundKind.RIVER, BackgroundKind.COAST, BackgroundKind.RAILWAY)


def road_layers(bundle: City, store: LayerStore) -> list[MapLayer]:
    """Return the bands of main roads, which lie below the streets; none where there is no such line."""
    if BackgroundKind.ROAD not in look.kinds(bundle.background):
        return []
    drawn, url = _line_file(bundle.background, (BackgroundKind.ROAD,), store)
    below = look.below_zoom(BackgroundKind.ROAD)
    return [MapLayer(f"{BACKGROUND}-roads", "lines", url, drawn, below_zoom=below, follows=BACKGROUND)]


def guide_layers(bundle: City, store: LayerStore, words: Words) -> list[MapLayer]:
    """Return water, railways and names, with the one switch and legend; none where there is no background.

    From a near zoom on the lines are pale, and nearer still there are none: they are approximate,
    and would contradict the streets.
    """
    held = look.kinds(bundle.background)
    if not held:
        return []
    drawn, url = _line_file(bundle.background, [kind for kind in held if kind in _GUIDES], store)
    far = MapLayer(
        BACKGROUND,
        "lines",
        url,
        drawn,
        label=words("screen.map.background"),
        legend=tuple(_entry(kind, words) for kind in reversed(held)),
        below_zoom=look.PALE_FROM_ZOOM,
    )
    pale = tuple({**style, "opacity": style["opacity"] * look.PALE_OPACITY} for style in drawn)
    near = MapLayer(
        f"{BACKGROUND}-near",
        "lines",
        url,
        pale,
        from_zoom=look.PALE_FROM_ZOOM,
        below_zoom=look.BELOW_ZOOM,
        follows=BACKGROUND,
    )
    return [far, near, _name_layer(bundle.background, store)]


def _line_file(
    background: gpd.GeoDataFrame, kinds: Sequence[BackgroundKind], store: LayerStore
) -> tuple[tuple[Style, ...], str]:
    # A line of two strokes stands twice in the file: all of the lower strokes first.
    drawn: list[Style] = []
    shapes: list[gpd.GeoSeries] = []
    numbers: list[int] = []
    for kind in kinds:
        found = look.lines(background, kind)
        for stroke in look.STROKES[kind]:
            numbers += [len(drawn)] * len(found)
            shapes.append(found)
            drawn.append(_style(stroke))
    every = gpd.GeoSeries(pd.concat(shapes)) if shapes else gpd.GeoSeries(crs=background.crs)
    file = encode.line_file(every, np.array(numbers, dtype=np.int64))
    return tuple(drawn), store.put(encode.encode(file))


def _name_layer(background: gpd.GeoDataFrame, store: LayerStore) -> MapLayer:
    found = look.marked(background)
    numbers = {kind.value: i for i, kind in enumerate(look.NAME_ZOOM)}
    style = np.array([numbers[kind] for kind in found["kind"]], dtype=np.int64)
    file = encode.line_file(found.geometry, style)
    file["text"] = found["name"].tolist()
    drawn = tuple(look.name_look(kind) for kind in look.NAME_ZOOM)
    return MapLayer(f"{BACKGROUND}-names", "names", store.put(encode.encode(file)), drawn, follows=BACKGROUND)


def _style(stroke: Stroke) -> Style:
    style: Style = {"color": stroke.colour, "weight": stroke.width, "opacity": stroke.opacity}
    if stroke.dash:
        style |= {"dashArray": ",".join(f"{part:g}" for part in stroke.dash), "lineCap": "butt"}
    return style


def _entry(kind: BackgroundKind, words: Words) -> Style:
    label = words(f"background_kind.{kind}")
    if kind is BackgroundKind.STATION:
        sign = {
            "shape": "square",
            "radius": 4,
            "fill": look.STATION_FILL,
            "color": look.STATION_EDGE,
            "weight": 1.6,
            "plain": True,
        }
        return styles.legend_sign(sign, label)
    first, *others = (_style(stroke) for stroke in look.STROKES[kind])
    return styles.legend_line({**first, "over": others}, label)
