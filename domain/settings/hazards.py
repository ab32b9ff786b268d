"""Who must leave, when water or fire cuts the way, and who is left without a home."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import Mark, SettingUnit


class HazardSettings(StageSettings):
    """Who must leave, and when water or fire cuts the way."""

    floor_base_m: float = parameter(
        0.5,
        unit=SettingUnit.M,
        ge=0,
        le=2,
        date="2022",
        mark=Mark.FOUND,
    )
    storey_height_m: float = parameter(
        3.0,
        unit=SettingUnit.M,
        ge=2,
        le=5,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    home_stock_days: float = parameter(
        3.0,
        unit=SettingUnit.DAYS,
        ge=0,
        le=14,
        date="2024",
        mark=Mark.KNOWN_HIGH,
    )
    one_storey_depth_m: float = parameter(
        0.5,
        unit=SettingUnit.M,
        ge=0.1,
        le=2,
        date="2021-05",
        mark=Mark.KNOWN_HIGH,
    )
    seaward_allowance_m: float = parameter(
        100.0,
        unit=SettingUnit.M,
        ge=0,
        le=500,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    assisted_wind_lead_s: float = parameter(
        7200.0,
        unit=SettingUnit.S,
        ge=0,
        le=43200,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    fire_street_width_m: float = parameter(
        15.0,
        unit=SettingUnit.M,
        ge=4,
        le=50,
        date="2026-11閲覧",
        mark=Mark.FOUND_SECONDARY,
    )
    fire_narrow_factor: float = parameter(
        1.5,
        ge=1,
        le=5,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    underpass_lead_s: float = parameter(
        0.0,
        unit=SettingUnit.S,
        ge=0,
        le=86400,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    crossings_open_after_s: float = parameter(
        0.0,
        unit=SettingUnit.S,
        ge=0,
        le=2_592_000,
        choices=(0.0, 1800.0, 3600.0),
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    bridges_open_after_s: float = parameter(
        0.0,
        unit=SettingUnit.S,
        ge=0,
        le=2_592_000,
        choices=(0.0, 3600.0, 10800.0),
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    landslide_level5_after_s: float = parameter(
        7200.0,
        unit=SettingUnit.S,
        ge=0,
        le=86400,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )


class QuakeSettings(StageSettings):
    """Evacuees after shaking (中央防災会議 南海トラフの手法)."""

    half_collapse_factor: float = parameter(
        0.13,
        ge=0,
        le=1,
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    water_cut_factor_day1: float = parameter(
        0.0,
        ge=0,
        le=1,
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    water_cut_factor_day7: float = parameter(
        0.25,
        ge=0,
        le=1,
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    water_cut_factor_day30: float = parameter(
        0.90,
        ge=0,
        le=1,
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    water_still_cut_day7: float = parameter(
        1.0,
        ge=0,
        le=1,
        choices=(0.8, 1.0),
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    water_still_cut_day30: float = parameter(
        0.2,
        ge=0,
        le=1,
        choices=(0.2, 0.5),
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    shelter_share_day1: float = parameter(
        0.60,
        ge=0,
        le=1,
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    shelter_share_day7: float = parameter(
        0.50,
        ge=0,
        le=1,
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    shelter_share_day30: float = parameter(
        0.30,
        ge=0,
        le=1,
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    tsunami_shelter_share: float = parameter(
        0.6667,
        ge=0,
        le=1,
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    tsunami_home_depth_m: float = parameter(
        0.5,
        unit=SettingUnit.M,
        ge=0,
        le=5,
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
