"""The settings of each stage, with the source of every value."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import Mark


class MovementSettings(StageSettings):
    """How fast people walk."""

    adult_speed_m_s: float = parameter(
        0.736,
        unit="m/s",
        ge=0.2,
        le=2.0,
        choices=(0.717, 0.736, 1.0, 1.34),
        source="内閣府 南海トラフ巨大地震の被害想定（東北地方太平洋沖地震の平均 2.65 km/h）",
        date="2012-08",
        mark=Mark.FOUND_SECONDARY,
    )
    assisted_speed_m_s: float = parameter(
        0.5,
        unit="m/s",
        ge=0.1,
        le=1.5,
        choices=(0.333, 0.478, 0.5),
        source="消防庁 津波避難対策推進マニュアル検討会報告書（歩行困難者等）",
        date="2013",
        mark=Mark.FOUND_SECONDARY,
    )
    night_factor: float = parameter(
        0.8,
        unit="",
        ge=0.3,
        le=1.0,
        source="内閣府 南海トラフ巨大地震の被害想定／東京都 首都直下地震等による東京の被害想定 p.373",
        date="2022-05",
        mark=Mark.FOUND,
    )
    steps_factor: float = parameter(
        0.6,
        unit="",
        ge=0.2,
        le=1.0,
        source="CrowdWalk（産業技術総合研究所）階段の速度比",
        date="2024",
        mark=Mark.ASSUMPTION,
    )
    practical_limit_m: float = parameter(
        500.0,
        unit="m",
        ge=100,
        le=3000,
        source="宮城県 津波対策ガイドライン／消防庁（避難可能距離の目安。線で示すだけで打ち切らない）",
        date="2013",
        mark=Mark.FOUND_SECONDARY,
    )
    access_max_m: float = parameter(
        300.0,
        unit="m",
        ge=50,
        le=2000,
        source="Sonae: これより道路から遠い街区・場所は確認事項に挙げる",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )


class DepartureSettings(StageSettings):
    """When people start."""

    quake_direct_day_s: float = parameter(
        300.0,
        unit="s",
        ge=0,
        le=7200,
        source="東京都 被害想定 p.373, 416（直接避難・昼）",
        date="2022-05",
        mark=Mark.FOUND,
    )
    quake_direct_night_s: float = parameter(
        600.0,
        unit="s",
        ge=0,
        le=7200,
        source="東京都 被害想定 p.373, 416（直接避難・夜）",
        date="2022-05",
        mark=Mark.FOUND,
    )
    quake_task_day_s: float = parameter(
        900.0,
        unit="s",
        ge=0,
        le=7200,
        source="内閣府 南海トラフ巨大地震の被害想定（用事後避難・昼）",
        date="2012-08",
        mark=Mark.KNOWN_HIGH,
    )
    quake_task_night_s: float = parameter(
        1200.0,
        unit="s",
        ge=0,
        le=7200,
        source="内閣府 南海トラフ巨大地震の被害想定（用事後避難・夜）",
        date="2012-08",
        mark=Mark.KNOWN_HIGH,
    )
    direct_share: float = parameter(
        0.2,
        unit="",
        ge=0,
        le=1,
        choices=(0.2, 0.387, 0.7, 1.0),
        source="内閣府 南海トラフ巨大地震の被害想定（早期避難者比率が低い場合 20/50/30 %）",
        date="2012-08",
        mark=Mark.FOUND_SECONDARY,
    )
    after_task_share: float = parameter(
        0.5,
        unit="",
        ge=0,
        le=1,
        choices=(0.0, 0.2, 0.3, 0.5, 0.58),
        source="内閣府 南海トラフ巨大地震の被害想定（同上）。残りは「避難しない・遅れる」",
        date="2012-08",
        mark=Mark.FOUND_SECONDARY,
    )
    rain_delay_s: float = parameter(
        3600.0,
        unit="s",
        ge=1800,
        le=7200,
        source="Sonae: 避難情報の発令から出発まで（30〜120分）",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    rain_leaving_share: float = parameter(
        1.0,
        unit="",
        ge=0,
        le=1,
        choices=(0.4, 0.56, 0.8, 1.0),
        source="Sonae: 計画は全員の避難を前提とする（席は常に全員分を数える）",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    fire_delay_s: float = parameter(
        1800.0,
        unit="s",
        ge=0,
        le=14400,
        source="Sonae: 出火から避難開始まで",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )


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
    landslide_level5_after_s: float = parameter(
        7200.0,
        unit="s",
        ge=0,
        le=86400,
        source="Sonae: 警戒レベル4から5まで（2時間）",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )


class CapacitySettings(StageSettings):
    """How many people a place holds."""

    tsunami_area_m2: float = parameter(
        1.0,
        unit="m²/人",
        ge=0.3,
        le=5,
        choices=(0.5, 1.0),
        source="堺市 津波避難ビルの指定基準",
        date="2024-06-11",
        mark=Mark.FOUND,
    )
    overnight_area_m2: float = parameter(
        2.0,
        unit="m²/人",
        ge=1,
        le=5,
        choices=(2.0, 3.5),
        source="Sonae: 風水害時の一晩の避難",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    stay_area_m2: float = parameter(
        3.5,
        unit="m²/人",
        ge=1.65,
        le=6,
        choices=(1.65, 2.0, 3.0, 3.5),
        source="内閣府 避難所運営の取組指針（居住スペース）",
        date="2024-12-13",
        mark=Mark.FOUND,
    )
    open_ground_area_m2: float = parameter(
        1.0,
        unit="m²/人",
        ge=0.5,
        le=5,
        choices=(1.0, 2.0),
        source="東京都 広域避難場所の基準（1 m²/人以上）",
        date="2022",
        mark=Mark.KNOWN_HIGH,
    )
    usable_share: float = parameter(
        0.7,
        unit="",
        ge=0.3,
        le=1,
        source="Sonae: 床面積のうち居住に使える割合（通例 0.6〜0.8）",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    first_refuge_floor: int = parameter(
        3,
        unit="階",
        ge=2,
        le=10,
        source="堺市 津波避難について（3階以上へ）",
        date="2025-04-14",
        mark=Mark.FOUND,
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


class NetworkSettings(StageSettings):
    """Streets and places that are taken out of use by hand."""

    closed_crossings: tuple[str, ...] = parameter(
        (),
        unit="",
        source="利用者の設定: 踏切を閉じる鉄道の名前",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    closed_bridges: tuple[str, ...] = parameter(
        (),
        unit="",
        source="利用者の設定: 通れない橋・道路の名前",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    closed_places: tuple[str, ...] = parameter(
        (),
        unit="",
        source="利用者の設定: 開設しない場所の施設ID",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )


class ReadinessSettings(StageSettings):
    """Targets of the indicators."""

    stock_days: float = parameter(
        3.0,
        unit="日",
        ge=0,
        le=14,
        source="大阪府域 救援物資対策協議会の方針",
        date="2015-12",
        mark=Mark.FOUND,
    )
    drills_in_year: float = parameter(
        1.0,
        unit="回",
        ge=0,
        le=12,
        source="消防庁 自主防災組織の手引",
        date="2017",
        mark=Mark.KNOWN_HIGH,
    )
    drill_participation_share: float = parameter(
        0.1,
        unit="",
        ge=0,
        le=1,
        source="Sonae: 1年間の訓練参加者÷居住者（各市の目標 10〜20 % の低い方）",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    leaders_over_75_share: float = parameter(
        0.3,
        unit="",
        ge=0,
        le=1,
        source="Sonae: 班長のうち75歳以上の割合（これを超えると後継者が課題）",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    supporters_per_person: float = parameter(
        2.0,
        unit="人",
        ge=0,
        le=10,
        source="内閣府 避難行動要支援者の避難行動支援に関する取組指針",
        date="2021-05",
        mark=Mark.KNOWN_HIGH,
    )
    near_target_share: float = parameter(
        0.8,
        unit="",
        ge=0.1,
        le=1,
        source="Sonae: 目標の8割以上を「あと少し」と示す",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
    meals_per_day: float = parameter(
        3.0,
        unit="食",
        ge=1,
        le=5,
        source="大阪府域 救援物資対策協議会の方針",
        date="2015-12",
        mark=Mark.KNOWN_HIGH,
    )
    water_l_per_day: float = parameter(
        3.0,
        unit="L",
        ge=1,
        le=20,
        source="内閣府・厚生労働省（飲料水 1人1日3 L）",
        date="2013",
        mark=Mark.KNOWN_HIGH,
    )
