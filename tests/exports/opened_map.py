"""Opens a map from disk in a real browser that tolerates no request and no error."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page


class Tags(HTMLParser):
    """Tags of a document with their attributes, and the styles in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.styles: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._in_style = tag == "style"

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """Return the tags of a document."""
    parser = Tags()
    parser.feed(html)
    return parser.found


def resources(html: str) -> list[str]:
    """Return everything that a document names to be loaded: addresses in tags and in styles."""
    parser = Tags()
    parser.feed(html)
    found = [str(attrs[name]) for _, attrs in parser.found for name in ("src", "href") if attrs.get(name)]
    found += [tag for tag, _ in parser.found if tag in {"link", "iframe", "object", "img", "embed"}]
    for style in parser.styles:
        found += [
            part.split(")")[0] for part in style.split("url(")[1:] if not part.startswith(("data:", "#"))
        ]
        found += ["@import"] * style.count("@import")
    return found


@contextmanager
def opened(browser: Browser, html: bytes, folder: Path) -> Iterator[Page]:
    """Open a map from disk; nothing may be asked of anybody, and no error told."""
    file = folder / "map.html"
    file.write_bytes(html)
    requests: list[str] = []
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        faults.append(message.text)

    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(str(error)))
    try:
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-sonae-ready=yes]")
        yield page
    finally:
        page.close()
    assert [one for one in requests if not one.startswith("data:")] == [file.as_uri()]
    assert faults == []
