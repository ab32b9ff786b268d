"""All layers of one map, from the ground up."""

from typing import Any

from planning.case import Case
from planning.plan import Plan
from presentation.words import Words
from ui.maps import background_layers, city_layers, encode, plan_layers
from ui.maps.layer import MapLayer
from ui.maps.store import LayerStore
from ui.maps.unserved_layers import unserved_layers


def build_layers(case: Case, plan: Plan, store: LayerStore, words: Words) -> tuple[MapLayer, ...]:
    """Return the layers of a plan in drawing order; a layer without content is left out."""
    bundle, scenario = case.city, case.scenario
    districts, wards = city_layers.outline_layers(bundle, store, words)
    found: list[MapLayer | None] = [
        *city_layers.hazard_layers(bundle, scenario, store, words),
        city_layers.zone_layer(bundle, scenario, store, words),
        districts,
        *background_layers.road_layers(bundle, store),
        city_layers.street_layer(bundle, store, words),
        *background_layers.guide_layers(bundle, store, words),
        wards,
        *plan_layers.closed_layers(case, plan, store, words),
        plan_layers.flow_layer(case, plan, store, words),
        plan_layers.margin_layer(case, plan, store, words),
        *unserved_layers(case, plan, store, words),
        plan_layers.place_layer(case, plan, store, words),
    ]
    return tuple(layer for layer in found if layer is not None)


def map_words(words: Words) -> dict[str, str]:
    """Return the words that the map itself says."""
    keys = ("legend", "loading", "failed", "map", "zoom_in", "zoom_out")
    return {key: words(f"screen.map.{key}") for key in keys}


def background_notes(case: Case, words: Words) -> list[str]:
    """Return what must be known of the lines for orientation; nothing where the city has none."""
    return [] if case.city.background.empty else [words("screen.map.note_background")]


def city_bounds(case: Case) -> list[list[float]]:
    """Return the corners of the city."""
    return encode.bounds(case.city.wards.geometry)


def concerned_bounds(case: Case, plan: Plan) -> list[list[float]]:
    """Return the corners of what the scenario concerns; of the city where it concerns nobody."""
    concerned = plan.block_exposure["concerned"].reindex(case.city.blocks.index).to_numpy(dtype=bool)
    blocks = case.city.blocks[concerned]
    return encode.bounds(blocks.geometry) if len(blocks) else city_bounds(case)


def area_bounds(case: Case, *, ward_code: str = "", district_id: str = "") -> list[list[float]]:
    """Return the corners of a district, else of a ward, else of the city."""
    if district_id in case.city.districts.index:
        return encode.bounds(case.city.districts.loc[[district_id]].geometry)
    if ward_code in case.city.wards.index:
        return encode.bounds(case.city.wards.loc[[ward_code]].geometry)
    return city_bounds(case)


def place_point(case: Case, place_id: str) -> list[float] | None:
    """Return latitude and longitude of a place, or None where the city has no such place."""
    if place_id not in case.city.places.index:
        return None
    corner: Any = encode.bounds(case.city.places.loc[[place_id]].geometry)[0]
    return [float(corner[0]), float(corner[1])]
