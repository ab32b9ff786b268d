"""How fast people walk, when they start, and what is closed by hand."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import DayTimeChoice, Mark


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
    longest_walk_s: float = parameter(
        7200.0,
        unit="s",
        ge=900,
        le=43200,
        choices=(3600.0, 7200.0, 10800.0),
        source="Sonae: 計画で避難先まで歩く時間の上限（津波・火事と、席の制限のない安全な区域には用いない）",
        date="2026-11",
        mark=Mark.ASSUMPTION,
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
    """At which time of day people are counted, and when they start."""

    day_time: DayTimeChoice = parameter(
        DayTimeChoice.SCENARIO,
        unit="",
        choices=tuple(DayTimeChoice),
        source="利用者の設定: 夜間（住んでいる人）か昼間（昼間にいる人）か。scenario は想定のとおり",
        date="2026-11",
        mark=Mark.ASSUMPTION,
    )
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
