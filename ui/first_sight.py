"""What a browser shows at once, while it still fetches and starts what draws the page.

Streamlit's own first file is an empty page under Streamlit's name, for seconds on a slow machine. Here it
says whose page it is, that it is being prepared, and what is missing where a browser runs no scripts.
What is said goes away when the title of the page is drawn.
"""

import re
from functools import lru_cache
from pathlib import Path

import streamlit
from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from messages.catalogue import DEFAULT_LANGUAGE, language_tag, languages, text
from presentation.plain_text import html_text
from ui.page_table import PAGES

_FOLDER = Path(__file__).resolve().parent / "components"
_OVER = "".join((_FOLDER / name).read_text(encoding="utf-8") for name in ("theme.css", "first_sight.css"))
_SCRIPT = (_FOLDER / "first_sight.js").read_text(encoding="utf-8")

#: Addresses of pages: the root, and one small word.
_PAGE = re.compile(r"/[a-z]*")

#: The first page stands at the root; whoever writes its name is led there.
_FIRST = f"/{PAGES[0].name}"

_ROOT = '<div id="root"></div>'


class FirstSight:
    """Answers the address of any page with its first sight; passes on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_page = scope["type"] == "http" and scope["method"] == "GET" and _PAGE.fullmatch(scope["path"])
        if not is_page:
            await self._app(scope, receive, send)
            return
        if scope["path"] == _FIRST:
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"/?{query}" if query else "/")(scope, receive, send)
            return
        asked = QueryParams(scope["query_string"]).get("lang", DEFAULT_LANGUAGE)
        language = asked if asked in languages() else DEFAULT_LANGUAGE
        await HTMLResponse(first_sight(language), headers={"Cache-Control": "no-cache"})(scope, receive, send)


@lru_cache(maxsize=8)
def first_sight(language: str) -> str:
    """Return Streamlit's first file with our words in a language.

    Raises
    ------
    ValueError
        Where Streamlit's file is no longer the one that this was written for.
    """
    html = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    title = html_text(text(language, "screen.title"))
    said = html_text(text(language, "screen.first_sight.preparing"))
    over = (
        f'<div id="sonae-first-sight" role="status"><p class="name">{title}</p><p>{said}</p>'
        '<div class="line"></div><div class="line"></div><div class="line short"></div></div>'
    )
    changes = (
        (r'<html lang="en">', f'<html lang="{language_tag(language)}">'),
        (r"<title>.*?</title>", f"<title>{title}</title><style>{_OVER}</style>"),
        (
            r"<noscript>.*?</noscript>",
            f"<noscript><p>{html_text(text(language, 'screen.first_sight.no_script'))}</p></noscript>",
        ),
        (re.escape(_ROOT), f"{over}{_ROOT}<script>{_SCRIPT}</script>"),
    )
    for pattern, ours in changes:
        before, *rest = re.split(pattern, html, flags=re.DOTALL)
        if len(rest) != 1:
            raise ValueError(f"Streamlit's index.html has {pattern!r} {len(rest)} times")
        html = before + ours + rest[0]
    return html
