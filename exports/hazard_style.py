"""Colours, hatches and labels of hazard classes and places: one legend for screen map and paper.

Depth colours are those of the flood-map manual (国土交通省 水害ハザードマップ作成の手引き, 2016),
shaking those of the Japan Meteorological Agency (2012). No class is told by colour alone: deeper
classes are hatched more densely, and places carry a sign.
"""

from dataclasses import dataclass, replace
from typing import Any, cast

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.vocabulary import HazardKind, HazardZoneType, PlaceState, Suitability
from messages.catalogue import text
from planning.case import Case

#: Lower bound of each depth class [m] and its colour.
_DEPTH_COLOURS = (
    (20.0, "#DC7ADC"),
    (10.0, "#F285C9"),
    (5.0, "#FF9191"),
    (3.0, "#FFB7B7"),
    (1.0, "#FFD8C0"),
    (0.5, "#F8E1A6"),
    (0.3, "#F7F5A9"),
    (0.0, "#FFFFB3"),
)
#: Lower bound of the JMA instrumental intensity, name key below ``export.intensity.`` and colour.
_INTENSITY = (
    (6.5, "7", "#B40068"),
    (6.0, "6u", "#A50021"),
    (5.5, "6l", "#FF2800"),
    (5.0, "5u", "#FF9900"),
    (4.5, "5l", "#FFE600"),
    (3.5, "4", "#FAE696"),
    (-np.inf, "3", "#F2F2FF"),
)
#: Fill (empty: hatch only), hatch and its colour; 家屋倒壊 is red lines, so that depths show below.
_ZONES = {
    HazardZoneType.HOUSE_COLLAPSE: ("", 4, "#FF0000"),
    HazardZoneType.WARNING: ("#F2E087", 1, "#6B5900"),
    HazardZoneType.SPECIAL_WARNING: ("#D98A98", 5, "#A50021"),
}
_FIRE_COLOUR = "#FFC266"
#: Colour of hatches that only tell classes apart.
HATCH_COLOUR = "#777777"
#: Share of white in the shaking colours, which would drown streets and letters at full strength.
_WHITE_SHARE = 0.55
_OTHER_COLOUR = "#C8C8C8"

#: Fill, ink and sign of a place by suitability (colours that colour-blind readers tell apart).
PLACE_STYLES = {
    Suitability.USABLE: ("#0072B2", "#FFFFFF", "○"),
    Suitability.UPPER_FLOORS: ("#F0E442", "#000000", "△"),
    Suitability.UNUSABLE: ("#D55E00", "#FFFFFF", "×"),
    Suitability.TO_CONFIRM: ("#FFFFFF", "#000000", "？"),
}
#: A place without the flag of this hazard: no destination, whatever its ground is like.
UNDESIGNATED_STYLE = ("#DDDDDD", "#333333", "－")
#: People without a place, walked ways, evacuation zone and safe area.
UNSERVED_COLOUR = "#7B2D8B"
FLOW_COLOUR = "#003C78"
ZONE_COLOURS = {"evacuation_zone": "#8B0000", "attention_zone": "#B8860B", "safe_area": "#00552B"}

#: Dashes of the zones' lines on paper, in widths of the line.
ZONE_DASHES: dict[str, tuple[float, ...]] = {
    "evacuation_zone": (6, 3), "attention_zone": (2, 2), "safe_area": (8, 2, 2, 2),
}  # fmt: skip
#: Streets on paper.
STREET_COLOUR = "#858585"

#: Lower bounds [persons] of the classes in which walked ways are drawn, and their width [px, pt].
FLOW_CLASSES = ((1, 1.2), (50, 2.0), (200, 3.2), (1000, 5.0))


@dataclass(frozen=True, slots=True)
class BorderLook:
    """How a border is drawn on paper: colour, width [pt], dashes in widths of the line."""

    colour: str
    width: float
    dashes: tuple[float, ...] = ()


#: Borders on the A3 sheet: of its district, of other districts, of wards.
BORDERS = {
    "own": BorderLook("#111111", 2.4),
    "districts": BorderLook("#444444", 0.6, (4, 2)),
    "wards": BorderLook("#111111", 1.2),
}


@dataclass(frozen=True, slots=True)
class HazardClass:
    """One entry of the hazard legend with its areas.

    Parameters
    ----------
    label
        Words of the legend.
    colour
        Fill as ``#RRGGBB``; empty for a class that is only hatched.
    hatch
        0 none; 1 (wide) to 5 (close): how densely the class is hatched.
    hatch_colour
        Colour of the hatch as ``#RRGGBB``.
    order
        Drawing order, larger on top.
    geometry
        Polygons in the bundle's CRS.
    """

    label: str
    colour: str
    hatch: int
    hatch_colour: str
    order: float
    geometry: gpd.GeoSeries


def hazard_classes(case: Case, language: str) -> list[HazardClass]:
    """Return the hazard classes of the plan's scenario in drawing order, shallow first."""
    layers = [name for name in case.scenario.layers if name in case.city.hazards]
    waters = [name for name in layers if case.city.hazards[name]["depth_m_max"].notna().any()]
    found: list[HazardClass] = []
    for layer in layers:
        found += _layer_classes(case.city.hazards[layer], language, compound=len(waters) > 1)
    merged: dict[str, HazardClass] = {}
    for item in sorted(found, key=lambda one: (one.order, one.label)):
        known = merged.get(item.label)
        shapes = [item.geometry] if known is None else [known.geometry, item.geometry]
        merged[item.label] = replace(item, geometry=gpd.GeoSeries(pd.concat(shapes)))
    return list(merged.values())


def _layer_classes(areas: gpd.GeoDataFrame, language: str, *, compound: bool) -> list[HazardClass]:
    keys = ["kind", "zone_type", "depth_m_min", "depth_m_max"]
    steps = np.array([lower for lower, _, _ in reversed(_INTENSITY[:-1])])
    shaking = np.digitize(areas["intensity"].fillna(-1).to_numpy(), steps)
    groups = areas.assign(shaking=shaking).groupby([*keys, "shaking"], dropna=False, sort=True)
    found = []
    for key, part in groups:
        kind, zone, low, high, level = cast("tuple[Any, ...]", key)
        shapes = gpd.GeoSeries(part.geometry)
        if zone:
            found.append(_zone_class(str(zone), language, shapes))
        elif not np.isnan(low) or not np.isnan(high):
            found.append(_depth_class(None if compound else str(kind), low, high, language, shapes))
        elif kind == HazardKind.EARTHQUAKE:
            found.append(_shaking_class(int(level), language, shapes))
        else:
            found.append(_plain_class(str(kind), language, shapes))
    return found


def _zone_class(zone: str, language: str, shapes: gpd.GeoSeries) -> HazardClass:
    colour, hatch, hatch_colour = _ZONES[HazardZoneType(zone)]
    label = text(language, f"hazard_zone_type.{zone}")
    return HazardClass(label, colour, hatch, hatch_colour, 100.0 + hatch, shapes)


def _shaking_class(level: int, language: str, shapes: gpd.GeoSeries) -> HazardClass:
    _, name, colour = _INTENSITY[len(_INTENSITY) - 1 - level]
    label = text(language, f"export.intensity.{name}")
    # Shaking covers everything: it lies below whatever water the scenario brings.
    return HazardClass(label, _tint(colour), max(0, level - 3), HATCH_COLOUR, level - 50.0, shapes)


def _plain_class(kind: str, language: str, shapes: gpd.GeoSeries) -> HazardClass:
    if kind == HazardKind.LARGE_FIRE:
        return HazardClass(text(language, "export.fire_area"), _FIRE_COLOUR, 3, HATCH_COLOUR, 50.0, shapes)
    return HazardClass(text(language, f"hazard_kind.{kind}"), _OTHER_COLOUR, 1, HATCH_COLOUR, 0.0, shapes)


def _depth_class(
    kind: str | None, low: float, high: float, language: str, shapes: gpd.GeoSeries
) -> HazardClass:
    """Colour a class by its deepest water: the upper bound, or the lower one where it is open.

    Where several waters meet (``kind`` None) the classes are those of the colours: each layer has
    bounds of its own, and a legend of all of them would tell nobody anything.
    """
    is_open = bool(np.isnan(high) or np.isinf(high))
    deepest = low if is_open else high - 1e-9
    place = next(i for i, (bound, _) in enumerate(_DEPTH_COLOURS) if deepest >= bound)
    rank = len(_DEPTH_COLOURS) - 1 - place
    if kind is None:
        low, is_open = _DEPTH_COLOURS[place][0], place == 0
        high = np.inf if is_open else _DEPTH_COLOURS[place - 1][0]
    key = "export.depth_open" if is_open else "export.depth_class"
    depth = text(language, key, low=f"{low:g}", high=f"{high:g}")
    said = text(language, "export.any_water" if kind is None else f"hazard_kind.{kind}")
    label = text(language, "export.kind_and_depth", kind=said, depth=depth)
    colour = _DEPTH_COLOURS[place][1]
    return HazardClass(label, colour, max(0, rank - 3), HATCH_COLOUR, float(rank) + low / 1000, shapes)


def _tint(colour: str) -> str:
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * _WHITE_SHARE):02X}" for part in parts)


def place_style(state: Any, suitability: Any) -> tuple[str, str, str]:
    """Return fill, ink and sign of a place; one that is not designated never looks usable."""
    return PLACE_STYLES[Suitability(str(suitability))] if is_designated(state) else UNDESIGNATED_STYLE


def is_designated(state: Any) -> bool:
    """Whether a place has the flag of this hazard."""
    return PlaceState(str(state)) in {PlaceState.DESIGNATED_INSIDE, PlaceState.DESIGNATED_OUTSIDE}
