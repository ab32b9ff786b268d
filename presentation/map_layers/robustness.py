"""地震後の道 on a map: blocks by their chance to get through, and the streets that matter most."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.tables.robustness import AreaLevel
from planning.case import Case
from planning.robustness import Robustness
from presentation.geometry import (
    Card,
    bounds_of,
    pack_areas,
    pack_cards,
    pack_integers,
    pack_lines,
    pack_points,
)
from presentation.map_layers.build import MapContent
from presentation.map_layers.ground import background_layers, border_layers
from presentation.map_layers.layer import Kind, MapLayer, Order, legend_entries, looks_data
from presentation.names import town_names, ward_names
from presentation.plain_text import readable_text
from presentation.robustness_tables import listed_streets
from presentation.robustness_words import cut_off_text, interval_text, lost_text
from presentation.street_names import street_names
from presentation.styles.robustness import CHANCE_FROM, CHANCES, CRITICAL, CRITICAL_SIGN
from presentation.words import Words

#: Detail of outlines that may be left out [m].
_TOLERANCE_M = 2.0
_NAMES_ZOOM = 13.0


def robustness_content(case: Case, result: Robustness, words: Words, ward_code: str = "") -> MapContent:
    """Return the map of the chance to get through.

    Parameters
    ----------
    case, result
        The case, and its draws.
    words
        Words of the reader.
    ward_code
        Whose streets are shown, and where the view begins; empty for the city.
    """
    wards = case.city.wards
    layers = [
        *border_layers(case, words),
        *background_layers(case, words),
        chance_layer(case, result, words),
        *critical_layers(case, result, words, ward_code),
    ]
    shown = wards.loc[[ward_code]] if ward_code else wards
    ordered = tuple(sorted(layers, key=lambda layer: layer.order))
    return MapContent(ordered, bounds_of(gpd.GeoSeries(shown.geometry)))


def chance_class(chances: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the class of each area: a row of ``CHANCES``.

    Parameters
    ----------
    chances
        Columns ``chance`` and ``open_persons``.
    """
    classes = np.searchsorted([-one for one in CHANCE_FROM], -chances["chance"].to_numpy(np.float64))
    never = chances["open_persons"].to_numpy() == 0
    return np.where(never, len(CHANCE_FROM), classes).astype(np.int64)


def chance_layer(case: Case, result: Robustness, words: Words) -> MapLayer:
    """Return blocks whose people must leave, by their chance to get through."""
    chances = result.level(AreaLevel.BLOCK)
    blocks = case.city.blocks.loc[chances.index]
    packed, owner = pack_areas(blocks.geometry, tolerance_m=_TOLERANCE_M)
    cards = _block_cards(case, result, chances, words)
    content = {
        **packed,
        "style": pack_integers(chance_class(chances)[owner]),
        "ids": [str(blocks.index[i]) for i in owner],
        **pack_cards([cards[i] for i in owner]),
    }
    return MapLayer(
        "chances", Kind.AREAS, content, looks_data(CHANCES), Order.BLOCKS, words("robustness.map_chances"),
        legend_entries(CHANCES, words),
    )  # fmt: skip


def critical_layers(case: Case, result: Robustness, words: Words, ward_code: str = "") -> list[MapLayer]:
    """Return the streets of the list, as lines and as signs that say what they mean; none where none is."""
    rows = listed_streets(case, result, ward_code)
    if rows.empty:
        return []
    streets = case.city.streets.loc[rows.index]
    wards = {str(code): readable_text(str(name)) for code, name in ward_names(case, words.language).items()}
    where = street_names(case, rows.index, words)
    # What matters most is drawn last, on top.
    order = np.argsort(-rows["rank"].to_numpy(), kind="stable")
    names = [
        words("robustness.ranked", ward=wards[str(ward)], rank=rank)
        for ward, rank in zip(rows["ward_code"], rows["rank"], strict=True)
    ]
    cards = [
        _street_card(name, place, row, words, rounded=result.is_rounded)
        for name, place, (_, row) in zip(names, where, rows.iterrows(), strict=True)
    ]
    middle = shapely.line_interpolate_point(streets.geometry.to_numpy(), 0.5, normalized=True)
    content = {
        "points": pack_points(gpd.GeoSeries(middle[order], crs=streets.crs)),
        "style": pack_integers(np.zeros(len(rows), dtype=np.int64)),
        "ids": [str(rows.index[i]) for i in order],
        "names": [names[i] for i in order],
        **pack_cards([cards[i] for i in order]),
    }
    lines = gpd.GeoSeries(streets.geometry)
    return [
        MapLayer(
            "critical-lines", Kind.LINES,
            {**pack_lines(lines), "style": pack_integers(np.zeros(len(lines), dtype=np.int64))},
            looks_data([CRITICAL]), Order.CLOSED, follows="critical",
        ),
        MapLayer(
            "critical", Kind.POINTS, content, looks_data([CRITICAL_SIGN]), Order.STRUCTURES,
            words("export.table.critical_streets"), legend_entries((CRITICAL, CRITICAL_SIGN), words),
            text_zoom=_NAMES_ZOOM, crowded=True,
        ),
    ]  # fmt: skip


def _block_cards(case: Case, result: Robustness, chances: pd.DataFrame, words: Words) -> list[Card]:
    blocks = case.city.blocks.loc[chances.index]
    wards = {str(code): readable_text(str(name)) for code, name in ward_names(case, words.language).items()}
    towns = town_names(case.city, blocks, words.language)
    labels = {key: words(f"export.column.{key}") for key in ("chance", "must_leave", "detour")}
    none = words("export.none")
    return [
        (
            words("block.title", ward=wards[str(ward)], town=readable_text(str(town)),
                  block=str(block).rpartition("-")[2]),
            (
                (labels["chance"], interval_text(row, words)),
                (labels["must_leave"], words.people_cell(int(row["persons"]), rounded=result.is_rounded)),
                (labels["detour"], none if pd.isna(row["detour_s"]) else f"{row['detour_s'] / 60:.0f}"),
            ),
        )
        for (block, row), ward, town in zip(chances.iterrows(), blocks["ward_code"], towns, strict=True)
    ]  # fmt: skip


def _street_card(name: str, where: str, row: "pd.Series[float]", words: Words, *, rounded: bool) -> Card:
    low, high = (f"{100 * row[f'blocked_share_{end}']:.0f}" for end in ("min", "max"))
    return (
        name,
        (
            (words("export.column.street_where"), readable_text(where)),
            (words("robustness.blocked"), words("robustness.span", low=low, high=high)),
            (words("export.column.cut_off_said"), cut_off_text(row, words, rounded=rounded)),
            (words("export.column.lost_minutes_said"), lost_text(row, words)),
        ),
    )
