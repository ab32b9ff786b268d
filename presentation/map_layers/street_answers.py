"""Streets and bridges that answer a press: what they are, who walks there, until when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from domain.vocabulary import BackgroundKind
from planning.case import Case
from planning.kept_stages import kept
from planning.plan import Plan
from presentation.geometry import Card, pack_cards, pack_integers, pack_lines, pack_points, pack_steps
from presentation.map_layers.ground import STREETS
from presentation.map_layers.layer import Kind, LateContent, MapLayer, Order, legend_entries, looks_data
from presentation.map_layers.street_cards import (
    StreetCards,
    StreetHeads,
    Structure,
    street_cards,
    street_heads,
)
from presentation.natural_order import natural_key
from presentation.plain_text import readable_text
from presentation.styles import ground as styles
from presentation.words import Words

#: Zoom from which a street answers a press, and from which its name is written.
STREETS_ZOOM = 14.0
#: Zoom from which bridges and crossings have signs, and from which these have names.
_SIGNS_ZOOM, _NAMES_ZOOM = 14.5, 16.0


def street_answer_layer(
    case: Case,
    plan: Plan,
    streets: gpd.GeoDataFrame,
    words: Words,
    cards: Callable[[], StreetCards] | None = None,
) -> MapLayer:
    """Return what each street says when it is pressed; nothing is drawn of it.

    The first cards are those of most streets of each class of width; only others are told one by one.

    Parameters
    ----------
    case, plan
        The case and its plan.
    streets
        The streets of the layer ``ground.street_layer``.
    words
        Words of the reader.
    cards
        Gives the card of each, where another layer of the map has them too; made where None.
    """

    def made() -> Mapping[str, Any]:
        return _answers(street_cards(case, plan, streets, words) if cards is None else cards())

    return MapLayer(
        "street-answers", Kind.LINE_REFS, LateContent(made), (), Order.STREET_ANSWERS, base=STREETS,
        follows=STREETS, from_zoom=STREETS_ZOOM,
    )  # fmt: skip


def _answers(cards: StreetCards) -> Mapping[str, Any]:
    numbers, classes = cards.numbers(), cards.heads.classes
    usual = [_most(numbers, classes == number) for number in range(len(styles.STREETS))]
    most = np.array([-1 if row is None else numbers[row] for row in usual], dtype=np.int64)
    own = np.flatnonzero(numbers != most[classes])
    # Streets that say the same share a card.
    _, first, which = np.unique(numbers[own], return_index=True, return_inverse=True)
    shared = [cards[i] for i in own[first].tolist()]
    told: list[Card] = [("", ()) if row is None else cards[row] for row in usual]
    return {
        "rows": pack_steps(own),
        "style": "",
        **pack_cards([*told, *(shared[i] for i in which.tolist())]),
    }


def structure_layer(
    case: Case,
    plan: Plan,
    streets: gpd.GeoDataFrame,
    words: Words,
    cards: Callable[[], StreetCards] | None = None,
) -> MapLayer | None:
    """Return bridges, level crossings, underpasses and tunnels as signs; None where there is none.

    ``cards`` as in ``street_answer_layer``. The first sign by keyboard is the first as people count: what
    is drawn last lies on top.
    """

    def made() -> _Signs | None:
        return _signs(streets, street_heads(case, streets, words))

    of_city = streets is case.city.streets
    signs = kept(case.city, "signs of structures", words.language, made) if of_city else made()
    if signs is None:
        return None
    looks = [styles.STRUCTURES[kind.value] for kind in signs.shown]

    def content() -> Mapping[str, Any]:
        told = street_cards(case, plan, streets, words) if cards is None else cards()
        return {**signs.content, **pack_cards([told[i] for i in signs.rows])}

    return MapLayer(
        "structures", Kind.POINTS, LateContent(content), looks_data(looks), Order.STRUCTURES,
        words("map.structures"), legend_entries(looks, words), from_zoom=_SIGNS_ZOOM, text_zoom=_NAMES_ZOOM,
        crowded=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Signs:
    """What no plan changes of the signs of bridges and crossings: rows, kinds, and content without cards."""

    rows: list[int]
    shown: list[Structure]
    content: Mapping[str, Any]


def _signs(streets: gpd.GeoDataFrame, heads: StreetHeads) -> _Signs | None:
    kinds, names = heads.structures, heads.names
    rows = [i for i, kind in enumerate(kinds) if kind is not None]
    if not rows:
        return None
    rows.sort(key=lambda i: natural_key(names[i]), reverse=True)
    held = streets.iloc[rows]
    shown = [kind for kind in Structure if any(kinds[i] is kind for i in rows)]
    numbers = {kind: number for number, kind in enumerate(shown)}
    middle = shapely.line_interpolate_point(held.geometry.to_numpy(), 0.5, normalized=True)
    content = {
        "points": pack_points(gpd.GeoSeries(middle, crs=streets.crs)),
        "style": pack_integers([numbers[kind] for kind in (kinds[i] for i in rows) if kind]),
        "ids": [str(street) for street in held.index],
        "names": [names[i] for i in rows],
    }
    return _Signs(rows, shown, content)


def street_name_layer(streets: gpd.GeoDataFrame) -> MapLayer | None:
    """Return the names of streets along them, from where the lines for orientation have gone.

    Bridges and crossings are named at their signs. None where no street has a name.
    """
    plain = streets[(streets["name"] != "") & ~streets[[kind.value for kind in Structure]].any(axis=1)]
    if plain.empty:
        return None
    names, shapes = [], []
    for name, part in sorted(plain.groupby("name"), key=lambda item: natural_key(str(item[0]))):
        merged = shapely.line_merge(shapely.union_all(part.geometry.to_numpy()))
        pieces = shapely.get_parts(np.array([merged]))
        shapes += list(pieces)
        names += [readable_text(str(name))] * len(pieces)
    look = styles.NAMES[BackgroundKind.ROAD]
    data = {"ink": look.ink, "from_zoom": styles.ROADS_BELOW_ZOOM, "below_zoom": 99.0}
    content = {
        **pack_lines(gpd.GeoSeries(shapes, crs=streets.crs)),
        "style": pack_integers(np.zeros(len(names), dtype=np.int64)),
        "names": names,
    }
    return MapLayer(
        "street-names", Kind.NAMES, content, (data,), Order.STREET_NAMES, follows=STREETS,
        from_zoom=styles.ROADS_BELOW_ZOOM,
    )  # fmt: skip


def _most(numbers: npt.NDArray[np.int64], of_class: npt.NDArray[np.bool_]) -> int | None:
    """Return a street whose card most streets of a class have, of several the first; None without any."""
    rows = np.flatnonzero(of_class)
    if not rows.size:
        return None
    _, first, counts = np.unique(numbers[rows], return_index=True, return_counts=True)
    return int(rows[first[counts == counts.max()].min()])
