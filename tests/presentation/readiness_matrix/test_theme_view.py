"""The second view: themes of one scenario in three pillars, with the words of what decides each."""

from domain.vocabulary import ReadinessTheme
from presentation.readiness_matrix.theme_view import of_ward, theme_table
from presentation.words import Words
from readiness.themes import Severity
from tests.presentation.readiness_matrix.reports import DISTRICTS, TSUNAMI, WARDS, case, reports

WORDS = Words("ja")


def table():
    return theme_table(case(), reports()[TSUNAMI], WORDS)


def texts(area_id):
    shown = table()
    row = next(row for row in shown.rows if row.area_id == area_id)
    return dict(zip((column.column_id for column in shown.columns), (c.text for c in row.cells), strict=True))


def test_themes_stand_under_their_pillars_self_help_first():
    shown = table()
    assert {column.column_id for column in shown.columns} == {theme.value for theme in ReadinessTheme}
    groups = [column.group for column in shown.columns]
    assert list(dict.fromkeys(groups)) == ["自助", "共助", "公助"]
    assert groups == sorted(groups, key=["自助", "共助", "公助"].index)


def test_a_theme_has_sign_word_and_the_figure_of_what_decides():
    found = texts(DISTRICTS[0])
    assert found["route"] == "避難先を確保できない人がいる × / 約20人に安全な経路がない"
    assert found["place"] == "目標に達している ◎"
    assert texts(DISTRICTS[1])["route"] == "対象外 －"
    # The list of the second district has not been surveyed.
    assert texts(DISTRICTS[1])["support"] == "未調査 □ / 個別避難計画が未調査"


def test_every_state_has_a_look_and_its_words():
    shown = table()
    assert len(shown.legend) == len(Severity)
    assert len({look.sign for look, _ in shown.legend}) == len(Severity)
    assert not any("⟦" in word for _, word in shown.legend)


def test_one_ward_alone():
    assert [row.area_id for row in of_ward(table(), WARDS[0]).rows] == [WARDS[0], DISTRICTS[0]]
    assert of_ward(table(), "") == table()
    assert of_ward(table(), "nowhere") == table()
