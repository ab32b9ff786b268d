"""The list of places with a box to tick each: sortable, searchable, usable by keyboard and screen reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from presentation.grid import Grid
from ui import session

_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Ticks:
    """What is ticked: ids of places, and how many ticks the list has told so far."""

    is_open: frozenset[str]
    count: int


def show(
    grid: Grid,
    place_ids: Sequence[str],
    ticks: Ticks,
    sort_values: Sequence[Sequence[float | str]],
    *,
    key: str,
    on_tick: Callable[[], None],
    height_px: int = 380,
) -> None:
    """Draw the list.

    Parameters
    ----------
    grid
        Cells of each place; the first column is its name.
    place_ids
        Ids of the places row by row.
    ticks
        What is ticked, and the count that the last tick came with: a list that told more since keeps
        what it shows.
    sort_values
        What each cell is sorted by, row by row.
    key
        Key of the list; equal keys keep order, search and scroll position.
    on_tick
        Called before the script runs again; ``told`` says what is ticked then.
    height_px
        Height of the list, which scrolls on its own: what a tick changes stays in view above it.
    """
    words = session.words()
    _draw(
        key=key,
        data={
            "columns": [
                {"name": heading, "number": number, "wide": i in grid.wide}
                for i, (heading, number) in enumerate(zip(grid.headings, grid.numbers, strict=True))
            ],
            "rows": [
                {"id": place_id, "open": place_id in ticks.is_open, "cells": cells, "sort": list(values)}
                for place_id, cells, values in zip(place_ids, grid.rows, sort_values, strict=True)
            ],
            "caption": grid.caption,
            "count": ticks.count,
            "height_px": height_px,
            "words": {
                name: words(f"screen.places.list_{name}")
                for name in ("open", "tick", "search", "shown", "sort", "only_open")
            },
        },
        on_ticked_change=on_tick,
    )


def told(key: str) -> Ticks | None:
    """Return what a list has told last; None where it told nothing."""
    value = session.value_of(key)
    ticked = value.get("ticked") if value else None
    if not ticked:
        return None
    return Ticks(frozenset(map(str, ticked["open"])), int(ticked["count"]))


_draw = st.components.v2.component(
    "sonae_places_list",
    html='<div class="places"></div>',
    css=(_FOLDER / "places.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "places.js").read_text(encoding="utf-8"),
)
