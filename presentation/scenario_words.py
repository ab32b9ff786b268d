"""Scenarios in words: the list of a city's, what differs between two versions, what is wrong with one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.bundle import City
from domain.faults import Fault
from domain.scenario import HazardScenario
from domain.time_text import time_text
from domain.vocabulary import DeadlineKind, Severity
from messages.fault_words import fault_words
from planning.case import Case
from planning.compared_inputs import SCENARIO_FIELDS
from presentation.comparison.input_words import scenario_value
from presentation.comparison.rows import ShownRow
from presentation.comparison.tables import part_grid
from presentation.grid import Grid
from presentation.names import destination_names
from presentation.words import Words

#: Texts of a scenario, which decide no plan.
TEXT_FIELDS = ("name", "name_en", "name_easy", "source", "source_en")
#: Groups of words whose keys stand in faults of a scenario.
_FAULT_GROUPS = (
    "compare.alert",
    "compare.deadline",
    "hazard_kind",
    "destination_kind",
    "compare.open_class",
    "phase",
    "compare.season",
    "clock",
)


def origin_mark(scenario: HazardScenario, words: Words) -> str:
    """Return where a scenario comes from, and that it rests on model data where it does."""
    mark = words(f"scenario_origin.{scenario.origin}")
    return words("scenario.with_model", mark=mark) if scenario.is_model else mark


def deadline_words(scenario: HazardScenario, words: Words) -> str:
    """Return what ends safe walking, with its time where it is one."""
    said = words(f"compare.deadline.{scenario.deadline}")
    alert = {DeadlineKind.LEVEL5: "level5", DeadlineKind.STORM_WIND: "storm_wind"}.get(scenario.deadline)
    if alert is None:
        return said
    at = scenario.alerts_s.get(alert)
    time = words("scenario.no_time") if at is None else time_text(at)
    return words("scenario.deadline_at", deadline=said, time=time)


def scenario_grid(city: City, words: Words) -> Grid:
    """Return the scenarios of a city as a list: mark, name, hazard, clock, deadline."""
    keys = ("name", "origin", "kinds", "t0", "deadline")
    return Grid(
        headings=tuple(words(f"scenario.field.{key}") for key in keys),
        rows=tuple(
            (
                words.scenario(one),
                origin_mark(one, words),
                words.listed(words(f"hazard_kind.{kind}") for kind in one.kinds),
                words(f"clock.{one.t0}"),
                deadline_words(one, words),
            )
            for one in city.scenarios.values()
        ),
        numbers=(False,) * len(keys),
        caption=words("scenario.list"),
    )


def changed_rows(before: Case, after: Case, words: Words) -> list[tuple[str, str, str]]:
    """Return name, former and new value of every field of a scenario that differs.

    Parameters
    ----------
    before, after
        Cases of one city with the two versions of the scenario.
    words
        Words of the reader.
    """
    old, new = before.scenario, after.scenario
    none = words("export.none")
    rows = [
        (words(f"scenario.field.{key}"), getattr(old, key) or none, getattr(new, key) or none)
        for key in TEXT_FIELDS
        if getattr(old, key) != getattr(new, key)
    ]
    for key in SCENARIO_FIELDS:
        values = getattr(old, key), getattr(new, key)
        if values[0] == values[1] or key == "scenario_id":
            continue
        said = [_value(case, key, value, words) for case, value in zip((before, after), values, strict=True)]
        rows.append((words(f"compare.input.{key}"), said[0], said[1]))
    if old.is_model != new.is_model:
        kinds = ("export.real_data", "export.model_data")
        rows.append(
            (words("scenario.field.is_model"), words(kinds[old.is_model]), words(kinds[new.is_model]))
        )
    return rows


def changed_grid(before: Case, after: Case, words: Words) -> Grid:
    """Return what differs between two versions of a scenario as a table."""
    return Grid(
        headings=tuple(words(f"scenario.change.{key}") for key in ("field", "before", "after")),
        rows=tuple(changed_rows(before, after, words)),
        numbers=(False,) * 3,
        caption=words("scenario.change.caption"),
    )


def effect_grid(rows: Sequence[ShownRow], part: str, words: Words) -> Grid:
    """Return one part of the comparison of two versions of a scenario: item, before, after, difference."""
    grid = part_grid(rows, part, words)
    sides = tuple(words(f"scenario.change.{key}") for key in ("before", "after", "difference"))
    return replace(grid, headings=(grid.headings[0], *sides))


def fault_lines(faults: Sequence[Fault], words: Words, severity: Severity) -> list[str]:
    """Return faults of a scenario in the words of its form: field, what is wrong, what to do."""
    return [_fault_line(fault, words) for fault in faults if fault.severity is severity]


def field_name(column: str, words: Words) -> str:
    """Return what a field of a scenario is called, such as 「レベル5の時刻」 for ``alerts_s.level5``."""
    head, _, tail = column.partition(".")
    if head == "alerts_s":
        return words("scenario.alert_time", alert=words(f"day.alert.{tail}"))
    if head == "opens_at_s":
        return words("compare.input.opens_at_s")
    if head == "closed_streets" and tail:
        number, _, part = tail.partition(".")
        return words("closed_streets.field", number=int(number) + 1, field=words(f"closed_streets.{part}"))
    return words.either(f"scenario.field.{head}", f"compare.input.{head}")


def _fault_line(fault: Fault, words: Words) -> str:
    field = field_name(fault.column, words) if fault.column else ""
    said = fault_words(
        words.language,
        replace(
            fault,
            column=field,
            value=None if fault.value is None else _in_words(fault.value, words),
            expected=_in_words(fault.expected, words),
        ),
    )
    return words("scenario.fault_line", field=field or said.place, text=said.text, remedy=said.remedy)


def _in_words(keys: str, words: Words) -> str:
    """Return a list of keys of the vocabulary in words; what is no key stays as it is."""
    return words.listed(_word_of(part, _FAULT_GROUPS, words) for part in keys.split(", "))


def _word_of(key: str, groups: Iterable[str], words: Words) -> str:
    if not key.isidentifier():
        return key
    return words.either(*(f"{group}.{key}" for group in groups), key)


def _value(case: Case, key: str, value: object, words: Words) -> str:
    if not isinstance(value, Mapping):
        return scenario_value(case, key, value, words)
    # To the second, where the tables of a comparison tell hours: two versions may differ by a minute.
    parts = [
        words("scenario.at", what=_timed(case, key, one, words), time=time_text(at))
        for one, at in value.items()
    ]
    return words.listed(parts) or words("export.none")


def _timed(case: Case, key: str, one: str, words: Words) -> str:
    if key == "alerts_s":
        return words(f"compare.alert.{one}")
    names = destination_names(case, words.language)
    return str(names[one]) if one in names.index else words("compare.all_places")
