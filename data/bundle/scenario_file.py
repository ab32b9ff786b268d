"""``scenarios.toml`` and ``settings.toml`` of a bundle."""

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

import pandas as pd
import tomli_w
from pydantic import TypeAdapter, ValidationError

from data.bounded_input import parse_toml
from data.bundle.head import validation_faults
from data.bundle.layout import SCENARIO_FILE, SETTING_FILE
from domain.faults import Fault, InputError, SettingError
from domain.measures import MEASURE_KEYS, split_overrides
from domain.scenario import ALL_PLACES, ClosedStreets, HazardScenario
from domain.settings.settings import Settings
from domain.vocabulary import ClosedKind, HazardKind, ScenarioOrigin, Severity

#: Alerts that a scenario may time; the message keys below ``alert.``.
ALERTS: tuple[str, ...] = ("warning", "level3", "level4", "level5", "storm_wind")

#: Longest time before or after t0 that a scenario may state [s]: a month.
TIME_S = 31 * 86_400.0

_LONGEST = 80

_ADAPTER = TypeAdapter(HazardScenario)
_FIELDS = frozenset("id" if f.name == "scenario_id" else f.name for f in fields(HazardScenario))
_CLOSED_FIELDS = frozenset(f.name for f in fields(ClosedStreets))
_ID_FORM = r"[a-z0-9-]+"


def parse_scenarios(content: bytes, file: str) -> tuple[dict[str, HazardScenario], tuple[Fault, ...]]:
    """Return the scenarios of a file by id, in the order of the file, and all its faults."""
    try:
        raw = parse_toml(content, file=file, layer="scenarios")
    except InputError as error:
        return {}, error.faults
    entries = raw.get("scenarios", [])
    if not isinstance(entries, list) or not entries:
        return {}, (Fault("no_scenario", file=file, layer="scenarios"),)
    scenarios: dict[str, HazardScenario] = {}
    faults: list[Fault] = []
    for number, entry in enumerate(entries, start=1):
        name = str(entry.get("id", number)) if isinstance(entry, dict) else str(number)
        scenario, entry_faults = _parse_entry(entry, file, name)
        faults.extend(entry_faults)
        if scenario is None:
            continue
        if scenario.scenario_id in scenarios:
            faults.append(Fault("duplicate_id", file=file, row=name, column="id", value=name))
        scenarios[scenario.scenario_id] = scenario
    return scenarios, tuple(faults)


def scenarios_text(scenarios: Mapping[str, HazardScenario]) -> str:
    """Return ``scenarios.toml`` for scenarios by id."""
    return tomli_w.dumps({"scenarios": [_entry(scenario) for scenario in scenarios.values()]})


def layer_faults(
    scenarios: Mapping[str, HazardScenario],
    hazards: Mapping[str, Sequence[str]],
    *,
    file: str = SCENARIO_FILE,
) -> Iterable[Fault]:
    """Check the layers that scenarios name.

    Parameters
    ----------
    scenarios
        Scenarios by id.
    hazards
        Kinds of hazard that each hazard layer of the bundle holds, by layer name.
    file
        Name of the file, for the faults.
    """
    for name, scenario in scenarios.items():
        for layer in scenario.layers:
            if layer not in hazards:
                yield Fault(
                    "unknown_reference", file=file, row=name, column="layers", value=layer, expected="hazards"
                )
        kinds = {kind for layer in scenario.layers for kind in hazards.get(layer, ())}
        # Layers of which none is of any of its kinds leave everybody outside: that is no gap, but a slip.
        is_slip = bool(scenario.layers) and kinds.isdisjoint(kind.value for kind in scenario.kinds)
        for kind in scenario.kinds:
            if kind.value not in kinds:
                yield Fault(
                    "scenario_layers_of_other_kind" if is_slip else "scenario_kind_without_layer",
                    Severity.ERROR if is_slip else Severity.WARNING,
                    file=file,
                    row=name,
                    column="kinds",
                    value=kind.value,
                )


def opening_faults(
    scenarios: Mapping[str, HazardScenario], place_ids: Container[str], *, file: str = SCENARIO_FILE
) -> Iterable[Fault]:
    """Check that the places whose opening a scenario states are places of the bundle."""
    for name, scenario in scenarios.items():
        for place_id in scenario.opens_at_s:
            if place_id != ALL_PLACES and place_id not in place_ids:
                yield Fault(
                    "unknown_reference",
                    file=file,
                    row=name,
                    column="opens_at_s",
                    value=place_id,
                    expected="places",
                )


def closed_street_faults(
    scenarios: Mapping[str, HazardScenario], streets: pd.DataFrame, *, file: str = SCENARIO_FILE
) -> Iterable[Fault]:
    """Check that the streets that a scenario closes by name are streets of the bundle.

    A mistyped name would close nothing, and the plan would look safe.

    Parameters
    ----------
    scenarios
        Scenarios by id.
    streets
        ``Streets``.
    file
        Name of the file, for the faults.
    """
    wanted = {
        ClosedKind.CROSSINGS: ("level_crossing", ("crosses",)),
        ClosedKind.BRIDGES: ("bridge", ("crosses", "name")),
        ClosedKind.UNDERPASSES: ("underpass", ("name",)),
        ClosedKind.STREETS: (None, ("name",)),
    }
    for row, scenario in scenarios.items():
        for number, one in enumerate(scenario.closed_streets):
            which, columns = wanted[one.kind]
            held = streets if which is None else streets[streets[which].astype(bool)]
            names = {name for column in columns for name in held[column]} - {""}
            if one.kind is ClosedKind.BRIDGES:
                names |= set(streets["name"]) - {""}
            if (one.name and one.name not in names) or (not one.name and held.empty):
                yield Fault(
                    "unknown_reference",
                    file=file,
                    row=row,
                    column=f"closed_streets.{number}.name",
                    value=one.name or one.kind.value,
                    expected="streets",
                )


def parse_settings(content: bytes, file: str = SETTING_FILE) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """Return setting overrides by key, as text, and the faults of the file."""
    try:
        raw = parse_toml(content, file=file, layer="settings")
    except InputError as error:
        return {}, error.faults
    overrides: dict[str, str] = {}
    faults: list[Fault] = []
    known = {*(row.key for row in Settings().rows()), *MEASURE_KEYS}
    for key, value in _flat_settings("", raw):
        text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
        if key not in known:
            faults.append(Fault("setting_unknown", file=file, layer="settings", column=key, value=text))
            continue
        overrides[key] = text
    faults.extend(_setting_faults(overrides, file))
    return overrides, tuple(faults)


def settings_text(overrides: Mapping[str, str]) -> str:
    """Return ``settings.toml`` for overrides by key."""
    return tomli_w.dumps(dict(sorted(overrides.items())))


def _flat_settings(prefix: str, table: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value, dict):
            yield from _flat_settings(key, value)
        else:
            yield key, value


def _setting_faults(overrides: Mapping[str, str], file: str) -> Iterable[Fault]:
    for key, value in overrides.items():
        try:
            Settings().with_overrides(split_overrides({key: value})[0])
        except SettingError as error:
            # Shares that only add up wrongly alone are checked together below.
            if error.key == key and not _is_share_sum(error):
                yield _setting_fault(error, file)
    try:
        Settings().with_overrides({key: text for key, text in overrides.items() if key not in MEASURE_KEYS})
    except SettingError as error:
        if _is_share_sum(error):
            yield _setting_fault(error, file)


def _is_share_sum(error: SettingError) -> bool:
    return "+" in error.expected


def _setting_fault(error: SettingError, file: str) -> Fault:
    return Fault(
        "setting_value",
        file=file,
        layer="settings",
        column=error.key,
        value=error.value,
        expected=error.expected,
    )


def _parse_entry(entry: object, file: str, name: str) -> tuple[HazardScenario | None, list[Fault]]:
    if not isinstance(entry, dict):
        fault = Fault(
            "field_type",
            file=file,
            row=name,
            column="scenarios",
            value=str(entry)[:_LONGEST],
            expected="table",
        )
        return None, [fault]
    faults = [
        Fault("field_unknown", file=file, row=name, column=key, expected=", ".join(sorted(_FIELDS)))
        for key in entry
        if key not in _FIELDS
    ]
    faults.extend(_unknown_closing_fields(entry.get("closed_streets"), file, name))
    record = {"scenario_id" if key == "id" else key: value for key, value in entry.items() if key in _FIELDS}
    record.setdefault("day_after", None)
    record.setdefault("alerts_s", {})
    record.setdefault("opens_at_s", {})
    try:
        scenario = _ADAPTER.validate_python(record)
    except ValidationError as error:
        found = validation_faults(error, file=file, row=name)
        return None, [*faults, *(_with_id_name(fault) for fault in found)]
    faults.extend(value_faults(scenario, file, name))
    return scenario, faults


def _unknown_closing_fields(closings: object, file: str, name: str) -> Iterable[Fault]:
    """Yield fields of closed streets that nobody knows: a slip in one would close a street for good."""
    for number, closing in enumerate(closings if isinstance(closings, list) else ()):
        for key in sorted(set(closing) - _CLOSED_FIELDS if isinstance(closing, dict) else ()):
            column = f"closed_streets.{number}.{key}"
            yield Fault(
                "field_unknown",
                file=file,
                row=name,
                column=column,
                expected=", ".join(sorted(_CLOSED_FIELDS)),
            )


def _with_id_name(fault: Fault) -> Fault:
    if fault.column != "scenario_id":
        return fault
    return Fault(
        fault.key, fault.severity, fault.file, fault.layer, fault.row, "id", fault.value, fault.expected
    )


def value_faults(scenario: HazardScenario, file: str, name: str) -> Iterable[Fault]:
    """Check what the types of a scenario do not say.

    Parameters
    ----------
    scenario
        The scenario.
    file, name
        Where it stands, for the faults.
    """
    if not scenario.scenario_id or scenario.scenario_id.strip("abcdefghijklmnopqrstuvwxyz0123456789-"):
        yield Fault(
            "wrong_form", file=file, row=name, column="id", value=scenario.scenario_id, expected=_ID_FORM
        )
    for column in ("kinds", "targets"):
        if not getattr(scenario, column):
            yield Fault("value_missing", file=file, row=name, column=column)
    if scenario.season not in {"summer", "winter"}:
        yield Fault(
            "not_allowed",
            file=file,
            row=name,
            column="season",
            value=scenario.season,
            expected="summer, winter",
        )
    if scenario.day_after not in {None, 1, 7, 30}:
        yield Fault(
            "not_allowed",
            file=file,
            row=name,
            column="day_after",
            value=str(scenario.day_after),
            expected="1, 7, 30",
        )
    yield from _time_faults(scenario, file, name)


def _time_faults(scenario: HazardScenario, file: str, name: str) -> Iterable[Fault]:
    """Check alerts and opening times: known alerts, and finite seconds."""
    for alert in scenario.alerts_s:
        if alert not in ALERTS:
            column = f"alerts_s.{alert}"
            yield Fault("field_unknown", file=file, row=name, column=column, expected=", ".join(ALERTS))
    closings = {
        f"{number}.{column}": seconds
        for number, one in enumerate(scenario.closed_streets)
        for column, seconds in (("from_s", one.from_s), ("until_s", one.until_s))
        if seconds is not None
    }
    for field, times in (
        ("alerts_s", scenario.alerts_s),
        ("opens_at_s", scenario.opens_at_s),
        ("closed_streets", closings),
    ):
        for key, seconds in times.items():
            is_finite = math.isfinite(seconds)
            if is_finite and abs(seconds) <= TIME_S:
                continue
            yield Fault(
                "out_of_range" if is_finite else "not_finite",
                file=file,
                row=name,
                column=f"{field}.{key}",
                value=f"{seconds:g}",
                expected=f"≥ {-TIME_S:g}, ≤ {TIME_S:g}" if is_finite else "",
            )


def _entry(scenario: HazardScenario) -> dict[str, Any]:
    record = asdict(scenario)
    entry = {"id": record.pop("scenario_id"), **record}
    entry["kinds"] = [HazardKind(kind).value for kind in scenario.kinds]
    entry["targets"] = [target.value for target in scenario.targets]
    entry["layers"] = list(scenario.layers)
    for name in ("phase", "deadline", "day_time", "open_class", "origin"):
        entry[name] = str(entry[name].value)
    if scenario.origin is ScenarioOrigin.PUBLISHED:
        del entry["origin"]
    if entry["day_after"] is None:
        del entry["day_after"]
    # A table of TOML comes last in its entry, or what follows would fall into it.
    closed = [
        {key: value for key, value in asdict(one).items() if value is not None}
        for one in scenario.closed_streets
    ]
    del entry["closed_streets"]
    tables = {"alerts_s": entry.pop("alerts_s"), "opens_at_s": entry.pop("opens_at_s")}
    if not tables["opens_at_s"]:
        del tables["opens_at_s"]
    if closed:
        tables["closed_streets"] = [{**one, "kind": str(one["kind"].value)} for one in closed]
    return {**entry, **tables}
