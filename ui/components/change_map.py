"""Places that changed, on a map: of two lists, or of files that are looked at."""

import pandas as pd
import streamlit as st

from planning.case import Case
from presentation.map_layers.ground import background_layers, border_layers
from presentation.map_layers.place_changes import change_bounds, place_change_layer
from ui import session
from ui.components import map as city_map
from ui.maps.served import serve

_HEIGHT_PX = 460


def show(case: Case, changes: pd.DataFrame, key: str) -> None:
    """Draw where places changed; nothing where none did."""
    if changes.empty:
        return
    words, store = session.words(), session.layer_store()
    st.subheader(words("place_changes.map_title"), anchor=False)
    ground = [*border_layers(case, words), *background_layers(case, words)]
    layers = [serve(layer, store) for layer in (*ground, place_change_layer(changes, words))]
    city_map.show(
        layers,
        change_bounds(changes),
        key=key,
        notes=[words("place_changes.map_note")],
        height_px=_HEIGHT_PX,
    )
