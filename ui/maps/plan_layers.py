"""Layers that a plan gives: places with their load, ways, closed streets, margins, what is chosen."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.vocabulary import Suitability
from planning.plan import Plan
from ui.maps import encode, styles
from ui.maps.city_layers import STREETS
from ui.maps.layer import MapLayer
from ui.maps.store import LayerStore
from ui.words import Words, unknown

#: Reasons of closing that a reader chose by hand (``domain.tables.stages.StreetExposure``).
HAND_CLOSURES = ("crossing_closed", "bridge_closed")

_SHAPES = tuple(styles.SUITABILITY_SHAPES)
_OUTLINE = "#08306b"
# Fills of a place: its load, and last that the plan does not use it.
_FILLS = len(styles.LOAD_FILLS) + 1


def place_layer(plan: Plan, store: LayerStore, words: Words) -> MapLayer:
    """Return the places: shape by suitability, fill by load; small and pale where the plan uses none."""
    places = plan.bundle.places
    usable = plan.usable_places.reindex(places.index)
    in_plan = usable["in_plan"].to_numpy(dtype=bool)
    shape = usable["suitability"].map({name: i for i, name in enumerate(_SHAPES)}).to_numpy(dtype=np.int64)
    style = (shape * _FILLS + np.where(in_plan, load_class(plan), _FILLS - 1)).astype(np.int64)
    # Places of no use are drawn first, so that they never cover one that counts.
    order = np.lexsort((np.arange(len(places)), shape != _SHAPES.index(Suitability.UNUSABLE), in_plan))
    file = encode.point_file(places.iloc[order].geometry, style[order])
    tips = place_tips(plan, words)
    file["ids"] = [places.index[i] for i in order]
    file["text"] = places["name"].where(in_plan, "").iloc[order].tolist()
    file["tips"] = [tips[i] for i in order]
    drawn = tuple(_place_style(name, fill) for name in _SHAPES for fill in range(_FILLS))
    url = store.put(encode.encode(file))
    legend = _place_legend(words)
    label = words("screen.map.places")
    return MapLayer("places", "points", url, drawn, label, legend, text_zoom=15.0, crowded=True)


def load_class(plan: Plan) -> npt.NDArray[np.int64]:
    """Return the class of load of each place: 0 empty … 3 full, 4 seats unknown."""
    loads = plan.loads.reindex(plan.bundle.places.index)
    persons = loads["assigned_persons"].fillna(0).to_numpy(dtype=np.float64)
    seats = plan.usable_places["capacity_persons"].reindex(plan.bundle.places.index)
    known = seats.to_numpy(dtype=np.float64, na_value=np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(persons > 0, persons / known, 0.0)
    found = np.searchsorted(styles.LOAD_UPPER, share, side="left")
    return np.where(np.isnan(known), len(styles.LOAD_FILLS) - 1, found).astype(np.int64)


def place_tips(plan: Plan, words: Words) -> list[str]:
    """Return the hover text of each place, line by line."""
    places = plan.bundle.places
    usable = plan.usable_places.reindex(places.index)
    loads = plan.loads.reindex(places.index)
    rounded = plan.is_model
    tips = []
    for name, suitability, state, in_plan, why, seats, assigned in zip(
        places["name"],
        usable["suitability"],
        usable["state"],
        usable["in_plan"],
        usable["why_not"],
        usable["capacity_persons"],
        loads["assigned_persons"],
        strict=True,
    ):
        lines = [name, f"{words(f'suitability.{suitability}')} ({words(f'place_state.{state}')})"]
        if in_plan:
            seat_words = words.persons(None if unknown(seats) else float(seats), rounded=rounded)
            people = words.persons(None if unknown(assigned) else float(assigned), rounded=rounded)
            lines.append(words("screen.map.place_load", persons=people, seats=seat_words))
        elif why:
            lines.append(words(f"why_not.{why}"))
        tips.append("\n".join(lines))
    return tips


def flow_layer(plan: Plan, store: LayerStore, words: Words) -> MapLayer | None:
    """Return the streets that the plan uses, wider for more people; None where nobody walks."""
    persons = street_persons(plan)
    rows = np.flatnonzero(persons > 0)
    if rows.size == 0:
        return None
    style = np.searchsorted(styles.FLOW_UPPER, persons[rows], side="right")
    url = store.put(encode.encode({"rows": rows.tolist(), "style": style.tolist()}))
    bands = ("0", *(f"{upper:,}" for upper in styles.FLOW_UPPER))
    legend = tuple(
        styles.legend_line(
            style, words("screen.map.flow_from", count=band) if i else words("screen.map.flow_few")
        )
        for i, (style, band) in enumerate(zip(styles.FLOW, bands, strict=True))
    )
    return MapLayer("flow", "line_refs", url, styles.FLOW, words("screen.map.flow"), legend, base=STREETS)


def street_persons(plan: Plan) -> npt.NDArray[np.int64]:
    """Return how many people walk each street, aligned to ``bundle.streets``, both ways together."""
    paths = [np.asarray(path, dtype=np.int64) for path in plan.routes["street_path"]]
    if not paths:
        return np.zeros(len(plan.bundle.streets), dtype=np.int64)
    lengths = np.array([path.size for path in paths], dtype=np.int64)
    rows = plan.bundle.streets.index.get_indexer(pd.Index(np.concatenate(paths)))
    persons = np.repeat(plan.routes["persons"].to_numpy(dtype=np.int64), lengths)
    known = rows >= 0
    return np.bincount(rows[known], weights=persons[known], minlength=len(plan.bundle.streets)).astype(
        np.int64
    )


def closed_layers(plan: Plan, store: LayerStore, words: Words) -> list[MapLayer]:
    """Return streets that the reader closed, and those that the hazard closes (hidden at first)."""
    exposure = plan.street_exposure.reindex(plan.bundle.streets.index)
    by_hand = exposure["reason"].isin(HAND_CLOSURES).to_numpy()
    closes = exposure["closes_at_s"].to_numpy(dtype=np.float64)
    layers = []
    if by_hand.any():
        rows = np.flatnonzero(by_hand)
        url = store.put(encode.encode({"rows": rows.tolist(), "style": [0] * rows.size}))
        style = styles.CLOSED_BY_HAND
        legend = (styles.legend_line(style, words("screen.map.closed_entry")),)
        layers.append(
            MapLayer("closed", "line_refs", url, (style,), words("screen.map.closed"), legend, base=STREETS)
        )
    wet = np.flatnonzero(np.isfinite(closes) | np.isneginf(closes) & ~by_hand)
    if wet.size:
        style_no = np.where(np.isneginf(closes[wet]), 0, 1)
        url = store.put(encode.encode({"rows": wet.tolist(), "style": style_no.tolist()}))
        entries = (
            styles.legend_line(styles.CLOSING[0], words("screen.map.closing_start")),
            styles.legend_line(styles.CLOSING[1], words("screen.map.closing_later")),
        )
        name = words("screen.map.closing")
        layers.append(
            MapLayer("closing", "line_refs", url, styles.CLOSING, name, entries, shown=False, base=STREETS)
        )
    return layers


def margin_layer(plan: Plan, store: LayerStore, words: Words) -> MapLayer | None:
    """Return the shortest time margin of each block; None where no arrival time is published."""
    margin = plan.margin.dropna(subset=["best_margin_s"])
    if not plan.facts.margin_known or margin.empty:
        return None
    shortest = margin.groupby("block_id")["best_margin_s"].min()
    blocks = plan.bundle.blocks.loc[shortest.index]
    style = np.searchsorted(styles.MARGIN_UPPER_S, shortest.to_numpy(dtype=np.float64), side="right")
    drawn = tuple(
        {"shape": "circle", "fill": fill, "color": "#333333", "weight": 0.4, "radius": 3.2}
        for fill in styles.MARGIN_FILLS
    )
    legend = tuple(
        styles.legend_sign(one, words(f"screen.map.margin_class.{i}")) for i, one in enumerate(drawn)
    )
    url = store.put(encode.encode(encode.point_file(centres(blocks), style)))
    return MapLayer("margin", "points", url, drawn, words("screen.map.margin"), legend, shown=False)


def chosen_district_layer(plan: Plan, district_id: str, store: LayerStore, words: Words) -> MapLayer:
    """Return the outline of one district, strong enough to be found at once."""
    outline = plan.bundle.districts.loc[[district_id]].geometry.boundary.explode(index_parts=False)
    file = encode.line_file(outline, np.zeros(len(outline), dtype=np.int64))
    style = styles.CHOSEN_DISTRICT
    legend = (styles.legend_line(style, words("screen.map.this_district")),)
    url = store.put(encode.encode(file))
    return MapLayer("district", "lines", url, (style,), words("screen.map.this_district"), legend)


def chosen_place_layer(plan: Plan, place_id: str, store: LayerStore, words: Words) -> MapLayer:
    """Return a ring around one place, so that it is found among the others."""
    file = encode.point_file(plan.bundle.places.loc[[place_id]].geometry, np.zeros(1, dtype=np.int64))
    style = styles.CHOSEN_PLACE
    legend = (styles.legend_sign(style, words("screen.map.chosen_place")),)
    url = store.put(encode.encode(file))
    return MapLayer("chosen-place", "points", url, (style,), words("screen.map.chosen_place"), legend)


def chosen_route_layer(plan: Plan, block_id: str, store: LayerStore, words: Words) -> MapLayer | None:
    """Return the ways of one block's people; None where they walk nowhere."""
    routes = plan.routes[plan.routes["block_id"] == block_id]
    if routes.empty:
        return None
    file = encode.line_file(routes.geometry, np.zeros(len(routes), dtype=np.int64))
    style = styles.CHOSEN_ROUTE
    legend = (styles.legend_line(style, words("screen.map.chosen_entry")),)
    url = store.put(encode.encode(file))
    return MapLayer("chosen", "lines", url, (style,), words("screen.map.chosen"), legend)


def _place_style(suitability: str, fill: int) -> styles.Style:
    shape = styles.SUITABILITY_SHAPES[suitability]
    if fill == _FILLS - 1:
        return {**shape, **styles.UNUSED, "radius": styles.UNUSED_RADIUS}
    return {"color": _OUTLINE, "weight": 1.5, "fill": styles.LOAD_FILLS[fill], **shape}


def _place_legend(words: Words) -> tuple[styles.Style, ...]:
    signs = [styles.legend_sign(_place_style(name, 0), words(f"suitability.{name}")) for name in _SHAPES]
    loads = [
        styles.legend_sign(_place_style(Suitability.USABLE, fill), words(f"screen.map.load.{key}"))
        for fill, key in enumerate((*styles.LOAD_KEYS, "unused"))
    ]
    return (*signs, *loads)


def centres(blocks: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return a point inside each area, at which its sign stands."""
    return blocks.geometry.representative_point()
