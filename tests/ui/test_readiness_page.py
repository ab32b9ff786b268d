"""The first page: bands of every hazard without asking, filters, evidence, and what waits for a plan."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from domain.data_kind import DataKind
from presentation.readiness_matrix.sign_table import SignTable
from tests.ui.screen import marker, open_screen, shown_text
from ui.components import readiness_parts, sign_table

DISTRICTS = ("271411-00001", "271420-00002")


class Drawn:
    """The tables that the page drew, and the cell that a reader opens next."""

    def __init__(self) -> None:
        self.tables: list[SignTable] = []
        self.opens: sign_table.Chosen | None = None
        self.sorted_by = ""
        self.presses: list[str] = []

    def show(
        self,
        table: SignTable,
        *,
        key: str,
        sorted_by: str = "",
        on_sort: Callable[[str], None] | None = None,
    ) -> sign_table.Chosen | None:
        del key
        self.sorted_by = sorted_by
        if self.presses and on_sort is not None:
            on_sort(self.presses.pop())
        self.tables.append(table)
        return self.opens


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Watch what the page gives to the browser, and press a cell."""
    seen = Drawn()
    monkeypatch.setattr(readiness_parts.sign_table, "show", seen.show)
    return seen


def ids(drawn: Drawn) -> list[str]:
    return [row.area_id for row in drawn.tables[-1].rows]


def words(drawn: Drawn) -> set[str]:
    return {cell.word for row in drawn.tables[-1].rows for cell in row.cells}


def opened(drawn: Drawn, **query: str) -> AppTest:
    """The page with the plans of every scenario."""
    screen = open_screen("readiness", **query)
    if not any("計算中" in word or "computed" in word for word in words(drawn)):
        return screen
    return screen.button(key="readiness.prepare").click().run()


def test_it_is_the_first_page_and_shows_every_hazard(drawn: Drawn) -> None:
    screen = opened(drawn)
    assert marker(screen) == "readiness"
    assert [column.heading for column in drawn.tables[-1].columns] == ["洪水", "地震", "津波"]
    assert len(ids(drawn)) == 5
    assert "計算中" not in words(drawn)
    assert not screen.exception


def test_a_ward_is_chosen_for_every_page_and_stands_in_the_address(drawn: Drawn) -> None:
    screen = opened(drawn)
    screen.selectbox(key="readiness.ward").set_value("271420").run()
    assert ids(drawn) == ["271420", DISTRICTS[1]]
    assert screen.query_params["ward"] == "271420"
    screen.selectbox(key="readiness.ward").set_value("").run()
    assert len(ids(drawn)) == 5
    assert "ward" not in screen.query_params


def test_filters_and_order(drawn: Drawn) -> None:
    screen = opened(drawn)
    screen.multiselect(key="readiness.hazards").set_value(["tsunami"]).run()
    assert [column.column_id for column in drawn.tables[-1].columns] == ["tsunami"]
    screen.multiselect(key="readiness.bands").set_value(["serious"]).run()
    assert ids(drawn)[1:] == ["271411", DISTRICTS[0]]
    screen.selectbox(key="readiness.acts").set_value("district").run()
    assert "条件に合う校区はありません。" in shown_text(screen)
    screen.selectbox(key="readiness.acts").set_value("bureau").run()
    screen.selectbox(key="readiness.sort").set_value("tsunami").run()
    assert ids(drawn)[1:] == ["271411", DISTRICTS[0]]
    screen.toggle(key="readiness.real").set_value(True).run()
    assert "示せるものがありません" in shown_text(screen)
    assert not screen.exception


def test_the_files_say_their_ward_and_order(drawn: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    files = "ui.components.readiness_parts.downloads.signs"
    monkeypatch.setattr(files, lambda *given: said.append(given[2].caption))
    screen = opened(drawn)
    assert said[-1].endswith("（公式の順）")
    screen.selectbox(key="readiness.ward").set_value("271420").run()
    screen.selectbox(key="readiness.sort").set_value("tsunami").run()
    assert said[-1].endswith("、津波の悪い順）")
    assert said[-1].count("（") >= 1
    assert drawn.tables[-1].caption in said[-1]
    assert drawn.tables[-1].rows[0].name in said[-1]


def test_the_one_hazard_that_is_shown_is_that_of_the_pages_behind(drawn: Drawn) -> None:
    screen = opened(drawn)
    screen.multiselect(key="readiness.hazards").set_value(["flood"]).run()
    assert "toy-flood" in screen.query_params["scenario"]
    # Of several hazards none is the one that is meant.
    screen.multiselect(key="readiness.hazards").set_value(["flood", "tsunami"]).run()
    assert "toy-flood" in screen.query_params["scenario"]


def test_filters_and_order_stand_in_the_address_and_come_back_from_it(drawn: Drawn) -> None:
    screen = opened(drawn)
    screen.multiselect(key="readiness.hazards").set_value(["tsunami", "flood"]).run()
    screen.multiselect(key="readiness.bands").set_value(["serious"]).run()
    screen.selectbox(key="readiness.sort").set_value("tsunami").run()
    wanted = {"hazards": "tsunami,flood", "bands": "serious", "sort": "tsunami"}
    address = {name: screen.query_params[name] for name in wanted}
    assert {name: one[0] if isinstance(one, list) else one for name, one in address.items()} == wanted
    seen = ids(drawn), [column.column_id for column in drawn.tables[-1].columns]
    again = opened(drawn, **wanted, view="hazards")
    assert (ids(drawn), [column.column_id for column in drawn.tables[-1].columns]) == seen
    assert again.selectbox(key="readiness.sort").value == "tsunami"
    assert "津波の悪い順" in shown_text(again)
    # What nobody offers is not shown, and breaks nothing.
    opened(drawn, hazards="flod", bands="worse", sort="x", view="y")
    assert len(drawn.tables[-1].columns) == 3


def test_a_pressed_heading_sorts_worst_first_and_pressed_again_no_more(drawn: Drawn) -> None:
    screen = opened(drawn)
    drawn.presses = ["tsunami"]
    screen.run()
    screen.run()
    assert drawn.sorted_by == "tsunami"
    assert "津波の悪い順" in shown_text(screen)
    drawn.presses = ["tsunami"]
    screen.run()
    screen.run()
    assert drawn.sorted_by == ""


def test_the_table_of_all_hazards_names_no_single_scenario(drawn: Drawn) -> None:
    screen = opened(drawn, scenario="toy-tsunami-night")
    head = next(one for one in shown_text(screen).split("\n") if "sonae-facts" in one)
    assert "すべての災害の想定" in head
    assert "津波（夜）" not in head
    themes = opened(drawn, scenario="toy-tsunami-night", view="themes")
    assert "津波（夜）" in next(one for one in shown_text(themes).split("\n") if "sonae-facts" in one)


def test_changed_settings_wait_for_the_reader_and_then_have_every_band(drawn: Drawn) -> None:
    screen = open_screen("readiness", set="readiness.serious_persons=77")
    assert "計算中" in words(drawn)
    assert any("設定を変更しています" in info.value for info in screen.info)
    screen.button(key="readiness.prepare").click().run()
    assert "計算中" not in words(drawn)
    assert not screen.exception


def test_themes_of_one_scenario_stand_under_three_pillars(drawn: Drawn) -> None:
    screen = opened(drawn, scenario="toy-tsunami-night")
    screen.segmented_control(key="readiness.view").set_value("themes").run()
    shown = drawn.tables[-1]
    assert list(dict.fromkeys(column.group for column in shown.columns)) == ["自助", "共助", "公助"]
    assert "津波（夜）" in shown.caption
    screen.selectbox(key="readiness.ward").set_value("271411").run()
    assert ids(drawn) == ["271411", DISTRICTS[0]]
    # Who has two ways is searched when somebody asks, and stays known.
    assert any("未計算" in info.value for info in screen.info)
    screen.button(key="readiness.ways").click().run()
    assert not screen.exception
    assert "1つの交差点だけに頼る人" in shown_text(screen)
    screen.run()
    assert not any("未計算" in info.value for info in screen.info)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_map_counts_the_districts_of_each_ward(drawn: Drawn, language: str) -> None:
    screen = opened(drawn, lang=language)
    screen.segmented_control(key="readiness.view").set_value("map").run()
    screen.selectbox(key="readiness.map_hazard").set_value("tsunami").run()
    assert not screen.exception
    said = shown_text(screen)
    assert "⟦" not in said
    assert ("判定ごとの校区の数: 津波" if language == "ja" else "Districts by band: ") in said


def test_a_cell_opens_its_evidence_and_leads_to_its_district_and_scenario(drawn: Drawn) -> None:
    screen = opened(drawn, scenario="toy-flood")
    drawn.opens = sign_table.Chosen(DISTRICTS[0], "tsunami")
    screen.run()
    said = shown_text(screen)
    assert "想定: 津波（夜）" in said
    assert "人が時間内に着けない" in said
    screen.button(key="readiness.go").click().run()
    assert screen.query_params["scenario"] == "toy-tsunami-night"
    assert screen.query_params["district"] == DISTRICTS[0]
    assert screen.query_params["ward"] == "271411"


def test_a_theme_opens_the_indicators_of_that_theme_only(drawn: Drawn) -> None:
    screen = opened(drawn, scenario="toy-tsunami-night")
    screen.segmented_control(key="readiness.view").set_value("themes").run()
    drawn.opens = sign_table.Chosen(DISTRICTS[0], "stock")
    screen.run()
    said = shown_text(screen)
    assert "飲料水" in said
    assert "個別避難計画" not in said.split("項目のもとになる指標")[1]


def test_the_browser_tells_which_cell_was_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {"opened": {"area": "271411", "column": "flood"}}
    monkeypatch.setattr(sign_table, "_draw", lambda **_: told)
    table = SignTable("t", "t", "t", (), (), (), (), data_kind=DataKind.REAL)
    assert sign_table.show(table, key="x") == sign_table.Chosen("271411", "flood")
    told.clear()
    assert sign_table.show(table, key="x") is None
