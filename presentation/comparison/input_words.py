"""What differs between the inputs of two sides, in words."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from planning.case import Case
from planning.compared_inputs import ChangedInput
from planning.comparison import Comparison
from presentation.closed_words import closed_words
from presentation.measure_words import measure_item, place_or_all
from presentation.names import input_layer_name, scenario_name
from presentation.setting_words import setting_name, value_with_unit
from presentation.words import Words


def input_rows(comparison: Comparison, words: Words) -> list[tuple[str, str, str]]:
    """Return name, value of A and value of B of every input that differs."""
    return [
        (
            input_name(one, words),
            _value(comparison, one, 0, words),
            _value(comparison, one, 1, words),
        )
        for one in comparison.inputs
    ]


def input_sentence(comparison: Comparison, words: Words) -> str:
    """Return one sentence: how many inputs differ, and which."""
    names = [input_name(one, words) for one in comparison.inputs]
    if not names:
        return words("compare.same_inputs")
    return words("compare.inputs", count=len(names), names=words.listed(names))


def input_name(changed: ChangedInput, words: Words) -> str:
    """Return what an input is called."""
    if changed.group in {"setting", "measure"}:
        return setting_name(changed.key, words.language)
    return words(f"compare.input.{changed.key}")


def _value(comparison: Comparison, changed: ChangedInput, side: int, words: Words) -> str:
    value, case = (changed.first, changed.second)[side], comparison.cases[side]
    none = words("export.none")
    match changed.group:
        case "setting":
            row = next(row for row in case.settings.rows() if row.key == changed.key)
            return value_with_unit(value, row, words.language)
        case "measure":
            of = comparison.cases[0]
            return words.listed(measure_item(of, changed.key, one, words) for one in value) or none
        case "preset":
            return words(f"preset.{value}")
        case "strength":
            return words.listed(words(f"layer.{one}") for one in value) or words("compare.strength_of_city")
    return scenario_value(case, changed.key, value, words)


def scenario_value(case: Case, key: str, value: Any, words: Words) -> str:
    """Return the value of a field of a scenario in words; ``key`` is one of ``SCENARIO_FIELDS``."""
    none, language = words("export.none"), words.language
    said: Mapping[str, Callable[[Any], str]] = {
        "scenario_id": lambda _: scenario_name(case, language),
        "kinds": lambda kinds: words.listed(words(f"hazard_kind.{one}") for one in kinds),
        "phase": lambda phase: words(f"phase.{phase}"),
        "day_time": lambda day_time: words(f"day_time.{day_time}"),
        "day_after": lambda day: none if day is None else words("compare.day_after", day=day),
        "t0": lambda clock: words(f"clock.{clock}"),
        "deadline": lambda deadline: words(f"compare.deadline.{deadline}"),
        "alerts_s": lambda times: _times(times, lambda one: words(f"compare.alert.{one}"), words),
        "opens_at_s": lambda times: _times(times, lambda one: place_or_all(case, one, words), words),
        "layers": lambda ids: words.listed(
            input_layer_name(case.city, f"hazards/{one}", language) for one in ids
        ),
        "targets": lambda kinds: words.listed(words(f"destination_kind.{one}") for one in kinds),
        "open_class": lambda one: words(f"compare.open_class.{one}"),
        "season": lambda season: words(f"compare.season.{season}"),
        "closed_streets": lambda closed: closed_words(closed, words) or none,
    }
    return said[key](value)


def _times(times: Mapping[str, float], name: Callable[[str], str], words: Words) -> str:
    parts = [
        words("compare.at", what=name(key), hours=f"{round(seconds / 3600, 2):g}")
        for key, seconds in times.items()
        if math.isfinite(seconds)
    ]
    return words.listed(parts) or words("export.none")
