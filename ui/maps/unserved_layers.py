"""People without a place: summed by district from afar, by block from near, never a point a person."""

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES, Outcome
from planning.case import Case
from planning.plan import Plan
from presentation.words import Words
from ui.maps import encode, styles
from ui.maps.layer import MapLayer
from ui.maps.plan_layers import centres
from ui.maps.store import LayerStore

#: Zoom from which single blocks are shown.
BLOCK_ZOOM = 14.0

_CAUSES = [cause.value for cause in UNSERVED_CAUSES]
_TIME_CAUSES = [Outcome.TOO_LATE.value, Outcome.NO_SAFE_WAY.value]
_DRAWN = (styles.UNSERVED_TIME, styles.UNSERVED_SEATS)


def unserved_layers(case: Case, plan: Plan, store: LayerStore, words: Words) -> list[MapLayer]:
    """Return the two layers of people without a place; none where everybody has one."""
    city = case.city
    districts = _file(plan, city.districts, plan.ledgers.districts, city.districts["name"], words)
    if districts is None:
        return []
    blocks = _file(plan, city.blocks, plan.ledgers.blocks, city.blocks["town"], words)
    assert blocks is not None
    legend = (
        styles.legend_sign(_DRAWN[0], words("screen.map.unserved_time")),
        styles.legend_sign(_DRAWN[1], words("screen.map.unserved_seats")),
    )
    far = MapLayer(
        "unserved-districts",
        "points",
        store.put(encode.encode(districts)),
        _DRAWN,
        words("screen.map.unserved"),
        legend,
        text_zoom=12.5,
        below_zoom=BLOCK_ZOOM,
    )
    near = MapLayer(
        "unserved",
        "points",
        store.put(encode.encode(blocks)),
        _DRAWN,
        follows=far.layer_id,
        text_zoom=99.0,
        from_zoom=BLOCK_ZOOM,
    )
    return [far, near]


def _file(
    plan: Plan, areas: gpd.GeoDataFrame, ledger: pd.DataFrame, names: "pd.Series[str]", words: Words
) -> dict[str, Any] | None:
    counts = ledger.reindex(areas.index)
    causes = counts[_CAUSES].to_numpy(dtype=np.int64)
    total = causes.sum(axis=1)
    rows = np.flatnonzero(total > 0)
    if rows.size == 0:
        return None
    time = counts[_TIME_CAUSES].sum(axis=1).to_numpy()[rows]
    shown = areas.iloc[rows]
    file = encode.point_file(centres(shown), np.where(2 * time >= total[rows], 0, 1))
    file["radius"] = np.clip(0.9 * np.sqrt(total[rows]), 3.5, 22).round(1).tolist()
    file["ids"] = shown.index.tolist()
    file["text"] = [words.persons(float(count), rounded=plan.is_model) for count in total[rows]]
    file["tips"] = [
        _tip(str(name), row, words, rounded=plan.is_model)
        for name, row in zip(names.iloc[rows], causes[rows], strict=True)
    ]
    return file


def _tip(name: str, causes: npt.NDArray[np.int64], words: Words, *, rounded: bool) -> str:
    lines = [name]
    for cause, persons in zip(UNSERVED_CAUSES, causes, strict=True):
        if persons > 0:
            count = words.persons(float(persons), rounded=rounded)
            lines.append(words("screen.map.unserved_line", cause=words(f"outcome.{cause}"), persons=count))
    lines.append(
        words("screen.map.unserved_total", persons=words.persons(float(causes.sum()), rounded=rounded))
    )
    return "\n".join(lines)
