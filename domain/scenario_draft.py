"""A scenario as somebody edits it: texts and choices, turned into a scenario and back without loss."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.faults import Fault
from domain.scenario import ClosedStreets, HazardScenario
from domain.time_text import FORM, read_time, time_text
from domain.vocabulary import (
    ClosedKind,
    DayTime,
    DeadlineKind,
    DestinationKind,
    HazardKind,
    OpenClass,
    Phase,
    ScenarioOrigin,
    Severity,
)

#: Longest value that a fault repeats.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class ClosedStreetsDraft:
    """Streets that a draft closes by hand; fields are those of ``ClosedStreets``, times are texts.

    An empty ``closed_from`` is from the start, an empty ``closed_until`` for good.
    """

    kind: ClosedKind
    name: str = ""
    closed_from: str = ""
    closed_until: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioDraft:
    """A scenario under the hands of an editor.

    Fields are those of ``HazardScenario``; the times of ``alerts`` and ``opens`` are texts
    (``domain.time_text``), and a time that is empty is not stated.

    Parameters
    ----------
    scenario_id, name, name_en, name_easy, source, source_en
        Texts.
    kinds, layers, targets
        Choices, in their order.
    phase, t0, deadline, day_time, open_class, season, day_after
        One choice each.
    alerts, opens
        Times as texts, by alert, and by place or ``all_places``.
    closed_streets
        Streets that are closed by hand, in their order.
    """

    scenario_id: str
    name: str
    name_en: str
    name_easy: str
    kinds: tuple[HazardKind, ...]
    phase: Phase
    layers: tuple[str, ...]
    t0: str
    alerts: Mapping[str, str] = field(hash=False)
    deadline: DeadlineKind
    day_time: DayTime
    targets: tuple[DestinationKind, ...]
    open_class: OpenClass
    season: str
    day_after: int | None
    opens: Mapping[str, str] = field(hash=False)
    source: str
    source_en: str
    closed_streets: tuple[ClosedStreetsDraft, ...] = ()


def draft_of(scenario: HazardScenario) -> ScenarioDraft:
    """Return a scenario as a draft; ``read_draft`` gives it back.

    Parameters
    ----------
    scenario
        The scenario.
    """
    return ScenarioDraft(
        scenario_id=scenario.scenario_id,
        name=scenario.name,
        name_en=scenario.name_en,
        name_easy=scenario.name_easy,
        kinds=scenario.kinds,
        phase=scenario.phase,
        layers=scenario.layers,
        t0=scenario.t0,
        alerts={alert: time_text(at) for alert, at in scenario.alerts_s.items()},
        deadline=scenario.deadline,
        day_time=scenario.day_time,
        targets=scenario.targets,
        open_class=scenario.open_class,
        season=scenario.season,
        day_after=scenario.day_after,
        opens={place: time_text(at) for place, at in scenario.opens_at_s.items()},
        source=scenario.source,
        source_en=scenario.source_en,
        closed_streets=tuple(
            ClosedStreetsDraft(one.kind, one.name, _text_of(one.from_s), _text_of(one.until_s))
            for one in scenario.closed_streets
        ),
    )


def read_draft(
    draft: ScenarioDraft, *, is_model: bool, origin: ScenarioOrigin
) -> tuple[HazardScenario, tuple[Fault, ...]]:
    """Return the scenario that a draft says, and every time of it that cannot be read.

    Parameters
    ----------
    draft
        The draft.
    is_model
        Whether its hazard areas are model data.
    origin
        Where the scenario comes from.

    Returns
    -------
    tuple[HazardScenario, tuple[Fault, ...]]
        The scenario without the times that cannot be read, each of which is a fault.
    """
    alerts_s, unread_alerts = _times("alerts_s", draft.alerts, draft.scenario_id)
    opens_at_s, unread_opens = _times("opens_at_s", draft.opens, draft.scenario_id)
    closed_streets, unread_closings = _closings(draft)
    scenario = HazardScenario(
        scenario_id=draft.scenario_id.strip(),
        name=draft.name.strip(),
        name_en=draft.name_en.strip(),
        kinds=draft.kinds,
        phase=draft.phase,
        layers=draft.layers,
        t0=draft.t0,
        alerts_s=alerts_s,
        deadline=draft.deadline,
        day_time=draft.day_time,
        targets=draft.targets,
        open_class=draft.open_class,
        season=draft.season,
        day_after=draft.day_after,
        source=draft.source.strip(),
        is_model=is_model,
        opens_at_s=opens_at_s,
        source_en=draft.source_en.strip(),
        name_easy=draft.name_easy.strip(),
        origin=origin,
        closed_streets=closed_streets,
    )
    return scenario, (*unread_alerts, *unread_opens, *unread_closings)


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """Return an id that no other scenario has: the wanted one, or with the next free number.

    Parameters
    ----------
    wanted
        Id that is asked for.
    taken
        Ids in use.
    """
    used = set(taken)
    if wanted not in used:
        return wanted
    number = 2
    while f"{wanted}-{number}" in used:
        number += 1
    return f"{wanted}-{number}"


def _text_of(seconds: float | None) -> str:
    return "" if seconds is None else time_text(seconds)


def _closings(draft: ScenarioDraft) -> tuple[tuple[ClosedStreets, ...], list[Fault]]:
    """Return the streets that a draft closes, and the times of them that cannot be read."""
    closed: list[ClosedStreets] = []
    faults: list[Fault] = []
    for number, one in enumerate(draft.closed_streets):
        texts = {"from_s": one.closed_from, "until_s": one.closed_until}
        times, unread = _times(f"closed_streets.{number}", texts, draft.scenario_id)
        faults += unread
        closed.append(ClosedStreets(one.kind, one.name.strip(), times.get("from_s"), times.get("until_s")))
    return tuple(closed), faults


def _times(column: str, texts: Mapping[str, str], row: str) -> tuple[dict[str, float], list[Fault]]:
    """Return the times that texts say, and those that cannot be read."""
    times: dict[str, float] = {}
    faults: list[Fault] = []
    for key, text in texts.items():
        if not text.strip():
            continue
        try:
            times[key] = read_time(text)
        except ValueError:
            fault = Fault(
                "scenario_time_unread",
                Severity.ERROR,
                layer="scenarios",
                row=row,
                column=f"{column}.{key}",
                value=text[:_LONGEST],
                expected=FORM,
            )
            faults.append(fault)
    return times, faults
