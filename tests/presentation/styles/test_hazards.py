"""Colours of the official manuals, class by class."""

from domain.vocabulary import HazardZoneType
from presentation.styles import hazards


def test_depths_have_the_colours_of_the_flood_map_manual() -> None:
    # 水害ハザードマップ作成の手引き (2016): eight classes, lower bound [m] and RGB.
    official = {
        0.0: (255, 255, 179),
        0.3: (247, 245, 169),
        0.5: (248, 225, 166),
        1.0: (255, 216, 192),
        3.0: (255, 183, 183),
        5.0: (255, 145, 145),
        10.0: (242, 133, 201),
        20.0: (220, 122, 220),
    }
    ours = dict(zip(hazards.DEPTH_LOWER_M, (_rgb(look.fill) for look in hazards.DEPTHS), strict=True))
    assert ours == official


def test_shaking_has_the_colours_of_the_meteorological_agency() -> None:
    # 気象庁 (2012): 震度3以下(1の色), 4, 5弱, 5強, 6弱, 6強, 7.
    official = [
        *((242, 242, 255), (250, 230, 150), (255, 230, 0), (255, 153, 0)),
        *((255, 40, 0), (165, 0, 33), (180, 0, 104)),
    ]
    assert [_rgb(look.fill) for look in hazards.INTENSITIES] == official
    assert len(hazards.INTENSITY_LOWER) == len(hazards.INTENSITIES) - 1


def test_landslide_zones_are_yellow_and_red_and_house_collapse_only_red_lines() -> None:
    zones = hazards.HAZARD_ZONES
    assert set(zones) == set(HazardZoneType)
    assert _rgb(zones[HazardZoneType.WARNING].fill) == (250, 230, 0)
    assert _rgb(zones[HazardZoneType.SPECIAL_WARNING].fill) == (250, 40, 0)
    assert zones[HazardZoneType.HOUSE_COLLAPSE].fill == ""
    assert zones[HazardZoneType.HOUSE_COLLAPSE].hatch.colour == "#FF0000"


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
