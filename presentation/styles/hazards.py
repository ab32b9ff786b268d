"""Looks of hazard classes, in the colours of the official manuals.

Depth: 国土交通省「水害ハザードマップ作成の手引き」(2016). Shaking: 気象庁の震度配色 (2012). Landslide
zones: yellow and red, as on 重ねるハザードマップ. Alert levels: 内閣府「警戒レベルの配色」(2020).
"""

from typing import Final

from domain.vocabulary import HazardZoneType
from presentation.styles.looks import AreaLook, Hatch, Pattern, Stroke

#: Colour of patterns that only tell classes apart on a grey print.
PATTERN_COLOUR: Final = "#6B6B6B"


def _depth(name: str, fill: str, hatch: Hatch | None) -> AreaLook:
    return AreaLook(f"map.depth.{name}", fill, 0.85, hatch)


def _lines(pattern: Pattern, gap: int, opacity: float = 0.55) -> Hatch:
    return Hatch(pattern, gap, PATTERN_COLOUR, opacity)


#: Lower bounds of the depth classes [m], shallow first.
DEPTH_LOWER_M: Final = (0.0, 0.3, 0.5, 1.0, 3.0, 5.0, 10.0, 20.0)
#: Looks of the depth classes: the deeper the water, the closer the pattern.
DEPTHS: Final = (
    _depth("0", "#FFFFB3", None),
    _depth("1", "#F7F5A9", _lines(Pattern.DOTS, 14)),
    _depth("2", "#F8E1A6", _lines(Pattern.DOTS, 8)),
    _depth("3", "#FFD8C0", _lines(Pattern.RISING, 18, 0.4)),
    _depth("4", "#FFB7B7", _lines(Pattern.RISING, 11)),
    _depth("5", "#FF9191", _lines(Pattern.RISING, 7)),
    _depth("6", "#F285C9", _lines(Pattern.CROSSED, 12)),
    _depth("7", "#DC7ADC", _lines(Pattern.CROSSED, 7)),
)
#: Water of unknown depth.
DEPTH_UNKNOWN: Final = AreaLook("map.depth.unknown", "#C8D2DC", 0.85, _lines(Pattern.LEVEL, 9))

#: Lower bounds of the JMA instrumental intensity, weak first; the first class has none.
INTENSITY_LOWER: Final = (3.5, 4.5, 5.0, 5.5, 6.0, 6.5)
# Shaking covers everything: at full strength its colours would drown streets and letters.
_SHAKING_OPACITY: Final = 0.42


def _shaking(name: str, fill: str, hatch: Hatch | None) -> AreaLook:
    return AreaLook(f"map.intensity.{name}", fill, _SHAKING_OPACITY, hatch)


#: Looks of the intensity classes (震度3以下 … 7).
INTENSITIES: Final = (
    _shaking("3", "#F2F2FF", None),
    _shaking("4", "#FAE696", _lines(Pattern.DOTS, 14)),
    _shaking("5l", "#FFE600", _lines(Pattern.DOTS, 8)),
    _shaking("5u", "#FF9900", _lines(Pattern.RISING, 18, 0.4)),
    _shaking("6l", "#FF2800", _lines(Pattern.RISING, 11)),
    _shaking("6u", "#A50021", _lines(Pattern.CROSSED, 14)),
    _shaking("7", "#B40068", _lines(Pattern.CROSSED, 8)),
)


def _shaking_lines(name: str, pattern: Pattern, gap: int, colour: str) -> AreaLook:
    return AreaLook(f"map.intensity.{name}", hatch=Hatch(pattern, gap, colour, 0.8))


#: The same where the scenario brings water, too: lines only, so that no two colours mix.
INTENSITIES_BY_WATER: Final = (
    _shaking_lines("3", Pattern.DOTS, 14, "#8C8CC8"),
    _shaking_lines("4", Pattern.DOTS, 8, "#A08C00"),
    _shaking_lines("5l", Pattern.FALLING, 18, "#B49600"),
    _shaking_lines("5u", Pattern.FALLING, 11, "#E07000"),
    _shaking_lines("6l", Pattern.RISING, 11, "#FF2800"),
    _shaking_lines("6u", Pattern.CROSSED, 14, "#A50021"),
    _shaking_lines("7", Pattern.CROSSED, 8, "#B40068"),
)

#: 家屋倒壊 is red lines only, so that depths show below; landslide zones are yellow and red.
HAZARD_ZONES: Final = {
    HazardZoneType.HOUSE_COLLAPSE: AreaLook(
        "hazard_zone_type.house_collapse",
        hatch=Hatch(Pattern.FALLING, 9, "#FF0000"),
        edge=Stroke("#C00000", 1.5, (6, 3)),
    ),
    HazardZoneType.WARNING: AreaLook(
        "hazard_zone_type.warning",
        "#FAE600",
        0.55,
        Hatch(Pattern.RISING, 12, "#6B5900"),
        Stroke("#6B5900", 1.0),
    ),
    HazardZoneType.SPECIAL_WARNING: AreaLook(
        "hazard_zone_type.special_warning",
        "#FA2800",
        0.55,
        Hatch(Pattern.CROSSED, 7, "#7A0000"),
        Stroke("#7A0000", 1.4),
    ),
}

#: Spread of a fire, and an area without depth, zone or intensity.
FIRE: Final = AreaLook("map.fire_area", "#FF9900", 0.5, _lines(Pattern.FALLING, 9), Stroke("#A05000", 1.0))
OTHER_AREA: Final = AreaLook("map.hazard_area", "#C8C8C8", 0.7, _lines(Pattern.LEVEL, 9))
