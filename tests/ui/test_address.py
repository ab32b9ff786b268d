"""An address that asks for what does not exist: one sentence, and never its own markup."""

from dataclasses import replace

import pytest

from messages.catalogue import text
from tests.toy_city import make_toy_bundle
from tests.ui.screen import go_to, marker, open_screen, shown_text
from ui.choices import Choices
from ui.view.address import Missed, settle

CITY = make_toy_bundle()
D2 = "271420-00002"


def _settle(**query: str) -> tuple[Choices, list[str]]:
    settled, missed = settle(query, Choices.from_query(query), CITY)
    return settled, [one.name for one in missed]


def test_what_the_city_has_is_kept_and_nothing_is_told() -> None:
    for query in (
        {},
        {"ward": "271420"},
        {"ward": "271420", "district": D2, "preset": "target", "lang": "en"},
    ):
        assert _settle(**query) == (Choices.from_query(query), [])


def test_a_district_brings_its_ward() -> None:
    assert _settle(district=D2) == (Choices(ward_code="271420", district_id=D2), [])
    settled, missed = _settle(ward="271411", district=D2)
    assert (settled.ward_code, settled.district_id, missed) == ("271420", D2, ["ward_of_district"])


@pytest.mark.parametrize("name", ["ward", "district", "preset", "lang"])
def test_what_does_not_exist_falls_back_and_is_told(name: str) -> None:
    assert _settle(**{name: "nowhere"}) == (Choices(), [name])


def test_nothing_is_told_any_longer_once_the_reader_has_chosen() -> None:
    missed, settled = Missed("ward", "nowhere"), Choices()
    assert missed.is_open(settled, replace(settled, scenario_id="toy-flood"))
    assert not missed.is_open(settled, replace(settled, ward_code="271420"))


# One function tells it on every page: each page says one of them, the first all.
@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        ("city", {"ward": "999999"}, ("区「999999」", "代わりに甲区を")),
        ("city", {"district": "271411-99999"}, ("271411", "代わりに、甲区で")),
        ("city", {"preset": "best"}, ("設定の組「best」", "被害想定（現状）")),
        ("city", {"lang": "fr"}, ("言語「fr」", "There is no language")),
        ("city", {"ward": "999999", "lang": "en"}, ("no ward “999999”", "Ko Ward is shown instead")),
        ("map", {"ward": "999999"}, ("区「999999」", "代わりに甲区を")),
        ("district", {"district": "271411-99999"}, ("271411", "代わりに、甲区で")),
        ("organisations", {"preset": "best"}, ("設定の組「best」", "被害想定（現状）")),
    ],
)
def test_every_page_tells_it_in_one_sentence(page: str, query: dict[str, str], said: tuple[str, str]) -> None:
    screen = open_screen(page, **query)
    assert not screen.exception
    assert marker(screen) == page
    assert len(screen.warning) == 1
    told = screen.warning[0].value.replace("\\", "")
    assert all(part in told for part in said), told


def test_a_known_address_warns_of_nothing() -> None:
    assert not open_screen("district", ward="271420", district=D2).warning


def test_markup_of_an_address_is_never_drawn() -> None:
    screen = open_screen(ward="<img src=x onerror=alert(1)>**bold**[a](http://example.org)" + "x" * 100)
    # Each sign of Markdown is escaped, and a word joiner keeps two of them apart.
    told = screen.warning[0].value.replace("\u2060", "")
    assert "\\<img" in told
    assert "\\*\\*bold" in told
    assert "x" * 41 not in told
    assert all("<img" not in element.proto.body for element in screen.get("html"))


def test_the_warning_goes_when_a_ward_is_chosen() -> None:
    screen = open_screen(ward="999999")
    assert screen.warning
    screen.segmented_control(key="city.ward").set_value("271420").run()
    assert not screen.warning
    assert screen.query_params["ward"] == "271420"


def test_another_ward_lets_the_district_go_and_the_same_keeps_it() -> None:
    screen = open_screen("district", ward="271420", district=D2)
    go_to(screen, "city")
    screen.segmented_control(key="city.ward").set_value("271411").run()
    assert "district" not in screen.query_params


def test_a_setting_that_is_no_pair_is_refused_and_no_plan_shown() -> None:
    said = shown_text(open_screen("city", set="movement.adult_speed_m_s:0.5"))
    assert "movement.adult_speed_m_s:0.5" in said
    assert text("ja", "screen.download.title") not in said
