"""もしも on a map: what is blocked, who no longer arrives, which ways hold, and the margin of each corner."""

from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.vocabulary import Departure
from planning.blocked_streets import blocked_streets
from planning.case import Case
from planning.changed_day import ChangedDay
from planning.plan import Plan
from presentation.below_reserve import where_few
from presentation.geometry import pack_cards, pack_integers, pack_lines, pack_points
from presentation.hung_on import HungOn
from presentation.map_layers.build import MapContent, district_bounds
from presentation.map_layers.ground import background_layers, border_layers
from presentation.map_layers.layer import Kind, MapLayer, Order, legend_entries, looks_data
from presentation.map_layers.people import corner_points, inner_points
from presentation.map_layers.routes import chosen_district_layer, flow_classes, street_persons
from presentation.names import block_names
from presentation.styles import people
from presentation.styles.changed_day import BLOCKED, HANGS, LOST, STUCK, WAY_BEFORE, WAY_HELD
from presentation.styles.looks import LineLook
from presentation.words import Words

#: Corners and streets are drawn so far around the chosen district [m].
AROUND_M = 700.0
#: Layer whose signs are blocks.
LOST_LAYER = "lost"
#: Layer whose signs are streets.
HANGS_LAYER = "hangs"


def ground_content(case: Case, district_id: str, pieces: Sequence[HungOn], words: Words) -> MapContent:
    """Return the map of a changed day without the day: ground, the district, and what it hangs on.

    Parameters
    ----------
    case
        A case.
    district_id
        District where the view begins.
    pieces
        What it hangs on.
    words
        Words of the reader.
    """
    layers = [
        *border_layers(case, words),
        *background_layers(case, words),
        chosen_district_layer(case, district_id, words),
        hung_on_layer(case, pieces, words),
    ]
    return MapContent(_ordered(layers), district_bounds(case, district_id))


def day_layers(
    case: Case, plan: Plan, day: ChangedDay, district_id: str, words: Words
) -> tuple[MapLayer, ...]:  # fmt: skip
    """Return what a changed day says on this map, from the bottom to the top.

    Parameters
    ----------
    case, plan, day
        A case, its plan, and the changed day.
    district_id
        District where the view begins.
    words
        Words of the reader.
    """
    return _ordered([
        corner_layer(case, plan, day, district_id, words),
        other_way_layer(case, day, words),
        *way_layers(plan, day, words),
        blocked_layer(case, day, words),
        lost_layer(case, day, words),
    ])  # fmt: skip


def _ordered(layers: Iterable[MapLayer | None]) -> tuple[MapLayer, ...]:
    held = [layer for layer in layers if layer is not None]
    return tuple(sorted(held, key=lambda layer: layer.order))


def last_departure_s(day: ChangedDay) -> float:
    """Return when the last people of all leave on a changed day [s after t0]; 0 where nobody leaves.

    Parameters
    ----------
    day
        The changed day.
    """
    leaving = day.replanned["departure"] != Departure.NOT_LEAVING.value
    return float(day.replanned.loc[leaving, "departure_s"].max()) if leaving.any() else 0.0


def corner_layer(case: Case, plan: Plan, day: ChangedDay, district_id: str, words: Words) -> MapLayer | None:
    """Return the margin of the corners around a district; None where no arrival time is published."""
    if not plan.facts.margin_known:
        return None
    network = case.network
    west, south, east, north = shapely.buffer(case.city.districts.geometry.loc[district_id], AROUND_M).bounds
    inside = (network.x_m >= west) & (network.x_m <= east) & (network.y_m >= south) & (network.y_m <= north)
    # Where no street ever closes before safety nobody is in a hurry.
    at = np.flatnonzero(inside & ~np.isposinf(day.node_latest_departure_s))
    return corner_points(
        case, day.node_latest_departure_s, last_departure_s(day), at.astype(np.int64), words, shown=True
    )  # fmt: skip


def hung_on_layer(case: Case, pieces: Sequence[HungOn], words: Words) -> MapLayer | None:
    """Return what the district hangs on, each piece with its number; None where it hangs on nothing."""
    if not pieces:
        return None
    firsts = case.city.streets.loc[[one.street_ids[0] for one in pieces]]
    middle = shapely.line_interpolate_point(firsts.geometry.to_numpy(), 0.5, normalized=True)
    content = {
        "points": pack_points(gpd.GeoSeries(middle, crs=firsts.crs)),
        "style": pack_integers(np.zeros(len(pieces), np.int64)),
        "ids": [str(one.street_ids[0]) for one in pieces],
        "names": [str(one.number) for one in pieces],
        **pack_cards([(one.label, []) for one in pieces]),
    }
    return MapLayer(
        HANGS_LAYER, Kind.POINTS, content, looks_data([HANGS]), Order.UNSERVED, words(HANGS.legend),
        legend_entries([HANGS], words), text_zoom=10.0,
    )  # fmt: skip


def other_way_layer(case: Case, day: ChangedDay, words: Words) -> MapLayer | None:
    """Return the streets of those who take another way, wider for more people; None where nobody does."""
    moved = day.told.loc[day.told["other_way"], "route_after"].unique()
    if not moved.size:
        return None
    persons = street_persons(day.kept_routes.loc[moved])
    lines = gpd.GeoSeries(case.city.streets.geometry.loc[persons.index])
    content = {**pack_lines(lines), "style": pack_integers(flow_classes(persons))}
    return MapLayer(
        "other-ways", Kind.LINES, content, looks_data(people.FLOWS), Order.FLOWS,
        words("changed_day.map.other_ways"), legend_entries(people.FLOWS[::-1], words),
    )  # fmt: skip


def way_layers(plan: Plan, day: ChangedDay, words: Words) -> list[MapLayer]:
    """Return for each blocked street a way of the plan over it, and the way that would have held."""
    rows = blocked_streets(plan, day)
    rows = rows[rows["route_after"] >= 0]
    if rows.empty:
        return []
    same = (rows["destination_before"] == rows["destination_after"]).to_numpy(np.bool_)
    held = pd.concat([
        day.kept_routes.geometry.loc[rows["route_after"].to_numpy()[same]],
        day.new_routes.geometry.loc[rows["route_after"].to_numpy()[~same]],
    ])  # fmt: skip
    before = plan.routes.geometry.loc[rows["route_before"].to_numpy()]
    return [
        _lines("way-before", gpd.GeoSeries(before), WAY_BEFORE, Order.SECOND_ROUTE, words),
        _lines("way-held", gpd.GeoSeries(held), WAY_HELD, Order.CHOSEN_ROUTE, words),
    ]


def blocked_layer(case: Case, day: ChangedDay, words: Words) -> MapLayer | None:
    """Return the blocked streets; None where none is."""
    if not day.change.street_ids:
        return None
    lines = gpd.GeoSeries(case.city.streets.geometry.loc[list(day.change.street_ids)])
    return _lines("blocked", lines, BLOCKED, Order.STRUCTURES, words)


def lost_layer(case: Case, day: ChangedDay, words: Words) -> MapLayer | None:
    """Return the blocks whose people no longer arrive, or now cannot leave the area; None where none is.

    Whoever now leaves the area nowhere is worse off than who loses a destination: such blocks have a sign of
    their own, whose number is theirs, and lie on top; then the many.
    """
    blocks = day.blocks.assign(
        stuck=(day.blocks["cannot_replanned"] - day.blocks["cannot_before"]).clip(lower=0)
    )
    rows = blocks[(blocks["lost_persons"] > 0) | (blocks["stuck"] > 0)].sort_values(
        ["stuck", "lost_persons"], kind="stable"
    )
    if rows.empty:
        return None
    at = case.city.blocks.loc[rows.index]
    stuck, lost = (rows[name].to_numpy(np.int64) for name in ("stuck", "lost_persons"))
    # So few of a block may all need help: told as the tables tell them.
    few = where_few(case, rows["lost_persons"]).tolist()
    told = [
        [
            (
                words(f"changed_day.map.{name}_card"),
                words.persons(float(count), rounded=day.is_rounded or hidden),
            )
            for name, count, hidden in (("stuck", held, False), ("lost", gone, is_few))
            if count
        ]
        for held, gone, is_few in zip(stuck.tolist(), lost.tolist(), few, strict=True)
    ]
    named = block_names(case.city, at.index, words.language).tolist()
    is_stuck = stuck > 0
    radius = np.clip(0.8 * np.sqrt(np.where(is_stuck, stuck, lost).astype(np.float64)), 4.0, 10.0)
    looks = [look for look, is_there in ((LOST, not is_stuck.all()), (STUCK, is_stuck.any())) if is_there]
    content = {
        "points": pack_points(inner_points(at)),
        "style": pack_integers(np.where(is_stuck, looks.index(looks[-1]), 0).astype(np.int64)),
        "radius": pack_integers(np.round(10 * radius).astype(np.int64)),
        "ids": [str(block) for block in rows.index],
        "names": [lines[0][1] for lines in told],
        **pack_cards(list(zip(named, told, strict=True))),
    }
    return MapLayer(
        # The answer lies on top: a block is often as near to the street it hangs on as the sign is wide.
        LOST_LAYER, Kind.POINTS, content, looks_data(looks), Order.PLACES,
        words("changed_day.map.lost_layer"), legend_entries(looks[::-1], words), text_zoom=15.0, crowded=True,
    )  # fmt: skip


def _lines(layer_id: str, lines: gpd.GeoSeries, look: LineLook, order: Order, words: Words) -> MapLayer:
    content = {**pack_lines(lines), "style": pack_integers(np.zeros(len(lines), np.int64))}
    return MapLayer(
        layer_id, Kind.LINES, content, looks_data([look]), order, words(look.legend),
        legend_entries([look], words),
    )  # fmt: skip
