"""People on a map: without a place, by district from afar and by block from near; time margins."""

from collections.abc import Callable, Mapping, Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES, Departure, Outcome
from planning.case import Case
from planning.kept_stages import kept
from planning.plan import Plan
from presentation.geometry import Card, pack_cards, pack_integers, pack_points, pack_units, web_units
from presentation.kept_parts import kept_parts
from presentation.map_layers.block_areas import block_ids, cards_by_block
from presentation.map_layers.ground import district_titles
from presentation.map_layers.layer import Kind, LateContent, MapLayer, Order, legend_entries, looks_data
from presentation.map_layers.routes import TICKS_PER_S, closing_ticks
from presentation.plain_text import readable_text
from presentation.styles import people as styles
from presentation.told_limit import with_doubt
from presentation.words import Words

#: Zoom from which single blocks are shown.
BLOCK_ZOOM = 14.0

#: Radius of a sign by the root of its people, and its bounds [px]: it must not hide the streets below.
_BLOCK_RADIUS, _DISTRICT_RADIUS = (0.45, 2.5, 6.5), (0.13, 4.5, 14.0)

_CAUSES = [cause.value for cause in UNSERVED_CAUSES]
_TIME_CAUSES = [cause.value for cause in styles.TIME_CAUSES]
_LOOKS = (styles.UNSERVED_TIME, styles.UNSERVED_SEATS)
#: Where the way of somebody is unknown: of nobody there is it known that he lacks time or a seat.
_LOOKS_WITH_WAY = (*_LOOKS, styles.UNSERVED_WAY)


def unserved_layers(
    case: Case, plan: Plan, words: Words, *, blocks: gpd.GeoDataFrame | None = None
) -> list[MapLayer]:
    """Return the layers of people without a place; none where everybody has one.

    Parameters
    ----------
    case, plan
        The case and its plan.
    words
        Words of the reader.
    blocks
        Blocks of a map of one district, which are shown from afar, too; None for the whole city.
    """
    way_unknown = (plan.ledgers.blocks[Outcome.WAY_UNKNOWN.value] > 0).any()
    every = _LOOKS_WITH_WAY if way_unknown else _LOOKS
    # Without streets nothing else is known of anybody.
    legend = legend_entries(every[2:] if case.city.streets.empty and way_unknown else every, words)
    looks = looks_data(every)
    near = plan.ledgers.blocks if blocks is None else plan.ledgers.blocks.loc[blocks.index]
    some = near[near[_CAUSES].sum(axis=1) > 0]
    if some.empty:
        return []
    shown = case.city.blocks.loc[some.index]
    content = LateContent(lambda: _content(case, shown, some, list(shown["town"]), plan, words))
    if blocks is not None:
        label = words("map.unserved")
        return [
            MapLayer(
                "unserved", Kind.POINTS, content, looks, Order.UNSERVED, label, legend,
                text_zoom=BLOCK_ZOOM, crowded=True,
            )
        ]  # fmt: skip
    by_district = plan.ledgers.districts.reindex(case.city.districts.index)
    rows = by_district[by_district[_CAUSES].sum(axis=1) > 0]
    titles = pd.Series(district_titles(case, words), index=case.city.districts.index)
    areas = case.city.districts.loc[rows.index]
    far = _content(case, areas, rows, list(titles.loc[rows.index]), plan, words)
    label = words("map.unserved_zoom")
    return [
        MapLayer(
            "unserved-districts", Kind.POINTS, far, looks, Order.UNSERVED, label, legend,
            below_zoom=BLOCK_ZOOM, text_zoom=12.0, crowded=True,
        ),
        MapLayer(
            "unserved", Kind.POINTS, content, looks, Order.UNSERVED, follows="unserved-districts",
            from_zoom=BLOCK_ZOOM, text_zoom=16.0, crowded=True,
        ),
    ]  # fmt: skip


def unserved_looks(ledger: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return which sign stands for each row's people: 0 time and routes, 1 seats, 2 the way is unknown.

    Where as many lack time as lack seats, time is said: it is what kills.
    """
    time = ledger[_TIME_CAUSES].sum(axis=1).to_numpy()
    total = ledger[_CAUSES].sum(axis=1).to_numpy()
    way = ledger[Outcome.WAY_UNKNOWN.value].to_numpy()
    return np.select([2 * way > total, 2 * time >= total], [2, 0], 1).astype(np.int64)


def unserved_card(title: str, counts: Sequence[int], words: Words, *, rounded: bool) -> Card:
    """Return the causes of an area's people without a place, in the order of ``UNSERVED_CAUSES``."""

    def said(persons: int) -> str:
        return words.persons(float(persons), rounded=rounded)

    rows = [
        (words(f"outcome.{cause}"), said(persons))
        for cause, persons in zip(UNSERVED_CAUSES, counts, strict=True)
        if persons > 0
    ]
    head = words("map.unserved_title", area=readable_text(title), persons=said(sum(counts)))
    return head, rows


def margin_layer(
    case: Case, plan: Plan, words: Words, cards: Callable[[], Mapping[str, Card]] | None = None
) -> MapLayer | None:
    """Return the shortest margin of each block on the routes its people are sent by.

    ``cards`` as in ``block_areas.block_area_layer``. None where no arrival time is published, or nobody
    walks against one.
    """
    margin = plan.margin.dropna(subset=["route_margin_s"])
    if not plan.facts.margin_known or margin.empty:
        return None

    def content() -> Mapping[str, object]:
        shortest = margin.groupby("block_id")["route_margin_s"].min()
        blocks = case.city.blocks.loc[shortest.index]
        known = cards_by_block(case, plan, words, blocks) if cards is None else cards()
        ids = block_ids(blocks)
        style = np.searchsorted(styles.MARGIN_UPPER_S, shortest.to_numpy(dtype=np.float64), side="right")
        return {
            "points": _packed_inside(case, blocks),
            "style": pack_integers(style),
            "ids": ids,
            **pack_cards([known[block] for block in ids]),
        }

    return MapLayer(
        "margin", Kind.POINTS, LateContent(content), looks_data(styles.MARGINS), Order.MARGIN,
        with_doubt(case, words("map.margin_layer"), words),
        legend_entries(styles.MARGINS, words), shown=False,
    )  # fmt: skip


def corner_margin_layer(case: Case, plan: Plan, words: Words) -> MapLayer | None:
    """Return what is left at each corner in the hazard area when the last people of all leave.

    On the line of the day it is what is left to whoever leaves there at the time that is shown. None where no
    arrival time is published, or no corner lies in the area.
    """
    if not plan.facts.margin_known:
        return None
    network = case.network
    wet = plan.street_exposure["in_hazard"].to_numpy(np.bool_)[network.arc_street]
    corners = np.zeros(network.n_nodes, np.bool_)
    corners[network.arc_tail()[wet]] = True
    # Access points are no corners.
    corners &= (network.node_id >= 0) & ~np.isposinf(plan.node_latest_departure_s)
    leaving = plan.assignment[plan.assignment["departure"] != Departure.NOT_LEAVING.value]
    last_s = float(leaving["departure_s"].max()) if len(leaving) else 0.0
    return corner_points(
        case, plan.node_latest_departure_s, last_s, np.flatnonzero(corners), words, shown=False
    )  # fmt: skip


def corner_points(
    case: Case,
    latest_s: npt.NDArray[np.float64],
    departure_s: float,
    nodes: npt.NDArray[np.int64],
    words: Words,
    *,
    shown: bool,
) -> MapLayer | None:
    """Return corners by what is left until they must be left; None without any.

    Parameters
    ----------
    case
        Its network is drawn.
    latest_s
        Latest departure of each node [s after t0], −inf where no way leads to safety.
    departure_s
        When people leave, before the reader chooses a time [s after t0].
    nodes
        Positions of the nodes that are drawn.
    words
        Words of the reader.
    shown
        Whether it is drawn before the reader chooses.
    """
    if not nodes.size:
        return None

    def content() -> Mapping[str, object]:
        network, latest = case.network, latest_s[nodes]
        style = np.searchsorted(styles.MARGIN_UPPER_S, latest - departure_s, side="right")
        points = gpd.GeoSeries(
            gpd.points_from_xy(network.x_m[nodes], network.y_m[nodes]), crs=case.city.meta.epsg
        )
        return {
            "points": pack_points(points),
            "style": pack_integers(style),
            "latest": pack_integers(closing_ticks(latest)),
            "upper": [round(TICKS_PER_S * bound) for bound in styles.MARGIN_UPPER_S],
        }

    return MapLayer(
        "corner-margins", Kind.POINTS, LateContent(content), looks_data(styles.MARGINS), Order.MARGIN,
        with_doubt(case, words("map.corner_margin_layer"), words), legend_entries(styles.MARGINS, words),
        shown=shown,
    )  # fmt: skip


def inner_points(areas: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return a point inside each area, at which its sign stands."""
    return gpd.GeoSeries(areas.geometry.representative_point())


def _packed_inside(case: Case, areas: gpd.GeoDataFrame) -> str:
    """Return ``inner_points`` of blocks or districts of the city as a layer holds them."""
    city = case.city
    every = city.blocks if areas.index.name == "block_id" else city.districts
    units = kept(city, f"inner points by {areas.index.name}", None, lambda: web_units(inner_points(every)))
    return pack_units(units[every.index.get_indexer(areas.index)])


def _content(
    case: Case,
    areas: gpd.GeoDataFrame,
    ledger: pd.DataFrame,
    titles: Sequence[str],
    plan: Plan,
    words: Words,
) -> dict[str, object]:
    counts = ledger[_CAUSES].to_numpy(dtype=np.int64)
    # The many are drawn last, on top.
    order = np.argsort(counts.sum(axis=1), kind="stable")
    counts, areas = counts[order], areas.iloc[order]
    total = counts.sum(axis=1)
    rounded = plan.is_rounded
    told = [
        (str(titles[i]), tuple(row), rounded) for i, row in zip(order.tolist(), counts.tolist(), strict=True)
    ]

    def in_words(rows: list[int]) -> list[tuple[Card, str]]:
        persons = (words.persons(float(sum(told[row][1])), rounded=rounded) for row in rows)
        cards = (
            unserved_card(title, few, words, rounded=rounded) for title, few, _ in map(told.__getitem__, rows)
        )
        return list(zip(cards, persons, strict=True))

    said = kept_parts(case.city, f"cards of people without a place, {words.language}", told, in_words)
    factor, least, most = _BLOCK_RADIUS if areas.index.name == "block_id" else _DISTRICT_RADIUS
    radius = np.clip(factor * np.sqrt(total), least, most)
    return {
        "points": _packed_inside(case, areas),
        "style": pack_integers(unserved_looks(ledger)[order]),
        "radius": pack_integers(np.round(10 * radius).astype(np.int64)),
        "ids": list(map(str, areas.index.tolist())),
        "names": [name for _, name in said],
        **pack_cards([card for card, _ in said]),
    }
