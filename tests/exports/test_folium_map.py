"""A plan as an ordinary folium map: groups, control, popups, nothing from elsewhere, open to additions."""

import re
from pathlib import Path

import folium
import pytest
from playwright.sync_api import Browser

from exports.folium_elements import PackedLayer, script_json
from exports.folium_map import feature_groups, to_folium
from presentation.map_layers.build import city_content
from presentation.words import Words
from tests.exports.background_plan import make_background
from tests.exports.opened_map import opened, resources
from tests.exports.sample_plan import MARKUP_NAME, make_sample

D1 = "271411-00001"


def _map(scenario: str = "toy-tsunami-night", language: str = "ja") -> folium.Map:
    case, plan = make_sample(scenario)
    return to_folium(plan, case, language=language)


def test_it_is_a_folium_map_with_a_group_for_each_layer_and_one_control() -> None:
    page = _map()
    assert type(page) is folium.Map
    children = list(page._children.values())
    groups = [one for one in children if isinstance(one, folium.FeatureGroup)]
    labels = [layer.label for layer in city_content(*make_sample(), Words("ja")).layers if layer.label]
    assert [group.layer_name for group in groups] == labels
    assert sum(isinstance(one, folium.LayerControl) for one in children) == 1


def test_what_follows_a_layer_stands_in_its_group() -> None:
    case, plan = make_background()
    groups = feature_groups(city_content(case, plan, Words("ja")).layers)
    inside = {
        group.layer_name: [
            one.layer.layer_id for one in group._children.values() if isinstance(one, PackedLayer)
        ]
        for group in groups
    }
    assert inside["位置の目安（概略）"] == ["background-roads", "background", "background-names"]
    assert inside["避難経路（歩く人数）"] == ["flow", "flow-arrows"]


def test_layers_of_one_name_are_told_apart() -> None:
    layers = city_content(*make_sample(), Words("ja")).layers
    twice = (*layers, *layers[:1])
    names = [group.layer_name for group in feature_groups(twice)]
    assert len(set(names)) == len(names) or len(names) == len({layer.layer_id for layer in twice})


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_the_document_names_nothing_to_load(scenario: str, language: str) -> None:
    html = _map(scenario, language).get_root().render()
    assert resources(html) == []
    assert "⟦" not in html


def test_text_from_files_is_neither_markup_nor_template() -> None:
    html = _map("toy-flood").get_root().render()
    assert MARKUP_NAME not in html
    assert "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e{{ 7 * 7 }}{% x %}{# #}公園" in html


def test_script_data_cannot_end_its_element_and_holds_no_half_character() -> None:
    said = script_json({"name": "</script><b>&\u2028", "half": "\ud800"})
    assert not set(said) & set("<>&\u2028\ud800")
    assert said.encode("utf-8")


def test_it_can_be_rendered_again_after_something_was_added() -> None:
    page = _map()
    first = page.get_root().render()
    folium.Marker([34.57, 135.49], popup="集合場所", tooltip="<b>甲</b>").add_to(page)
    again = page.get_root().render()
    assert "L.marker" not in re.sub(r"<script>.*?</script>", "", first.split("</head>")[1][:1000])
    assert "集合場所" in again
    assert again.count('type="application/json"') == first.count('type="application/json"')


def test_a_notebook_shows_it_in_a_frame() -> None:
    assert "<iframe srcdoc=" in _map()._repr_html_()


@pytest.mark.browser
def test_it_opens_without_a_request_and_so_does_what_a_user_adds(browser: Browser, tmp_path: Path) -> None:
    page = _map()
    here = [34.5735, 135.4835]
    folium.Marker(here, popup="集合<b>場所</b>").add_to(page)
    folium.CircleMarker(here, radius=9, tooltip="円").add_to(page)
    with opened(browser, page.get_root().render().encode(), tmp_path) as opened_page:
        assert opened_page.locator(".sonae-canvas").count() == 1
        marker = opened_page.locator("img.leaflet-marker-icon")
        assert marker.evaluate("image => image.complete && image.naturalWidth") == 25
        marker.dispatch_event("click")
        assert opened_page.locator(".leaflet-popup-content").inner_text() == "集合場所"


def test_it_is_part_of_what_others_import() -> None:
    import sonae

    assert sonae.to_folium is to_folium
    assert "to_folium" in sonae.__all__
