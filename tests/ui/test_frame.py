"""What every page shares: the way to all pages, one head, sections with links, and one tone of colours."""

import re
import tomllib
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from messages.catalogue import languages, text
from tests.ui.screen import OF_NO_SCENARIO, PAGES, go_to, marker, open_screen, shown_text
from ui.components import frame
from ui.components.streamlit_words import SAID

_COMPONENTS = Path(frame.__file__).resolve().parent
_CONFIG = _COMPONENTS.parent / "streamlit.toml"


def _html(screen: AppTest) -> list[str]:
    return [str(element.proto.body) for element in screen.get("html")]


# The page of accounts speaks of no scenario.
@pytest.mark.parametrize("page", [page for page in PAGES if page != "account"])
def test_every_page_has_one_head_with_scenario_time_and_data_status(page: str) -> None:
    heads = [body for body in _html(open_screen(page)) if "sonae-facts" in body and "<dl" in body]
    assert len(heads) == 1
    said = re.sub(r"<[^>]+>", " ", heads[0])
    # These pages speak of every hazard, and of no one time of day.
    assert ("すべての災害の想定" if page in OF_NO_SCENARIO else "夜間") in said
    assert "模擬データを含む" in said


def test_every_page_is_drawn_in_easy_japanese_and_leads_to_every_page_with_what_was_chosen() -> None:
    screen = open_screen(PAGES[0], ward="271411", lang="ja_easy")
    named = [text("ja_easy", f"screen.{name}.nav") for name in PAGES]
    for page in PAGES:
        screen = go_to(screen, page)
        assert marker(screen) == page
        assert not screen.exception
        assert len(screen.title) == 1
        assert "⟦" not in shown_text(screen)
        links = [element.proto for element in screen.get("page_link")][: len(PAGES)]
        assert [link.label for link in links] == named
        assert {link.query_string for link in links} == {"lang=ja_easy&ward=271411"}
        # Pages of officials say that they are no plain Japanese, and which are.
        noted = any("むずかしいです" in body for body in _html(screen))
        assert noted is (page not in ("block", "district", "map", "account")), page


def _listed(screen: AppTest) -> list[tuple[str, str]]:
    bars = [body for body in _html(screen) if "<nav" in body]
    return re.findall(r'<a href="#([^"]+)">([^<]+)</a>', bars[0]) if bars else []


@pytest.mark.parametrize("page", ["city", "district", "data"])
def test_a_long_page_lists_its_sections_in_the_order_in_which_they_stand(page: str) -> None:
    screen = open_screen(page)
    sections = [(head.proto.anchor, head.proto.body) for head in screen.main.header if head.proto.anchor]
    assert len(sections) >= 3
    assert _listed(screen) == sections
    assert len(dict(sections)) == len(sections), "a link leads to one section"


def test_a_short_page_lists_nothing() -> None:
    assert _listed(open_screen("map")) == []


def test_a_page_that_cannot_be_shown_has_a_title_and_the_way_to_all_others() -> None:
    screen = open_screen("city", scenario="no-such-scenario")
    assert [title.value for title in screen.title] == [text("ja", "screen.trouble.title")]
    assert len(screen.get("page_link")) == len(PAGES)
    assert text("ja", "screen.trouble.scenarios", known="").strip() in shown_text(screen)


@pytest.mark.parametrize("language", languages())
def test_what_stands_in_place_of_streamlits_words_takes_up_what_they_name(language: str) -> None:
    for english, key in SAID.items():
        ours = text(language, f"screen.streamlit.{key}", said="*")
        assert ours.count("*") == english.count("*"), english


def test_what_streamlit_says_of_trouble_is_what_it_says_now() -> None:
    # A page that is not there, and a server that is gone, on this machine or another.
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    scripts = "".join(file.read_text(encoding="utf-8") for file in folder.glob("index.*.js"))
    trouble = [
        one for one, key in SAID.items() if key in {"no_page", "first_page", "not_running", "run_again"}
    ]
    assert len(trouble) == 5
    for said in trouble:
        assert said.split(". Running")[0] in scripts, said


def _luminance(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _colours(place: int) -> dict[str, str]:
    style = (_COMPONENTS / "theme.css").read_text(encoding="utf-8")
    found = re.findall(r"--sonae-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", style)
    assert len(found) > 10
    return {name: shades[place] for name, *shades in found}


_GROUNDS = ("paper", "head", "side", "ward", "city", "closed", "hover", "strong", "effect")


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_text_is_read_on_every_ground(place: int) -> None:
    colours = _colours(place)
    for ground in _GROUNDS:
        for ink in ("ink", "soft"):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert _contrast(colours["accent"], colours["paper"]) >= 4.5
    assert _contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert _contrast(colours["warn-ink"], colours["warn-fill"]) >= 4.5


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_lines_that_carry_meaning_are_seen(place: int) -> None:
    colours = _colours(place)
    assert _contrast(colours["line"], colours["paper"]) >= 3
    assert _contrast(colours["accent"], colours["head"]) >= 3
    assert _contrast(colours["warn-line"], colours["warn-fill"]) >= 3


def test_streamlits_colours_are_ours() -> None:
    theme = tomllib.loads(_CONFIG.read_text(encoding="utf-8"))["theme"]
    assert "base" not in theme, "a fixed base would not follow the reader's system"
    for place, name in enumerate(("light", "dark")):
        colours, shown = _colours(place), theme[name]
        assert shown["backgroundColor"] == colours["paper"]
        assert shown["textColor"] == colours["ink"]
        assert shown["primaryColor"] == shown["linkColor"] == colours["accent"]
        assert shown["borderColor"] == colours["line"]
        assert _contrast(shown["textColor"], shown["secondaryBackgroundColor"]) >= 4.5
        assert _contrast(shown["primaryColor"], shown["secondaryBackgroundColor"]) >= 4.5


@pytest.mark.parametrize("style", ["frame.css", "sign_table/sign_table.css", "places_list/places.css"])
def test_colours_are_named_once(style: str) -> None:
    text_of = (_COMPONENTS / style).read_text(encoding="utf-8").split("@media print")[0]
    fixed = set(re.findall(r"#[0-9a-f]{3,6}\b", text_of)) - {"#fff"}
    assert fixed == set(), "a colour that is not of theme.css would not change with the theme"


def test_what_is_styled_by_its_name_is_there() -> None:
    style = (_COMPONENTS / "frame.css").read_text(encoding="utf-8")
    scripts = "".join(one.read_text(encoding="utf-8") for one in _COMPONENTS.glob("*.py"))
    keys = {
        re.sub(r"[^a-z_]", "-", key) for key in re.findall(r'key=(?:f|session\.bind\()?"([a-z._-]+)', scripts)
    }
    named = set(re.findall(r"\.st-key-([a-z_-]+)", style))
    assert {"whatif-answer-room", "whatif-queues-room"} <= named
    assert named <= keys
