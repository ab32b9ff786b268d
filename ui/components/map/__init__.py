"""The map of the dashboard: Leaflet on one canvas, fed by layer files, no request to anybody else.

Leaflet comes from the installed package ``django-js-lib-leaflet`` (BSD-2-Clause) and is handed to
the browser together with our scripts and the one that places names, which the offline map has too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st

from ui import session
from ui.maps.build import map_words
from ui.maps.layer import MapLayer

_FOLDER = Path(__file__).resolve().parent
#: Our scripts, in the order in which they stand in one module.
_SCRIPTS = ("decoding", "signs", "layers", "legend", "map")


@dataclass(frozen=True, slots=True)
class Clicked:
    """What the reader clicked: the layer (``places``, ``unserved``, ``districts``) and its id."""

    layer_id: str
    item_id: str


def show(
    layers: Sequence[MapLayer],
    bounds: list[list[float]],
    *,
    key: str,
    focus: dict[str, Any] | None = None,
    notes: Sequence[str] = (),
    height_px: int = 640,
) -> Clicked | None:
    """Draw the map and return what was clicked since it was last drawn.

    Parameters
    ----------
    layers
        From the bottom up.
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
    """
    result = _draw(
        key=key,
        data={
            "layers": [layer.as_data() for layer in layers],
            "bounds": bounds,
            "focus": focus,
            "notes": list(notes),
            "height_px": height_px,
            "words": map_words(session.words()),
        },
        on_clicked_change=_nothing,
        height=height_px,
    )
    clicked = result.get("clicked")
    return Clicked(str(clicked["layer"]), str(clicked["id"])) if clicked else None


def _nothing() -> None:
    """Take a click: Streamlit asks for a callback, the script reads the value."""


def _leaflet(name: str) -> str:
    spec = find_spec("js_lib_leaflet")
    if spec is None or spec.origin is None:
        msg = "django-js-lib-leaflet is not installed; run: make setup"
        raise ImportError(msg)
    return (Path(spec.origin).parent / "static" / "js_lib_leaflet" / name).read_text(encoding="utf-8")


def _javascript() -> str:
    # Leaflet is an old-style script: it fills `exports` where it finds one.
    leaflet = re.sub(r"//# sourceMappingURL=.*", "", _leaflet("leaflet.js"))
    wrapped = f"const L = {{}};\n(function (exports, module) {{\n{leaflet}\n}})(L, {{}});\n"
    names = files("exports").joinpath("assets", "names.js").read_text(encoding="utf-8")
    own = [(_FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS]
    return "\n".join([wrapped, names, *own])


def _style() -> str:
    # The pictures that Leaflet's style names are never shown here, and would be asked for in vain.
    plain = re.sub(r"[^{}]*\{[^{}]*url\([^)]*\)[^{}]*\}", "", _leaflet("leaflet.css"))
    return "\n" + plain + (_FOLDER / "map.css").read_text(encoding="utf-8")


_draw = st.components.v2.component(
    "sonae_map",
    html=(_FOLDER / "map.html").read_text(encoding="utf-8"),
    css=_style(),
    js=_javascript(),
)
