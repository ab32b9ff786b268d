"""The generated page of what stands in the files of a plan: map files field by field, tables by heading."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import data
from data.bundle import read_bundle
from domain.settings.settings import Settings
from exports.fields import CROWDING_PEOPLE, MAP_FIELDS, Field
from exports.tables import plan_tables
from messages.catalogue import text
from planning.case import Case
from planning.pipeline import make_plan
from presentation.plan_table import PlanTable

#: First line of a generated page.
GENERATED = (
    "<!-- Written by `make docs`; do not edit by hand. / make docs が作ります。手で直さないでください。 -->"
)
#: Whose headings stand on the page: those of a tsunami name every kind of time.
SCENARIO_ID = "nankai-tsunami-night"

_LANGUAGES = ("ja", "en")
#: Words that stand in the place of a number, below ``export.`` and ``file_word.``.
_WORDS = ("unknown", "not_surveyed", "none", "never", "stays_open", "from_start", "open_bound")


def page_of_bundled_city() -> str:
    """Return the page with the headings of a plan of the bundled city."""
    city = read_bundle(Path(data.__file__).resolve().parent / "sakai")
    case = Case.of(city, city.scenario(SCENARIO_ID), Settings())
    plan = make_plan(case)
    return files_page(*(plan_tables(case, plan, language) for language in _LANGUAGES))


def files_page(japanese: Sequence[PlanTable], english: Sequence[PlanTable]) -> str:
    """Return the page.

    Parameters
    ----------
    japanese, english
        ``plan_tables`` of one plan in both languages.
    """
    lines = [
        GENERATED,
        "", "# 計画のファイルの項目 / Fields of the files of a plan", "",
        "`plan.json` は [plan.schema.json](plan.schema.json)、都市データ（`sonae bundle export` の"
        "GeoPackageも同じ列）は [bundle.md](bundle.md) にあります。",
        "",
        "For `plan.json` see [plan.schema.json](plan.schema.json), for the city bundle (a GeoPackage of"
        " `sonae bundle export` has the same columns) [bundle.md](bundle.md).",
        "", "## map/*.geojson", "",
        "座標は JGD2011（EPSG:6668）の経度・緯度です。時刻は想定の起点（`about`）からの秒です。"
        "人数は丸めていません。",
        "",
        "Coordinates are longitude and latitude in JGD2011 (EPSG:6668). Times are seconds after the zero"
        " of the scenario (`about`). People are not rounded.",
        "",
    ]  # fmt: skip
    for name, fields in MAP_FIELDS.items():
        lines += [f"### {name}", "", *_table(_FIELD_HEADS, (_field_cells(one) for one in fields)), ""]
    lines += [
        "## crowding.json", "",
        "`sonae crowding` の `crowding.json` の人数です。`city` は市全体、`places` は避難先ごとです。",
        "",
        "People in the `crowding.json` of `sonae crowding`: `city` is the whole city, `places` each"
        " destination.",
        "",
    ]  # fmt: skip
    for part, people in CROWDING_PEOPLE.items():
        heads = ("項目 / field", "意味 / meaning")
        lines += [f"### {part}", "", *_table(heads, (_field_cells(one)[:2] for one in people)), ""]
    lines += [
        "## tables/*.csv", "",
        "UTF-8（BOM付き）、1行目が見出しです。単位は見出しにあります。ブック（xlsx）の表も同じです。"
        "`about.csv` は、どの市・想定・計画の表かを示します。"
        f"見出しの例は想定 `{SCENARIO_ID}` のものです（時刻の起点と、いる人だけの列は想定で変わります）。",
        "",
        "UTF-8 with BOM, headings in the first row, units in the headings; sheets of the workbook are the"
        " same. `about.csv` says of which city, scenario and plan they are. The headings are those of"
        f" `{SCENARIO_ID}`: what times count from, and columns that only some plans have, differ.",
        "", "数の代わりに入ることば / words in the place of a number:", "",
        *_table(("ja", "en", "意味 / meaning"), (_word_cells(key) for key in _WORDS)), "",
    ]  # fmt: skip
    for first, second in zip(japanese, english, strict=True):
        rows = [
            (one.heading, other.heading, _both(f"file_form.{one.kind}"))
            for one, other in zip(first.columns, second.columns, strict=True)
        ]
        lines += [
            f"### {first.table_id}.csv — {first.title} / {second.title}", "",
            *_table(("見出し / heading (ja)", "heading (en)", "値 / value"), rows), "",
        ]  # fmt: skip
    return "\n".join(lines)


_FIELD_HEADS = ("項目 / field", "意味 / meaning", "単位 / unit", "null", "値 / values")


def _field_cells(field: Field) -> tuple[str, ...]:
    return (
        f"`{field.name}`",
        _both(field.meaning),
        _both(f"field_unit.{field.unit}") if field.unit else "",
        "○" if field.may_be_null else "",
        ", ".join(f"`{value}`" for value in field.values),
    )


def _word_cells(key: str) -> tuple[str, ...]:
    return (*(text(language, f"export.{key}") for language in _LANGUAGES), _both(f"file_word.{key}"))


def _both(key: str) -> str:
    """Return a text in both languages; once where they are the same."""
    said = dict.fromkeys(text(language, key) for language in _LANGUAGES)
    return "<br>".join(said)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        "| " + " | ".join(heads) + " |",
        "|" + "---|" * len(heads),
        *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows),
    ]
