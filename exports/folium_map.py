"""A plan as an ordinary folium map, which a notebook can go on adding to; it asks nobody for anything.

Each layer is a feature group with a switch in the control of layers. Leaflet is in the document. What
folium itself would load from elsewhere (tiles, icons of AwesomeMarkers) is not there: add
``folium.Marker`` with its plain picture, ``CircleMarker``, ``DivIcon`` or shapes of your own.
"""

from collections.abc import Sequence
from typing import Any

import folium
from branca.element import Figure

from exports.folium_elements import MapSetting, PackedLayer, head_elements
from planning.case import Case
from planning.plan import Plan
from presentation.heading import data_date, model_notice
from presentation.map_layers.build import MapContent, city_content, map_notes, map_words
from presentation.map_layers.layer import MapLayer, legend_groups
from presentation.plain_text import html_text
from presentation.words import Words

_MAX_ZOOM = 19


def to_folium(plan: Plan, case: Case, *, language: str = "ja") -> folium.Map:
    """Return the map of the whole city as a ``folium.Map``.

    Parameters
    ----------
    plan
        Plan to draw.
    case
        The case that the plan was made of.
    language
        Language of names and words, ``ja`` or ``en``.

    Returns
    -------
    folium.Map
        With a ``folium.FeatureGroup`` for each layer and a ``folium.LayerControl``. Add to it and
        save it as any other.
    """
    words = Words(language)
    return draw_map(case, plan, city_content(case, plan, words), words)


def draw_map(
    case: Case,
    plan: Plan,
    content: MapContent,
    words: Words,
    *,
    legend_id: str = "",
) -> folium.Map:
    """Return a folium map of these layers.

    Parameters
    ----------
    case, plan
        What is drawn.
    content
        Layers and first view.
    words
        Words of the reader.
    legend_id
        Id of the element that takes the legend; empty for a corner of the map.
    """
    page = folium.Map(tiles=None, zoom_animation=False, marker_zoom_animation=False, max_zoom=_MAX_ZOOM)
    page.options["max_zoom"] = _MAX_ZOOM
    # Nothing comes from elsewhere: Leaflet stands in the head of the document.
    page.default_js, page.default_css = [], []
    figure = page.get_root()
    assert isinstance(figure, Figure)
    for name, element in head_elements().items():
        figure.header.add_child(element, name=name)
    for group in feature_groups(content.layers):
        group.add_to(page)
    page.fit_bounds(content.bounds)
    folium.LayerControl(collapsed=True).add_to(page)
    MapSetting(_setting(case, plan, content, words), legend_id=legend_id).add_to(page)
    return page


def feature_groups(layers: Sequence[MapLayer]) -> list[folium.FeatureGroup]:
    """Return a feature group for each layer with a switch, holding it and those that follow it."""
    groups: dict[str, folium.FeatureGroup] = {}
    taken: set[str] = set()
    for layer in layers:
        if layer.label:
            groups[layer.layer_id] = folium.FeatureGroup(name=_unique(layer.label, taken), show=layer.shown)
    made: dict[str, PackedLayer] = {}
    for layer in layers:
        made[layer.layer_id] = PackedLayer(layer, made.get(layer.base))
        groups[layer.follows or layer.layer_id].add_child(made[layer.layer_id])
    return list(groups.values())


def _unique(label: str, taken: set[str]) -> str:
    # Leaflet shows names of layers as HTML, and folium keeps them by name.
    said, number = label, 1
    while said in taken:
        number += 1
        said = f"{label} {number}"
    taken.add(said)
    return html_text(said)


def _setting(case: Case, plan: Plan, content: MapContent, words: Words) -> dict[str, Any]:
    notice = model_notice(plan, words.language)
    said = [words("export.map_date", date=data_date(plan)), *([notice] if notice else [])]
    return {
        "words": map_words(words),
        "attribution": html_text(words("export.separator").join(said)),
        "legend": legend_groups(content.layers),
        "notes": [*([notice] if notice else []), *map_notes(case, words)],
        "day": {"spec": content.day.as_data(), "file": content.day.content} if content.day else None,
    }
