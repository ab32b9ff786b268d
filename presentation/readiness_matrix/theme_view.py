"""The second view: areas × themes of one scenario, in the three pillars 自助・共助・公助."""

from dataclasses import replace

from domain.vocabulary import Pillar, ReadinessTheme
from planning.case import Case
from presentation.names import scenario_name, ward_names
from presentation.readiness_matrix.matrix import areas_in_order
from presentation.readiness_matrix.report import BandReport
from presentation.readiness_matrix.sign_table import SignCell, SignColumn, SignRow, SignTable
from presentation.readiness_matrix.theme_states import theme_legend, theme_states
from presentation.words import Words
from readiness.themes import PILLARS


def theme_table(case: Case, report: BandReport, words: Words) -> SignTable:
    """Return the themes of every area in one scenario, by pillar.

    Parameters
    ----------
    case
        Case of the plan.
    report
        Its bands.
    words
        Words of the reader.
    """
    themes = [theme for pillar in Pillar for theme in ReadinessTheme if PILLARS[theme] is pillar]
    cells = _cells(report, words)
    wards = ward_names(case, words.language).to_dict()
    rows = tuple(
        SignRow(
            area, level, name, ward, str(wards.get(ward, "")), tuple(cells[area, theme] for theme in themes)
        )
        for area, (level, name, ward) in areas_in_order(case, words).items()
    )
    return SignTable(
        table_id="theme_matrix",
        title=words("export.table.themes"),
        caption=words("matrix.theme_caption", scenario=scenario_name(case, words.language)),
        columns=tuple(
            SignColumn(theme.value, words(f"readiness_theme.{theme}"), words(f"pillar.{PILLARS[theme]}"))
            for theme in themes
        ),
        rows=rows,
        notes=(words("matrix.note_theme"), words("matrix.note_rule")),
        legend=theme_legend(words),
        data_kind=report.data_kind,
    )


def of_ward(table: SignTable, ward_code: str) -> SignTable:
    """Return the rows of one ward; all where the table has none of it."""
    rows = tuple(row for row in table.rows if row.ward_code == ward_code)
    return replace(table, rows=rows) if ward_code and rows else table


def _cells(report: BandReport, words: Words) -> dict[tuple[str, ReadinessTheme], SignCell]:
    themes = report.themes
    states = theme_states(themes, words, rounded=report.data_kind.is_rounded)
    return {
        (str(area), ReadinessTheme(theme)): SignCell(state.look, state.name, state.gap)
        for area, theme, state in zip(themes["area_id"], themes["theme"], states, strict=True)
    }
