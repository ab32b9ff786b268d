"""What differs between the inputs of two cases of one city: scenario, clock, settings, measures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.measures import MEASURE_KEYS, measure_key, measure_text
from planning.case import Case

#: Fields of a scenario that decide a plan, in the order in which they are told.
SCENARIO_FIELDS = (
    "scenario_id", "kinds", "phase", "day_time", "day_after", "t0", "deadline", "alerts_s", "opens_at_s",
    "layers", "targets", "open_class", "season", "closed_streets",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangedInput:
    """One input that is not the same on both sides.

    Parameters
    ----------
    group
        ``scenario``, ``preset``, ``setting``, ``measure`` or ``strength``.
    key
        Field of the scenario, key of the setting or of the measure; the group itself elsewhere.
    first, second
        Values; measures and tables as tuples of words as they are written.
    """

    group: str
    key: str
    first: Any
    second: Any


def changed_inputs(first: Case, second: Case) -> tuple[ChangedInput, ...]:
    """Return every input that differs between two cases.

    Parameters
    ----------
    first, second
        Two cases of one city.

    Returns
    -------
    tuple
        Scenario first, then preset, settings in their order, measures, and tables of organisations
        that a user put in place of the city's own; empty where nothing differs. A preset of another
        name is told beside the settings that it sets.
    """
    return tuple(one for one in _pairs(first, second) if one.first != one.second)


def _pairs(first: Case, second: Case) -> Iterator[ChangedInput]:
    for name in SCENARIO_FIELDS:
        yield ChangedInput("scenario", name, getattr(first.scenario, name), getattr(second.scenario, name))
    yield ChangedInput("preset", "preset", first.preset, second.preset)
    for old, new in zip(first.settings.rows(), second.settings.rows(), strict=True):
        yield ChangedInput("setting", old.key, old.value, new.value)
    for key in MEASURE_KEYS:
        yield ChangedInput("measure", key, _measures(first, key), _measures(second, key))
    tables = (tuple(sorted(case.strength.uploaded)) for case in (first, second))
    yield ChangedInput("strength", "strength", *tables)


def _measures(case: Case, key: str) -> tuple[str, ...]:
    return tuple(measure_text(one) for one in case.measures if measure_key(one) == key)
