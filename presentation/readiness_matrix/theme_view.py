"""The second view: areas × themes of one scenario, in the three pillars 自助・共助・公助."""

from collections.abc import Mapping
from dataclasses import replace

from domain.vocabulary import Band, Pillar, ReadinessBand, ReadinessTheme
from planning.case import Case
from presentation.names import scenario_name, ward_names
from presentation.readiness_matrix.gap_words import theme_states
from presentation.readiness_matrix.matrix import areas_in_order
from presentation.readiness_matrix.report import BandReport
from presentation.readiness_matrix.sign_table import SignCell, SignColumn, SignRow, SignTable
from presentation.styles.readiness import BANDS, BandLook
from presentation.words import Words
from readiness.themes import PILLARS, Severity

#: Looks of themes: those of the band that says as much.
LOOKS: Mapping[Severity, BandLook] = {
    Severity.IN_DANGER: BANDS[ReadinessBand.SERIOUS],
    Severity.BELOW: BANDS[ReadinessBand.PROBLEM],
    Severity.PERHAPS_BELOW: BANDS[ReadinessBand.UNDETERMINED],
    Severity.UNKNOWN: BANDS[ReadinessBand.NOT_SURVEYED],
    Severity.NEAR: BANDS[ReadinessBand.MOSTLY],
    Severity.ON_TARGET: BANDS[ReadinessBand.SUFFICIENT],
    Severity.NOT_CONCERNED: BANDS[ReadinessBand.NOT_CONCERNED],
}
_WORDS: Mapping[Severity, str] = {
    Severity.IN_DANGER: "matrix.in_danger_any",
    Severity.BELOW: f"band.{Band.BELOW_TARGET}",
    Severity.PERHAPS_BELOW: "matrix.perhaps",
    Severity.UNKNOWN: f"readiness_band.{ReadinessBand.NOT_SURVEYED}",
    Severity.NEAR: f"band.{Band.NEAR_TARGET}",
    Severity.ON_TARGET: f"band.{Band.ON_TARGET}",
    Severity.NOT_CONCERNED: f"band.{Band.NOT_CONCERNED}",
}


def state_name(theme: str, state: Severity) -> str:
    """Return the key of what a theme is; people in danger are told apart by why they are."""
    if state is not Severity.IN_DANGER:
        return _WORDS[state]
    return "matrix.in_danger_leaving" if theme == ReadinessTheme.LEAVING else "matrix.in_danger"


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
        legend=tuple((look, words(_WORDS[state])) for state, look in LOOKS.items()),
        is_model=report.is_model,
    )


def of_ward(table: SignTable, ward_code: str) -> SignTable:
    """Return the rows of one ward; all where the table has none of it."""
    rows = tuple(row for row in table.rows if row.ward_code == ward_code)
    return replace(table, rows=rows) if ward_code and rows else table


def _cells(report: BandReport, words: Words) -> dict[tuple[str, ReadinessTheme], SignCell]:
    themes = report.themes
    states = theme_states(themes, words, rounded=report.is_model)
    return {
        (str(area), ReadinessTheme(theme)): SignCell(LOOKS[state], words(state_name(theme, state)), said)
        for area, theme, (state, said) in zip(themes["area_id"], themes["theme"], states, strict=True)
    }
