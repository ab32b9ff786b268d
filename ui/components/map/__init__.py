"""The map of the dashboard: Leaflet and the map core, fed by layer files, no request to anybody else.

Leaflet and the scripts that read, draw and explain layers are those of every map of ours
(``presentation/map_core``); what is here is the shell that a page of Streamlit needs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from presentation.map_core import core_scripts, core_style, leaflet_script, leaflet_style
from presentation.map_layers.build import map_words
from ui import session
from ui.maps.served import ServedLayer, in_order

_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Clicked:
    """What the reader clicked: the layer (``places``, ``unserved``, ``districts``) and its id.

    Both are empty for a press on the ground; ``at`` is latitude and longitude of what was clicked.
    """

    layer_id: str
    item_id: str
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """Who takes a click.

    Parameters
    ----------
    take
        Called before the page is drawn anew: so it is drawn once, not twice.
    anywhere
        Whether a press anywhere on the ground is told, instead of the card of the area below it.
    """

    take: Callable[[Clicked], None]
    anywhere: bool = False


def show(
    layers: Sequence[ServedLayer],
    bounds: list[list[float]],
    *,
    key: str,
    focus: dict[str, Any] | None = None,
    notes: Sequence[str] = (),
    height_px: int = 640,
    day: ServedLayer | None = None,
    press: Press | None = None,
) -> Clicked | None:
    """Draw the map and return what was clicked since it was last drawn.

    Parameters
    ----------
    layers
        In any order: each knows where it lies.
    bounds
        South-west and north-east corner of the first view, in degrees.
    key
        Key of the map; equal keys keep the reader's view.
    focus
        Where to go when it differs from last time: ``bounds``, or ``point`` and ``zoom``.
    notes
        Sentences below the legend.
    height_px
        Height.
    day
        The people of the plan from time to time, with a slider below the map; None for no slider.
    press
        Who takes what was clicked; None where only the returned value is read.
    """

    def take() -> None:
        told = (session.value_of(key) or {}).get("clicked")
        if told and press is not None:
            press.take(_clicked(told))

    ordered = in_order(layers)
    result = _draw(
        key=key,
        data={
            "layers": [layer.data for layer in ordered],
            "legend": [group for layer in reversed(ordered) for group in layer.legend],
            "bounds": bounds,
            "focus": focus,
            "notes": list(notes),
            "height_px": height_px,
            "pressable": press is not None and press.anywhere,
            "day": day.data if day else None,
            "words": map_words(session.words()),
        },
        on_clicked_change=take,
        height="content" if day else height_px,
    )
    clicked = result.get("clicked")
    return _clicked(clicked) if clicked else None


def _clicked(told: Mapping[str, Any]) -> Clicked:
    at = told.get("at")
    return Clicked(str(told["layer"]), str(told["id"]), (float(at[0]), float(at[1])) if at else None)


def _javascript() -> str:
    # Leaflet is an old-style script: it fills `exports` where it finds one.
    wrapped = f"const L = {{}};\n(function (exports, module) {{\n{leaflet_script()}\n}})(L, {{}});\n"
    return "\n".join([wrapped, *core_scripts(), (_FOLDER / "map.js").read_text(encoding="utf-8")])


def _style() -> str:
    own = (_FOLDER / "map.css").read_text(encoding="utf-8")
    return "\n".join(["", leaflet_style(pictures=False), core_style(), own])


_draw = st.components.v2.component(
    "sonae_map",
    html=(_FOLDER / "map.html").read_text(encoding="utf-8"),
    css=_style(),
    js=_javascript(),
)
