"""How many people a place holds, and the targets of the indicators."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import Mark


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
    opening_delay_s: float = parameter(
        1800.0,
        unit="s",
        ge=0,
        le=21600,
        source="Sonae: 警戒レベル3から避難所を開けるまで（参集と開錠。津波・地震・火事には用いない）",
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
