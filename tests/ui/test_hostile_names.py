"""Names of a city that look like Markdown, HTML, formulas or nothing readable: pages show them as text.

What stands in the tree of a page is held field by field: Streamlit reads Markdown in some fields,
HTML in others, and plain text in few.
"""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from data.bundle.write import write_bundle
from domain.bundle import CityBundle, LayerSource, Source
from presentation.plain_text import html_text, markdown_text
from tests.toy_city import make_toy_bundle
from tests.ui.screen import OF_NO_SCENARIO, PAGES, marker, open_screen, shown_text

#: Each begins with a sign of its own, so that a part of it that was drawn can be told from our words.
HOSTILE = (
    "※甲**太い**[x](http://h.example/)",
    "※乙<img src=x onerror=alert(1)><b>太い</b>",
    "※丙$\\frac{1}{2}$ :red[赤] :material/home: `x` ~~y~~ # z",
    "=1+1※丁\"'&amp;{{ 7 * 7 }}{name}",
    "※戊\N{RIGHT-TO-LEFT OVERRIDE}左から右\N{POP DIRECTIONAL FORMATTING}\N{ZERO WIDTH JOINER}",
    "※己" + "長" * 3_000,
    "※庚\t二\x01行",
)
#: What Markdown or HTML would make something else of, where it stands as it is.
_MARKUP = (
    "**太い**",
    "[x](http",
    "<img src=x",
    "<b>太い",
    "$\\frac",
    ":red[",
    ":material/home:",
    "`x`",
    "~~y~~",
)
#: Fields that hold plain text or no text for the reader at all; the map's data is JSON for our script.
_PLAIN = {
    "Selectbox.options",
    "Selectbox.raw_value",
    "MultiSelect.options",
    "MultiSelect.raw_values",
    "ComponentInstance.json_args",
    "BidiComponent.json",
    "DownloadButton.url",
    "Text.body",
    "PageLink.query_string",
}


def _name(table: str, row: int) -> str:
    """Return another name for each row of each table; each kind of name is in every table of 7 rows."""
    return f"{HOSTILE[row % len(HOSTILE)]}{table}{row}"


def _hostile(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    names = {
        column: pd.Series([_name(column[0], i) for i in range(len(table))], index=table.index, dtype="str")
        for column in columns
    }
    return table.assign(**names)


def make_hostile_bundle() -> CityBundle:
    """Return the toy city in which every text that is free is hostile."""
    city = make_toy_bundle()
    strength = dataclasses.replace(city.strength, organisations=_hostile(city.strength.organisations, "name"))
    crossings = city.streets["crosses"].where(city.streets["crosses"] == "", HOSTILE[0])
    scenarios = {
        key: dataclasses.replace(
            found,
            name=HOSTILE[i],
            name_en=HOSTILE[i + 1],
            source=HOSTILE[i + 2],
        )
        for i, (key, found) in enumerate(city.scenarios.items())
    }
    layers = tuple(_source(layer, i) for i, layer in enumerate(city.meta.layers))
    return dataclasses.replace(
        city,
        meta=dataclasses.replace(city.meta, name=HOSTILE[1], name_en=HOSTILE[0], layers=layers),
        wards=_hostile(city.wards, "name", "name_en"),
        districts=_hostile(city.districts, "name", "name_en"),
        blocks=_hostile(city.blocks, "town"),
        streets=_hostile(city.streets, "name").assign(crosses=crossings),
        places=_hostile(city.places, "name", "address"),
        zones=_hostile(city.zones, "name"),
        facilities=_hostile(city.facilities, "name"),
        published=_hostile(city.published, "source", "note", "note_en"),
        strength=strength,
        scenarios=scenarios,
    )


def _source(layer: LayerSource, row: int) -> LayerSource:
    hostile = [HOSTILE[(row + i) % len(HOSTILE)] for i in range(3)]
    return dataclasses.replace(layer, sources=(Source(hostile[0], hostile[1], "2026-11", (hostile[2],)),))


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "city"
    write_bundle(make_hostile_bundle(), folder)
    return folder


@pytest.fixture(autouse=True)
def hostile_environment(hostile_folder: Path, monkeypatch: pytest.MonkeyPatch, toy_environment: None) -> None:
    monkeypatch.setenv("SONAE_BUNDLE", str(hostile_folder))


def _texts(message: Message) -> Iterator[tuple[str, str]]:
    """Give every text of a message with the kind and name of its field."""
    for field, value in message.ListFields():
        values = value if field.is_repeated else [value]
        for one in values:
            if isinstance(one, Message):
                yield from _texts(one)
            elif isinstance(one, str):
                yield f"{message.DESCRIPTOR.name}.{field.name}", one


def _drawn(screen: AppTest) -> Iterator[tuple[str, str]]:
    """Give every text of a page, in blocks and elements, as it is sent to the browser."""
    waiting = [screen._tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(getattr(node, "children", {}).values())
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            yield from _texts(proto)


def _taken_for_more(kind: str, said: str) -> list[str]:
    """Return the marks in a text that the reader of its field would make something else of."""
    if kind == "Html.body":
        return [mark for mark in _MARKUP if mark.startswith("<") and mark in said]
    unescaped = re.sub(r"\\[^\w\s]", "", said)
    return [mark for mark in _MARKUP if mark in unescaped]


def _all_taken(screen: AppTest) -> list[tuple[str, str, list[str]]]:
    drawn = [(kind, said, _taken_for_more(kind, said)) for kind, said in _drawn(screen) if kind not in _PLAIN]
    return [one for one in drawn if one[2]]


#: Every kind of scenario, one of them in English (names are written by the same code in every language),
#: one with a crossing and a place of a hostile name closed.
_SHOWN = (
    {"scenario": "toy-tsunami-night", "lang": "ja", "crossings": HOSTILE[0], "places": "E2714000101"},
    {"scenario": "toy-flood", "lang": "en"},
    {"scenario": "toy-quake", "lang": "ja"},
)


@pytest.mark.parametrize("query", _SHOWN, ids=lambda query: query["scenario"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_drawn_to_its_end_and_shows_hostile_names_as_text(
    page: str, query: dict[str, str]
) -> None:
    screen = open_screen(page, **query)
    assert not screen.exception
    assert not screen.error
    assert marker(screen) == page
    shown = shown_text(screen)
    assert "⟦" not in shown, "a word is missing from the catalogue"
    assert ("模擬データ" in shown) or ("model data" in shown)
    read = [(kind, said) for kind, said in _drawn(screen) if kind not in _PLAIN]
    assert page in OF_NO_SCENARIO or any("※" in said for kind, said in read if kind == "Html.body")
    assert _all_taken(screen) == []
    # A name that turns the direction round would turn the figures beside it, too.
    assert [kind for kind, said in read if "\N{RIGHT-TO-LEFT OVERRIDE}" in said] == []


@pytest.mark.parametrize("place", ["E2714000001", "E2714000003", "E2714000101"])
def test_the_map_page_tells_of_a_place_by_its_hostile_name(place: str) -> None:
    screen = open_screen("map", scenario="toy-tsunami-night")
    screen.session_state["sonae.own.map.places"] = place
    screen.run()
    assert not screen.exception
    number = list(make_toy_bundle().places.index).index(place)
    title = markdown_text(_name("n", number))
    assert title in [element.proto.body for element in screen.header]
    assert _all_taken(screen) == []


#: Whatever the name of a part of an address, one function writes its value: each has a sign of its own kind.
_ADDRESSES = {
    "scenario": HOSTILE[0],
    "crossings": HOSTILE[1],
    "bridges": HOSTILE[2],
    "places": HOSTILE[0],
    "ward": HOSTILE[1],
    "district": HOSTILE[2],
    "set": HOSTILE[2] + "=1",
}


@pytest.mark.parametrize("name", _ADDRESSES)
def test_a_hostile_address_is_told_as_text(name: str) -> None:
    screen = open_screen(**{name: _ADDRESSES[name]})
    assert not screen.exception
    assert _all_taken(screen) == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [("Markdown.body", HOSTILE[0]), ("Button.label", HOSTILE[2]), ("Html.body", HOSTILE[1])],
)
def test_this_test_would_see_a_name_that_is_not_escaped(kind: str, said: str) -> None:
    assert _taken_for_more(kind, said)
    assert not _taken_for_more(kind, html_text(said) if kind == "Html.body" else markdown_text(said))
