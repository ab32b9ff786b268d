"""What a theme is: its name, the gap that decides it and its look, the same for every sheet."""

from domain.vocabulary import ReadinessTheme
from presentation.readiness_matrix.tables import theme_table_of
from presentation.readiness_matrix.theme_states import theme_legend, theme_states
from presentation.readiness_matrix.theme_view import theme_table
from presentation.words import Words
from readiness.themes import Severity
from tests.presentation.readiness_matrix.reports import DISTRICTS, TSUNAMI, case, plan, reports

WORDS = Words("ja")


def states():
    themes = reports()[TSUNAMI].themes
    found = theme_states(themes, WORDS, rounded=True)
    keys = zip(themes["area_id"], themes["theme"], strict=True)
    return dict(zip(keys, found, strict=True))


def test_people_in_danger_are_told_apart_by_why_they_are():
    route = states()[DISTRICTS[0], ReadinessTheme.ROUTE]
    assert (route.name, route.gap) == ("避難先を確保できない人がいる", "約20人に安全な経路がない")
    themes = reports()[TSUNAMI].themes
    own = themes[(themes["area_id"] == DISTRICTS[0]) & (themes["theme"] == ReadinessTheme.ROUTE.value)]
    (leaving,) = theme_states(own.assign(theme=ReadinessTheme.LEAVING.value), WORDS, rounded=True)
    assert leaving.name != route.name
    assert (leaving.gap, leaving.look) == (route.gap, route.look)


def test_what_is_on_target_or_concerns_nobody_has_no_gap():
    assert states()[DISTRICTS[0], ReadinessTheme.PLACE].gap == ""
    assert states()[DISTRICTS[1], ReadinessTheme.ROUTE].gap == ""


def test_the_legend_has_every_state_once():
    legend = theme_legend(WORDS)
    assert len(legend) == len(Severity)
    assert {state.look for state in states().values()} <= {look for look, _ in legend}


def test_matrix_and_files_name_a_theme_alike():
    shown = theme_table(case(), reports()[TSUNAMI], WORDS)
    column = [one.column_id for one in shown.columns].index(ReadinessTheme.ROUTE.value)
    row = next(row for row in shown.rows if row.area_id == DISTRICTS[0])
    assert row.cells[column].text.startswith(states()[DISTRICTS[0], ReadinessTheme.ROUTE].name)
    table = theme_table_of(case(), plan(), "ja")
    named = next(one for one in table.columns if one.key == "theme_state")
    assert states()[DISTRICTS[0], ReadinessTheme.ROUTE].name in [str(cell) for cell in named.cells]
