"""What every export says about the plan it comes from: city, scenario, clock, date, real or model."""

import datetime as dt
import math
import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from domain.bundle import City, LayerSource
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.vocabulary import DeadlineKind
from messages.catalogue import has, text
from planning.case import Case
from planning.plan import Plan

_DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")

#: Columns of ``places`` that seats are counted from.
CAPACITY_COLUMNS = frozenset(
    {
        "floor_area_m2",
        "refuge_area_m2",
        "open_area_m2",
        "floors",
        "refuge_capacity_persons",
        "stay_capacity_persons",
        "official_capacity_persons",
    }
)


def document_date(plan: Plan) -> dt.datetime:
    """Return the date that goes into a document's properties: the newest date of its sources.

    The same plan gives the same bytes, so the clock of the machine is never asked.
    """
    found = [_DATE.match(layer.date) for layer in plan.provenance]
    days = [(int(m[1]), int(m[2] or 1), int(m[3] or 1)) for m in found if m]
    year, month, day = max(days, default=(2000, 1, 1))
    return dt.datetime(year, month, day)


def data_date(plan: Plan) -> str:
    """Return the newest date of the sources as printed, such as 2025-10-27."""
    return document_date(plan).date().isoformat()


def city_name(case: Case, language: str) -> str:
    """Return the city's name."""
    return _name(case.city.meta.name, case.city.meta.name_en, language)


def scenario_name(case: Case, language: str) -> str:
    """Return the scenario's name, and the time of day where it was changed.

    Many names hold 夜間 or 昼間: without the remark the title would contradict the figures.
    """
    return scenario_title(case.city, case.scenario, language)


def scenario_title(bundle: City, scenario: HazardScenario, language: str) -> str:
    """Return the name of a scenario of a city, and its time of day where that is not the city's."""
    name = _name(scenario.name, scenario.name_en, language)
    if not day_time_is_changed(bundle, scenario):
        return name
    day_time = text(language, f"day_time_choice.{scenario.day_time}")
    return text(language, "export.day_time_changed", scenario=name, day_time=day_time)


def day_time_is_changed(bundle: City, scenario: HazardScenario) -> bool:
    """Whether a scenario counts people at another time of day than the city's scenario of this id."""
    own = bundle.scenarios.get(scenario.scenario_id)
    return own is not None and own.day_time is not scenario.day_time


def ward_names(case: Case, language: str) -> pd.Series:
    """Return the wards' names by code, in official order."""
    wards = case.city.wards.sort_values("official_order")
    return _names(wards, language)


def district_names(case: Case, language: str) -> pd.Series:
    """Return the districts' names by id, wards in official order, then by id."""
    districts = case.city.districts
    order = districts["ward_code"].map(case.city.wards["official_order"]).to_numpy()
    rows = np.lexsort((districts.index.to_numpy().astype(str), order))
    return _names(districts.iloc[rows], language)


def district_title(case: Case, district_id: str, language: str) -> str:
    """Return ward and district as printed in titles, such as 西区 浜寺昭和校区.

    Raises
    ------
    KeyError
        When the bundle has no such district.
    """
    name = str(district_names(case, language).loc[district_id])
    ward = str(ward_names(case, language).loc[case.city.districts["ward_code"].loc[district_id]])
    suffix = text(language, "export.district_suffix")
    return f"{ward} {name.removesuffix(suffix)}{suffix}"


def missing_kinds_text(plan: Plan, language: str) -> str:
    """Return the hazard kinds of the scenario that the bundle holds no layer for; empty if none."""
    names = [text(language, f"hazard_kind.{kind}") for kind in plan.missing_kinds]
    return text(language, "export.separator").join(names)


def margin_unknown_text(case: Case, language: str) -> str:
    """Return why the plan has no margins: no deadline at all, or no arrival that is published."""
    no_deadline = case.scenario.deadline is DeadlineKind.NONE
    return text(language, "screen.city.no_deadline" if no_deadline else "export.margin_unknown")


def target_names(case: Case, language: str) -> pd.Series:
    """Return the names of destinations: places by id, and ``safe_area``."""
    names = case.city.places["name"].astype("str")
    safe = pd.Series([text(language, "target_kind.safe_area")], index=["safe_area"], dtype="str")
    return pd.concat([names, safe])


def data_kind(language: str, *, is_model: bool) -> str:
    """Return 模擬データ or 実データ."""
    return text(language, "export.model_data" if is_model else "export.real_data")


def layer_kind(layer: LayerSource, language: str) -> str:
    """Return 模擬データ, 実データ, or 一部模擬データ where single columns are model data."""
    if layer.model_columns and not layer.is_model:
        return text(language, "export.partly_model_data")
    return data_kind(language, is_model=layer.is_model)


def layer_name(layer_id: str, language: str) -> str:
    """Return the name of a layer; hazard layers keep their id behind the word."""
    if has(language, f"layer.{layer_id}"):
        return text(language, f"layer.{layer_id}")
    group, _, name = layer_id.partition("/")
    return f"{text(language, f'layer.{group}')}: {name}" if name else layer_id


def model_notice(plan: Plan, language: str) -> str:
    """Return 模擬データ（実際の値ではありません） for a plan on model data, else an empty text."""
    return text(language, "export.model_notice") if plan.is_model else ""


def capacity_is_model(case: Case) -> bool:
    """Whether the seats of places are counted from model data."""
    layer = case.city.meta.layer("places")
    return layer is not None and (layer.is_model or bool(CAPACITY_COLUMNS & set(layer.model_columns)))


def layer_is_model(case: Case, *layer_ids: str) -> bool:
    """Whether any of these layers is model data as a whole."""
    found = [case.city.meta.layer(layer_id) for layer_id in layer_ids]
    return any(layer is not None and layer.is_model for layer in found)


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
    names = [text(language, f"setting.{key}") if has(language, f"setting.{key}") else key for key in changed]
    said = text(language, "export.separator").join(names)
    return text(language, "export.preset_changed", preset=name, settings=said)


def changed_settings(case: Case) -> list[str]:
    """Return the keys of settings that are neither the preset's nor the city's own."""
    city_settings = Settings.preset(case.preset).with_overrides(case.city.setting_overrides)
    usual = {row.key: row.value for row in city_settings.rows()}
    return [row.key for row in case.settings.rows() if row.value != usual[row.key]]


def headline(case: Case, plan: Plan, language: str) -> list[tuple[str, str]]:
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
        (label("data_kind"), model_notice(plan, language) or data_kind(language, is_model=False)),
        (label("scenario_source"), scenario.source),
        (label("missing_kinds"), missing_kinds_text(plan, language) or text(language, "export.none")),
        (label("plan_key"), plan.key[:16]),
        (label("bundle_hash"), case.city.meta.bundle_hash[:16]),
    ]


def persons_text(persons: int | None, language: str, *, rounded: bool) -> str:
    """Return a number of persons for paper or screen.

    Parameters
    ----------
    persons
        Whole persons; None is unknown.
    language
        Language of the reader.
    rounded
        True where the number rests on model data or assumptions: to 10 below 1,000, else to 100,
        with 約. Zero stays zero: nobody is not "about nobody".
    """
    if persons is None:
        return text(language, "export.unknown")
    if not rounded or persons == 0:
        return text(language, "export.persons", persons=f"{persons:,}")
    step = 10 if persons < 1000 else 100
    near = math.floor(persons / step + 0.5) * step
    if near == 0:
        return text(language, "export.fewer_than", persons=step)
    return text(language, "export.about_persons", persons=f"{near:,}")


def clock_text(seconds: float, language: str) -> str:
    """Return a time of the clock as printed: minutes after its zero, or before it."""
    if math.isfinite(seconds) and seconds < 0:
        return text(language, "export.before_zero", minutes=f"{math.ceil(-seconds / 60):,}")
    return minutes_text(seconds, language)


def minutes_text(seconds: float, language: str) -> str:
    """Return seconds after the clock's zero as whole minutes, or the word for never or unknown."""
    if math.isnan(seconds):
        return text(language, "export.none")
    if math.isinf(seconds):
        return text(language, "export.never" if seconds > 0 else "export.from_start")
    return text(language, "export.minutes", minutes=f"{math.floor(seconds / 60):,}")


def source_lines(plan: Plan, layers: Sequence[str], language: str) -> list[str]:
    """Return one line a source: names of its layers, source, date, licence, real or model."""
    names: dict[str, list[str]] = {}
    for layer in plan.provenance:
        if layer.layer.split("/")[0] in layers:
            parts = [layer.source, layer.date, layer.licence, layer_kind(layer, language)]
            said = text(language, "export.separator").join(part for part in parts if part)
            names.setdefault(said, []).append(layer_name(layer.layer, language))
    return [f"{text(language, 'export.separator').join(layers)}: {said}" for said, layers in names.items()]


def _name(japanese: str, english: str, language: str) -> str:
    return japanese if language == "ja" or not english else english


def _names(frame: pd.DataFrame, language: str) -> pd.Series:
    if language == "ja":
        return frame["name"]
    return frame["name_en"].where(frame["name_en"] != "", frame["name"])
