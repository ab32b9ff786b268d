"""The fifteen scenarios of the bundled city."""

from dataclasses import replace

from domain.scenario import HazardScenario
from domain.vocabulary import DayTime, DeadlineKind, DestinationKind, HazardKind, OpenClass, Phase
from model_city.scenario_words import easy_name, english_source

_HOUR_S = 3600.0
_TSUNAMI_DESTINATIONS = (DestinationKind.SAFE_AREA, DestinationKind.REFUGE_BUILDING)
_RAIN_DESTINATIONS = (DestinationKind.EMERGENCY_SITE,)
_MODEL = "浸水域・被害分布は模擬データ（公表資料の記述に合わせて作成）。"


def build_scenarios() -> dict[str, HazardScenario]:
    """Return the scenarios by id, in the order in which they are offered."""
    scenarios = [*_tsunami(), *_quakes(), *_rivers(), *_storms(), _fire()]
    return {scenario.scenario_id: _with_words(scenario) for scenario in scenarios}


def _with_words(scenario: HazardScenario) -> HazardScenario:
    asked = scenario.scenario_id, scenario.day_after
    return replace(scenario, name_easy=easy_name(*asked), source_en=english_source(*asked))


def _tsunami() -> list[HazardScenario]:
    return [
        HazardScenario(
            scenario_id=f"nankai-tsunami-{time.value}",
            name=f"南海トラフ巨大地震の津波（{name}）",
            name_en=f"Nankai Trough tsunami, {time.value}",
            kinds=(HazardKind.TSUNAMI,),
            phase=Phase.ESCAPE,
            layers=("tsunami",),
            t0="earthquake",
            alerts_s={"warning": 180.0},
            deadline=DeadlineKind.WATER_ARRIVAL,
            day_time=time,
            targets=_TSUNAMI_DESTINATIONS,
            open_class=OpenClass.EARTHQUAKE,
            season="winter",
            day_after=None,
            source="大阪府 津波浸水想定（2013-08）・堺市「津波避難について」（2025-04-14）の記述による。"
            + _MODEL,
            is_model=True,
        )
        for time, name in ((DayTime.NIGHT, "夜間"), (DayTime.DAY, "昼間"))
    ]


#: Days of the estimates after an earthquake.
_DAYS = (1, 7, 30)


#: Id, names, layers and published evacuees of the earthquakes.
_QUAKES = (
    ("nankai", "南海トラフ巨大地震", "Nankai Trough earthquake", ("quake_nankai", "tsunami"), "74,402"),
    ("uemachi", "上町断層帯地震", "Uemachi fault earthquake", ("quake_uemachi",), "138,643"),
)


def _quakes() -> list[HazardScenario]:
    return [_quake(*case, day=day) for day in _DAYS for case in _QUAKES]


def _quake(
    key: str, name: str, name_en: str, layers: tuple[str, ...], published: str, *, day: int
) -> HazardScenario:
    return HazardScenario(
        scenario_id=f"{key}-quake-day{day}",
        name=f"{name} {day}日後",
        name_en=f"{name_en}, day {day}",
        kinds=(HazardKind.EARTHQUAKE,),
        phase=Phase.STAY,
        layers=layers,
        t0="earthquake",
        alerts_s={},
        deadline=DeadlineKind.NONE,
        day_time=DayTime.NIGHT,
        targets=(DestinationKind.SHELTER,),
        open_class=OpenClass.EARTHQUAKE,
        season="winter",
        day_after=day,
        source=_quake_source(published, day) + _MODEL,
        is_model=True,
    )


def _quake_source(published: str, day: int) -> str:
    if day == _DAYS[0]:
        return f"堺市北区役所（2024-03-27）の避難者{published}人に合わせた。"
    return (
        f"1日後の被害分布（堺市北区役所の避難者{published}人に合わせた）から、内閣府の式で{day}日後を計算した。"
        "断水の復旧は仮定値（設定）。"
    )


def _rain(
    scenario_id: str,
    name: str,
    name_en: str,
    kinds: tuple[HazardKind, ...],
    layers: tuple[str, ...],
    alerts_h: dict[str, float],
    source: str,
    *,
    deadline: DeadlineKind = DeadlineKind.LEVEL5,
) -> HazardScenario:
    return HazardScenario(
        scenario_id=scenario_id,
        name=name,
        name_en=name_en,
        kinds=kinds,
        phase=Phase.ESCAPE,
        layers=layers,
        t0="level3",
        alerts_s={alert: hours * _HOUR_S for alert, hours in alerts_h.items()},
        deadline=deadline,
        day_time=DayTime.NIGHT,
        targets=_RAIN_DESTINATIONS,
        open_class=OpenClass.WIND_WATER,
        season="summer",
        day_after=None,
        source=source + _MODEL,
        is_model=True,
    )


def _rivers() -> list[HazardScenario]:
    return [
        _rain(
            "yamato-flood-l2", "大和川の洪水（想定最大規模）", "Yamato river flood, largest thinkable",
            (HazardKind.FLOOD,), ("yamato_flood",), {"level3": 0.0, "level4": 3.0, "level5": 6.0},
            "近畿地方整備局 大和川 想定最大規模（2016-05-31、12時間316 mm）の記述による。",
        ),
        _rain(
            "small-rivers-flood", "石津川・西除川・東除川などの洪水", "Floods of the smaller rivers",
            (HazardKind.FLOOD,), ("small_rivers_flood",), {"level3": 0.0, "level4": 2.0, "level5": 4.0},
            "大阪府 洪水リスク表示図の記述による。",
        ),
    ]  # fmt: skip


def _storms() -> list[HazardScenario]:
    storm = {"level3": 0.0, "level4": 4.0, "storm_wind": 8.0, "level5": 10.0}
    return [
        _rain(
            "surge-l2", "高潮（想定最大規模）", "Storm surge, largest thinkable",
            (HazardKind.STORM_SURGE,), ("storm_surge",), storm,
            "大阪府 高潮浸水想定（2019-12、室戸台風級）の記述による。",
            deadline=DeadlineKind.STORM_WIND,
        ),
        _rain(
            "heavy-rain-landslide", "大雨による土砂災害", "Landslides after heavy rain",
            (HazardKind.LANDSLIDE,), ("landslide",), {"level3": 0.0, "level4": 2.0, "level5": 4.0},
            "区域の数と位置は模擬。",
        ),
        _rain(
            "inland-147mm", "内水氾濫（1時間147 mm）", "Inland flooding, 147 mm an hour",
            (HazardKind.INLAND_FLOOD,), ("inland_flood",), {"level3": 0.0, "level4": 0.5, "level5": 2.0},
            "堺市 雨水出水浸水想定（147 mm/h）の条件による。",
        ),
        _rain(
            "typhoon-compound", "台風（高潮・内水・洪水・土砂の複合）",
            "Typhoon: surge, inland water, rivers and slides together",
            (HazardKind.STORM_SURGE, HazardKind.INLAND_FLOOD, HazardKind.FLOOD, HazardKind.LANDSLIDE),
            ("storm_surge", "inland_flood", "small_rivers_flood", "yamato_flood", "landslide"), storm,
            "上の各想定が同時に起きる場合。",
            deadline=DeadlineKind.STORM_WIND,
        ),
    ]  # fmt: skip


def _fire() -> HazardScenario:
    return HazardScenario(
        scenario_id="shinminato-fire",
        name="新湊地区の大規模な火事",
        name_en="Large fire in Shinminato",
        kinds=(HazardKind.LARGE_FIRE,),
        phase=Phase.ESCAPE,
        layers=("shinminato_fire",),
        t0="ignition",
        alerts_s={"warning": 600.0},
        deadline=DeadlineKind.FIRE_FRONT,
        day_time=DayTime.NIGHT,
        targets=(DestinationKind.EMERGENCY_SITE,),
        open_class=OpenClass.EARTHQUAKE,
        season="winter",
        day_after=None,
        source="堺市 密集市街地（新湊地区 53.7 ha、2024-06-06）。" + _MODEL,
        is_model=True,
    )
