"""How many people a place holds, the targets of the indicators, and where bands begin."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import Mark, SettingUnit


class CapacitySettings(StageSettings):
    """How many people a place holds."""

    tsunami_area_m2: float = parameter(
        1.0,
        unit=SettingUnit.M2_PER_PERSON,
        ge=0.3,
        le=5,
        choices=(0.5, 1.0),
        date="2024-06-11",
        mark=Mark.FOUND,
    )
    overnight_area_m2: float = parameter(
        2.0,
        unit=SettingUnit.M2_PER_PERSON,
        ge=1,
        le=5,
        choices=(2.0, 3.5),
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    stay_area_m2: float = parameter(
        3.5,
        unit=SettingUnit.M2_PER_PERSON,
        ge=1.65,
        le=6,
        choices=(1.65, 2.0, 3.0, 3.5),
        date="2024-12-13",
        mark=Mark.FOUND,
    )
    open_ground_area_m2: float = parameter(
        1.0,
        unit=SettingUnit.M2_PER_PERSON,
        ge=0.5,
        le=5,
        choices=(1.0, 2.0),
        date="2022",
        mark=Mark.KNOWN_HIGH,
    )
    usable_share: float = parameter(
        0.7,
        ge=0.3,
        le=1,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    opening_delay_s: float = parameter(
        1800.0,
        unit=SettingUnit.S,
        ge=0,
        le=21600,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    opening_staff_persons: int = parameter(
        3,
        unit=SettingUnit.PERSONS,
        ge=1,
        le=30,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    opener_within_s: float = parameter(
        1800.0,
        unit=SettingUnit.S,
        ge=0,
        le=21600,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    seats_per_opener: int = parameter(
        100,
        unit=SettingUnit.PERSONS,
        ge=10,
        le=1000,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    first_refuge_floor: int = parameter(
        3,
        unit=SettingUnit.FLOOR,
        ge=2,
        le=10,
        date="2025-04-14",
        mark=Mark.FOUND,
    )


class ReadinessSettings(StageSettings):
    """Targets of the indicators, and where the bands of an area begin."""

    stock_days: float = parameter(
        3.0,
        unit=SettingUnit.DAYS,
        ge=0,
        le=14,
        date="2015-12",
        mark=Mark.FOUND,
    )
    drills_in_year: float = parameter(
        1.0,
        unit=SettingUnit.TIMES,
        ge=0,
        le=12,
        date="2017",
        mark=Mark.KNOWN_HIGH,
    )
    drill_participation_share: float = parameter(
        0.1,
        ge=0,
        le=1,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    leaders_over_75_share: float = parameter(
        0.3,
        ge=0,
        le=1,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    near_target_share: float = parameter(
        0.8,
        ge=0.1,
        le=1,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    two_ways_share: float = parameter(
        0.9,
        ge=0,
        le=1,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    meals_per_day: float = parameter(
        3.0,
        unit=SettingUnit.MEALS,
        ge=1,
        le=5,
        date="2015-12",
        mark=Mark.KNOWN_HIGH,
    )
    water_l_per_day: float = parameter(
        3.0,
        unit=SettingUnit.LITRES,
        ge=1,
        le=20,
        date="2013",
        mark=Mark.KNOWN_HIGH,
    )
    persons_per_toilet: int = parameter(
        50,
        unit=SettingUnit.PERSONS,
        ge=10,
        le=200,
        choices=(20, 50),
        date="2024-12-13",
        mark=Mark.FOUND,
    )
    serious_persons: float = parameter(
        100.0,
        unit=SettingUnit.PERSONS,
        ge=1,
        le=10000,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    serious_share: float = parameter(
        0.1,
        ge=0.01,
        le=1,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    serious_share_from_persons: float = parameter(
        10.0,
        unit=SettingUnit.PERSONS,
        ge=1,
        le=1000,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    problem_theme_share: float = parameter(
        0.5,
        ge=0.1,
        le=1,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    problem_mean_walk_s: float = parameter(
        3600.0,
        unit=SettingUnit.S,
        ge=600,
        le=43200,
        choices=(1800.0, 3600.0, 5400.0),
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
