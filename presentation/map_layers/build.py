"""All layers of one map: of the whole city, or of one district."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from domain.vocabulary import DayTime
from planning.case import Case
from planning.isolation import Isolation
from planning.plan import Plan
from presentation.geometry import Card, bounds_of
from presentation.map_layers import ground, hazard, people, places, routes, street_answers, street_cards
from presentation.map_layers.block_areas import block_area_layer, cards_by_block
from presentation.map_layers.isolation import corner_layer, isolation_layer
from presentation.map_layers.layer import MapLayer
from presentation.map_layers.town_names import town_layer
from presentation.words import Words

#: Distance between arrows on the map of a city, and of a district [m].
CITY_ARROWS_M, DISTRICT_ARROWS_M = 400.0, 120.0
#: Streets and places are drawn so far around a district and the routes of its people [m].
_AROUND_DISTRICT_M = 400.0
_KEYS = ("legend", "switches", "loading", "failed", "about", "zoom_in", "zoom_out", "close", "north")


@dataclass(frozen=True, slots=True, eq=False)
class MapContent:
    """What one map shows.

    Parameters
    ----------
    layers
        Layers from the ground up.
    bounds
        First view as [[south, west], [north, east]] in degrees.
    day
        People from time to time, with their slider; None for a map without one.
    """

    layers: tuple[MapLayer, ...]
    bounds: list[list[float]]
    day: MapLayer | None = None


def city_content(case: Case, plan: Plan, words: Words) -> MapContent:
    """Return the map of the whole city: people without a place by district, by block from near."""
    layers = [*city_ground(case, words), *city_answers(case, plan, words)]
    return MapContent(_in_order(layers), concerned_bounds(case, plan))


def city_ground(case: Case, words: Words) -> tuple[MapLayer, ...]:
    """Return the layers of the map of the whole city that no plan changes, nor any setting.

    Only the city, the layers and kinds of the scenario, and the language decide them.
    """
    streets = case.city.streets
    return _in_order([*_ground(case, streets, words), *_names(case, streets, words)])


def city_answers(case: Case, plan: Plan, words: Words) -> tuple[MapLayer, ...]:
    """Return the layers of the map of the whole city that a plan decides."""
    city = case.city
    cards = cache(lambda: cards_by_block(case, plan, words, city.blocks))
    walked = routes.street_persons(plan.routes)
    return _in_order([
        *_answers(case, plan, city.streets, city.blocks, words, cards, walked),
        *routes.closing_layers(plan, city.streets, words),
        *routes.flow_layers(
            city.streets, plan.routes, words, spacing_m=CITY_ARROWS_M, city=city, persons=walked
        ),
        people.margin_layer(case, plan, words, cards),
        people.corner_margin_layer(case, plan, words),
        *people.unserved_layers(case, plan, words),
        places.place_layer(case, plan, words),
    ])  # fmt: skip


def district_content(
    case: Case, plan: Plan, district_id: str, words: Words, isolation: Isolation | None = None
) -> MapContent:
    """Return the map of one district: the routes of its people, block by block.

    Parameters
    ----------
    case, plan
        Inputs and results.
    district_id
        District of the city.
    words
        Words of the reader.
    isolation
        What the people of the district hang on, to be drawn; None for a map without it.

    Raises
    ------
    KeyError
        When the city has no such district.
    """
    city = case.city
    outline = city.districts.geometry.loc[district_id]
    blocks = city.blocks[city.blocks["district_id"] == district_id]
    own = plan.routes[plan.routes["block_id"].isin(blocks.index)]
    around = shapely.union(outline, shapely.convex_hull(shapely.union_all(own.geometry.to_numpy())))
    around = shapely.buffer(around, _AROUND_DISTRICT_M)
    streets = city.streets[city.streets.intersects(around)]
    near = city.places.index[city.places.intersects(around)]
    layers = [
        *_ground(case, streets, words),
        *_answers(case, plan, streets, blocks, words),
        *_names(case, streets, words),
        routes.chosen_district_layer(case, district_id, words),
        *routes.closing_layers(plan, streets, words),
        *routes.flow_layers(streets, own, words, spacing_m=DISTRICT_ARROWS_M),
        *people.unserved_layers(case, plan, words, blocks=blocks),
        places.place_layer(case, plan, words, place_ids=near),
    ]
    if isolation is not None:
        layers += [isolation_layer(case, isolation, words), corner_layer(case, isolation, words)]
    return MapContent(_in_order(layers), district_bounds(case, district_id))


def district_bounds(case: Case, district_id: str) -> list[list[float]]:
    """Return the corners of the part of a district where people are, in degrees."""
    city = case.city
    blocks = city.blocks[city.blocks["district_id"] == district_id]
    extent = shapely.box(*lived_in(city.districts.geometry.loc[district_id], blocks, case.scenario.day_time))
    return bounds_of(gpd.GeoSeries([extent], crs=city.meta.epsg))


def concerned_bounds(case: Case, plan: Plan) -> list[list[float]]:
    """Return the corners of what the scenario concerns; of the city where it concerns nobody."""
    blocks = case.city.blocks
    concerned = plan.block_exposure["concerned"].reindex(blocks.index).to_numpy(dtype=bool)
    shapes = blocks[concerned] if concerned.any() else case.city.wards
    return bounds_of(gpd.GeoSeries(shapes.geometry))


def map_words(words: Words) -> dict[str, str]:
    """Return the words that the map itself says."""
    day = {f"day_{key}": words(f"day.{key}") for key in ("open", "slider", "moments", "play", "pause")}
    return {key: words(f"map.{key}") for key in _KEYS} | day


def map_notes(case: Case, words: Words) -> list[str]:
    """Return what must be known of every map: who is counted, and that some lines are approximate."""
    notes = [words("map.note_walk"), words("map.letters")]
    return notes if case.city.background.empty else [*notes, words("map.note_background")]


def lived_in(outline: Any, blocks: gpd.GeoDataFrame, day_time: DayTime) -> tuple[float, float, float, float]:
    """Return the bounds [m] of the part of a district where people are; of all of it if nobody is.

    By day those who work there count: nobody without a place may lie off the map. Districts reach
    into harbours and hills: a map that shows them whole shows streets too small.
    """
    present = "daytime_persons" if day_time is DayTime.DAY else "residents"
    people_there = blocks[blocks[present] > 0]
    shape = outline
    if not people_there.empty:
        shape = shapely.buffer(shapely.union_all(people_there.geometry.to_numpy()), 100.0)
    west, south, east, north = shapely.intersection(shape, shapely.box(*outline.bounds)).bounds
    return west, south, east, north


def _ground(case: Case, streets: gpd.GeoDataFrame, words: Words) -> list[MapLayer | None]:
    return [
        *hazard.hazard_layers(case, words),
        ground.zone_layer(case, words),
        *ground.border_layers(case, words),
        ground.street_layer(streets, words),
        *ground.background_layers(case, words),
    ]


def _answers(
    case: Case,
    plan: Plan,
    streets: gpd.GeoDataFrame,
    blocks: gpd.GeoDataFrame,
    words: Words,
    cards: Callable[[], Mapping[str, Card]] | None = None,
    walked: "pd.Series[Any] | None" = None,
) -> list[MapLayer | None]:
    """Return what is seen or answers a press from near: blocks, streets, bridges."""
    of_streets = cache(lambda: street_cards.street_cards(case, plan, streets, words, walked))
    return [
        block_area_layer(case, plan, words, blocks, cards),
        street_answers.street_answer_layer(case, plan, streets, words, of_streets),
        street_answers.structure_layer(case, plan, streets, words, of_streets),
    ]


def _names(case: Case, streets: gpd.GeoDataFrame, words: Words) -> list[MapLayer | None]:
    """Return the names of streets and towns, which are seen from near."""
    return [street_answers.street_name_layer(streets), town_layer(case, words)]


def _in_order(layers: "Sequence[MapLayer | None]") -> tuple[MapLayer, ...]:
    held = [layer for layer in layers if layer is not None]
    return tuple(sorted(held, key=lambda layer: layer.order))
