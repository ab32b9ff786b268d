"""No page keeps anybody out: axe-core finds nothing serious, no word is left in Streamlit's English,
and every page can be walked at 200 % zoom, those with most parts in dark colours.

One walk in Japanese, and a shorter one in English, through the bar of pages, in one browser page: each page
is opened once, and looked at in every look.
"""

from dataclasses import dataclass, field
from importlib import resources
from itertools import combinations, pairwise

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from messages.catalogue import DEFAULT_LANGUAGE, language_tag, languages, text
from tests.ui.browser.conftest import Watched, watched
from tests.ui.screen import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.city]

_WARD = "271411"
_AXE = resources.files("axe_playwright_python").joinpath("axe.min.js")
_GRAVE = {"serious", "critical"}
#: What a narrow window can change of all that axe-core looks at.
_OF_WIDTH = "{ runOnly: ['scrollable-region-focusable', 'target-size', 'meta-viewport'] }"
#: Easy Japanese is other words on the same page: ``tests/ui/test_frame.py`` draws every page in it.
_WALKED = [language for language in languages() if language != "ja_easy"]
#: Pages with most widgets, tables and maps are looked at in dark colours, too: every colour of the theme on
#: every ground of it is looked at in ``tests/ui/test_frame.py``.
_IN_DARK = frozenset({"readiness", "district", "block", "places", "organisations", "upload", "whatif"})
#: Pages that are looked at in another language: a table, a map and a form. Only words differ.
_IN_ENGLISH = frozenset({"readiness", "block", "upload"})

#: What axe-core finds in parts that only Streamlit draws, by rule: the reason why it stays. A rule that is
#: found nowhere any more is taken out of this list.
EXEMPT: dict[str, str] = {}

# 1440 pixels at 200 % zoom are 720 pixels of CSS, which is all that the page knows of it.
_WIDE: ViewportSize = {"width": 1440, "height": 900}
_ZOOMED: ViewportSize = {"width": 720, "height": 450}

#: Latin words that the Japanese screen shows on purpose, by where they stand.
_MEANT = {
    ("stButtonGroup", "言語 / Language"),
    ("stButtonGroup", "English"),
    ("stFileUploaderDropzone", text(DEFAULT_LANGUAGE, "screen.organisations.upload")),
}

# Words outside what our own code writes; pictures of letters (names of icons) are hidden from readers.
_FOREIGN = """() => {
  const latin = /[A-Za-z]{3,}/, found = [];
  const ours = ".stHtml, [data-testid='stMarkdownContainer'], [data-testid='stCaptionContainer'], " +
    "script, style, noscript, [aria-hidden='true']";
  for (const element of document.querySelectorAll("body *")) {
    const inDropzone = element.closest("[data-testid='stFileUploaderDropzone']");
    if (element.closest(ours) && !(inDropzone && !element.closest("[aria-hidden='true']"))) continue;
    const where = (element.closest("[data-testid]") ?? element).dataset.testid ?? element.tagName;
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-roledescription"]) {
      const said = element.getAttribute(name);
      if (said && latin.test(said)) found.push([where, said.trim()]);
    }
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !latin.test(node.nodeValue)) continue;
      found.push([where, node.nodeValue.trim()]);
    }
  }
  return found;
}"""


@dataclass
class Seen:
    """What one walk through every page in one language has seen."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    foreign: set[tuple[str, str]] = field(default_factory=set)
    headings: dict[str, list[int]] = field(default_factory=dict)
    too_wide: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=_WALKED)
def language(request: pytest.FixtureRequest) -> str:
    """Each language of which all is looked at."""
    return str(request.param)


@pytest.fixture(scope="module")
def seen(browser: Browser, address: str, language: str) -> Seen:
    """Open every page from the bar of pages, as a reader does, and look at each."""
    found = Seen()
    with watched(browser, address) as screen:
        screen.open(f"/?lang={language}&ward={_WARD}", page_name=PAGES[0])
        bar = screen.page.get_by_role("navigation", name=text(language, "screen.head.pages"), exact=True)
        for name in PAGES:
            if language != DEFAULT_LANGUAGE and name not in _IN_ENGLISH:
                continue
            called = text(language, f"screen.{name}.nav")
            bar.get_by_role("link", name=called, exact=True).click()
            screen.wait(name)
            expect(bar.locator("[aria-current=page]")).to_have_text(called)
            _look_at(screen, name, found, language)
        _look_at_what_opens(screen, language, found)
    return found


def _look_at(screen: Watched, name: str, seen: Seen, language: str) -> None:
    page = screen.page
    seen.foreign.update((where, said) for where, said in page.evaluate(_FOREIGN))
    if "⟦" in page.inner_text("body") or page.evaluate("document.documentElement.lang") != language:
        seen.unsaid.append(name)
    drawn = page.locator("[data-testid=stMain]").locator("h1, h2, h3, h4")
    seen.headings[name] = [int(tag[1]) for tag in drawn.evaluate_all("all => all.map(one => one.tagName)")]
    _ask_axe(page, f"{name}, light", seen, "{}")
    if language != DEFAULT_LANGUAGE:
        return  # colours and narrow windows are the same in every language
    if name in _IN_DARK:
        page.emulate_media(color_scheme="dark")
        screen.settle()
        _ask_axe(page, f"{name}, dark", seen, "{ runOnly: ['color-contrast'] }")
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(_ZOOMED)
    screen.settle()
    _ask_axe(page, f"{name}, 200 %", seen, _OF_WIDTH)
    main = "document.querySelector('[data-testid=stMain]')"
    if page.evaluate(
        f"document.documentElement.scrollWidth > innerWidth || {main}.scrollWidth > {main}.clientWidth"
    ):
        seen.too_wide.append(name)
    page.set_viewport_size(_WIDE)


def _ask_axe(page: Page, where: str, seen: Seen, options: str) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    answer = page.evaluate(f"axe.run(document, {{ resultTypes: ['violations'], ...{options} }})")
    for fault in answer["violations"]:
        if fault["impact"] in _GRAVE:
            parts = [f"{node['target']} {node['failureSummary']}" for node in fault["nodes"][:3]]
            seen.faults.setdefault(fault["id"], []).append(f"{where}: {parts}")


def _look_at_what_opens(screen: Watched, language: str, seen: Seen) -> None:
    """Look at what is drawn on demand: a list without a match, and the narrow window's button."""
    page = screen.page
    page.get_by_label(text(language, "screen.sidebar.bridges")).first.fill("zzz")
    page.get_by_text(text(language, "screen.streamlit.none_found")).first.wait_for()
    seen.foreign.update((where, said) for where, said in page.evaluate(_FOREIGN))
    page.keyboard.press("Escape")
    page.set_viewport_size(_ZOOMED)
    page.wait_for_selector('[data-testid="stExpandSidebarButton"]')
    seen.foreign.update((where, said) for where, said in page.evaluate(_FOREIGN))


def test_axe_finds_nothing_serious_on_any_page(seen: Seen, language: str) -> None:
    assert {rule: where for rule, where in seen.faults.items() if rule not in EXEMPT} == {}
    if language == DEFAULT_LANGUAGE:
        assert set(EXEMPT) <= set(seen.faults), "an exemption that nothing needs"


def test_no_word_of_streamlits_english_is_left_on_a_japanese_screen(seen: Seen, language: str) -> None:
    if language_tag(language) == DEFAULT_LANGUAGE:
        # Kinds of files are called by the ends of their names.
        endings = {one for one in seen.foreign if one[0] == "stFileUploaderDropzoneInstructions"}
        assert all(said.startswith("•") for _, said in endings)
        assert sorted(seen.foreign - _MEANT - endings) == []


def test_headings_go_down_one_level_at_a_time(seen: Seen) -> None:
    for name, found in seen.headings.items():
        assert found[:1] == [1], name
        assert found.count(1) == 1, name
        assert all(after - before <= 1 for before, after in pairwise(found)), name


def test_no_page_lacks_a_word_or_names_another_language(seen: Seen) -> None:
    assert seen.unsaid == []


def test_at_200_percent_no_page_is_wider_than_the_window(seen: Seen) -> None:
    assert seen.too_wide == []


def test_words_change_with_the_language_and_choices_stay(screen: Watched) -> None:
    screen.open(f"/city?ward={_WARD}", page_name="city")
    names = []
    for language in ("en", DEFAULT_LANGUAGE):
        label = {"en": "English", DEFAULT_LANGUAGE: "日本語"}[language]
        screen.page.locator(".st-key-sidebar-language").get_by_text(label, exact=True).click()
        name = text(language, "screen.streamlit.help_for", said=text(language, "screen.sidebar.scenario"))
        screen.page.get_by_label(name, exact=True).first.wait_for(state="attached")
        screen.settle()
        # Streamlit's browser part knows a choice by its label, which is another one now.
        preset = screen.page.get_by_role("radio", name=text(language, "preset.current"), exact=True)
        expect(preset).to_be_checked()
        names.append(name)
    assert len(set(names)) == 2


def test_a_link_leads_to_its_section_and_the_address_keeps_it(screen: Watched) -> None:
    screen.open(f"/district?ward={_WARD}", page_name="district")
    link = screen.page.locator('.sonae-sections a[href="#gaps"]')
    link.focus()
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_function("document.querySelector('#gaps').getBoundingClientRect().top < 300")
    assert screen.page.url.endswith("#gaps")
    # The list stays in sight, above the heading that it leads to.
    bar = screen.page.locator(".sonae-sections").bounding_box()
    heading = screen.page.locator("#gaps").bounding_box()
    assert bar is not None
    assert heading is not None
    assert bar["y"] >= 0
    assert bar["y"] + bar["height"] <= heading["y"]
    screen.page.goto(screen.page.url)
    screen.wait("district")
    screen.page.wait_for_function("document.querySelector('#gaps').getBoundingClientRect().top < 450")


@pytest.mark.parametrize("page_name", ["map", "block", "places"])
def test_on_a_tablet_the_detail_stands_below_and_nothing_is_wider_than_the_window(
    screen: Watched, page_name: str
) -> None:
    screen.page.set_viewport_size({"width": 800, "height": 1000})
    screen.open(f"/{page_name}?ward={_WARD}", page_name=page_name)
    main = "document.querySelector('[data-testid=stMain]')"
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 800
    assert screen.page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
    for name in PAGES:
        bar = screen.page.locator(".st-key-page_bar")
        expect(bar.get_by_text(text(DEFAULT_LANGUAGE, f"screen.{name}.nav"), exact=True)).to_be_visible()
    columns = screen.page.locator("[data-testid=stMain] [data-testid=stColumn]").evaluate_all(
        "all => all.map(one => [one.parentElement, one].map(box => box.getBoundingClientRect().width))"
    )
    assert all(own >= whole - 2 for whole, own in columns)


@pytest.mark.parametrize("language", ["ja", "ja_easy"])
def test_no_link_to_a_page_lies_on_another(screen: Watched, language: str) -> None:
    screen.page.set_viewport_size({"width": 800, "height": 1000})
    screen.open(f"/?lang={language}", page_name="readiness")
    links = screen.page.locator(".st-key-page_bar a")
    expect(links).to_have_count(len(PAGES))
    boxes = links.evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(r => [r.left, r.right, r.top, r.bottom])"
    )
    overlapping = [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
    ]
    assert overlapping == []


def test_dark_pages_keep_the_map_light_and_print_light(screen: Watched) -> None:
    page = screen.page
    page.emulate_media(color_scheme="dark")
    screen.open("/map", page_name="map")
    page.wait_for_selector('.sonae-map[data-ready="true"]', timeout=240_000)

    def colour(selector: str, name: str) -> str:
        return str(page.locator(selector).first.evaluate(f"one => getComputedStyle(one).{name}"))

    assert colour("[data-testid=stApp]", "backgroundColor") == "rgb(20, 25, 29)"
    assert colour(".sonae-map summary", "color") == "rgb(26, 26, 26)"
    page.emulate_media(media="print", color_scheme="dark")
    assert colour("[data-testid=stApp]", "backgroundColor") == "rgb(255, 255, 255)"
    assert colour(".sonae-facts dd", "color") == "rgb(26, 26, 26)"
