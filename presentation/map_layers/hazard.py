"""Hazard areas of a scenario: classes in the order of the legend, and their map layers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.vocabulary import HazardKind, HazardZoneType
from planning.case import Case
from presentation.geometry import pack_areas, pack_integers
from presentation.map_layers.layer import Kind, LegendEntry, MapLayer, Order, looks_data
from presentation.names import layer_name
from presentation.styles import hazards as styles
from presentation.styles.looks import AreaLook
from presentation.words import Words

#: Outlines are simplified to this [m]: less than a pixel at the closest zoom that shows the city.
TOLERANCE_M = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class HazardClass:
    """One entry of the hazard legend with its areas.

    Parameters
    ----------
    label
        Words of the legend.
    look
        How it is drawn.
    order
        Drawing order, larger on top.
    areas
        Polygons in the bundle's CRS.
    """

    label: str
    look: AreaLook
    order: float
    areas: gpd.GeoSeries


def hazard_classes(case: Case, words: Words, layer_ids: Sequence[str] = ()) -> list[HazardClass]:
    """Return the hazard classes of a scenario in drawing order, shallow first.

    Parameters
    ----------
    case
        City and scenario.
    words
        Words of the reader.
    layer_ids
        Hazard layers; empty for all of the scenario, whose classes of equal name then are one.
    """
    held = [name for name in case.scenario.layers if name in case.city.hazards]
    waters = [name for name in held if case.city.hazards[name]["depth_m_max"].notna().any()]
    found: list[HazardClass] = []
    for layer in layer_ids or held:
        found += _layer_classes(case.city.hazards[layer], words, several=not layer_ids and len(waters) > 1)
    if waters and any(case.city.hazards[name]["intensity"].notna().any() for name in held):
        found = [_without_mixing(item) for item in found]
    merged: dict[str, HazardClass] = {}
    for item in sorted(found, key=lambda one: (one.order, one.label)):
        known = merged.get(item.label)
        shapes = [item.areas] if known is None else [known.areas, item.areas]
        merged[item.label] = replace(item, areas=gpd.GeoSeries(pd.concat(shapes)))
    return list(merged.values())


def hazard_layers(case: Case, words: Words) -> list[MapLayer]:
    """Return one layer for each hazard layer that the scenario overlays."""
    found = []
    for layer_id in case.scenario.layers:
        areas = case.city.hazards.get(layer_id)
        if areas is None or areas.empty:
            continue
        classes = hazard_classes(case, words, (layer_id,))
        source = case.city.meta.layer(f"hazards/{layer_id}")
        model = words("screen.model_mark") if source is not None and source.is_model else ""
        found.append(
            MapLayer(
                f"hazard-{layer_id}",
                Kind.AREAS,
                _content(classes),
                looks_data([one.look for one in classes]),
                Order.HAZARD,
                words("map.hazard", kind=_title(case, layer_id, words), model=model),
                tuple(LegendEntry(one.look, one.label) for one in reversed(classes)),
            )
        )
    return found


def _without_mixing(item: HazardClass) -> HazardClass:
    """Return a class as it is drawn where shaking and water meet: lines below, full colours above."""
    if item.look in styles.INTENSITIES:
        return replace(item, look=styles.INTENSITIES_BY_WATER[styles.INTENSITIES.index(item.look)])
    return replace(item, look=replace(item.look, opacity=1.0)) if item.look in styles.DEPTHS else item


def _title(case: Case, layer_id: str, words: Words) -> str:
    """Return what a hazard layer is called: its name, or its kind where no other is of that kind."""
    source = case.city.meta.layer(f"hazards/{layer_id}")
    if source is not None and source.name:
        return layer_name(source, words.language)
    kinds = [case.city.hazards[name]["kind"].iloc[0] for name in case.scenario.layers
             if name in case.city.hazards and not case.city.hazards[name].empty]  # fmt: skip
    kind = case.city.hazards[layer_id]["kind"].iloc[0]
    said = words(f"hazard_kind.{kind}")
    return said if kinds.count(kind) == 1 else words("export.input_layer", name=said, layer=layer_id)


def _content(classes: Sequence[HazardClass]) -> dict[str, Any]:
    areas = gpd.GeoSeries(pd.concat([one.areas for one in classes], ignore_index=True))
    style = np.repeat(np.arange(len(classes)), [len(one.areas) for one in classes])
    packed, owner = pack_areas(areas, tolerance_m=TOLERANCE_M)
    return {**packed, "style": pack_integers(style[owner])}


def _layer_classes(areas: gpd.GeoDataFrame, words: Words, *, several: bool) -> list[HazardClass]:
    keys = ["kind", "zone_type", "depth_m_min", "depth_m_max"]
    shaking = np.digitize(areas["intensity"].fillna(-1).to_numpy(), styles.INTENSITY_LOWER)
    groups = areas.assign(shaking=shaking).groupby([*keys, "shaking"], dropna=False, sort=True)
    found = []
    for key, part in groups:
        kind, zone, low, high, level = cast("tuple[Any, ...]", key)
        shapes = gpd.GeoSeries(part.geometry)
        if zone:
            found.append(_zone_class(HazardZoneType(zone), words, shapes))
        elif not np.isnan(low) or not np.isnan(high):
            found.append(_depth_class(None if several else str(kind), low, high, words, shapes))
        elif kind == HazardKind.EARTHQUAKE:
            look = styles.INTENSITIES[int(level)]
            # Shaking covers everything: it lies below whatever water the scenario brings.
            found.append(HazardClass(words(look.legend), look, level - 50.0, shapes))
        else:
            found.append(_plain_class(str(kind), words, shapes))
    return found


def _zone_class(zone: HazardZoneType, words: Words, shapes: gpd.GeoSeries) -> HazardClass:
    look = styles.HAZARD_ZONES[zone]
    return HazardClass(words(look.legend), look, 100.0 + list(styles.HAZARD_ZONES).index(zone), shapes)


def _plain_class(kind: str, words: Words, shapes: gpd.GeoSeries) -> HazardClass:
    if kind == HazardKind.LARGE_FIRE:
        return HazardClass(words(styles.FIRE.legend), styles.FIRE, 50.0, shapes)
    return HazardClass(words(f"hazard_kind.{kind}"), styles.OTHER_AREA, 0.0, shapes)


def _depth_class(
    kind: str | None, low: float, high: float, words: Words, shapes: gpd.GeoSeries
) -> HazardClass:
    """Colour a class by its deepest water: the upper bound, or the lower one where it is open.

    Where several waters meet (``kind`` None) the classes are those of the colours: each layer has
    bounds of its own, and a legend of all of them would tell nobody anything.
    """
    is_open = bool(np.isnan(high) or np.isinf(high))
    deepest = low if is_open else high - 1e-9
    rank = int(np.searchsorted(styles.DEPTH_LOWER_M, deepest, side="right")) - 1
    look = styles.DEPTHS[rank]
    if kind is None:
        depth = words(look.legend)
    elif is_open:
        depth = words("map.depth.from", low=f"{low:g}")
    else:
        depth = words("map.depth.between", low=f"{low:g}", high=f"{high:g}")
    said = words("map.any_water" if kind is None else f"hazard_kind.{kind}")
    label = words("map.kind_and_depth", kind=said, depth=depth)
    return HazardClass(label, look, float(rank) + low / 1000, shapes)
