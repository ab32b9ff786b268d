"""The script that every page runs through: set-up, language, navigation, switches."""

from pathlib import Path

import streamlit as st

from domain.faults import SonaeError
from ui import prepare, session
from ui.components import address, closing_effect, frame, page_bar, sidebar, trouble

_PAGES = (
    "readiness", "priorities", "city", "map", "district", "block", "places", "compare", "organisations",
    "data",
)  # fmt: skip
_FOLDER = Path(__file__).resolve().parents[1] / "pages"

session.open_page()
frame.begin()
sidebar.show_language()
pages = {
    name: st.Page(
        _FOLDER / f"{name}.py",
        title=session.text(f"screen.{name}.nav"),
        url_path=name,
        default=name == _PAGES[0],
    )
    for name in _PAGES
}
page = st.navigation(list(pages.values()), position="hidden")
session.keep_pages(pages)
page_bar.show(pages)
try:
    prepare.follow()
    session.settle_address()
    room = sidebar.show_switches()
    address.show()
    # The page of places waits for no plan, and is not to wait for what its own choice does.
    is_late = page.url_path == "places"
    if not is_late:
        closing_effect.show(room)
    page.run()
    if is_late:
        closing_effect.show(room)
except SonaeError as error:
    trouble.show(error)
    frame.end("trouble")
session.close_page()
