"""Drive the dashboard's script without a browser, and read what it shows."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from storage.store.store import Store
from ui import page_table
from ui.server import SCRIPT

PAGES = tuple(entry.name for entry in page_table.PAGES)
#: Pages whose head names no scenario: that of all of them, who may use Sonae, and the lists of people.
OF_NO_SCENARIO = frozenset({"readiness", "account", "upload", "scenarios"})
_WAIT_S = 120


def open_screen(page: str = "city", **query: str) -> AppTest:
    """Run a page in a new session, as whoever opens its address does: no other page is drawn before."""
    screen = AppTest.from_file(str(SCRIPT), default_timeout=_WAIT_S)
    for name, value in query.items():
        screen.query_params[name] = value
    return screen.run() if page == PAGES[0] else go_to(screen, page)


def open_as(store: Store, page: str, login: str, password: str, **query: str) -> AppTest:
    """Run a page in a new session of somebody who has signed in; how she does so has its own tests."""
    screen = AppTest.from_file(str(SCRIPT), default_timeout=_WAIT_S)
    for name, value in query.items():
        screen.query_params[name] = value
    screen.session_state["sonae.token"] = store.sign_ins.sign_in(login, password).token
    return screen.run() if page == PAGES[0] else go_to(screen, page)


def go_to(screen: AppTest, page: str) -> AppTest:
    """Go to another page in the same session."""
    folder = Path("..") / "pages" / f"{page}.py"
    return screen.switch_page(str(folder)).run()


def shown_text(screen: AppTest) -> str:
    """Everything that the page says, as one text."""
    parts = []
    for kind in (
        "html",
        "markdown",
        "caption",
        "title",
        "header",
        "subheader",
        "error",
        "success",
        "warning",
        "text",
    ):
        for element in screen.get(kind):
            proto = getattr(element, "proto", None)
            parts.append(str(getattr(proto, "body", "") or getattr(element, "value", "")))
    return "\n".join(parts)


def marker(screen: AppTest) -> str:
    """Name of the page that was drawn to its end."""
    ends = [element.proto.body for element in screen.get("html") if 'data-page="' in element.proto.body]
    assert len(ends) == 1, ends
    return str(ends[0]).split('data-page="')[1].split('"')[0]
