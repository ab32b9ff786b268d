"""What every output says about the plan it comes from: city, scenario, clock, date, real or model."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from domain.data_kind import DataKind
from domain.measures import measure_key, measure_text, split_overrides
from domain.settings.settings import Settings
from domain.vocabulary import Preset
from messages.catalogue import text
from planning.case import Case
from planning.plan import Basis
from presentation.measure_words import measure_item
from presentation.names import (
    city_name,
    data_kind,
    kind_notice,
    layer_kind,
    layer_name,
    missing_kinds_text,
    scenario_name,
)
from presentation.provenance import date_text, licence_text, scenario_source, source_text
from presentation.setting_words import setting_name
from presentation.words import Words

#: What is closed or opened that a line names of each kind.
_NAMED = 3
_DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def document_date(plan: Basis) -> dt.datetime:
    """Return the date that goes into a document's properties: the newest date of its sources.

    The same plan gives the same bytes, so the clock of the machine is never asked.
    """
    found = [_DATE.match(layer.date) for layer in plan.provenance]
    days = [(int(m[1]), int(m[2] or 1), int(m[3] or 1)) for m in found if m]
    year, month, day = max(days, default=(2000, 1, 1))
    return dt.datetime(year, month, day)


def data_date(plan: Basis) -> str:
    """Return the newest date of the sources as printed, such as 2025-10-27."""
    return document_date(plan).date().isoformat()


def model_notice(plan: Basis, language: str) -> str:
    """Return what is said of a plan on model data or on assumptions, else an empty text."""
    return kind_notice(language, plan.data_kind)


def data_notice(plan: Basis, language: str) -> str:
    """Return what kind of data a plan rests on."""
    return model_notice(plan, language) or data_kind(language, DataKind.REAL)


def clock_zero(case: Case, language: str) -> str:
    """Return the name of the scenario's zero, such as 地震発生."""
    return text(language, f"clock.{case.scenario.t0}")


def preset_text(case: Case, language: str, *, named: bool = True) -> str:
    """Return the set of settings, and that (or which) were changed: a trial never passes for the plan."""
    name = text(language, f"preset.{case.preset}")
    changed = changed_settings(case)
    if not changed:
        return name
    if not named:
        return text(language, "export.preset_trial", preset=name)
    said = text(language, "export.separator").join(_changed(case, key, language) for key in changed)
    return text(language, "export.preset_changed", preset=name, settings=said)


def changed_line(case: Case, language: str) -> str:
    """Return what was changed, with the names of what is closed or opened; empty where nothing was.

    A paper has no sidebar: whoever finds it a week later must see which street it takes for blocked.
    """
    keys = changed_settings(case)
    if not keys:
        return ""
    said = text(language, "export.separator").join(_changed(case, key, language) for key in keys)
    return f"{text(language, 'export.head.settings_changed')}: {said}"


def _changed(case: Case, key: str, language: str) -> str:
    """Return the name of a setting that was changed, of a measure with what it is about."""
    own = split_overrides(case.city.setting_overrides)[1]
    about = [one for one in case.measures if measure_key(one) == key and one not in own]
    name = setting_name(key, language)
    if not about:
        return name
    words = Words(language)
    items = [measure_item(case, key, measure_text(one), words) for one in about[:_NAMED]]
    named = list(dict.fromkeys(items))
    if len(about) > _NAMED:
        named.append(words("export.more_changed", count=f"{len(about) - _NAMED:,}"))
    return words("export.changed_items", name=name, items=words.listed(named))


@lru_cache(maxsize=8)
def _usual(preset: Preset, own: tuple[tuple[str, str], ...]) -> Mapping[str, Any]:
    """Return the values of a preset by key, with those that the city sets itself."""
    return {row.key: row.value for row in Settings.preset(preset).with_overrides(dict(own)).rows()}


def changed_settings(case: Case) -> list[str]:
    """Return the keys of settings and measures that are neither the preset's nor the city's own."""
    own, own_measures = split_overrides(case.city.setting_overrides)
    usual = _usual(case.preset, tuple(sorted(own.items())))
    keys = [row.key for row in case.settings.rows() if row.value != usual[row.key]]
    other = [measure_key(one) for one in case.measures if one not in own_measures]
    given_up = [measure_key(one) for one in own_measures if one not in case.measures]
    return [*keys, *dict.fromkeys([*other, *given_up])]


def headline(case: Case, plan: Basis, language: str) -> list[tuple[str, str]]:
    """Return what every export states first, as pairs of label and value."""

    def label(key: str) -> str:
        return text(language, f"export.head.{key}")

    scenario = case.scenario
    kinds = text(language, "export.separator").join(
        text(language, f"hazard_kind.{k}") for k in scenario.kinds
    )
    return [
        (label("city"), city_name(case, language)),
        (label("scenario"), scenario_name(case, language)),
        (label("kinds"), kinds),
        (label("phase"), text(language, f"phase.{scenario.phase}")),
        (label("clock"), clock_zero(case, language)),
        (label("day_time"), text(language, f"day_time.{scenario.day_time}")),
        (label("preset"), preset_text(case, language)),
        (label("data_date"), data_date(plan)),
        (label("data_kind"), data_notice(plan, language)),
        (label("scenario_source"), scenario_source(scenario, language)),
        (label("missing_kinds"), missing_kinds_text(plan, language) or text(language, "export.none")),
        (label("plan_key"), plan.key[:16]),
        (label("bundle_hash"), case.city.meta.bundle_hash[:16]),
    ]


def source_lines(
    plan: Basis, layers: Sequence[str], language: str, *, with_licence: bool = True
) -> list[str]:
    """Return one line a source: names of its layers, source, date, licence, real or model."""
    names: dict[str, list[str]] = {}
    for layer in plan.provenance:
        if layer.layer.split("/")[0] in layers:
            parts = [
                source_text(layer, language),
                date_text(layer, language),
                licence_text(layer, language) if with_licence else "",
                layer_kind(layer, language),
            ]
            said = text(language, "export.separator").join(part for part in parts if part)
            names.setdefault(said, []).append(layer_name(layer, language))
    return [f"{text(language, 'export.separator').join(layers)}: {said}" for said, layers in names.items()]
