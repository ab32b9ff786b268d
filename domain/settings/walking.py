"""How fast people walk, when they start, and what is closed by hand."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import DayTimeChoice, DepartureSpread, Mark, SettingUnit, Snow


class MovementSettings(StageSettings):
    """How fast people walk."""

    adult_speed_m_s: float = parameter(
        0.736,
        unit=SettingUnit.M_S,
        ge=0.2,
        le=2.0,
        choices=(0.717, 0.736, 1.0, 1.34),
        date="2012-08",
        mark=Mark.FOUND_SECONDARY,
    )
    assisted_speed_m_s: float = parameter(
        0.5,
        unit=SettingUnit.M_S,
        ge=0.1,
        le=1.5,
        choices=(0.333, 0.478, 0.5),
        date="2013",
        mark=Mark.FOUND_SECONDARY,
    )
    night_factor: float = parameter(
        0.8,
        ge=0.3,
        le=1.0,
        date="2022-05",
        mark=Mark.FOUND,
    )
    steps_factor: float = parameter(
        0.6,
        ge=0.2,
        le=1.0,
        date="2024",
        mark=Mark.ASSUMPTION,
    )
    snow: Snow = parameter(Snow.NONE, choices=tuple(Snow), date="2026-11", mark=Mark.ASSUMPTION)
    thin_snow_speed_m_s: float = parameter(
        0.60, unit=SettingUnit.M_S, ge=0.1, le=2.0, date="2021-12", mark=Mark.FOUND_SECONDARY
    )
    knee_snow_speed_m_s: float = parameter(
        0.37, unit=SettingUnit.M_S, ge=0.1, le=2.0, date="2021-12", mark=Mark.FOUND_SECONDARY
    )
    wading_loss_per_m: float = parameter(
        0.0, ge=0, le=2.0, choices=(0.0, 1.2), date="2026-11", mark=Mark.ASSUMPTION
    )
    wading_depth_m: float = parameter(
        0.30, unit=SettingUnit.M, ge=0.05, le=0.45, date="2022-05", mark=Mark.ASSUMPTION
    )
    practical_limit_m: float = parameter(
        500.0,
        unit=SettingUnit.M,
        ge=100,
        le=3000,
        date="2013",
        mark=Mark.FOUND_SECONDARY,
    )
    longest_walk_s: float = parameter(
        7200.0,
        unit=SettingUnit.S,
        ge=900,
        le=43200,
        choices=(3600.0, 7200.0, 10800.0),
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    reserve_s: float = parameter(
        600.0,
        unit=SettingUnit.S,
        ge=0,
        le=3600,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    outside_streets_min_m: float = parameter(
        1000.0,
        unit=SettingUnit.M,
        ge=0,
        le=100_000,
        choices=(1000.0, 5000.0),
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    access_max_m: float = parameter(
        300.0,
        unit=SettingUnit.M,
        ge=50,
        le=2000,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )


class DepartureSettings(StageSettings):
    """At which time of day people are counted, and when they start."""

    day_time: DayTimeChoice = parameter(
        DayTimeChoice.SCENARIO,
        choices=tuple(DayTimeChoice),
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    quake_direct_day_s: float = parameter(
        300.0,
        unit=SettingUnit.S,
        ge=0,
        le=7200,
        date="2022-05",
        mark=Mark.FOUND,
    )
    quake_direct_night_s: float = parameter(
        600.0,
        unit=SettingUnit.S,
        ge=0,
        le=7200,
        date="2022-05",
        mark=Mark.FOUND,
    )
    quake_task_day_s: float = parameter(
        900.0,
        unit=SettingUnit.S,
        ge=0,
        le=7200,
        date="2012-08",
        mark=Mark.KNOWN_HIGH,
    )
    quake_task_night_s: float = parameter(
        1200.0,
        unit=SettingUnit.S,
        ge=0,
        le=7200,
        date="2012-08",
        mark=Mark.KNOWN_HIGH,
    )
    direct_share: float = parameter(
        0.2,
        ge=0,
        le=1,
        choices=(0.2, 0.387, 0.7, 1.0),
        date="2012-08",
        mark=Mark.FOUND_SECONDARY,
    )
    after_task_share: float = parameter(
        0.5,
        ge=0,
        le=1,
        choices=(0.0, 0.2, 0.3, 0.5, 0.58),
        date="2012-08",
        mark=Mark.FOUND_SECONDARY,
    )
    rain_delay_s: float = parameter(
        3600.0,
        unit=SettingUnit.S,
        ge=1800,
        le=7200,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    rain_leaving_share: float = parameter(
        1.0,
        ge=0,
        le=1,
        choices=(0.4, 0.56, 0.8, 1.0),
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    fire_delay_s: float = parameter(
        1800.0,
        unit=SettingUnit.S,
        ge=0,
        le=14400,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    first_later_s: float = parameter(
        0.0,
        unit=SettingUnit.S,
        ge=-7200,
        le=14400,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    second_later_s: float = parameter(
        0.0,
        unit=SettingUnit.S,
        ge=-7200,
        le=14400,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    spread: DepartureSpread = parameter(
        DepartureSpread.RAYLEIGH,
        choices=tuple(DepartureSpread),
        date="2012",
        mark=Mark.KNOWN_HIGH,
    )
    take_along_m: float = parameter(
        100.0,
        unit=SettingUnit.M,
        ge=0,
        le=500,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
