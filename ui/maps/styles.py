"""Colours and signs of the map, and why these.

Depth: the colours of the official flood-map manual (国土交通省 水害ハザードマップ作成の手引き 2016).
Intensity: the Meteorological Agency's policy of 2012. What we draw ourselves (places, ways, people)
is blue, dark green, vermilion and black, which people with any colour vision tell apart on those
yellows and pinks; shape, width and dashes say the same again for a grey print.
"""

from collections.abc import Mapping
from typing import Any

from domain.vocabulary import HazardZoneType, Suitability, ZoneType

Style = dict[str, Any]

#: Upper bounds of the depth classes [m] and their colours; the last has no upper bound.
DEPTH_UPPER_M = (0.3, 0.5, 1.0, 3.0, 5.0, 10.0, 20.0)
DEPTH_COLOURS = ("#ffffb3", "#f7f5a9", "#f8e1a6", "#ffd8c0", "#ffb7b7", "#ff9191", "#f285c9", "#dc7adc")

#: Lower bounds of the JMA intensity classes and their colours.
INTENSITY_LOWER = (-1.0, 4.5, 5.0, 5.5, 6.0, 6.5)
INTENSITY_NAMES = ("4", "5-", "5+", "6-", "6+", "7")
INTENSITY_COLOURS = ("#fae696", "#ffe600", "#ff9900", "#ff2800", "#a50021", "#b40068")

STREETS: tuple[Style, ...] = (
    {"color": "#b9c0c6", "weight": 0.7, "opacity": 0.9},
    {"color": "#97a1a9", "weight": 1.3, "opacity": 0.9},
    {"color": "#6f7b84", "weight": 2.2, "opacity": 0.9},
)

WARD_OUTLINE: Style = {"color": "#3c4650", "weight": 2.0, "dashArray": "8,4,2,4", "opacity": 0.9}

DISTRICT: Style = {
    "color": "#6f7b84",
    "weight": 0.8,
    "dashArray": "3,3",
    "fillColor": "#ffffff",
    "fillOpacity": 0.0,
    "fill": True,
}

ZONES: Mapping[str, Style] = {
    ZoneType.EVACUATION_ZONE: {
        "color": "#5b2a86",
        "weight": 2.5,
        "dashArray": "10,5",
        "fillColor": "#5b2a86",
        "fillOpacity": 0.05,
    },
    ZoneType.ATTENTION_ZONE: {
        "color": "#5b2a86",
        "weight": 1.5,
        "dashArray": "2,4",
        "fillColor": "#5b2a86",
        "fillOpacity": 0.02,
    },
    ZoneType.SAFE_AREA: {"color": "#0072b2", "weight": 2.0, "fillColor": "#0072b2", "fillOpacity": 0.06},
}

HAZARD_ZONES: Mapping[str, Style] = {
    HazardZoneType.HOUSE_COLLAPSE: {
        "color": "#c00000",
        "weight": 1.5,
        "dashArray": "4,3",
        "fillColor": "#c00000",
        "fillOpacity": 0.15,
    },
    HazardZoneType.WARNING: {"color": "#7a6a00", "weight": 1.0, "fillColor": "#fae600", "fillOpacity": 0.6},
    HazardZoneType.SPECIAL_WARNING: {
        "color": "#8a0f00",
        "weight": 1.2,
        "fillColor": "#fa2800",
        "fillOpacity": 0.65,
    },
}

#: A hazard area that has neither depth, zone nor intensity (spread of a fire).
PLAIN_HAZARD: Style = {"color": "#a05000", "weight": 1.0, "fillColor": "#ff9900", "fillOpacity": 0.45}

#: Load of a place: share of its seats that are taken, from empty to full; the last is unknown.
LOAD_UPPER = (0.0, 0.5, 0.999)
LOAD_FILLS = ("#ffffff", "#9ecae1", "#3182bd", "#08306b", "#d9d9d9")
LOAD_KEYS = ("empty", "half", "nearly", "full", "unknown")

#: A place that this plan does not use: small and pale, so that those that count stand out.
UNUSED: Style = {"fill": "#ffffff", "color": "#6b7780", "weight": 1.0, "plain": True}
UNUSED_RADIUS = 3.5

SUITABILITY_SHAPES: Mapping[str, Style] = {
    Suitability.USABLE: {"shape": "circle", "radius": 7},
    Suitability.UPPER_FLOORS: {"shape": "triangle", "radius": 7},
    Suitability.UNUSABLE: {"shape": "cross", "radius": 4, "color": "#4d4d4d", "weight": 2},
    Suitability.TO_CONFIRM: {"shape": "diamond", "radius": 6, "mark": "?"},
}

#: Persons on a street: upper bounds of the bands, and how each is drawn.
FLOW_UPPER = (100, 500, 2000)
FLOW: tuple[Style, ...] = tuple(
    {"color": "#00543c", "weight": weight, "opacity": 0.85} for weight in (1.2, 2.6, 4.5, 7.5)
)

UNSERVED_TIME: Style = {
    "shape": "circle",
    "fill": "#d55e00",
    "color": "#4a2000",
    "weight": 1.2,
    "radius": 6,
    "opacity": 0.7,
    "plain": True,
}
UNSERVED_SEATS: Style = {
    "shape": "square",
    "fill": "#3b3b3b",
    "color": "#000000",
    "weight": 1.2,
    "radius": 5,
    "opacity": 0.6,
    "plain": True,
}

#: Time margin of a block: upper bounds [s], colours from short to long; the last is no limit.
MARGIN_UPPER_S = (0.0, 900.0, 1800.0, 3600.0)
MARGIN_FILLS = ("#b30000", "#e6550d", "#fdae6b", "#9ecae1", "#3182bd")

CLOSED_BY_HAND: Style = {"color": "#d00000", "weight": 5, "dashArray": "2,5"}
CLOSING: tuple[Style, ...] = (
    {"color": "#7a0000", "weight": 2.2, "opacity": 0.8},
    {"color": "#d95f02", "weight": 1.6, "opacity": 0.8},
)

CHOSEN_ROUTE: Style = {"color": "#e6007e", "weight": 5, "opacity": 0.95}
CHOSEN_PLACE: Style = {
    "shape": "circle",
    "fill": "rgba(0, 0, 0, 0)",
    "color": "#e6007e",
    "weight": 3.5,
    "radius": 14,
    "plain": True,
}
CHOSEN_DISTRICT: Style = {"color": "#e6007e", "weight": 3.5, "opacity": 0.95}


def legend_line(style: Style, label: str) -> Style:
    """Return the legend's entry of a line."""
    return {"kind": "line", **style, "label": label}


def legend_area(style: Style, label: str) -> Style:
    """Return the legend's entry of an area."""
    return {"kind": "area", **style, "label": label}


def legend_sign(style: Style, label: str) -> Style:
    """Return the legend's entry of a sign."""
    return {"kind": "sign", **style, "label": label}
