"""One block on a map: its outline, the routes of its people, and what stands on them; blocks nearby."""

from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from planning.block_answer import BlockAnswer
from planning.block_routes import BlockRoute
from planning.case import Case
from planning.plan import Plan
from presentation.block.legs import legs_of
from presentation.block.routes import closing_values, exit_name, first_on_the_way, goal_name
from presentation.geometry import (
    bounds_of,
    pack_cards,
    pack_integers,
    pack_lines,
    pack_points,
)
from presentation.map_layers.block_areas import block_cards
from presentation.map_layers.ground import outlines
from presentation.map_layers.layer import Kind, MapLayer, Order, legend_entries, looks_data
from presentation.map_layers.people import inner_points
from presentation.names import town_name
from presentation.plain_text import readable_text
from presentation.styles import people
from presentation.styles.looks import LineLook, SignLook
from presentation.words import Words

#: Zoom from which the blocks around can be chosen.
NEAR_ZOOM = 15.0
#: Layer whose signs are blocks: a press on one chooses it.
NEAR_LAYER = "block-near"

#: Letters of several places that groups of one block go to.
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

_Sign = tuple[SignLook, Any, str, list[tuple[str, str]]]


def block_layers(case: Case, answer: BlockAnswer, words: Words) -> list[MapLayer]:
    """Return the layers of one block: first and second routes, start, destinations, what closes first.

    Parameters
    ----------
    case, answer
        A case, and what its plan says of the block.
    words
        Words of the reader.
    """
    block = case.city.blocks.loc[[answer.block_id]]
    legs = legs_of(answer)
    firsts = _each_once([leg.route for leg in legs] + [way.route for way in answer.ways_out])
    seconds = _each_once([leg.second.route for leg in legs if leg.second is not None])
    others = _each_once([leg.alternative.route for leg in legs if leg.alternative is not None])
    found = [_lines("block", outlines(gpd.GeoSeries(block.geometry)), people.CHOSEN_BLOCK,
                    Order.CHOSEN_DISTRICT, words)]  # fmt: skip
    for layer_id, routes, look, order in (
        ("block-route", firsts, people.CHOSEN_ROUTE, Order.CHOSEN_ROUTE),
        ("block-other", others, people.OTHER_ROUTE, Order.OTHER_ROUTE),
        ("block-second", seconds, people.SECOND_ROUTE, Order.SECOND_ROUTE),
    ):
        if routes:
            shapes = gpd.GeoSeries([route.line for route in routes], crs=case.city.meta.epsg)
            found.append(_lines(layer_id, shapes, look, order, words))
    found.append(_signs(case, signs_of(case, answer, words), words))
    return found


def signs_of(case: Case, answer: BlockAnswer, words: Words) -> list[_Sign]:
    """Return what stands on the routes: look, point, name and rows of its card; on the map and on paper.

    Where groups of a block go to several places, each place has a letter behind its number.
    """
    start = shapely.point_on_surface(case.city.blocks.geometry.loc[answer.block_id])
    # An English reader would take 発 for a name.
    mark = replace(people.BLOCK_START, mark=words("map.block.start_mark"))
    found: list[_Sign] = [(mark, start, readable_text(_town(case, answer, words)), [])]
    legs = legs_of(answer)
    firsts = _lettered(
        people.BLOCK_DESTINATION,
        [leg.destination.destination_id for leg in legs]
        + [exit_name(case, way, words) for way in answer.ways_out],
    )
    seconds = _lettered(
        people.BLOCK_SECOND, [leg.second.destination.destination_id for leg in legs if leg.second is not None]
    )
    seen: set[tuple[str, str]] = set()
    for leg in legs:
        ends = [(firsts[leg.destination.destination_id], leg.destination, leg.route)]
        if leg.second is not None:
            second = leg.second.destination
            ends.append((seconds[second.destination_id], second, leg.second.route))
        for look, to, route in ends:
            if (look.mark, to.destination_id) not in seen:
                seen.add((look.mark, to.destination_id))
                name = goal_name(case, to, route, words)
                found.append((look, _end(case, to.destination_id, route), name, _walk_rows(route, words)))
        closing = first_on_the_way(leg.route)
        if closing is None or closing.at_m is None or ("!", str(closing.street_id)) in seen:
            continue
        seen.add(("!", str(closing.street_id)))
        said = closing_values(case, closing, words)
        where = shapely.Point(*closing.at_m)
        found.append((people.BLOCK_CLOSES, where, said["where"], [(said["why"], said["when"])]))
    for way in answer.ways_out:
        name, end = exit_name(case, way, words), shapely.get_point(way.route.line, -1)
        if (firsts[name].mark, name) not in seen:
            seen.add((firsts[name].mark, name))
            found.append((firsts[name], end, name, _walk_rows(way.route, words)))
    return found


def _lettered(look: SignLook, ends: list[str]) -> dict[str, SignLook]:
    """Return the look of each of several ends, told apart by a letter; that of a single one needs none."""
    different = list(dict.fromkeys(ends))
    if len(different) == 1:
        return {different[0]: look}
    return {
        end: replace(look, mark=look.mark + letter) for end, letter in zip(different, _LETTERS, strict=False)
    }


def _walk_rows(route: BlockRoute, words: Words) -> list[tuple[str, str]]:
    return [
        (words("block.column.length"), words.metres(route.length_m)),
        (words("block.column.walk"), words.walk(route.walk_time_s)),
    ]


def _town(case: Case, answer: BlockAnswer, words: Words) -> str:
    return town_name(case.city, answer.town, words.language, ward_code=answer.ward_code)


def near_layer(case: Case, plan: Plan, blocks: gpd.GeoDataFrame, words: Words) -> MapLayer:
    """Return blocks as small signs, each with its name and answer in short, so that any can be chosen."""
    content = {
        "points": pack_points(inner_points(blocks)),
        "style": pack_integers(np.zeros(len(blocks), dtype=np.int64)),
        "ids": [str(block) for block in blocks.index],
        **pack_cards(block_cards(case, plan, words, blocks)),
    }
    look = people.NEAR_BLOCK
    return MapLayer(
        NEAR_LAYER, Kind.POINTS, content, looks_data([look]), Order.BLOCK_DOTS, words("map.block.near_layer"),
        legend_entries([look], words), from_zoom=NEAR_ZOOM,
    )  # fmt: skip


def sign_key(case: Case, answer: BlockAnswer, words: Words) -> str:
    """Return what each sign on the routes of a block means, in one line: it stands where the map stands.

    Of several places that groups go to, each has its name, as the list has it.
    """
    single = {people.BLOCK_DESTINATION.mark, people.BLOCK_SECOND.mark}
    said = []
    for look, _, name, _ in signs_of(case, answer, words):
        is_lettered = look.mark not in single and look.mark[:1] in single
        key = "sign_key_named" if is_lettered else "sign_key"
        said.append(words(f"map.block.{key}", mark=look.mark, meaning=words(look.legend), name=name))
    return words.listed(dict.fromkeys(said))


def block_bounds(case: Case, answer: BlockAnswer) -> list[list[float]]:
    """Return the corners of a block and of the first routes of its people, in degrees."""
    shapes = [case.city.blocks.geometry.loc[answer.block_id],
              *(group.route.line for group in answer.groups),
              *(way.route.line for way in answer.ways_out)]  # fmt: skip
    return bounds_of(gpd.GeoSeries(shapes, crs=case.city.meta.epsg))


def _each_once(routes: list[BlockRoute]) -> list[BlockRoute]:
    return list({route.street_ids: route for route in routes}.values())


def _end(case: Case, destination_id: str, route: BlockRoute) -> Any:
    """Return where a destination lies: the place, or where the route reaches safe ground."""
    places = case.city.places.geometry
    if destination_id in places.index:
        return places.loc[destination_id]
    return shapely.get_point(route.line, -1)


def _signs(case: Case, signs: list[_Sign], words: Words) -> MapLayer:
    looks = list(dict.fromkeys(look for look, *_ in signs))
    points = gpd.GeoSeries([point for _, point, *_ in signs], crs=case.city.meta.epsg)
    content = {
        "points": pack_points(points),
        "style": pack_integers([looks.index(look) for look, *_ in signs]),
        "ids": [str(i) for i in range(len(signs))],
        "names": [name for _, _, name, _ in signs],
        **pack_cards([(name, rows) for _, _, name, rows in signs]),
    }
    return MapLayer(
        "block-signs", Kind.POINTS, content, looks_data(looks), Order.ON_THE_WAY, words("map.block.signs"),
        legend_entries(looks, words), text_zoom=0.0,
    )  # fmt: skip


def _lines(layer_id: str, lines: gpd.GeoSeries, look: LineLook, order: Order, words: Words) -> MapLayer:
    content = {**pack_lines(lines), "style": pack_integers(np.zeros(len(lines), dtype=np.int64))}
    return MapLayer(
        layer_id, Kind.LINES, content, looks_data([look]), order, words(look.legend),
        legend_entries([look], words),
    )  # fmt: skip
