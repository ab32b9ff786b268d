"""まずやること: the list of the plan, narrowed by ward and owner; an action opens its districts."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.screen import marker, open_screen, shown_text
from ui.components import priority_parts


@pytest.fixture
def screen() -> AppTest:
    return open_screen("priorities", scenario="toy-tsunami-night")


def test_both_lists_stand_on_the_page(screen: AppTest) -> None:
    said = shown_text(screen)
    assert marker(screen) == "priorities"
    assert not screen.exception
    assert "通れる道を確保する" in said
    assert "同意した人、個別避難計画の数" in said


def test_an_owner_keeps_the_rows_that_are_his(screen: AppTest) -> None:
    said = shown_text(screen.selectbox(key="priorities.owner").select("ward").run())
    assert "名簿の平常時提供について" in said
    assert "通れる道を確保する" not in said


def test_an_owner_with_nothing_to_do_is_told(screen: AppTest) -> None:
    ward = screen.selectbox(key="priorities.ward").select("271420").run()
    said = shown_text(ward.selectbox(key="priorities.owner").select("headquarters").run())
    assert "当てはまる行はありません。" in said


def test_the_actions_of_a_ward_name_their_districts(screen: AppTest) -> None:
    assert "関係する校区" not in shown_text(screen)
    assert "関係する校区" in shown_text(screen.selectbox(key="priorities.ward").select("271420").run())


def test_an_action_opens_its_districts_and_leads_to_one(screen: AppTest) -> None:
    # The first row is the pier of 甲: no way leads from it.
    opened = screen.selectbox(key="priorities.open").select(1).run()
    assert opened.selectbox(key="priorities.district").options == ["甲"]
    gone = opened.button(key="priorities.go").click().run()
    assert marker(gone) == "district"


def test_a_long_list_shows_its_first_rows_and_the_rest_behind_one_click(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not [one for one in screen.expander if "ほかの" in one.label]
    monkeypatch.setattr(priority_parts, "_AT_FIRST", 0)
    assert [one.label for one in screen.run().expander if "ほかの" in one.label] == ["ほかの1行"]
