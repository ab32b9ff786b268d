"""Layers as the browser is told of them: content lies in a file of our own server, named by its hash.

What no map shows at first is made once a browser asks for it, or when no page is being drawn.

What rests on lists of the store is handed to the page of its reader instead (ADR 0030).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planning.case import Case
from planning.plan import Plan
from presentation.map_layers.build import city_answers, city_ground
from presentation.map_layers.layer import LateContent, MapLayer, legend_groups
from presentation.words import Words
from ui.maps.store import LayerStore, mark_of


@dataclass(frozen=True, slots=True, eq=False)
class ServedLayer:
    """One layer without its content.

    Parameters
    ----------
    data
        The layer as the browser takes it, with the ``url`` of its content, or with its ``content`` and
        the mark of it as ``url``.
    legend
        Its group of the legend; empty for a layer that follows another.
    """

    data: Mapping[str, Any]
    legend: Sequence[Mapping[str, Any]]


def serve(layer: MapLayer, store: LayerStore, decides: str = "") -> ServedLayer:
    """Keep the content of a layer where the server finds it.

    Parameters
    ----------
    layer
        The layer.
    store
        Where layer files lie.
    decides
        All that decides its content beside its id: late content is then only promised.
    """
    if decides and isinstance(layer.content, LateContent):
        url = store.promise(f"{decides} {layer.layer_id}", layer.content_bytes)
    else:
        url = store.put(layer.content_bytes())
    return ServedLayer({**layer.as_data(), "url": url}, legend_groups([layer]))


def hand_over(layer: MapLayer) -> ServedLayer:
    """Give a layer to one reader's page together with its content, which touches neither disk nor cache.

    For what rests on lists: a file would stay behind, under an address that asks nobody who is reading.
    """
    content = layer.content_bytes()
    data = {**layer.as_data(), "url": mark_of(content), "content": content.decode()}
    return ServedLayer(data, legend_groups([layer]))


def serve_ground(case: Case, store: LayerStore, words: Words) -> tuple[ServedLayer, ...]:
    """Return the layers of the map of the whole city that no plan changes."""
    return tuple(serve(layer, store) for layer in city_ground(case, words))


def serve_city(
    case: Case,
    plan: Plan,
    store: LayerStore,
    words: Words,
    ground: Sequence[ServedLayer],
    *,
    decides: str,
) -> tuple[ServedLayer, ...]:
    """Return the layers of the map of the whole city, from the ground up; ``ground`` is ``serve_ground``.

    ``decides`` is a key of what decides them beside the city and the language: of no organisation.
    """
    decides = f"{case.city.meta.bundle_hash} {decides} {words.language}"
    answers = [serve(layer, store, decides) for layer in city_answers(case, plan, words)]
    return tuple(in_order([*ground, *answers]))


def in_order(layers: Sequence[ServedLayer]) -> list[ServedLayer]:
    """Return layers from the ground up."""
    return sorted(layers, key=lambda layer: int(layer.data["order"]))
