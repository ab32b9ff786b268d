"""Write the generated pages of ``docs/``: ``python -m sonae.docs`` (``make docs``).

``docs/settings.md`` comes from the settings, ``docs/bundle.md`` from the table contracts, and
``docs/files.md`` from the table of fields and the headings of a plan, so that none can say anything
else than the program does. Tests hold them current.
"""

import argparse
import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import EnumMeta
from pathlib import Path
from typing import Any, get_args, get_type_hints

from data.bundle.layout import (
    HAZARD_PREFIX,
    LAYERS,
    READABLE_VERSIONS,
    SCENARIO_FILE,
    SCHEMA_VERSION,
    LayerSpec,
)
from domain.measures import MEASURE_KEYS
from domain.scenario import HazardScenario
from domain.settings.parameter import range_text, value_text
from domain.settings.settings import SettingRow, Settings
from domain.tables.city import HazardAreas
from domain.vocabulary import Preset
from messages.catalogue import text
from presentation.setting_words import measure_form, setting_name, setting_source, setting_unit
from sonae.files_page import GENERATED, page_of_bundled_city

#: Folder of the generated pages.
DOCS = Path(__file__).resolve().parents[1] / "docs"

_SETTING_HEADS = ("キー / key", "現状 / current", "目標 / target", "単位 / unit", "範囲 / range",
                  "ほかの値 / other values", "出典 / source", "日付 / date", "確かさ / mark")  # fmt: skip
_COLUMN_HEADS = ("列 / column", "型 / type", "空欄 / may be empty", "範囲 / range")
_TYPE_WORDS = {"int64": "整数 / integer", "Int64": "整数 / integer", "float64": "小数 / number",
               "bool": "真偽 / true or false", "boolean": "真偽 / true or false",
               "str": "文字 / text", "string[pyarrow]": "文字 / text",
               "geometry": "図形 / geometry"}  # fmt: skip


def settings_page() -> str:
    """Return the page of all settings: value in both presets, unit, range, source, date, mark."""
    targets = {row.key: row for row in Settings.preset(Preset.TARGET).rows()}
    groups: dict[str, list[Sequence[str]]] = {}
    for row in Settings.preset(Preset.CURRENT).rows():
        group = row.key.partition(".")[0]
        groups.setdefault(group, []).append(_setting_cells(row, targets[row.key]))
    lines = [
        GENERATED, "", "# 設定一覧 / Settings", "",
        "`sonae plan --set キー=値` または画面の「データ」ページで変えられます。"
        "「現状」は被害想定（現状）、「目標」は計画（目標）の組です。目標の列の「＝」は現状と同じ値です。",
        "",
        "Change one with `sonae plan --set key=value` or on the page 「データ」 (Data). The two presets are"
        " 被害想定（現状） (as surveyed) and 計画（目標） (planning target); 「＝」 means the same value.",
        "", _marks(), "",
    ]  # fmt: skip
    for group, rows in groups.items():
        note = _first_line(Settings.model_fields[group].annotation)
        lines += [f"## {group}", "", note, "", *_table(_SETTING_HEADS, rows), ""]
    lines += [*_measure_lines(), *_environment_lines()]
    return "\n".join(lines)


def _environment_lines() -> list[str]:
    """Return the variables that say which city is shown, and where things are kept."""
    rows = [
        ("`SONAE_BUNDLE`", "もとの都市データのフォルダー。なければ同梱の堺市<br>"
         "Folder of the original city data; the bundled Sakai without it"),
        ("`SONAE_HOME`", "計画・名簿・採用した都市データを置くフォルダー<br>"
         "Folder of plans, lists and adopted city data"),
        ("`SONAE_UPLOAD_MB`", "「データ」の画面で入れるファイル1つの大きさの上限（1–2000。なければ 200）<br>"
         "Largest file on the page Data in MB (1–2000; 200 without it)"),
    ]  # fmt: skip
    return [
        "## 環境変数 / environment", "",
        "画面と、`--bundle` を付けない命令は、「データ」の画面で最後に採用した都市データを使います。"
        "採用したものがなければ、もとの都市データです。"
        "どちらかは、画面の上と命令の初めに示します（`sonae bundle versions`）。",
        "",
        "Pages, and commands without `--bundle`, use the city data adopted last on the page 「データ」"
        " (Data), else the original. Pages say at their head, commands as they begin, which one it is"
        " (`sonae bundle versions`).",
        "", *_table(("変数 / variable", "意味 / meaning"), rows), "",
    ]  # fmt: skip


def _measure_lines() -> list[str]:
    """Return the section of measures: what a planner does to the city, by key."""
    rows = [
        (f"`{key}`", *(_both(*(word(key, language) for language in ("ja", "en")))
                       for word in (setting_name, measure_form)))
        for key in MEASURE_KEYS
    ]  # fmt: skip
    return [
        "## 対策 / measures", "",
        "設定と同じように `--set キー=値`、アドレス、`settings.toml` に書きますが、設定ではなく"
        "計画の対策として扱います（`plan.json` の `measures`）。その市にない名前や施設IDは断ります。",
        "",
        "Written like settings (`--set key=value`, addresses, `settings.toml`), but measures of the plan"
        " (`measures` in `plan.json`). A name or an id that the city does not have is refused.",
        "", *_table(("キー / key", "対策 / measure", "書き方 / how to write it"), rows), "",
    ]  # fmt: skip


def bundle_page() -> str:
    """Return the page of the bundle's layers: file, columns, types, ranges, what each table means."""
    lines = [
        GENERATED, "", "# 都市データの形式 / City bundle", "",
        "フォルダー1つが1つの都市です。ファイルの一覧と出典は `bundle.toml` にあり、"
        "全体の説明は [architecture.md](architecture.md) の「Bundle on disk」にあります。"
        "空欄は「不明」を表し、0 とはみなしません。",
        "",
        "One folder is one city. `bundle.toml` lists its files and their sources; see “Bundle on disk” in"
        " [architecture.md](architecture.md). An empty cell means unknown and is never taken for 0.",
        "",
    ]  # fmt: skip
    lines += _head_lines()
    hazard = LayerSpec(f"{HAZARD_PREFIX}<name>", HazardAreas, ("Polygon", "MultiPolygon"), required=False)
    for spec in (*LAYERS, hazard):
        lines += _layer_lines(spec)
    lines += _scenario_lines()
    return "\n".join(lines)


def _head_lines() -> list[str]:
    """Return the section of ``bundle.toml``: its fields and the sources of a layer."""
    rows = [
        ("`schema_version`", str(SCHEMA_VERSION), "形式の版 / version of this format"),
        ("`city_code`, `name`, `name_en`", "271403 …", "市のコードと名前 / code and names of the city"),
        ("`epsg`", "6674", "平面直角座標系 / plane rectangular CRS of all layers"),
        ("`[[layers]]` `id`, `file`", "places …", "レイヤーとそのファイル / layer and its file"),
        ("`[[layers]]` `sha256`", "", "ファイルのハッシュ値 / hash of the file"),
        (
            "`[[layers]]` `is_model`, `model_columns`, `assumed_columns`",
            "true / false, 列名",
            "模擬データの別 / what is model data",
        ),
        (
            "`[[layers]]` `name`, `name_en`",
            "大和川の洪水浸水想定区域 …",
            "画面と紙での名前（任意）/ name on pages and papers (optional)",
        ),
        ("`[[layers.sources]]` `name`, `licence`, `date`", "", "出典・条件・時点 / source, terms, date"),
        ("`[[layers.sources]]` `notices`", "", "渡すときに必ず伝える注意 / notices to be passed on"),
        (
            "`[[layers.sources]]` `name_en`, `licence_en`, `date_en`, `notices_en`, `notices_easy`",
            "",
            "英語・やさしい日本語（任意）/ in English and やさしい日本語 (optional)",
        ),
        (
            "`[[layers.sources]]` `files` (`name`, `sha256`, `unverified`)",
            "list.csv …",
            "受け取ったファイルと未検証の別（取り込みが書きます）/"
            " files given, and readings that are 未検証 (imports write it)",
        ),
        (
            "`[[layers.sources]]` `former_date`",
            "2025-10-27",
            "`date` が不明のとき、置き換える前の資料の時点 /"
            " where `date` is not known: that of the data before it",
        ),
    ]
    versions = ", ".join(map(str, READABLE_VERSIONS))
    return [
        "## bundle.toml",
        "",
        "1つのレイヤーに出典がいくつあってもかまいません。条件と注意はそれぞれに付きます。"
        f"読める版: {versions}（版1は1レイヤーに1出典で、"
        "`source`、`licence`、`date`、`notices` をファイルに並べて書きます）。",
        "",
        "A layer may have any number of sources, each with its own terms and notices. Versions that are read:"
        f" {versions} (version 1 has one source a layer: `source`, `licence`, `date`,"
        " `notices` stand beside the file).",
        "",
        "| 項目 / field | 例 / example | 意味 / meaning |",
        "|---|---|---|",
        *("| " + " | ".join(row) + " |" for row in rows),
        "",
    ]


def pages() -> Mapping[str, str]:
    """Return the generated pages by file name, but for ``files.md``, which takes a plan."""
    return {"settings.md": settings_page(), "bundle.md": bundle_page()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pages."""
    parser = argparse.ArgumentParser(prog="python -m sonae.docs", description=__doc__)
    parser.add_argument("--out", type=Path, default=DOCS, help="folder to write to")
    folder: Path = parser.parse_args(arguments).out
    for name, content in {**pages(), "files.md": page_of_bundled_city()}.items():
        (folder / name).write_text(content, encoding="utf-8")


def _setting_cells(row: SettingRow, target: SettingRow) -> tuple[str, ...]:
    return (
        f"`{row.key}`",
        _value(row.value),
        "＝" if target.value == row.value else _value(target.value),
        _both(setting_unit(row, "ja"), setting_unit(row, "en")),
        range_text(row.minimum, row.maximum),
        ", ".join(value_text(choice) for choice in row.choices if choice != row.value),
        _both(setting_source(row, "ja"), setting_source(row, "en")),
        row.date,
        text("ja", f"mark.{row.mark.value}"),
    )


def _value(value: Any) -> str:
    return value_text(value) or "（なし）"


def _both(japanese: str, english: str) -> str:
    """Return both languages in one cell; once where they are the same."""
    return japanese if japanese == english else f"{japanese}<br>{english}"


def _marks() -> str:
    names = ("found", "found_secondary", "known_high", "assumption")
    pairs = ", ".join(f"{text('ja', f'mark.{name}')} = {text('en', f'mark.{name}')}" for name in names)
    return f"確かさ / mark: {pairs}."


def _layer_lines(spec: LayerSpec) -> list[str]:
    schema = spec.contract.to_schema()
    name = text("ja", f"layer.{spec.layer.partition('/')[0]}")
    form = (
        f"GeoParquet（{' / '.join(spec.geometry_types)}）" if spec.is_geographic else "CSV（UTF-8 BOM, LF）"
    )
    need = "必須 / required" if spec.required else "任意 / optional"
    rows = [] if spec.numbered else [_column_cells(f"`{spec.contract.index_name()}` (id)", schema.index)]
    rows += [_column_cells(f"`{column}`", field) for column, field in schema.columns.items()]
    docs = inspect.cleandoc(spec.contract.__doc__ or "")
    return [f"## {spec.layer} — {name}", "", f"`{spec.file}`, {form}, {need}.", "", docs, "",
            *_table(_COLUMN_HEADS, rows), ""]  # fmt: skip


def _scenario_lines() -> list[str]:
    """Return the fields of a scenario as its class describes them."""
    hints = get_type_hints(HazardScenario)
    rows = [
        (f"`{'id' if name == 'scenario_id' else name}`", _field_words(hints[name.partition(",")[0]]), said)
        for name, said in _described_fields(HazardScenario)
    ]
    form = f"`{SCENARIO_FILE}`, TOML, 必須 / required. `[[scenarios]]` ごとに1つの想定 / one scenario each."
    return [f"## scenarios — {text('ja', 'layer.scenarios')}", "", form, "",
            *_table(("項目 / field", "値 / value", "意味 / meaning"), rows), ""]  # fmt: skip


def _described_fields(owner: type) -> Iterable[tuple[str, str]]:
    """Yield each parameter of a class with its description, as its docstring has them."""
    section = inspect.cleandoc(owner.__doc__ or "").split("Parameters\n----------\n")[1]
    for entry in re.split(r"\n(?=\S)", section):
        name, _, said = entry.partition("\n")
        yield name, " ".join(said.split()).replace("``", "`")


def _field_words(hint: Any) -> str:
    """Return what a field of a scenario holds: its words, where they are a fixed set."""
    kind = next((part for part in (hint, *get_args(hint)) if isinstance(part, EnumMeta)), None)
    if kind is not None:
        members: Iterable[Any] = kind.__members__.values()
        return ", ".join(f"`{value}`" for value in members)
    words = {str: "文字 / text", bool: "真偽 / true or false", int | None: "整数 / integer"}
    return words.get(hint, "表 / table" if "dict" in str(hint) else "文字の列 / list of text")


def _column_cells(name: str, field: Any) -> tuple[str, ...]:
    dtype = str(field.dtype)
    ranges = [_check_words(check.name, check.statistics) for check in field.checks]
    unique = ["重複なし / unique"] if field.unique else []
    return (name, _TYPE_WORDS[dtype], "はい / yes" if field.nullable else "", "; ".join(ranges + unique))


def _check_words(check: str, statistics: Mapping[str, Any]) -> str:
    """Return one check of a contract in words; every kind of check in use must be named here."""
    match check:
        case "greater_than_or_equal_to":
            return f"≥ {statistics['min_value']:g}"
        case "greater_than":
            return f"> {statistics['min_value']:g}"
        case "less_than_or_equal_to":
            return f"≤ {statistics['max_value']:g}"
        case "le_or_open":
            return f"≤ {statistics['max_value']:g}（上限なしは / open: inf）"
        case "isin":
            values = statistics["allowed_values"]
            return ", ".join(f"`{value}`" if value else "（空 / empty）" for value in values)
        case "str_matches":
            return f"`{statistics['pattern']}`"
        case _:
            msg = f"no words for the check {check}"
            raise ValueError(msg)


def _first_line(owner: object) -> str:
    return inspect.cleandoc(getattr(owner, "__doc__", "") or "").splitlines()[0]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    return lines + [f"| {' | '.join(cell.replace('|', '¦') for cell in row)} |" for row in rows]


if __name__ == "__main__":
    main()
