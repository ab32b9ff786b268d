"""Files are made outside the reader's session, and hold what the reader has chosen all the same."""

import io
import zipfile

import pytest
from pypdf import PdfReader

from tests.ui.screen import go_to, open_screen
from ui import session
from ui.components import downloads

CHOSEN = {"scenario": "toy-flood", "lang": "en"}
PAGES = ("readiness", "priorities", "city", "map", "district", "block", "places")


@pytest.fixture
def drawn(monkeypatch):
    """Files by their button, of a page drawn for a reader who chose something; the session is gone then."""

    def draw(page: str, **more: str):
        made, as_drawn = {}, downloads.button

        def note(name, on_page, make, file_name, mime, *, label=""):
            made[name] = make
            as_drawn(name, on_page, make, file_name, mime, label=label)

        def gone(*_asked, **_named):
            raise AssertionError("a file asks the session, which is another reader's by then")

        with monkeypatch.context() as while_drawn:
            while_drawn.setattr(downloads, "button", note)
            screen = open_screen("readiness", **CHOSEN, **more)
            if page != "readiness":
                go_to(screen, page)
        for name in ("choices", "kept"):
            monkeypatch.setattr(session, name, gone)
        return made

    return draw


@pytest.mark.parametrize("page", PAGES)
def test_no_file_asks_the_session(drawn, page):
    makes = drawn(page, block="M271411-A")
    assert makes
    for make in makes.values():
        assert make()


def test_the_paper_of_places_is_of_the_scenario_ward_and_language_on_the_screen(drawn):
    said = PdfReader(io.BytesIO(drawn("places", ward="271411")["pdf"]())).pages[0].extract_text()
    assert "Places open in the city" in said
    assert "of this ward open" in " ".join(said.split())


def test_the_files_of_the_plan_hold_its_crowding_where_that_is_ticked(monkeypatch):
    made = {}

    def note(name, _page, make, *_more, **_named):
        made[name] = make

    monkeypatch.setattr(downloads, "button", note)
    screen = open_screen("city", **CHOSEN)

    def names() -> list[str]:
        with zipfile.ZipFile(io.BytesIO(made["csv"]())) as files:
            return [one for one in files.namelist() if one.startswith("crowd_")]

    assert names() == []
    screen.checkbox(key="city.with_crowding").check().run()
    assert sorted(names()) == [
        "crowd_arrivals.csv", "crowd_blocks.csv", "crowd_places.csv", "crowd_streets.csv",
    ]  # fmt: skip
