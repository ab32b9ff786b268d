"""What one cell of the matrix rests on: interval, decision, indicators with inputs, layers with dates."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.bundle import UPLOADED
from domain.vocabulary import ReadinessBand
from planning.case import Case
from planning.plan import Plan
from presentation.answers import attention_texts
from presentation.grid import Grid, grid_from
from presentation.names import layer_kind, layer_name, scenario_name
from presentation.provenance import date_text, source_text
from presentation.readiness_matrix.gap_words import band_gap_words
from presentation.readiness_matrix.report import BandReport, band_report
from presentation.readiness_matrix.theme_states import theme_states
from presentation.readiness_tables import indicator_table
from presentation.styles.readiness import BANDS
from presentation.words import Words, unknown
from readiness.ledger_sums import one_row_an_area
from readiness.themes import THEMES

_MODEL_SHARE = "model_layers_share"
_INDICATOR_COLUMNS = (
    "indicator", "value", "value_min", "value_max", "unit", "target_value", "status", "band", "inputs",
    "data_kind",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """Evidence of a cell: sentences, the indicators of its themes, and the layers behind them."""

    sentences: tuple[str, ...]
    indicators: Grid
    layers: Grid


def cell_evidence(case: Case, plan: Plan, area_id: str, words: Words, *, theme: str = "") -> CellEvidence:
    """Return what the band of an area rests on.

    Parameters
    ----------
    case, plan
        Case and plan of the scenario.
    area_id
        District, ward or city.
    words
        Words of the reader.
    theme
        Only the indicators of one theme, whose state stands before the band of the whole area; of all
        themes where empty.

    Raises
    ------
    KeyError
        When the plan has no such area.
    """
    shown = [name for name, of in THEMES.items() if theme in {"", of.value}]
    rows = plan.indicators[(plan.indicators["area_id"] == area_id) & plan.indicators["indicator"].isin(shown)]
    binding = plan.bands.loc[area_id, "binding_theme"]
    # What decides comes first, then the other themes in their order.
    place = {name: (of.value != binding, number) for number, (name, of) in enumerate(THEMES.items())}
    rows = rows.iloc[sorted(range(len(rows)), key=lambda i: place[rows["indicator"].iloc[i]])]
    table = indicator_table(case, plan, words.language, rows)
    grid = grid_from(table, words, keys=_INDICATOR_COLUMNS)
    return CellEvidence(
        sentences=_sentences(case, plan, area_id, words, theme),
        indicators=replace(grid, caption=words("evidence_cell.indicators"), notes=()),
        layers=layers_grid(plan, rows["inputs"].tolist(), words),
    )


def _sentences(case: Case, plan: Plan, area_id: str, words: Words, of: str) -> tuple[str, ...]:
    report = band_report(case, plan)
    bands = report.bands
    row = bands.loc[[area_id]].to_dict(orient="records")[0]
    band = ReadinessBand(row["band"])
    said = [
        words("evidence_cell.scenario", scenario=scenario_name(case, words.language)),
        *_theme(report, area_id, of, words),
        words(
            "evidence_cell.band_of_all" if of else "evidence_cell.band",
            sign=BANDS[band].sign, band=words(f"readiness_band.{band}"),
        ),
    ]  # fmt: skip
    if row["best_band"] != row["worst_band"]:
        ends = {end: words(f"readiness_band.{row[f'{end}_band']}") for end in ("best", "worst")}
        said.append(words("evidence_cell.ends", **ends))
    said += _risk(row, words, rounded=plan.is_rounded)
    said += _late(row, words, rounded=plan.is_rounded)
    said += _beside(case, plan, area_id, words)
    if band not in {ReadinessBand.NOT_CONCERNED, ReadinessBand.NO_LAYER}:
        counts = {name: row[f"themes_{name}"] for name in ("below", "unknown")}
        said.append(words("evidence_cell.themes", themes=row["themes_counted"], **counts))
    gap = band_gap_words(row, words, rounded=plan.is_rounded)
    if gap:
        theme = words(f"readiness_theme.{row['binding_theme']}")
        said.append(words("evidence_cell.gap", gap=gap, theme=theme))
        action, owner = words(f"action.{row['next_action']}"), words(f"owner.{row['owner']}")
        said.append(words("evidence_cell.action", action=action, owner=owner))
    else:
        said.append(words("evidence_cell.none"))
    share = plan.indicators.loc[
        (plan.indicators["area_id"] == area_id) & (plan.indicators["indicator"] == _MODEL_SHARE), "value"
    ]
    return (*said, words("evidence_cell.model", share=words.percent(float(share.iloc[0]))))


def _theme(report: BandReport, area_id: str, theme: str, words: Words) -> list[str]:
    """Return what the theme of a cell is, in the words of the cell; nothing where no theme is asked for."""
    themes = report.themes
    own = themes[(themes["area_id"] == area_id) & (themes["theme"] == theme)]
    return [
        words(
            "evidence_cell.theme_gap" if state.gap else "evidence_cell.theme",
            sign=state.look.sign, state=state.name, gap=state.gap,
        )
        for state in theme_states(own, words, rounded=report.data_kind.is_rounded)
    ]  # fmt: skip


def _risk(row: "dict[object, object]", words: Words, *, rounded: bool) -> list[str]:
    """Return the people without a place at both ends; nothing where there is no number."""
    few, many = row["risk_persons_min"], row["risk_persons"]
    if unknown(few):
        return []
    said = {
        "few": words.persons(float(str(few)), rounded=rounded),
        "many": "" if unknown(many) else words.persons(float(str(many)), rounded=rounded),
        "leaving": words.persons(float(str(row["must_leave_persons"])), rounded=rounded),
    }
    key = "risk_open" if unknown(many) else "risk_known" if few == many else "risk"
    return [words(f"evidence_cell.{key}", **said)]


def _late(row: "dict[object, object]", words: Words, *, rounded: bool) -> list[str]:
    """Return who does not reach safety in time, where they are others than those without a place."""
    late, staying, risk = (row[f"{name}_persons"] for name in ("not_in_time", "not_leaving", "risk"))
    if unknown(late) or late == 0 or (not unknown(risk) and late == risk):
        return []
    key = "late" if staying == 0 else "late_with_staying"
    said = {
        "late": words.persons(float(str(late)), rounded=rounded),
        "staying": words.persons(float(str(staying)), rounded=rounded),
    }
    return [words(f"evidence_cell.{key}", **said)]


def _beside(case: Case, plan: Plan, area_id: str, words: Words) -> list[str]:
    """Return what the numbers hang on: seats still to be confirmed, and the attention zone of a tsunami."""
    said = []
    seats = one_row_an_area((plan.ledgers.districts, plan.ledgers.wards, plan.ledgers.city))
    unconfirmed = int(seats["unconfirmed_place"].to_dict()[area_id])
    if unconfirmed:
        persons = words.persons(unconfirmed, rounded=plan.is_rounded)
        said.append(words("evidence_cell.unconfirmed", persons=persons))
    blocks = case.city.blocks
    of_city = area_id == case.city.meta.city_code
    inside = (blocks["district_id"] == area_id) | (blocks["ward_code"] == area_id) | of_city
    return said + attention_texts(plan, blocks.index[inside], words)


def layers_grid(plan: Plan, inputs: Sequence[str], words: Words) -> Grid:
    """Return the layers that the inputs of indicators name, with source and date, in the order of the city.

    Parameters
    ----------
    plan
        The plan.
    inputs
        Evidence of indicators as JSON.
    words
        Words of the reader.
    """
    named = {str(item["layer"]).removeprefix(UPLOADED) for one in inputs for item in json.loads(one)}
    layers = [layer for layer in plan.provenance if layer.layer in named]
    keys = ("layer", "data_kind", "source", "date")
    language = words.language
    return Grid(
        headings=tuple(words(f"export.column.{key}") for key in keys),
        rows=tuple(
            (
                layer_name(one, language),
                layer_kind(one, language),
                source_text(one, language),
                date_text(one, language),
            )
            for one in layers
        ),
        numbers=(False,) * len(keys),
        keys=keys,
        caption=words("evidence_cell.layers"),
        wide=frozenset({2}),
    )
