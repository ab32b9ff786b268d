"""The script that every page runs through: set-up, language, navigation, switches."""

from pathlib import Path

import streamlit as st

from domain.faults import SonaeError
from ui import prepare, session, support_choice
from ui.components import (
    address,
    city_rights_parts,
    city_update,
    closing_effect,
    frame,
    gate,
    page_bar,
    sidebar,
    trouble,
    unplanned,
    upload_file,
)
from ui.page_table import PAGES, offered

_FOLDER = Path(__file__).resolve().parents[1] / "pages"

with session.pressed():
    session.open_page()
    frame.begin()
    sidebar.show_language()
    pages = {
        entry.name: st.Page(
            _FOLDER / f"{entry.name}.py",
            title=session.text(f"screen.{entry.name}.nav"),
            url_path=entry.name,
            default=entry is PAGES[0],
        )
        for entry in PAGES
    }
    page = st.navigation(list(pages.values()), position="hidden")
    try:
        session.look_at_city()
        gate.enter()
        if not gate.is_open():
            gate.show()
            frame.end("gate")
            st.stop()
        reader = session.reader()
        if reader is not None:
            gate.watch()
        # Whoever signs in begins with an empty session: the pages are kept after that.
        session.keep_pages(pages)
        shown = offered(None if reader is None else reader.role)
        page_bar.show(pages, shown)
        city_rights_parts.running()
        # The first page has no path of its own.
        name = page.url_path or PAGES[0].name
        if name not in {entry.name for entry in shown}:
            gate.refuse_page()
            frame.end("refused")
            st.stop()
        if page.url_path != "upload":
            upload_file.forget_list()
        if page.url_path != "data":
            city_update.forget()
        prepare.follow()
        session.settle_address()
        if not session.can_plan():
            address.show()
            session.close_page()
            if name in unplanned.PAGES:
                page.run()
            else:
                unplanned.refuse(name)
            st.stop()
        room = sidebar.show_switches()
        address.show()
        # What was pressed stands in the address before the page is drawn: a slow page holds up no link.
        session.close_page()
        # The page of places waits for no plan, and is not to wait for what its own choice does.
        is_late = page.url_path == "places"
        if not is_late:
            closing_effect.show(room)
        if page.url_path != "people":
            support_choice.forget()
        page.run()
        if is_late:
            closing_effect.show(room)
    except SonaeError as error:
        trouble.show(error)
        frame.end("trouble")
    session.close_page()
