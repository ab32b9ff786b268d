"""The widest table of the city page is read without scrolling on the screens of an office."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

import ui.components.table
from presentation.words import Words
from tests.made import make_city
from ui.components.table import table_html
from ui.view.city import ward_grid

#: Room for a table [px] on screens of 1280 and 1440: without the side bar (324) and margins (64).
ROOM_PX = (892, 1052)
pytestmark = [pytest.mark.city, pytest.mark.browser]


@pytest.mark.parametrize("scenario", ["nankai-tsunami-day", "typhoon-compound"])
def test_the_ward_table_fits_the_page(browser: Browser, scenario: str) -> None:
    case, plan = make_city(scenario)
    style = Path(ui.components.table.__file__).with_name("frame.css").read_text("utf-8")
    page = browser.new_page()
    for language in ("ja", "en"):
        grid = ward_grid(case, plan, Words(language))
        # People without a place are a column of their own, whatever the room.
        assert {"unserved", "concerned", "persons", "with_place"} <= set(grid.keys)
        for room in ROOM_PX:
            page.set_content(
                f"<style>body {{ font: 16px sans-serif; margin: 0 }} {style}</style>"
                f'<div style="width: {room}px">{table_html(grid)}</div>'
            )
            wide = page.evaluate("document.querySelector('.sonae-scroll').scrollWidth")
            assert wide <= room, (language, wide, room)
    page.close()
