"""Evidence of a cell: both ends, what decides, who acts, indicators with inputs, layers with dates."""

from dataclasses import replace

import pytest

from presentation.readiness_matrix.cell_evidence import cell_evidence
from presentation.readiness_matrix.report import band_report
from presentation.readiness_matrix.theme_view import theme_table
from presentation.words import Words
from readiness.themes import THEMES
from tests.presentation.readiness_matrix.reports import CITY, DISTRICTS, case, plan

WORDS = Words("ja")


def sentences(area_id=DISTRICTS[0], **values):
    bands = plan().bands.copy()
    for name, value in values.items():
        bands.loc[area_id, name] = value
    return cell_evidence(case(), replace(plan(), bands=bands), area_id, WORDS).sentences


def test_the_sentences_say_band_people_themes_gap_and_next_action():
    assert sentences() == (
        "想定: 津波（夜）",
        "判定: × 重大な課題",
        "避難先を確保できない人: 約20人（避難先が必要な人約170人のうち）",
        "10項目のうち、目標未達は6項目、まったく調査されていないのは0項目です。",
        "判定を決める課題: 約20人に安全な経路がない（避難経路）",
        "次の行動: 通れる道を確保する（まず踏切・橋・地下道の代わりの道、"
        "なければ通行止めの時期の見直し）。（担当局）",
        sentences()[-1],
    )
    assert sentences()[-1].startswith("この計画のもとになる資料のうち、模擬データを含むものは")


def test_what_is_not_known_shows_both_ends():
    said = sentences(best_band="mostly", risk_persons_min=0)
    assert said[2] == "不明な値しだいで、良ければおおむね、悪ければ重大な課題です。"
    assert said[3] == "避難先を確保できない人: 0人〜約20人（避難先が必要な人約170人のうち）"
    said = sentences(risk_persons=None)
    assert said[2] == "避難先を確保できない人: 少なくとも約20人（上限は分かりません）"


def test_an_area_that_the_hazard_does_not_reach_has_neither_people_nor_gap():
    said = sentences(DISTRICTS[1])
    assert said[:3] == ("想定: 津波（夜）", "判定: － 対象外", "この判定を決める課題はありません。")
    assert len(said) == 4


def test_the_theme_that_decides_comes_first_and_every_theme_follows():
    grid = cell_evidence(case(), plan(), DISTRICTS[0], WORDS).indicators
    assert "経路" in grid.rows[0][0]
    # The seats of a stay are no indicator of an escape, nor an unknown way of a city with streets.
    assert len(grid.rows) == len(THEMES) - 2
    one = cell_evidence(case(), plan(), DISTRICTS[0], WORDS, theme="stock").indicators
    assert len(one.rows) == 2


def test_a_theme_is_told_as_in_its_cell_before_the_band_of_all_themes():
    table = theme_table(case(), band_report(case(), plan()), WORDS)
    row = next(row for row in table.rows if row.area_id == DISTRICTS[0])
    assert {cell.look.sign for cell in row.cells} > {"×", "△"}
    for column, cell in zip(table.columns, row.cells, strict=True):
        said = cell_evidence(case(), plan(), DISTRICTS[0], WORDS, theme=column.column_id).sentences
        gap = f"（{cell.gap}）" if cell.gap else ""
        assert said[1:3] == (
            f"この項目: {cell.look.sign} {cell.word}{gap}",
            "全項目を合わせた判定: × 重大な課題",
        )


def test_the_layers_are_those_of_the_inputs_with_source_and_date():
    found = cell_evidence(case(), plan(), CITY, WORDS)
    named = [row[0] for row in found.layers.rows]
    assert {"街区", "避難場所・避難所", "道路"} <= set(named)
    assert all(len(row) == 4 and row[3] for row in found.layers.rows)
    stock = cell_evidence(case(), plan(), CITY, WORDS, theme="organisation").layers
    assert {"自主防災組織", "班の編成"} <= {row[0] for row in stock.rows}
    assert "道路" not in {row[0] for row in stock.rows}


def test_an_unknown_area_is_refused():
    with pytest.raises(KeyError):
        cell_evidence(case(), plan(), "nowhere", WORDS)
