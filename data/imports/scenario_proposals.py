"""Scenarios proposed from the hazard layers of a city: a start to be edited, every assumption said.

The times of alerts are assumptions (仮定値): no map states them. Who must leave, where to and what ends
safe walking follow the rules of each kind.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from domain.scenario import HazardScenario
from domain.vocabulary import (
    DayTime,
    DeadlineKind,
    DestinationKind,
    HazardKind,
    OpenClass,
    Phase,
    ScenarioOrigin,
)

_HOUR = 3_600.0
_SITES = (DestinationKind.EMERGENCY_SITE,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What is proposed for layers of one kind.

    ``layers`` are ids of layers as the importer gives them, the first that is there is taken; a layer of
    another name is taken by its kind.
    """

    scenario_id: str
    kind: HazardKind
    name: str
    name_en: str
    layers: tuple[str, ...]
    t0: str
    alerts_s: Mapping[str, float]
    deadline: DeadlineKind
    phase: Phase = Phase.ESCAPE
    targets: tuple[DestinationKind, ...] = _SITES
    open_class: OpenClass = OpenClass.WIND_WATER
    season: str = "summer"
    day_times: tuple[DayTime, ...] = (DayTime.NIGHT,)
    days: tuple[int, ...] = ()


_RAIN: Mapping[str, float] = {"level3": 0.0, "level4": 2 * _HOUR, "level5": 4 * _HOUR}

_RULES: tuple[_Rule, ...] = (
    _Rule(
        scenario_id="tsunami",
        kind=HazardKind.TSUNAMI,
        name="津波",
        name_en="Tsunami",
        layers=("tsunami",),
        t0="earthquake",
        alerts_s={"warning": 180.0},
        deadline=DeadlineKind.WATER_ARRIVAL,
        targets=(DestinationKind.SAFE_AREA, DestinationKind.REFUGE_BUILDING),
        open_class=OpenClass.EARTHQUAKE,
        season="winter",
        day_times=(DayTime.NIGHT, DayTime.DAY),
    ),
    _Rule(
        scenario_id="flood-l2",
        kind=HazardKind.FLOOD,
        name="洪水（想定最大規模）",
        name_en="River flood, largest thinkable",
        layers=("flood_l2",),
        t0="level3",
        alerts_s=_RAIN,
        deadline=DeadlineKind.LEVEL5,
    ),
    _Rule(
        scenario_id="flood-l1",
        kind=HazardKind.FLOOD,
        name="洪水（計画規模）",
        name_en="River flood, planned scale",
        layers=("flood_l1",),
        t0="level3",
        alerts_s=_RAIN,
        deadline=DeadlineKind.LEVEL5,
    ),
    _Rule(
        scenario_id="storm-surge",
        kind=HazardKind.STORM_SURGE,
        name="高潮",
        name_en="Storm surge",
        layers=("storm_surge",),
        t0="level3",
        alerts_s={"level3": 0.0, "level4": 4 * _HOUR, "storm_wind": 8 * _HOUR, "level5": 10 * _HOUR},
        deadline=DeadlineKind.STORM_WIND,
    ),
    _Rule(
        scenario_id="inland-flood",
        kind=HazardKind.INLAND_FLOOD,
        name="内水氾濫",
        name_en="Inland flooding",
        layers=("inland_flood",),
        t0="level3",
        alerts_s={"level3": 0.0, "level4": 0.5 * _HOUR, "level5": 2 * _HOUR},
        deadline=DeadlineKind.LEVEL5,
    ),
    _Rule(
        scenario_id="landslide",
        kind=HazardKind.LANDSLIDE,
        name="土砂災害",
        name_en="Landslides",
        layers=("landslide",),
        t0="level3",
        alerts_s=_RAIN,
        deadline=DeadlineKind.LEVEL5,
    ),
    _Rule(
        scenario_id="earthquake",
        kind=HazardKind.EARTHQUAKE,
        name="地震",
        name_en="Earthquake",
        layers=("quake",),
        t0="earthquake",
        alerts_s={},
        deadline=DeadlineKind.NONE,
        phase=Phase.STAY,
        targets=(DestinationKind.SHELTER,),
        open_class=OpenClass.EARTHQUAKE,
        season="winter",
        days=(1, 7, 30),
    ),
)

_LATER: Mapping[str, str] = {
    "level4": "レベル4",
    "level5": "レベル5",
    "storm_wind": "暴風",
    "warning": "警報",
}
_LATER_EN: Mapping[str, str] = {
    "level4": "level 4",
    "level5": "level 5",
    "storm_wind": "storm wind",
    "warning": "warning",
}
_TIMES: Mapping[DayTime, tuple[str, str, str]] = {
    DayTime.NIGHT: ("-night", "（夜間）", ", night"),
    DayTime.DAY: ("-day", "（昼間）", ", day"),
}


def propose_scenarios(
    hazards: Mapping[str, Collection[str]],
    named: Mapping[str, tuple[str, str]],
    existing: Mapping[str, HazardScenario],
) -> tuple[HazardScenario, ...]:
    """Return scenarios for the layers of a city that no scenario overlays yet.

    Parameters
    ----------
    hazards
        Kinds of hazard that each layer holds, by id of the layer.
    named
        Japanese and English name of layers that have one.
    existing
        Scenarios that the city has; their ids are not used again.

    Returns
    -------
    tuple[HazardScenario, ...]
        Proposals in the order of the rules; times are assumptions and said to be.
    """
    used = {layer for scenario in existing.values() for layer in scenario.layers}
    found: list[HazardScenario] = []
    for layer, kinds in sorted(hazards.items()):
        if layer in used or not kinds:
            continue
        rule = _rule_of(layer, kinds)
        if rule is not None:
            found += _scenarios(rule, layer, named.get(layer, ("", "")))
    ids = set(existing)
    fresh = []
    for scenario in sorted(found, key=_order):
        if scenario.scenario_id not in ids:
            fresh.append(scenario)
            ids.add(scenario.scenario_id)
    return tuple(fresh)


def _order(scenario: HazardScenario) -> tuple[int, str, int, str]:
    kinds = [rule.kind for rule in _RULES]
    return (kinds.index(scenario.kinds[0]), scenario.layers[0], scenario.day_after or 0, scenario.day_time)


def _rule_of(layer: str, kinds: Collection[str]) -> _Rule | None:
    """Return the rule of a layer: by its own id, else by its kind."""
    mine = [rule for rule in _RULES if rule.kind.value in kinds]
    return next((rule for rule in mine if layer in rule.layers), mine[0] if mine else None)


def _scenarios(rule: _Rule, layer: str, name: tuple[str, str]) -> Iterable[HazardScenario]:
    own = layer not in rule.layers
    stem = layer.replace("_", "-").lower() if own else rule.scenario_id
    title = name[0] if own and name[0] else rule.name if not own else f"{rule.name}（{layer}）"
    title_en = name[1] if own and name[1] else rule.name_en if not own else f"{rule.name_en} ({layer})"
    source, source_en = _sources(rule)
    for day_time in rule.day_times:
        for day in rule.days or (None,):
            ending = _TIMES[day_time] if len(rule.day_times) > 1 else ("", "", "")
            if day is not None:
                ending = (f"-day{day}", f" {day}日後", f", day {day}")
            yield HazardScenario(
                scenario_id=stem + ending[0],
                name=title + ending[1],
                name_en=title_en + ending[2],
                kinds=(rule.kind,),
                phase=rule.phase,
                layers=(layer,),
                t0=rule.t0,
                alerts_s=dict(rule.alerts_s),
                deadline=rule.deadline,
                day_time=day_time,
                targets=rule.targets,
                open_class=rule.open_class,
                season=rule.season,
                day_after=day,
                source=source,
                is_model=False,
                source_en=source_en,
                origin=ScenarioOrigin.PROPOSED,
            )


def _sources(rule: _Rule) -> tuple[str, str]:
    """Return where a proposal comes from: the layer, and the times that are assumed."""
    later = {alert: seconds for alert, seconds in rule.alerts_s.items() if seconds > 0}
    said = "、".join(f"{_LATER[alert]}は{_spoken(seconds, 'ja')}後" for alert, seconds in later.items())
    said_en = ", ".join(
        f"{_LATER_EN[alert]} after {_spoken(seconds, 'en')}" for alert, seconds in later.items()
    )
    times = f"時刻は仮定値です（{said}）。実際の発令基準に合わせて直してください。" if said else ""
    times_en = f" Times are assumptions ({said_en}): edit them to your own criteria." if said else ""
    start = "取り込んだハザード区域から自動で作った案です。"
    start_en = "A proposal made from the imported hazard areas."
    return start + times, start_en + times_en


def _spoken(seconds: float, language: str) -> str:
    minutes = round(seconds / 60)
    if minutes % 60 and minutes < 120:
        return f"{minutes}分" if language == "ja" else f"{minutes} min"
    return f"{minutes / 60:g}時間" if language == "ja" else f"{minutes / 60:g} h"
