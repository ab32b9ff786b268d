"""What a group of figures rests on: its layers with source and date, its settings with theirs."""

from collections.abc import Iterable, Mapping

from domain.bundle import LayerSource
from domain.settings.settings import SettingRow
from domain.vocabulary import DayTime, HazardKind, Phase
from planning.case import Case
from planning.day_time import day_time_can_change
from planning.plan import Basis, Plan
from presentation.grid import Grid
from presentation.names import layer_kind, layer_name
from presentation.provenance import date_text, file_texts, licence_text, notice_texts, source_text
from presentation.setting_words import setting_name, setting_source, setting_unit, setting_value
from presentation.words import Words

#: Layers (first part of the id) behind each group of figures.
TOPIC_LAYERS: Mapping[str, tuple[str, ...]] = {
    "ledger": ("wards", "blocks", "hazards", "zones", "streets", "nodes", "places", "scenarios"),
    "map": (
        *("wards", "districts", "blocks", "hazards", "zones", "streets", "nodes", "places", "scenarios"),
        "background",
    ),
    "block": ("scenarios", "hazards", "zones", "blocks", "streets", "nodes", "places"),
    "people": ("blocks", "district_facts", "facilities"),
    "places": ("places", "hazards"),
    "margin": ("scenarios", "hazards", "zones", "streets", "nodes"),
    "organisations": ("organisations", "posts", "district_facts"),
    "gaps": ("organisations", "posts", "district_facts", "facilities", "blocks", "places"),
    "official": ("published",),
}


_WATER = {HazardKind.TSUNAMI, HazardKind.FLOOD, HazardKind.INLAND_FLOOD, HazardKind.STORM_SURGE}
#: Kinds whose rules use a setting of ``hazard``.
_KINDS_OF: Mapping[str, set[HazardKind]] = {
    "floor_base_m": _WATER,
    "storey_height_m": _WATER,
    "home_stock_days": {HazardKind.FLOOD, HazardKind.STORM_SURGE},
    "one_storey_depth_m": {HazardKind.INLAND_FLOOD},
    "seaward_allowance_m": {HazardKind.TSUNAMI},
    "assisted_wind_lead_s": {HazardKind.STORM_SURGE},
    "landslide_level5_after_s": {HazardKind.LANDSLIDE},
    "underpass_lead_s": {HazardKind.TSUNAMI},
    "fire_street_width_m": {HazardKind.LARGE_FIRE},
    "fire_narrow_factor": {HazardKind.LARGE_FIRE},
}


#: Digits of a hash on a page; the workbook has all of them.
_HASH_DIGITS = 16


def layer_grid(case: Case, plan: Basis, topic: str, words: Words) -> Grid:
    """Return the layers behind a group of figures."""
    layers = [layer for layer in _layers(case, plan) if layer.layer.split("/")[0] in TOPIC_LAYERS[topic]]
    rows = [
        (
            layer_name(layer, words.language),
            layer_kind(layer, words.language),
            model_columns(layer, words),
            source_text(layer, words.language),
            date_text(layer, words.language),
        )
        for layer in layers
    ]
    keys = ("layer", "data_kind", "model_columns", "source", "date")
    return Grid(
        headings=tuple(words(f"export.column.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False,) * len(keys),
        caption=words("screen.evidence.layers"),
        wide=frozenset({keys.index("source")}),
    )


def source_grid(case: Case, plan: Plan, words: Words) -> Grid:
    """Return every layer that the plan rests on: real or model, source, date, licence, cautions."""
    return layer_source_grid(_layers(case, plan), words)


def layer_source_grid(layers: Iterable[LayerSource], words: Words) -> Grid:
    """Return layers, one a row: real or model, source, date, licence, cautions, files given."""
    keys = ("layer", "data_kind", "model_columns", "source", "date", "licence", "notices", "given_files")
    rows = [
        (
            layer_name(layer, words.language),
            layer_kind(layer, words.language),
            model_columns(layer, words),
            source_text(layer, words.language),
            date_text(layer, words.language),
            licence_text(layer, words.language),
            "\n".join(notice_texts([layer], words.language)),
            "\n".join(file_texts([layer], words.language, digits=_HASH_DIGITS)),
        )
        for layer in layers
    ]
    return Grid(
        headings=tuple(words(f"export.column.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False,) * len(keys),
        caption=words("export.table.sources"),
        notes=(words("export.note.sources"),),
        wide=frozenset({2, 3, 6, 7}),
    )


def model_columns(layer: LayerSource, words: Words) -> str:
    """Return in words which columns of a layer are model data or assumed."""
    if layer.is_model:
        return words("screen.all_columns")
    names = [words.either(f"column_name.{name}", name) for name in layer.model_columns]
    names += [
        words("screen.assumed_column", column=words.either(f"column_name.{name}", name))
        for name in layer.assumed_columns
    ]
    return words("export.separator").join(names)


def setting_grid(case: Case, topic: str, words: Words) -> Grid | None:
    """Return the settings behind a group of figures; None where none matters."""
    rows = [row for row in case.settings.rows() if _matters(row, case, topic)]
    if not rows:
        return None
    keys = ("setting", "setting_value", "unit", "source", "date", "mark")
    return Grid(
        headings=tuple(words(f"export.column.{key}") for key in keys),
        rows=tuple(_setting_cells(row, words) for row in rows),
        numbers=(False, True, False, False, False, False),
        caption=words("screen.evidence.settings"),
        wide=frozenset({keys.index("source")}),
    )


def _setting_cells(row: SettingRow, words: Words) -> tuple[str, ...]:
    name = setting_name(row.key, words.language)
    changed = words("screen.changed_mark") if row.changed else ""
    return (
        name + changed,
        setting_value(row.value, words.language),
        setting_unit(row, words.language),
        setting_source(row, words.language),
        row.date,
        words(f"mark.{row.mark}"),
    )


def _layers(case: Case, plan: Basis) -> tuple[LayerSource, ...]:
    published = case.city.meta.layer("published")
    extra = (published,) if published is not None and published not in plan.provenance else ()
    return (*plan.provenance, *extra)


def _matters(row: SettingRow, case: Case, topic: str) -> bool:
    group, _, name = row.key.partition(".")
    if topic in {"organisations", "gaps"}:
        return group == "readiness"
    if topic == "places":
        return group == "capacity"
    if topic in {"margin", "block"}:
        departs = group == "departure" and _departs(name, case)
        more = topic == "block" and (group == "capacity" or row.key == "departure.take_along_m")
        return group in {"movement", "profile", "route"} or departs or more
    if topic in {"ledger", "map"}:
        if group == "departure":
            return _departs(name, case)
        return group in _ledger_groups(case) and (group != "hazard" or _is_at_work(name, case))
    return False


def _ledger_groups(case: Case) -> set[str]:
    if case.scenario.phase is Phase.STAY:
        return {"movement", "capacity", "quake"}
    return {"movement", "hazard", "capacity"}


def _is_at_work(name: str, case: Case) -> bool:
    """Whether a setting of ``hazard`` belongs to a kind of the scenario."""
    return bool(set(case.scenario.kinds) & _KINDS_OF.get(name, set(HazardKind)))


def _departs(name: str, case: Case) -> bool:
    if name == "day_time":
        return day_time_can_change(case.scenario)
    kinds = set(case.scenario.kinds)
    if HazardKind.TSUNAMI in kinds or HazardKind.EARTHQUAKE in kinds:
        other_time = DayTime.DAY if case.scenario.day_time is DayTime.NIGHT else DayTime.NIGHT
        return (name.endswith("_share") and name != "rain_leaving_share") or (
            name.startswith("quake") and not name.endswith(f"_{other_time}_s")
        )
    if HazardKind.LARGE_FIRE in kinds:
        return name.startswith("fire")
    return name.startswith("rain")
