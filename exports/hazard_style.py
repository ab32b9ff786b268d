"""Colours, hatches and labels of hazard classes and places: one legend for screen map and paper.

Depth colours are those of the flood-map manual (国土交通省 水害ハザードマップ作成の手引き, 2016),
shaking those of the Japan Meteorological Agency (2012). No class is told by colour alone: deeper
classes are hatched more densely, and places carry a sign.
"""

from dataclasses import dataclass
from typing import Any, cast

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.vocabulary import HazardKind, HazardZoneType, PlaceState, Suitability
from messages.catalogue import text
from planning.plan import Plan

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
_ZONES = {
    HazardZoneType.HOUSE_COLLAPSE: ("#FF0000", 5),
    HazardZoneType.WARNING: ("#E6C832", 1),
    HazardZoneType.SPECIAL_WARNING: ("#A50021", 5),
}
_FIRE_COLOUR = "#FF9900"
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

#: Lower bounds [persons] of the classes in which walked ways are drawn, and their width [px, pt].
FLOW_CLASSES = ((1, 1.2), (50, 2.0), (200, 3.2), (1000, 5.0))


@dataclass(frozen=True, slots=True)
class HazardClass:
    """One entry of the hazard legend with its areas.

    Parameters
    ----------
    label
        Words of the legend.
    colour
        Fill as ``#RRGGBB``.
    hatch
        0 none; 1 (wide) to 5 (close): how densely the class is hatched.
    order
        Drawing order, larger on top.
    geometry
        Polygons in the bundle's CRS.
    """

    label: str
    colour: str
    hatch: int
    order: float
    geometry: gpd.GeoSeries


def hazard_classes(plan: Plan, language: str) -> list[HazardClass]:
    """Return the hazard classes of the plan's scenario in drawing order, shallow first."""
    found: list[HazardClass] = []
    for layer in plan.scenario.layers:
        if layer in plan.bundle.hazards:
            found += _layer_classes(plan.bundle.hazards[layer], language)
    merged: dict[str, HazardClass] = {}
    for item in sorted(found, key=lambda one: (one.order, one.label)):
        known = merged.get(item.label)
        shapes = [item.geometry] if known is None else [known.geometry, item.geometry]
        merged[item.label] = HazardClass(
            item.label, item.colour, item.hatch, item.order, gpd.GeoSeries(pd.concat(shapes))
        )
    return list(merged.values())


def _layer_classes(areas: gpd.GeoDataFrame, language: str) -> list[HazardClass]:
    keys = ["kind", "zone_type", "depth_m_min", "depth_m_max"]
    steps = np.array([lower for lower, _, _ in reversed(_INTENSITY[:-1])])
    shaking = np.digitize(areas["intensity"].fillna(-1).to_numpy(), steps)
    groups = areas.assign(shaking=shaking).groupby([*keys, "shaking"], dropna=False, sort=True)
    found = []
    for key, part in groups:
        kind, zone, low, high, level = cast("tuple[Any, ...]", key)
        style = _style(HazardKind(str(kind)), str(zone), float(low), float(high), int(level), language)
        found.append(HazardClass(*style, geometry=gpd.GeoSeries(part.geometry)))
    return found


def _style(
    kind: HazardKind, zone: str, low: float, high: float, level: int, language: str
) -> tuple[str, str, int, float]:
    if zone:
        colour, hatch = _ZONES[HazardZoneType(zone)]
        return text(language, f"hazard_zone_type.{zone}"), colour, hatch, 100.0 + hatch
    if not np.isnan(low) or not np.isnan(high):
        return _depth_style(kind, low, high, language)
    if kind is HazardKind.EARTHQUAKE:
        _, name, colour = _INTENSITY[len(_INTENSITY) - 1 - level]
        return text(language, f"export.intensity.{name}"), colour, max(0, level - 2), float(level)
    if kind is HazardKind.LARGE_FIRE:
        return text(language, "export.fire_area"), _FIRE_COLOUR, 3, 50.0
    return text(language, f"hazard_kind.{kind}"), _OTHER_COLOUR, 1, 0.0


def _depth_style(kind: HazardKind, low: float, high: float, language: str) -> tuple[str, str, int, float]:
    """Colour a class by its deepest water: the upper bound, or the lower one where it is open."""
    deepest = low if np.isnan(high) or np.isinf(high) else high - 1e-9
    place = next(i for i, (bound, _) in enumerate(_DEPTH_COLOURS) if deepest >= bound)
    rank = len(_DEPTH_COLOURS) - 1 - place
    open_class = np.isnan(high) or np.isinf(high)
    key = "export.depth_open" if open_class else "export.depth_class"
    said = text(language, key, low=f"{low:g}", high=f"{high:g}")
    label = text(language, "export.kind_and_depth", kind=text(language, f"hazard_kind.{kind}"), depth=said)
    return label, _DEPTH_COLOURS[place][1], max(0, rank - 3), float(rank) + low / 1000


def place_style(state: Any, suitability: Any) -> tuple[str, str, str]:
    """Return fill, ink and sign of a place; one that is not designated never looks usable."""
    return PLACE_STYLES[Suitability(str(suitability))] if is_designated(state) else UNDESIGNATED_STYLE


def is_designated(state: Any) -> bool:
    """Whether a place has the flag of this hazard."""
    return PlaceState(str(state)) in {PlaceState.DESIGNATED_INSIDE, PlaceState.DESIGNATED_OUTSIDE}
