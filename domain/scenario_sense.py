"""Whether a scenario makes sense: its clock, the order of its alerts, its deadline, its layers.

Pure, so that file, command and page hold a scenario against the same rules. What a file may not say at
all (types, unknown fields) is checked where it is read.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from domain.faults import Fault
from domain.scenario import HazardScenario
from domain.time_text import time_text
from domain.vocabulary import (
    ClosedKind,
    DeadlineKind,
    DestinationKind,
    HazardKind,
    OpenClass,
    Phase,
    Severity,
)

#: Zeros that a clock may have: message keys below ``clock.``.
CLOCKS: tuple[str, ...] = ("earthquake", "level3", "ignition", "breach")

#: Alerts in the order in which they are given.
_LEVELS = ("level3", "level4", "level5")
#: The alert that a deadline needs.
_DEADLINE_ALERTS: Mapping[DeadlineKind, str] = {
    DeadlineKind.LEVEL5: "level5",
    DeadlineKind.STORM_WIND: "storm_wind",
}
#: Alerts upon which people leave before it comes; a warning after a sudden beginning may well be late.
_CALLS = ("level3", "level4")
_ARRIVALS = frozenset({DeadlineKind.WATER_ARRIVAL, DeadlineKind.FIRE_FRONT})
_SHAKING = frozenset({HazardKind.EARTHQUAKE, HazardKind.TSUNAMI, HazardKind.LARGE_FIRE})


def sense_faults(
    scenario: HazardScenario,
    hazards: Mapping[str, Collection[str]],
    arrivals: Mapping[str, float],
    *,
    file: str = "",
) -> tuple[Fault, ...]:
    """Return what does not make sense in a scenario.

    Parameters
    ----------
    scenario
        The scenario.
    hazards
        Kinds of hazard that each layer of the city holds, by id of the layer.
    arrivals
        First time of arrival of each layer that states any [s after t0], by id of the layer.
    file
        Name of the file, for the faults.

    Returns
    -------
    tuple[Fault, ...]
        Errors, and warnings where a plan can be made but will know less.
    """
    others = _placed((*_layer_faults(scenario, hazards), *_word_faults(scenario)), scenario, file)
    return (*clock_faults(scenario, arrivals, file=file), *others)


def clock_faults(
    scenario: HazardScenario, arrivals: Mapping[str, float], *, file: str = ""
) -> tuple[Fault, ...]:
    """Return what does not make sense in the times of a scenario, and in what they lead to.

    Parameters
    ----------
    scenario
        The scenario.
    arrivals
        First time of arrival of each layer that states any [s after t0], by id of the layer.
    file
        Name of the file, for the faults.

    Returns
    -------
    tuple[Fault, ...]
        As ``sense_faults``, without what its layers are and what it is called.
    """
    found = (
        *_clock_faults(scenario),
        *_order_faults(scenario),
        *_deadline_faults(scenario, arrivals),
        *_arrival_faults(scenario, arrivals),
        *_opening_faults(scenario),
        *_closing_faults(scenario),
        *_phase_faults(scenario),
    )
    return _placed(found, scenario, file)


def _placed(found: Iterable[Fault], scenario: HazardScenario, file: str) -> tuple[Fault, ...]:
    """Return faults with the place where they stand."""
    return tuple(
        Fault(
            fault.key,
            fault.severity,
            file=file,
            layer="scenarios",
            row=scenario.scenario_id,
            column=fault.column,
            value=fault.value,
            expected=fault.expected,
        )
        for fault in found
    )


def _clock_faults(scenario: HazardScenario) -> Iterable[Fault]:
    if scenario.t0 not in CLOCKS:
        yield Fault("scenario_clock_unknown", column="t0", value=scenario.t0[:60], expected=", ".join(CLOCKS))
    elif scenario.t0 == "level3" and scenario.alerts_s.get("level3", 0.0) != 0:
        # The clock begins with level 3: it cannot be given at another time.
        value = time_text(scenario.alerts_s["level3"])
        yield Fault("scenario_clock_differs", column="alerts_s.level3", value=value, expected="0:00")


def _order_faults(scenario: HazardScenario) -> Iterable[Fault]:
    given = [level for level in _LEVELS if level in scenario.alerts_s]
    for earlier, later in pairwise(given):
        if scenario.alerts_s[later] <= scenario.alerts_s[earlier]:
            yield Fault(
                "scenario_alerts_order",
                column=f"alerts_s.{later}",
                value=time_text(scenario.alerts_s[later]),
                expected=f"> {time_text(scenario.alerts_s[earlier])}",
            )


def _word_faults(scenario: HazardScenario) -> Iterable[Fault]:
    """Yield what a scenario must say in words: a figure without a source is nobody's."""
    for column in ("name", "source"):
        if not getattr(scenario, column).strip():
            yield Fault("value_missing", column=column)


def _arrival_faults(scenario: HazardScenario, arrivals: Mapping[str, float]) -> Iterable[Fault]:
    """Yield calls to leave that come when water or fire has already arrived somewhere."""
    first = min((arrivals[layer] for layer in scenario.layers if layer in arrivals), default=None)
    if first is None or scenario.phase is Phase.STAY:
        return
    for alert in _CALLS:
        at = scenario.alerts_s.get(alert)
        if at is not None and at >= first:
            yield Fault(
                "scenario_call_after_arrival",
                Severity.WARNING,
                column=f"alerts_s.{alert}",
                value=time_text(at),
                expected=f"< {time_text(first)}",
            )


def _opening_faults(scenario: HazardScenario) -> Iterable[Fault]:
    """Yield places that open when nobody can walk to them any more."""
    end = scenario.alerts_s.get(_DEADLINE_ALERTS.get(scenario.deadline, ""))
    for place, at in scenario.opens_at_s.items():
        if end is not None and at >= end:
            yield Fault(
                "scenario_opens_late",
                Severity.WARNING,
                column=f"opens_at_s.{place}",
                value=time_text(at),
                expected=f"< {time_text(end)}",
            )


def _closing_faults(scenario: HazardScenario) -> Iterable[Fault]:
    """Yield streets that open before they are closed, and streets without a name."""
    for number, one in enumerate(scenario.closed_streets):
        column = f"closed_streets.{number}"
        if one.until_s is not None and one.from_s is not None and one.until_s <= one.from_s:
            yield Fault(
                "scenario_opens_before_closing",
                column=f"{column}.until_s",
                value=time_text(one.until_s),
                expected=f"> {time_text(one.from_s)}",
            )
        if one.kind is ClosedKind.STREETS and not one.name.strip():
            yield Fault("value_missing", column=f"{column}.name")


def _deadline_faults(scenario: HazardScenario, arrivals: Mapping[str, float]) -> Iterable[Fault]:
    alert = _DEADLINE_ALERTS.get(scenario.deadline)
    if alert is not None and alert not in scenario.alerts_s:
        yield Fault("scenario_deadline_time", column=f"alerts_s.{alert}", value=scenario.deadline.value)
    elif alert is not None:
        late = [
            name
            for name in ("level3", "level4")
            if scenario.alerts_s.get(name, -1e9) >= scenario.alerts_s[alert]
        ]
        if late:
            yield Fault(
                "scenario_deadline_early",
                column=f"alerts_s.{alert}",
                value=time_text(scenario.alerts_s[alert]),
                expected=f"> {time_text(max(scenario.alerts_s[name] for name in late))}",
            )
    if scenario.deadline in _ARRIVALS and arrivals.keys().isdisjoint(scenario.layers):
        yield Fault(
            "scenario_arrival_missing", Severity.WARNING, column="deadline", value=scenario.deadline.value
        )


def _layer_faults(scenario: HazardScenario, hazards: Mapping[str, Collection[str]]) -> Iterable[Fault]:
    kinds = {kind.value for kind in scenario.kinds}
    for layer in scenario.layers:
        if layer not in hazards:
            yield Fault("unknown_reference", column="layers", value=layer, expected="hazards")
        elif hazards[layer] and kinds.isdisjoint(hazards[layer]) and not _shakes(kinds, hazards[layer]):
            other = ", ".join(sorted(hazards[layer]))
            yield Fault(
                "scenario_layer_other",
                column="layers",
                value=layer,
                expected=f"{', '.join(sorted(kinds))} ({other})",
            )
    for kind in scenario.kinds:
        if not any(kind.value in hazards.get(layer, ()) for layer in scenario.layers):
            yield Fault("scenario_kind_without_layer", Severity.WARNING, column="kinds", value=kind.value)


def _shakes(kinds: Collection[str], held: Collection[str]) -> bool:
    """Whether a tsunami or fire layer stands beside an earthquake, whose days after it decides with."""
    return HazardKind.EARTHQUAKE.value in kinds and not {kind.value for kind in _SHAKING}.isdisjoint(held)


def _phase_faults(scenario: HazardScenario) -> Iterable[Fault]:
    is_stay = scenario.phase is Phase.STAY
    if is_stay and scenario.deadline is not DeadlineKind.NONE:
        yield Fault(
            "scenario_stay_deadline", column="deadline", value=scenario.deadline.value, expected="none"
        )
    if is_stay and HazardKind.EARTHQUAKE in scenario.kinds and scenario.day_after is None:
        yield Fault("scenario_stay_day", Severity.WARNING, column="day_after", expected="1, 7, 30")
    if not is_stay and scenario.day_after is not None:
        yield Fault("scenario_escape_day", column="day_after", value=f"{scenario.day_after}")
    if not is_stay and tuple(scenario.targets) == (DestinationKind.SHELTER,):
        # Shelters are for staying; in an escape people go to emergency sites.
        yield Fault("scenario_escape_target", column="targets", value="shelter", expected=_escape_targets())
    shaking = any(kind in _SHAKING for kind in scenario.kinds)
    if shaking and scenario.open_class is OpenClass.WIND_WATER:
        yield Fault(
            "scenario_open_class",
            Severity.WARNING,
            column="open_class",
            value=scenario.open_class.value,
            expected=OpenClass.EARTHQUAKE.value,
        )


def _escape_targets() -> str:
    return ", ".join(kind.value for kind in DestinationKind if kind is not DestinationKind.SHELTER)
