"""Who must leave, when water or fire cuts the way, and who is left without a home."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import Mark


class HazardSettings(StageSettings):
    """Who must leave, and when water or fire cuts the way."""

    floor_base_m: float = parameter(
        0.5,
        unit="m",
        ge=0,
        le=2,
        source="国土交通省 水害ハザードマップ作成の手引き（1階床 0.5 m）",
        date="2022",
        mark=Mark.FOUND,
    )
    storey_height_m: float = parameter(
        3.0,
        unit="m",
        ge=2,
        le=5,
        source="Sonae: 階高（2階床 3.5 m）",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    home_stock_days: float = parameter(
        3.0,
        unit="日",
        ge=0,
        le=14,
        source="内閣府 防災基本計画（家庭備蓄 最低3日）",
        date="2024",
        mark=Mark.KNOWN_HIGH,
    )
    one_storey_depth_m: float = parameter(
        0.5,
        unit="m",
        ge=0.1,
        le=2,
        source="内閣府 避難情報に関するガイドライン（内水・平屋）",
        date="2021-05",
        mark=Mark.KNOWN_HIGH,
    )
    tsunami_reserve_s: float = parameter(
        600.0,
        unit="s",
        ge=0,
        le=3600,
        source="Sonae: 浸水前に安全な区域へ着くまでの余裕",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    seaward_allowance_m: float = parameter(
        100.0,
        unit="m",
        ge=0,
        le=500,
        source="Sonae: 津波避難ビルへの最後の区間に限る海側への移動",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    assisted_wind_lead_s: float = parameter(
        7200.0,
        unit="s",
        ge=0,
        le=43200,
        source="Sonae: 平均15 m/s（歩行が困難）から暴風（平均20 m/s）まで",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    fire_street_width_m: float = parameter(
        15.0,
        unit="m",
        ge=4,
        le=50,
        source="逃げ地図 火災の手引き（避難路は幅15 m以上）",
        date="2026-11閲覧",
        mark=Mark.FOUND_SECONDARY,
    )
    fire_narrow_factor: float = parameter(
        1.5,
        unit="",
        ge=1,
        le=5,
        source="Sonae: 火事では狭い道をこの倍の時間に数えて経路を選ぶ（歩行時間そのものは変えない）",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    landslide_level5_after_s: float = parameter(
        7200.0,
        unit="s",
        ge=0,
        le=86400,
        source="Sonae: 警戒レベル4から5まで（2時間）",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )


class QuakeSettings(StageSettings):
    """Evacuees after shaking (中央防災会議 南海トラフの手法)."""

    half_collapse_factor: float = parameter(
        0.13,
        unit="",
        ge=0,
        le=1,
        source="内閣府 南海トラフ巨大地震の被害想定項目及び手法の概要",
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    water_cut_factor_day1: float = parameter(
        0.0,
        unit="",
        ge=0,
        le=1,
        source="同上（断水時生活困窮度 1日後）",
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    water_cut_factor_day7: float = parameter(
        0.25,
        unit="",
        ge=0,
        le=1,
        source="同上（1週間後）",
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    water_cut_factor_day30: float = parameter(
        0.90,
        unit="",
        ge=0,
        le=1,
        source="同上（1か月後）",
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    shelter_share_day1: float = parameter(
        0.60,
        unit="",
        ge=0,
        le=1,
        source="同上（避難所:避難所外 60:40）",
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    shelter_share_day7: float = parameter(
        0.50,
        unit="",
        ge=0,
        le=1,
        source="同上（50:50）",
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    shelter_share_day30: float = parameter(
        0.30,
        unit="",
        ge=0,
        le=1,
        source="同上（30:70）",
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
    tsunami_shelter_share: float = parameter(
        0.6667,
        unit="",
        ge=0,
        le=1,
        source="同上（津波浸水地域 2:1）",
        date="2013-03",
        mark=Mark.KNOWN_HIGH,
    )
